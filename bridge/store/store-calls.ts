/** What goes over the MessagePort between the bridge and its store's worker thread. Layer: bridge/store. */
import { fail, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { StoreParts } from './store.ts';

/** Any method of any part; each takes what can be cloned and gives a promise of a Result. */
export interface StoreCall {
  readonly id: number;
  readonly part: keyof StoreParts;
  readonly method: string;
  readonly args: readonly unknown[];
}

export interface StoreAnswer {
  readonly id: number;
  readonly result: Result<unknown>;
}

/** The worker's first message: whether the store is open. */
export interface StoreOpened {
  readonly opened: Result<void, StoreFaultCode>;
}

export interface StoreWorkerData {
  readonly file: string;
}

/** A cause may hold what a MessagePort cannot carry. */
export function portable<T, C extends string>(result: Result<T, C>): Result<T, C> {
  return result.ok ? result : fail(result.fault.code, result.fault.params, String(result.fault.cause));
}
