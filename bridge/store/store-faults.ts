/** What a database throws, as fault codes, and the one way to ask it. Layer: bridge/store. SQLite: sqlite.org/rescode.html; PostgreSQL: appendix A (SQLSTATE). */
import { fail, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';

const BY_CODE: readonly (readonly [RegExp, StoreFaultCode])[] = [
  [/^(SQLITE_FULL|ENOSPC|EDQUOT|53100)$/, 'store.disk-full'],
  [/^(SQLITE_READONLY.*|SQLITE_CANTOPEN.*|SQLITE_PERM|SQLITE_AUTH|EACCES|EPERM|EROFS|25006|42501)$/, 'store.read-only'],
  [/^(SQLITE_BUSY.*|SQLITE_LOCKED.*|55P03|40P01|40001)$/, 'store.busy'],
  [/^(SQLITE_CORRUPT.*|SQLITE_NOTADB|XX00[12])$/, 'store.damaged'],
];

export function storeFault(cause: unknown): Result<never, StoreFaultCode> {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const known = BY_CODE.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return fail(known[1], {}, String(cause));
  return fail('store.failed', { what: cause instanceof Error ? cause.message : String(cause) }, String(cause));
}

/** Thrown within a transaction: nothing of it stays, and this is the answer. */
export class RollBack extends Error {
  readonly answer: Result<never, StoreFaultCode>;

  constructor(answer: Result<never, StoreFaultCode>) {
    super('rolled back');
    this.answer = answer;
  }
}

/** What the database throws comes back as a fault. */
export async function guarded<T, C extends string = StoreFaultCode>(
  action: () => Promise<Result<T, NoInfer<C> | StoreFaultCode>>,
): Promise<Result<T, C | StoreFaultCode>> {
  try {
    return await action();
  } catch (cause) {
    return cause instanceof RollBack ? cause.answer : storeFault(cause);
  }
}
