/**
 * The seal of a run file, as it is written: a chain of hashes over all bytes, each head signed at once. Layer: run.
 * Specification: docs/protocols/run-file.md, "Seal". Checked by check-seal.ts; a torn file is never signed afterwards.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ownSha256, type NewSha256, type Sha256 } from '../base/sha256.ts';

/** A seal key, without saying where it is kept. */
export interface Signer {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** 64 bytes, at once; the message is borrowed. */
  sign(message: Uint8Array): Uint8Array;
  /** The computer's own, where it has one that is quicker than ours. */
  readonly sha256?: NewSha256;
}

/** Name of the Metadata records that hold the seals. */
export const SEAL_NAME = 'guiji-seal';
export const HASH_BYTES = 32;
const PREFIX = new TextEncoder().encode('guiji-seal-1\n');
const KIND = { part: 0, end: 1 } as const;

export interface SealedSegment {
  /** 32 zero bytes before the first. */
  readonly head: Uint8Array;
  /** SHA-256 of the bytes from the beginning of the seal before (or of the file) up to this seal. */
  readonly segmentHash: Uint8Array;
  /** Of the last seal: SHA-256 of all that follows it. */
  readonly tailHash?: Uint8Array;
}

/** The head that is signed. */
export function nextHead({ head, segmentHash, tailHash }: SealedSegment, newSha256: NewSha256 = ownSha256): Uint8Array {
  const hash = newSha256();
  hash.update(PREFIX);
  hash.update(head);
  hash.update(Uint8Array.of(tailHash === undefined ? KIND.part : KIND.end));
  hash.update(segmentHash);
  if (tailHash !== undefined) hash.update(tailHash);
  return hash.digest();
}

export interface SealFields {
  /** From 0. */
  readonly index: number;
  readonly isEnd: boolean;
  readonly head: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly signature: Uint8Array;
}

/** As in the Metadata record: text of a length that the index alone decides. */
export function encodeSeal({ index, isEnd, head, publicKey, signature }: SealFields): ReadonlyMap<string, string> {
  return new Map([
    ['index', String(index)],
    ['kind', isEnd ? 'end ' : 'part'],
    ['head', bytesToHex(head)],
    ['key', bytesToHex(publicKey)],
    ['signature', bytesToHex(signature)],
  ]);
}

export class SealChain {
  readonly #signer: Signer;
  #head: Uint8Array = new Uint8Array(HASH_BYTES);
  readonly #newSha256: NewSha256;
  #segment: Sha256;
  #index = 0;

  constructor(signer: Signer) {
    this.#signer = signer;
    this.#newSha256 = signer.sha256 ?? ownSha256;
    this.#segment = this.#newSha256();
  }

  /** Bytes that have been written since the last call, seals included. */
  add(bytes: Uint8Array): void {
    this.#segment.update(bytes);
  }

  /**
   * The seal over everything so far; it is to be written next.
   * @param tail everything that will follow: nothing may be sealed after
   */
  next(tail?: Uint8Array): ReadonlyMap<string, string> {
    const segmentHash = this.#segment.digest();
    this.#segment = this.#newSha256();
    const ofTail = tail === undefined ? {} : { tailHash: sha256(tail) };
    this.#head = nextHead({ head: this.#head, segmentHash, ...ofTail }, this.#newSha256);
    const signature = this.#signer.sign(this.#head);
    const { publicKey } = this.#signer;
    return encodeSeal({ index: this.#index++, isEnd: tail !== undefined, head: this.#head, publicKey, signature });
  }

  /** What the next seal will look like but for its values: of the same length. */
  blank(): ReadonlyMap<string, string> {
    const { publicKey } = this.#signer;
    return encodeSeal({ index: this.#index, isEnd: true, head: this.#head, publicKey, signature: new Uint8Array(64) });
  }
}
