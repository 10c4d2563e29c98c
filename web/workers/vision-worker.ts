/** Looks at pictures and trains on what was seen, away from the page's own thread. Layer: web/workers. */
import { ok } from '../../core/base/result.ts';
import { answerHeldOut } from '../../core/learn/held-out.ts';
import { writeOnnx } from '../../core/learn/onnx/write-onnx.ts';
import { trainHead } from '../../core/learn/train-head.ts';
import { featuresOf, loadNet, thumbnailOf } from '../adapters/onnx/image-features.ts';
import type { VisionKind, VisionMethods, VisionReply, VisionRequest } from '../adapters/onnx/vision-rpc.ts';

declare const self: DedicatedWorkerGlobalScope;

type Progress = (done: number) => void;
type Answer<K extends VisionKind> = ReturnType<VisionMethods[K]>;

/** Of the time that training takes; the rest is testing on pictures held out. */
const HEAD_SHARE = 0.2;

const HANDLERS: {
  readonly [K in VisionKind]: (progress: Progress, ...args: Parameters<VisionMethods[K]>) => Answer<K> | Promise<Answer<K>>;
} = {
  async prepare() {
    const net = await loadNet();
    return net.ok ? ok(true) : net;
  },
  async look(_progress, picture, withThumbnail) {
    const net = await loadNet();
    if (!net.ok) return net;
    const features = await featuresOf(net.value, picture);
    const thumbnail = withThumbnail ? await thumbnailOf(picture) : undefined;
    picture.close();
    return ok({ features, thumbnail });
  },
  train(progress, training) {
    const head = trainHead({ ...training, onProgress: (done) => progress(done * HEAD_SHARE) });
    const heldOut = answerHeldOut({ ...training, onProgress: (done) => progress(HEAD_SHARE + done * (1 - HEAD_SHARE)) });
    return ok({ onnx: writeOnnx(head), heldOut });
  },
};

const send = (reply: VisionReply) => self.postMessage(reply);

async function answer({ id, kind, args }: VisionRequest): Promise<void> {
  const handler = HANDLERS[kind] as (progress: Progress, ...args: readonly unknown[]) => unknown;
  try {
    send({ type: 'answer', id, value: await handler((done) => send({ type: 'progress', id, done }), ...args) });
  } catch (cause) {
    send({ type: 'crashed', params: { what: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) } });
  }
}

self.addEventListener('message', (event: MessageEvent<VisionRequest>) => void answer(event.data));
