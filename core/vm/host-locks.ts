/**
 * Locks of arrays, Maps and Sets: `Object.freeze` and its kin. Layer: vm. ECMA-262 §20.1.2.
 * They are the host's own, so the host's array methods fail as JavaScript has it; a program that locks nothing pays nothing.
 */
import type { Constant } from '../bytecode/program.ts';
import { GuestMap, GuestSet } from './collections.ts';
import { CLOSED, EXTENSIBLE, FROZEN, SEALED, type GuestObject } from './objects.ts';
import { readOnly } from './program-faults.ts';
import type { Value } from './values.ts';

type Lock = GuestObject['lock'];
type HostLocked = Value[] | GuestMap | GuestSet;

/** Functions of the table by whose names a program can lock an array. */
export const LOCKING: ReadonlySet<Constant> = new Set(['Object.freeze', 'Object.seal', 'Object.preventExtensions']);

export function isHostLocked(value: unknown): value is HostLocked {
  return Array.isArray(value) || value instanceof GuestMap || value instanceof GuestSet;
}

export function lockHost(value: HostLocked, lock: Lock): void {
  if (lock === CLOSED) Object.preventExtensions(value);
  else if (lock === SEALED) Object.seal(value);
  else if (lock === FROZEN) Object.freeze(value);
}

export function hostLockOf(value: HostLocked): Lock {
  if (Object.isExtensible(value)) return EXTENSIBLE;
  if (Object.isFrozen(value)) return FROZEN;
  return Object.isSealed(value) ? SEALED : CLOSED;
}

/** What a change of an array that failed means: `program.read-only` {name} where the array's lock forbade it. What was done by then stays done. */
export function faultOfChange(items: readonly Value[], name: string, cause: unknown): unknown {
  return cause instanceof TypeError && !Object.isExtensible(items) ? readOnly(name) : cause;
}
