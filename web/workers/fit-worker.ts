/** A car's numbers are found here, so that the page stays quick and can give up at any moment. Layer: web/workers. It brings no compiler. */
import type { FromFitWorker, ToFitWorker } from '../adapters/fit/fit-rpc.ts';
import { fitRecordings } from '../adapters/fit/fit-recordings.ts';

const answer = (message: FromFitWorker): void => self.postMessage(message);

self.addEventListener('message', ({ data }: MessageEvent<ToFitWorker>) => {
  const fitted = fitRecordings(data, (progress) => answer({ kind: 'progress', progress }));
  if (fitted.ok) answer({ kind: 'done', result: fitted.value });
  else answer({ kind: 'refused', fault: { code: fitted.fault.code, params: fitted.fault.params } });
});
