/** One program on many seeds, side by side in workers of the page. Layer: web/adapters/simulator. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { BatchMaterial } from '../../../core/run/batch.ts';
import type { SeedResult } from '../../../core/run/batch-report.ts';
import type { FromBatchWorker, ToBatchWorker } from './batch-messages.ts';

/** Why: each brings a world and a program of its own, and old PCs have little memory. */
const WORKERS_MAX = 8;

/** As much of a Worker as a batch needs. */
export interface BatchThread {
  postMessage(message: ToBatchWorker): void;
  terminate(): void;
}

export interface BatchThreadListeners {
  readonly onMessage: (message: FromBatchWorker) => void;
  /** The thread threw, or could not be loaded. */
  readonly onFailure: () => void;
}

export interface BatchOptions {
  readonly material: BatchMaterial;
  readonly seeds: readonly number[];
  /** In the order in which they are done. */
  readonly onResult: (result: SeedResult) => void;
  readonly signal: AbortSignal;
  readonly cores: number;
  readonly startThread: (listeners: BatchThreadListeners) => BatchThread;
}

export function startBatchWorker({ onMessage, onFailure }: BatchThreadListeners): BatchThread {
  const worker = new Worker(new URL('../../workers/batch-worker.ts', import.meta.url), { type: 'module', name: 'batch' });
  worker.onmessage = (event: MessageEvent<FromBatchWorker>) => onMessage(event.data);
  worker.onerror = onFailure;
  return worker;
}

/** Until all are done, one fails, or somebody cancels; then no thread is left. Errors: of `batchRunner`, `run.simulator-lost`. */
export function runBatch(options: BatchOptions): Promise<Result<void>> {
  const { material, seeds, onResult, signal, cores, startThread } = options;
  const count = Math.max(1, Math.min(WORKERS_MAX, seeds.length, cores - 1));
  return new Promise((resolve) => {
    let next = 0;
    let open = seeds.length;
    const threads: BatchThread[] = [];
    const end = (result: Result<void>): void => {
      for (const thread of threads) thread.terminate();
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    };
    const onAbort = (): void => end(ok(undefined));
    signal.addEventListener('abort', onAbort);
    const feed = (thread: BatchThread): void => {
      const seed = seeds[next++];
      if (seed !== undefined) thread.postMessage({ kind: 'seed', seed });
    };
    for (let i = 0; i < count; i++) {
      const thread: BatchThread = startThread({
        onFailure: () => end(fail('run.simulator-lost')),
        onMessage: (answer) => {
          if (!answer.ok) return end(answer);
          onResult(answer.value);
          if (--open === 0) end(ok(undefined));
          else feed(thread);
        },
      });
      threads.push(thread);
      thread.postMessage({ kind: 'material', material });
      feed(thread);
    }
  });
}
