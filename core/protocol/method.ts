/** What one row of the table of methods is, and who may use it. Layer: protocol. Spec: docs/protocols/bridge.md. */
import { z } from 'zod';

/**
 * Who a page is to its bridge. `owner`: a page on the bridge's own computer. `teacher`: it has the class's passphrase.
 * `student`: it joined by the class's code.
 */
export const ROLES = ['owner', 'teacher', 'student'] as const;
export type Role = (typeof ROLES)[number];

export const EVERYONE: readonly Role[] = ['owner', 'teacher', 'student'];
export const STAFF: readonly Role[] = ['owner', 'teacher'];

export interface Method<P, R> {
  readonly params: z.ZodType<P>;
  readonly result: z.ZodType<R>;
  readonly roles: readonly Role[];
}

export const method = <P, R>(params: z.ZodType<P>, result: z.ZodType<R>, roles: readonly Role[] = STAFF): Method<P, R> => ({
  params,
  result,
  roles,
});

export const nothing = z.strictObject({});
export const done = z.void();
