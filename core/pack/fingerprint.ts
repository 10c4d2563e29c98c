/**
 * A publisher's key in words that two people can compare over a telephone. Layer: pack. Specification: docs/protocols/pack.md, "Fingerprint".
 * The first ten bytes of SHA-256 over a prefix and the key's 32 bytes, one word a byte: 80 bits.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { FINGERPRINT_WORDS } from './fingerprint-words.ts';
import type { PublisherKey } from './publisher-key.ts';

const WORDS = 10;
const PREFIX = new TextEncoder().encode('guiji-publisher 1\n');

export interface Fingerprint {
  /** Five pairs of characters: `山水 牛羊 …`. */
  readonly 'zh-CN': string;
  /** Ten words. */
  readonly en: string;
}

export function fingerprintOf(key: PublisherKey): Fingerprint {
  const bytes = sha256(Uint8Array.from([...PREFIX, ...hexToBytes(key)])).slice(0, WORDS);
  const chinese = [...bytes].map((byte) => FINGERPRINT_WORDS['zh-CN'][byte]!);
  const pairs = Array.from({ length: WORDS / 2 }, (_, i) => `${chinese[2 * i]}${chinese[2 * i + 1]}`);
  return { 'zh-CN': pairs.join(' '), en: [...bytes].map((byte) => FINGERPRINT_WORDS.en[byte]!).join(' ') };
}
