/** Codes that are read from the back row and typed by children. Layer: bridge/class. */
import { createHash, randomInt, timingSafeEqual } from 'node:crypto';

/** Neither 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, nor U and V: none can be taken for another, on a board or said aloud. */
const ALPHABET = '34679ACDEFGHJKMNPQRTWXY';
/** 23⁶: 148 million. */
const JOIN_CODE_LENGTH = 6;
const PERSONAL_CODE_LENGTH = 4;

export function newJoinCode(): string {
  return randomCode(JOIN_CODE_LENGTH);
}

export function newPersonalCode(): string {
  return randomCode(PERSONAL_CODE_LENGTH);
}

/** `ABC-DEF`: two groups are read without losing one's place. */
export function shownCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3)}`;
}

/** In constant time. What was typed may be in small or full-width letters, with blanks or hyphens. */
export function isSameCode(typed: string, code: string): boolean {
  return code !== '' && timingSafeEqual(digestOf(bareCode(typed)), digestOf(code));
}

function bareCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐‑–—_.·]/g, '');
}

function randomCode(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]!).join('');
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
