/** The way through a lesson's steps as a line that curves, in units of one step's width. Layer: web/features/lesson. */
import { trackPath, type TrackStop } from '../../ui/track-line.ts';

/** Half the height of the waves. */
const WAVE = 0.11;
const MIDDLE = 0.5;

/** Middle of step `index`, from 0. */
export function pointOf(index: number): TrackStop {
  return { x: index + MIDDLE, y: MIDDLE + (index % 2 === 0 ? WAVE : -WAVE) };
}

/** An SVG path through the first `count` steps; '' where there is no way yet. */
export function pathThrough(count: number): string {
  return trackPath(Array.from({ length: count }, (_, index) => pointOf(index)));
}
