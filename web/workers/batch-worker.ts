/** Runs one program with seed after seed, as many of these side by side as there are cores to spare. Layer: web/workers. */
import { ok } from '../../core/base/result.ts';
import { batchRunner } from '../../core/run/batch.ts';
import { bestForm } from '../../core/vm/compiled/compiled-form.ts';
import type { FromBatchWorker, ToBatchWorker } from '../adapters/simulator/batch-messages.ts';

let run: ReturnType<typeof batchRunner> | undefined;

const answer = (message: FromBatchWorker): void => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<ToBatchWorker>) => {
  if (data.kind === 'material') run = batchRunner(data.material, { form: bestForm() });
  else if (run !== undefined) answer(run.ok ? ok(run.value(data.seed)) : run);
});
