/** SHA-256 of bytes that come one after another. Layer: base. The computer's own may stand in for ours, which runs everywhere. */
import { sha256 } from '@noble/hashes/sha2.js';

export interface Sha256 {
  update(bytes: Uint8Array): unknown;
  /** Once, at the end. */
  digest(): Uint8Array;
}

export type NewSha256 = () => Sha256;

export const ownSha256: NewSha256 = () => sha256.create();
