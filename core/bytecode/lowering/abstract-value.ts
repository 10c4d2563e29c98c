/** What the lowering knows of a value before the program runs. Layer: bytecode. Specification: ../compact.md §10. */
import type { TextPart } from '../compact/texts.ts';
import { SINGLE_WHOLE_MAX } from '../../base/single-precision.ts';

/** Whole numbers between `lo` and `hi`, never −0, exact in int32 and float32 alike; else any float32 (lo and hi mean nothing). */
export interface NumberValue {
  readonly kind: 'number';
  readonly whole: boolean;
  readonly lo: number;
  readonly hi: number;
}

export type AbstractValue =
  /** Nothing has come here yet. */
  | { readonly kind: 'none' }
  | NumberValue
  | { readonly kind: 'boolean'; readonly known?: boolean }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'null' }
  | { readonly kind: 'function'; readonly index: number }
  /** Its places are values on the stack. */
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
  /** A list is known by the instruction that makes it. */
  | { readonly kind: 'array'; readonly site: number }
  | { readonly kind: 'iterator'; readonly site: number; readonly local: number }
  /** Sometimes this, sometimes that: may be dropped, not used. */
  | { readonly kind: 'mixed'; readonly one: ValueWord; readonly other: ValueWord };

export type ValueWord = 'number' | 'boolean' | 'empty' | 'function' | 'text' | 'list';

export const NONE: AbstractValue = { kind: 'none' };
export const UNDEFINED: AbstractValue = { kind: 'undefined' };
export const ANY_BOOLEAN: AbstractValue = { kind: 'boolean' };
export const FLOAT: NumberValue = { kind: 'number', whole: false, lo: -Infinity, hi: Infinity };

export function whole(lo: number, hi: number): NumberValue {
  return lo >= -SINGLE_WHOLE_MAX && hi <= SINGLE_WHOLE_MAX ? { kind: 'number', whole: true, lo, hi } : FLOAT;
}

export function numberOf(constant: number): NumberValue {
  return Number.isInteger(constant) && !Object.is(constant, -0) ? whole(constant, constant) : FLOAT;
}

const WORDS: { readonly [K in AbstractValue['kind']]: ValueWord } = {
  ...{ none: 'empty', number: 'number', boolean: 'boolean', undefined: 'empty', null: 'empty', function: 'function', text: 'text' },
  ...{ array: 'list', iterator: 'list', mixed: 'empty' },
};

export function wordOf(value: AbstractValue): ValueWord {
  return WORDS[value.kind];
}

function isLiteral(parts: readonly TextPart[]): boolean {
  return parts.every((part) => typeof part === 'string');
}

/** The characters of a text without places; undefined for all else. */
export function literalOf(value: AbstractValue): string | undefined {
  return value.kind === 'text' && isLiteral(value.parts) ? value.parts.join('') : undefined;
}

export function same(a: AbstractValue, b: AbstractValue): boolean {
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'number':
      return b.kind === 'number' && a.whole === b.whole && (!a.whole || (a.lo === b.lo && a.hi === b.hi));
    case 'boolean':
      return b.kind === 'boolean' && a.known === b.known;
    case 'function':
      return b.kind === 'function' && a.index === b.index;
    case 'text':
      return b.kind === 'text' && JSON.stringify(a.parts) === JSON.stringify(b.parts);
    case 'array':
      return b.kind === 'array' && a.site === b.site;
    case 'iterator':
      return b.kind === 'iterator' && a.site === b.site && a.local === b.local;
    default:
      return true;
  }
}

export function joined(a: AbstractValue, b: AbstractValue): AbstractValue {
  if (a.kind === 'none' || a.kind === 'mixed') return a.kind === 'none' ? b : a;
  if (b.kind === 'none' || b.kind === 'mixed') return b.kind === 'none' ? a : b;
  if (a.kind === 'number' && b.kind === 'number') return a.whole && b.whole ? whole(Math.min(a.lo, b.lo), Math.max(a.hi, b.hi)) : FLOAT;
  if (a.kind === 'boolean' && b.kind === 'boolean') return a.known === b.known ? a : ANY_BOOLEAN;
  if (same(a, b)) return a;
  return { kind: 'mixed', one: wordOf(a), other: wordOf(b) };
}

/** Bounds that may stand: what the program itself compares with, and the ends of what fits. */
export class Thresholds {
  readonly #sorted: readonly number[];

  constructor(constants: Iterable<number>) {
    const all = new Set([-SINGLE_WHOLE_MAX, -32_768, -128, -1, 0, 1, 127, 255, 32_767, SINGLE_WHOLE_MAX]);
    for (const constant of constants) for (const near of [constant - 1, constant, constant + 1]) all.add(near);
    this.#sorted = [...all].filter((each) => Math.abs(each) <= SINGLE_WHOLE_MAX).sort((a, b) => a - b);
  }

  /** A bound that grows goes to the next threshold at once, so that loops come to an end. */
  widened(before: AbstractValue, after: AbstractValue): AbstractValue {
    if (before.kind !== 'number' || after.kind !== 'number' || !before.whole || !after.whole) return after;
    const lo = after.lo < before.lo ? (this.#sorted.findLast((each) => each <= after.lo) ?? -Infinity) : after.lo;
    const hi = after.hi > before.hi ? (this.#sorted.find((each) => each >= after.hi) ?? Infinity) : after.hi;
    return whole(lo, hi);
  }
}
