/**
 * Ed25519 (RFC 8032) by @noble/ed25519, synchronous, so that it works on plain-http pages, where `crypto.subtle` is missing. Layer: base.
 * Keys and signatures of packs and seals; who holds which key is not known here.
 */
import { getPublicKey, hashes, sign, verify } from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';

export const SECRET_KEY_BYTES = 32;
const PUBLIC_KEY_BYTES = 32;
const SIGNATURE_BYTES = 64;

hashes.sha512 = sha512;

/** @param secretKey 32 random bytes, the caller's: core has no randomness of its own */
export function publicKeyOf(secretKey: Uint8Array): Uint8Array {
  return getPublicKey(secretKey);
}

export function signEd25519(message: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return sign(message, secretKey);
}

/** Never throws: a key or a signature of a wrong shape is a false one. */
export function verifyEd25519(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.byteLength !== SIGNATURE_BYTES || publicKey.byteLength !== PUBLIC_KEY_BYTES) return false;
  try {
    // Why not the library's default: it accepts keys and signatures in more than one spelling (ZIP 215).
    return verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
