/**
 * Expected failures as values. Layer: base.
 *
 * A fault is a code with parameters, never prose: `core/words` turns it into a sentence. Asserts (see `assert.ts`) are for
 * our own bugs and throw; everything a user, a file, a wire or a robot can cause is a `Result`.
 */

export type FaultParams = Readonly<Record<string, string | number | boolean>>;

export interface Fault<C extends string = string> {
  readonly code: C;
  readonly params: FaultParams;
  /** What lay beneath, for logs only; it never reaches a user. */
  readonly cause?: unknown;
}

export type Result<T, C extends string = string> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault<C> };

export function ok<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

export function fail<C extends string>(
  code: C,
  params: FaultParams = {},
  cause?: unknown,
): { readonly ok: false; readonly fault: Fault<C> } {
  return { ok: false, fault: cause === undefined ? { code, params } : { code, params, cause } };
}
