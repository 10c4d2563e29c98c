/** Recordings are opened, run again and verified here, so that the page stays quick. Layer: web/workers. It brings no compiler. */
import type { FromRunWorker, ToRunWorker } from '../adapters/runs/run-rpc.ts';
import { RunReader } from '../adapters/runs/run-reader.ts';

const reader = new RunReader();
self.addEventListener('message', ({ data }: MessageEvent<ToRunWorker>) => {
  const answer = reader.answer(data);
  const plain = answer.ok ? answer : { ok: false as const, fault: { code: answer.fault.code, params: answer.fault.params } };
  self.postMessage({ id: data.id, answer: plain } satisfies FromRunWorker);
});
