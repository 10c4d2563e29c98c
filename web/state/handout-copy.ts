/** A student's own copy of what the teacher handed out. Layer: web/state. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Project } from '../../core/project/project.ts';

/** Crockford's base 32, as ULIDs are written. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_LETTERS = 10;
const OWN_LETTERS = 16;
const SYMBOLS = ALPHABET.length;

/**
 * The same for one student and one handout on any computer, and another for everybody else: who opens it again finds the work that
 * was begun. A ULID: the handout's time, then a hash.
 */
export function ownCopyId(handoutId: string, studentId: string): string {
  const hash = sha256(utf8ToBytes(`${handoutId} ${studentId}`));
  const letters = [...hash.subarray(0, OWN_LETTERS)].map((byte) => ALPHABET[byte % SYMBOLS]);
  return handoutId.slice(0, TIME_LETTERS) + letters.join('');
}

export function ownCopy(project: Project, handoutId: string, studentId: string): Project {
  return { ...project, id: ownCopyId(handoutId, studentId) };
}

/** When a ULID was made, in ms. */
export function madeAtMs(ulid: string): number {
  return [...ulid.slice(0, TIME_LETTERS)].reduce((time, letter) => time * SYMBOLS + ALPHABET.indexOf(letter), 0);
}
