/**
 * Features as one byte each: 0 … 6 in steps of 6 / 255. Layer: learn.
 * Why: a picture then takes a quarter of the room, and what is lost is far below what tells pictures apart. Features are rounded when a picture is
 * taken, so that training gives the same head before and after the set was kept.
 */
import { FEATURE_COUNT } from './image-dataset.ts';

const LARGEST = 6;
const STEPS = 255;

export function featuresToBytes(features: Float32Array): Uint8Array {
  return Uint8Array.from(features, (value) => Math.round((Math.min(LARGEST, Math.max(0, value)) * STEPS) / LARGEST));
}

/** @param bytes `FEATURE_COUNT`; what is missing is 0. */
export function featuresFromBytes(bytes: Uint8Array): Float32Array {
  return Float32Array.from({ length: FEATURE_COUNT }, (_, at) => ((bytes[at] ?? 0) * LARGEST) / STEPS);
}
