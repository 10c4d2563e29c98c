/** The page's side of the worker that learns to drive. Layer: web/adapters/driver. */
import { fail } from '../../../core/base/result.ts';
import type { FromDriverWorker, ToDriverWorker } from './driver-rpc.ts';

/** In a worker of its own, which ends with the answer. Errors: `run-file.*`, `drive.*`; `drive.learner-lost` where it could not be loaded or broke. */
export function learnAside(question: ToDriverWorker): Promise<FromDriverWorker> {
  const worker = new Worker(new URL('../../workers/driver-worker.ts', import.meta.url), { type: 'module', name: 'driver' });
  return new Promise<FromDriverWorker>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<FromDriverWorker>) => resolve(data);
    worker.onerror = () => resolve(fail('drive.learner-lost'));
    worker.postMessage(question);
  }).finally(() => worker.terminate());
}
