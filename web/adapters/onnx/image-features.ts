/**
 * Features of a picture by ONNX Runtime. Layer: web/adapters/onnx; runs in the vision worker. The one place that imports onnxruntime-web.
 * One thread: more need SharedArrayBuffer, and this net takes a few milliseconds. The runtime and the net come from the server that served the page.
 * Only our own net is given to the runtime; a file that a student opens is read by core/learn and never gets here.
 */
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import runtimeScript from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import runtimeBinary from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { FEATURE_COUNT } from '../../../core/learn/image-dataset.ts';
import modelFile from '../../models/image-features.onnx?url';
import { THUMBNAIL_SIDE, type VisionFaultCode } from './vision-rpc.ts';

const SIDE = 128;
const CHANNELS = 3;

// As these names are relative to this script, they are made whole before the runtime, which knows the page's address only, sees them.
const here = (url: string) => new URL(url, import.meta.url).href;
env.wasm.wasmPaths = { mjs: here(runtimeScript), wasm: here(runtimeBinary) };
env.wasm.numThreads = 1;
env.logLevel = 'error';

let loading: Promise<Result<InferenceSession, VisionFaultCode>> | undefined;

/** Loads once; a failure is forgotten, so that the next call tries again. Errors: `ai.vision-not-loaded`, `ai.vision-model-damaged`. */
export async function loadNet(): Promise<Result<InferenceSession, VisionFaultCode>> {
  loading ??= fetchAndOpen();
  const loaded = await loading;
  if (!loaded.ok) loading = undefined;
  return loaded;
}

async function fetchAndOpen(): Promise<Result<InferenceSession, VisionFaultCode>> {
  const model = await fetchBytes(here(modelFile));
  if (model === undefined) return fail('ai.vision-not-loaded');
  try {
    return ok(await InferenceSession.create(model));
  } catch (cause) {
    // The runtime's own files count as not loaded; what it says of a bad model names the model.
    const what = String(cause);
    return fail(/protobuf|model|graph|node/i.test(what) ? 'ai.vision-model-damaged' : 'ai.vision-not-loaded', {}, what);
  }
}

async function fetchBytes(url: string): Promise<Uint8Array | undefined> {
  try {
    const answer = await fetch(url);
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : undefined;
  } catch {
    return undefined;
  }
}

/** The middle square of the picture as `FEATURE_COUNT` numbers. */
export async function featuresOf(session: InferenceSession, picture: ImageBitmap): Promise<Float32Array> {
  const pixels = drawSquare(picture, SIDE).getImageData(0, 0, SIDE, SIDE).data;
  const colours = new Uint8Array(SIDE * SIDE * CHANNELS);
  for (let from = 0, to = 0; to < colours.length; from += 4, to += CHANNELS) {
    colours[to] = pixels[from]!;
    colours[to + 1] = pixels[from + 1]!;
    colours[to + 2] = pixels[from + 2]!;
  }
  const { features } = await session.run({ image: new Tensor('uint8', colours, [1, SIDE, SIDE, CHANNELS]) });
  const values = features!.data as Float32Array;
  if (values.length !== FEATURE_COUNT) throw new Error(`${values.length} features`);
  // Copied: the runtime's memory is its own.
  return values.slice();
}

/** A small JPEG of the middle square. */
export async function thumbnailOf(picture: ImageBitmap): Promise<Uint8Array> {
  const { canvas } = drawSquare(picture, THUMBNAIL_SIDE);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.7 });
  return new Uint8Array(await blob.arrayBuffer());
}

function drawSquare(picture: ImageBitmap, side: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(side, side).getContext('2d', { willReadFrequently: true })!;
  const square = Math.min(picture.width, picture.height);
  const [left, top] = [(picture.width - square) / 2, (picture.height - square) / 2];
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, left, top, square, square, 0, 0, side, side);
  return context;
}
