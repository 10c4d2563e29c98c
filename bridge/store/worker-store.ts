/** The SQLite store in its own thread. Layer: bridge/store. */
import { Worker } from 'node:worker_threads';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import { STORE_PARTS, type Store, type StoreParts } from './store.ts';
import type { StoreAnswer, StoreCall, StoreOpened, StoreWorkerData } from './store-calls.ts';

type Answered = (result: Result<unknown>) => void;

class StoreThread {
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

  /** Each of a part's methods, called over there. */
  part(part: keyof StoreParts): unknown {
    const methods = new Map<string, (...args: readonly unknown[]) => Promise<Result<unknown>>>();
    return new Proxy(Object.freeze({}), {
      get: (_, method) => {
        // Why: a promise that resolves to this object asks it for `then`.
        if (typeof method !== 'string' || method === 'then') return undefined;
        const known = methods.get(method) ?? ((...args: readonly unknown[]) => this.#call(part, method, args));
        methods.set(method, known);
        return known;
      },
    });
  }

  async close(): Promise<void> {
    if (this.#gone !== undefined) return;
    const exited = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.postMessage('close');
    await exited;
  }

  #call(part: keyof StoreParts, method: string, args: readonly unknown[]): Promise<Result<unknown>> {
    const id = this.#nextId++;
    return new Promise<Result<unknown>>((resolve) => {
      if (this.#gone !== undefined) return resolve(fail('store.failed', { what: this.#gone }));
      this.#waiting.set(id, resolve);
      this.#worker.postMessage({ id, part, method, args } satisfies StoreCall);
    });
  }

  #end(what: string): void {
    this.#gone ??= what;
    for (const answered of this.#waiting.values()) answered(fail('store.failed', { what: this.#gone }));
    this.#waiting.clear();
  }
}

/** @param options.file the SQLite file; its folder exists. Errors: `store.*`. */
export async function openWorkerStore(options: StoreWorkerData): Promise<Result<Store, StoreFaultCode>> {
  const worker = new Worker(new URL('./store-worker.ts', import.meta.url), { workerData: options });
  const opened = await new Promise<Result<void, StoreFaultCode>>((resolve) => {
    worker.once('message', (message: StoreOpened) => resolve(message.opened));
    worker.once('error', (cause: Error) => resolve(fail('store.failed', { what: cause.message }, cause)));
    worker.once('exit', () => resolve(fail('store.failed', { what: 'exit' })));
  });
  if (!opened.ok) return opened;
  const thread = new StoreThread(worker);
  const parts = Object.fromEntries(STORE_PARTS.map((part) => [part, thread.part(part)])) as unknown as StoreParts;
  return ok({ ...parts, close: () => thread.close() });
}
