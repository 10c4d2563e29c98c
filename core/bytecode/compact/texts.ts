/**
 * Texts of a board's program: literals with places for values, and what they become. Layer: bytecode. Specification: ../compact.md §7.
 * The board sends a text's number and the values; whoever listens holds the program and makes the line.
 */
import { singleText } from '../../base/single-precision.ts';

/** A value's place in a text. `plain`: as in a template literal; else as the console shows it (−0 as -0). */
export type TextPlace =
  | { readonly kind: 'float' }
  | { readonly kind: 'plain-float' }
  | { readonly kind: 'int' }
  | { readonly kind: 'bool' }
  | { readonly kind: 'fixed'; readonly digits: number };

export type TextPart = string | TextPlace;

/** The byte that stands for a place; bytes below ESCAPE + 1 in a literal come after ESCAPE. */
const PLACES: readonly TextPlace['kind'][] = ['float', 'plain-float', 'int', 'bool', 'fixed'];
const FIRST_PLACE = 1;
const FIXED = FIRST_PLACE + PLACES.indexOf('fixed');
const ESCAPE = 8;
const FIXED_DIGITS_MAX = 9;

export function encodeText(parts: readonly TextPart[]): Uint8Array {
  const bytes: number[] = [];
  for (const part of parts) {
    if (typeof part === 'string') {
      for (const byte of new TextEncoder().encode(part)) bytes.push(...(byte <= ESCAPE ? [ESCAPE, byte] : [byte]));
    } else bytes.push(FIRST_PLACE + PLACES.indexOf(part.kind), ...(part.kind === 'fixed' ? [part.digits] : []));
  }
  return Uint8Array.from(bytes);
}

/** undefined where the bytes are no text of this form. */
export function decodeText(bytes: Uint8Array): readonly TextPart[] | undefined {
  const parts: TextPart[] = [];
  let literal: number[] = [];
  const flush = (): void => {
    if (literal.length > 0) parts.push(new TextDecoder().decode(Uint8Array.from(literal)));
    literal = [];
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte > ESCAPE) literal.push(byte);
    else if (byte === ESCAPE) {
      const next = bytes[++at];
      if (next === undefined || next > ESCAPE) return undefined;
      literal.push(next);
    } else {
      flush();
      const kind = PLACES[byte - FIRST_PLACE];
      if (kind === undefined) return undefined;
      if (kind !== 'fixed') parts.push({ kind });
      else {
        const digits = bytes[++at];
        if (digits === undefined || digits > FIXED_DIGITS_MAX) return undefined;
        parts.push({ kind, digits });
      }
    }
  }
  flush();
  return parts;
}

/** How many values a text takes; −1 where it is none. Needs no memory: fit for a board. */
export function placesIn(text: Uint8Array): number {
  let places = 0;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]!;
    if (byte > ESCAPE) continue;
    if (byte < ESCAPE && (byte < FIRST_PLACE || byte > FIXED)) return -1;
    if (byte < ESCAPE) places++;
    if (byte < FIXED) continue;
    const operand = text[++at];
    if (operand === undefined || operand > (byte === ESCAPE ? ESCAPE : FIXED_DIGITS_MAX)) return -1;
  }
  return places;
}

function placeText(place: TextPlace, int: number, float: number): string {
  switch (place.kind) {
    case 'float':
      return Object.is(float, -0) ? '-0' : singleText(float);
    case 'plain-float':
      return singleText(float);
    case 'int':
      return String(int);
    case 'bool':
      return String(int !== 0);
    case 'fixed':
      return float.toFixed(place.digits);
  }
}

/** @param values the bits of each place's value, as int32 and as float32 */
export function filledText(text: Uint8Array, values: readonly { readonly int: number; readonly float: number }[]): string {
  let next = 0;
  return (decodeText(text) ?? [])
    .map((part) => {
      if (typeof part === 'string') return part;
      const { int, float } = values[next++]!;
      return placeText(part, int, float);
    })
    .join('');
}
