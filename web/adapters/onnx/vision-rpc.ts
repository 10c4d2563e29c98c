/** The messages between the page and the vision worker. Layer: web/adapters/onnx. Both ends are built together, so they need no version. */
import type { FaultParams, Result } from '../../../core/base/result.ts';
import type { HeldOutAnswer } from '../../../core/learn/held-out.ts';
import type { HeadTraining } from '../../../core/learn/train-head.ts';

export const THUMBNAIL_SIDE = 80;

export type VisionFaultCode = 'ai.vision-not-loaded' | 'ai.vision-model-damaged' | 'ai.vision-crashed'; // {what}

export interface Look {
  /** core/learn/image-dataset.ts, `FEATURE_COUNT` numbers. */
  readonly features: Float32Array;
  /** A JPEG of `THUMBNAIL_SIDE` pixels a side, where asked for. */
  readonly thumbnail: Uint8Array | undefined;
}

export interface Trained {
  /** core/learn/onnx/write-onnx.ts. */
  readonly onnx: Uint8Array;
  /** One a row of the training. */
  readonly heldOut: readonly HeldOutAnswer[];
}

export interface VisionMethods {
  /** Loads the runtime and the net, which takes a second or two the first time. */
  prepare(): Result<true, VisionFaultCode>;
  look(picture: ImageBitmap, withThumbnail: boolean): Result<Look, VisionFaultCode>;
  train(training: Omit<HeadTraining, 'onProgress'>): Result<Trained, VisionFaultCode>;
}

export type VisionKind = keyof VisionMethods;

export type VisionRequest = {
  [K in VisionKind]: { readonly id: number; readonly kind: K; readonly args: Parameters<VisionMethods[K]> };
}[VisionKind];

export type VisionReply =
  | { readonly type: 'progress'; readonly id: number; readonly done: number }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  /** Our own bug or a full memory: the worker is of no more use. */
  | { readonly type: 'crashed'; readonly params: FaultParams };
