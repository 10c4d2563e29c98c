/** The page's side of the worker that reads runs. Layer: web/adapters/runs. Questions are answered one after another. */
import { fail, type Result } from '../../../core/base/result.ts';
import type { FromRunWorker, RunQuestion, RunQuestions, ToRunWorker } from './run-rpc.ts';

export interface RunReaderClient {
  /** Errors: `run-file.*`; `runs.reader-lost` where the worker died. */
  ask<Q extends RunQuestion>(question: Q, source: RunQuestions[Q]['source']): Promise<RunQuestions[Q]['answer']>;
  close(): void;
}

export function openRunReader(): RunReaderClient {
  const worker = new Worker(new URL('../../workers/run-worker.ts', import.meta.url), { type: 'module', name: 'runs' });
  const waiting = new Map<number, (answer: Result<unknown>) => void>();
  let nextId = 1;
  let isLost = false;
  const lose = () => {
    isLost = true;
    worker.terminate();
    for (const answered of waiting.values()) answered(fail('runs.reader-lost'));
    waiting.clear();
  };
  worker.onmessage = ({ data: { id, answer } }: MessageEvent<FromRunWorker>) => {
    waiting.get(id)?.(answer);
    waiting.delete(id);
  };
  worker.onerror = lose;
  return {
    ask: (question, source) =>
      new Promise((resolve) => {
        if (isLost) return resolve(fail('runs.reader-lost'));
        const id = nextId++;
        waiting.set(id, resolve as (answer: Result<unknown>) => void);
        worker.postMessage({ id, question, source } as ToRunWorker);
      }),
    close: lose,
  };
}
