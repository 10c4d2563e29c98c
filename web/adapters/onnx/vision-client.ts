/**
 * The page's end of the vision worker. Layer: web/adapters/onnx.
 * The worker starts with the first question. One that crashed is ended, everything asked of it gets `ai.vision-crashed`, and the next question starts another.
 */
import { fail, type FaultParams, type Result } from '../../../core/base/result.ts';
import type { Look, Trained, VisionFaultCode, VisionKind, VisionMethods, VisionReply, VisionRequest } from './vision-rpc.ts';

/** What this end needs of a Worker; a test passes its own. */
export interface VisionWorker {
  postMessage(message: VisionRequest, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: VisionReply }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

interface Asked {
  readonly resolve: (value: Result<never, VisionFaultCode>) => void;
  readonly onProgress: ((done: number) => void) | undefined;
}

export class VisionClient {
  readonly #start: () => VisionWorker;
  readonly #asked = new Map<number, Asked>();
  #worker: VisionWorker | undefined;
  #nextId = 1;

  constructor(start: () => VisionWorker = startVisionWorker) {
    this.#start = start;
  }

  /** Loads what looking needs, so that the first picture does not wait for it. */
  prepare(): Promise<Result<true, VisionFaultCode>> {
    return this.#ask('prepare', []);
  }

  /** Takes the picture away from the caller and closes it. */
  look(picture: ImageBitmap, options: { readonly withThumbnail: boolean }): Promise<Result<Look, VisionFaultCode>> {
    return this.#ask('look', [picture, options.withThumbnail], [picture]);
  }

  /** @param onProgress 0 … 1 */
  train(training: Parameters<VisionMethods['train']>[0], onProgress: (done: number) => void): Promise<Result<Trained, VisionFaultCode>> {
    return this.#ask('train', [training], [], onProgress);
  }

  dispose(): void {
    this.#end({ what: 'closed' });
  }

  #ask<K extends VisionKind>(
    kind: K,
    args: Parameters<VisionMethods[K]>,
    transfer: Transferable[] = [],
    onProgress?: (done: number) => void,
  ): Promise<ReturnType<VisionMethods[K]>> {
    return new Promise((resolve) => {
      const id = this.#nextId++;
      this.#asked.set(id, { resolve: resolve as Asked['resolve'], onProgress });
      this.#worker ??= this.#startOne();
      this.#worker.postMessage({ id, kind, args } as VisionRequest, transfer);
    });
  }

  #startOne(): VisionWorker {
    const worker = this.#start();
    worker.addEventListener('message', ({ data }) => {
      if (worker === this.#worker) this.#heard(data);
    });
    worker.addEventListener('error', ({ message }) => {
      if (worker === this.#worker) this.#end({ what: message ?? 'worker' });
    });
    return worker;
  }

  #heard(reply: VisionReply): void {
    if (reply.type === 'crashed') return this.#end(reply.params);
    const asked = this.#asked.get(reply.id);
    if (reply.type === 'progress') return asked?.onProgress?.(reply.done);
    this.#asked.delete(reply.id);
    asked?.resolve(reply.value as Result<never, VisionFaultCode>);
  }

  #end(params: FaultParams): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const { resolve } of asked) resolve(fail('ai.vision-crashed', params));
  }
}

function startVisionWorker(): VisionWorker {
  return new Worker(new URL('../../workers/vision-worker.ts', import.meta.url), { type: 'module', name: 'vision' });
}
