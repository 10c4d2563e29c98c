/** The store's thread: SQLite blocks here, so that a slow disk never delays a Stop. Layer: bridge/store. */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/base/assert.ts';
import { ok, type Result } from '../../core/base/result.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';
import { portable, type StoreAnswer, type StoreCall, type StoreOpened, type StoreWorkerData } from './store-calls.ts';

const port = parentPort;
assert(port !== null, 'store-worker runs in a worker thread');

const { file } = workerData as StoreWorkerData;
const opened = await openSqliteStore({ file, nowMs: () => Date.now() });

/** Our own side made the call: part and method are those of the parts' types. */
function call(store: Store, { part, method, args }: StoreCall): Promise<Result<unknown>> {
  const methods = store[part] as unknown as Readonly<Record<string, (...args: readonly unknown[]) => Promise<Result<unknown>>>>;
  return methods[method]!(...args);
}

function serve(store: Store, port: MessagePort): void {
  const running = new Set<Promise<void>>();
  port.on('message', (message: StoreCall | 'close') => {
    if (message === 'close') {
      void Promise.all(running)
        .then(() => store.close())
        .then(() => port.close());
      return;
    }
    const answered = call(store, message).then((result: Result<unknown>) => {
      port.postMessage({ id: message.id, result: portable(result) } satisfies StoreAnswer);
      running.delete(answered);
    });
    running.add(answered);
  });
}

if (opened.ok) {
  await opened.value.projects.eraseRemoved();
  await opened.value.classes.forgetArrived();
  serve(opened.value, port);
  port.postMessage({ opened: ok(undefined) } satisfies StoreOpened);
} else {
  port.postMessage({ opened: portable(opened) } satisfies StoreOpened);
  port.close();
}
