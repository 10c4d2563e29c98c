/** The page's side of the worker that fits a car. Layer: web/adapters/fit. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { FitProgress, FitResult } from '../../../core/fit/fit-types.ts';
import type { FromFitWorker, ToFitWorker } from './fit-rpc.ts';

export interface FitListener {
  readonly onProgress: (progress: FitProgress) => void;
  readonly signal: AbortSignal;
}

/** In a worker of its own, which ends with the answer. `undefined`: given up. Errors: `FitFaultCode`; `fit.lost` where it could not be loaded or broke. */
export function fitAside(question: ToFitWorker, { onProgress, signal }: FitListener): Promise<Result<FitResult> | undefined> {
  const worker = new Worker(new URL('../../workers/fit-worker.ts', import.meta.url), { type: 'module', name: 'fit' });
  return new Promise<Result<FitResult> | undefined>((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined));
    worker.onmessage = ({ data }: MessageEvent<FromFitWorker>) => {
      if (data.kind === 'progress') onProgress(data.progress);
      else resolve(data.kind === 'done' ? ok(data.result) : { ok: false, fault: data.fault });
    };
    worker.onerror = () => resolve(fail('fit.lost'));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}
