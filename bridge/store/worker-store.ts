/** The SQLite store in its own thread, as a ProjectStore. Layer: bridge/store. */
import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { ProjectStore } from './project-store.ts';
import type { StoreAnswer, StoreCall, StoreMethod, StoreOpened, StoreWorkerData } from './store-calls.ts';

type Answered = (result: Result<unknown>) => void;

class WorkerStore implements ProjectStore {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Answered>();
  #nextId = 1;
  /** Set when the thread has ended: nothing can be saved any more. */
  #gone: string | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (answer: StoreAnswer) => {
      const answered = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      answered?.(answer.result);
    });
    worker.on('error', (error: Error) => this.#end(error.message));
    worker.on('exit', () => this.#end('closed'));
  }

  readonly list = () => this.#call('list', []);
  readonly load = (id: string) => this.#call('load', [id]);
  readonly save = (project: Parameters<ProjectStore['save']>[0]) => this.#call('save', [project]);
  readonly history = (id: string) => this.#call('history', [id]);
  readonly loadVersion = (id: string, version: number) => this.#call('loadVersion', [id, version]);
  readonly remove = (id: string) => this.#call('remove', [id]);

  async close(): Promise<void> {
    if (this.#gone !== undefined) return;
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage('close');
    await exited;
  }

  #call<M extends StoreMethod>(method: M, args: Parameters<ProjectStore[M]>): ReturnType<ProjectStore[M]> {
    const id = this.#nextId++;
    const answer = new Promise<Result<unknown>>((resolve) => {
      if (this.#gone !== undefined) return resolve(fail('store.failed', { what: this.#gone }));
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, method, args } as StoreCall);
    });
    return answer as ReturnType<ProjectStore[M]>;
  }

  #end(what: string): void {
    this.#gone ??= what;
    for (const answered of this.#waiting.values()) answered(fail('store.failed', { what: this.#gone }));
    this.#waiting.clear();
  }
}

/** @param options.file the SQLite file; its folder exists. Errors: `store.*`. */
export async function openWorkerStore(options: StoreWorkerData): Promise<Result<ProjectStore, StoreFaultCode>> {
  const worker = new Worker(new URL('./store-worker.ts', import.meta.url), { workerData: options });
  const opened = await new Promise<Result<void, StoreFaultCode>>((resolve) => {
    worker.once('message', (message: StoreOpened) => resolve(message.opened));
    worker.once('error', (cause: Error) => resolve(fail('store.failed', { what: cause.message }, cause)));
    worker.once('exit', () => resolve(fail('store.failed', { what: 'exit' })));
  });
  return opened.ok ? ok(new WorkerStore(worker)) : opened;
}
