/**
 * Who stands behind a pack: an Ed25519 signature over its lock. Layer: pack. Specification: docs/protocols/pack.md, "Signature".
 * Publishers' keys have nothing to do with the keys that seal runs.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { publicKeyOf, SECRET_KEY_BYTES, signEd25519, verifyEd25519 } from '../base/ed25519.ts';
import { fail, ok, type Result } from '../base/result.ts';
import type { PackSealFaultCode } from './pack-faults.ts';
import { publisherKeySchema, type PublisherKey } from './publisher-key.ts';

/** Why: bytes signed as a pack can be mistaken for nothing else. */
const SIGNED_PREFIX = new TextEncoder().encode('guiji-pack-signature 1\n');

export const packSignatureSchema = z.strictObject({
  format: z.literal('guiji-pack-signature'),
  version: z.literal(1),
  algorithm: z.literal('Ed25519'),
  publicKey: publisherKeySchema,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});

/** The file that a publisher keeps to itself. */
export const packKeySchema = z.strictObject({
  format: z.literal('guiji-pack-key'),
  version: z.literal(1),
  algorithm: z.literal('Ed25519'),
  publicKey: publisherKeySchema,
  secretKey: z.string().regex(/^[0-9a-f]{64}$/),
});

/** The file that a publisher hands to schools. */
export const packPublicKeySchema = z.strictObject({
  format: z.literal('guiji-pack-public-key'),
  version: z.literal(1),
  algorithm: z.literal('Ed25519'),
  publicKey: publisherKeySchema,
});

export type PackKey = z.infer<typeof packKeySchema>;
export type PackPublicKey = z.infer<typeof packPublicKeySchema>;

/** @param secretKey 32 random bytes */
export function newPackKey(secretKey: Uint8Array): PackKey {
  const publicKey = bytesToHex(publicKeyOf(secretKey));
  return { format: 'guiji-pack-key', version: 1, algorithm: 'Ed25519', publicKey, secretKey: bytesToHex(secretKey) };
}

export function publicPart({ publicKey }: PackKey): PackPublicKey {
  return { format: 'guiji-pack-public-key', version: 1, algorithm: 'Ed25519', publicKey };
}

/** Errors: `pack.bad-key`, also where the public key is not that of the secret one. */
export function parsePackKey(json: unknown): Result<PackKey, PackSealFaultCode> {
  const parsed = packKeySchema.safeParse(json);
  if (!parsed.success) return fail('pack.bad-key', {});
  const secretKey = hexToBytes(parsed.data.secretKey);
  const isPair = secretKey.byteLength === SECRET_KEY_BYTES && bytesToHex(publicKeyOf(secretKey)) === parsed.data.publicKey;
  return isPair ? ok(parsed.data) : fail('pack.bad-key', {});
}

/** Takes either half of a pair. Errors: `pack.bad-key`. */
export function parsePublisherKey(json: unknown): Result<PublisherKey, PackSealFaultCode> {
  const shared = packPublicKeySchema.safeParse(json);
  if (shared.success) return ok(shared.data.publicKey);
  const own = parsePackKey(json);
  return own.ok ? ok(own.value.publicKey) : own;
}

function signedBytes(lock: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(SIGNED_PREFIX.byteLength + lock.byteLength);
  bytes.set(SIGNED_PREFIX);
  bytes.set(lock, SIGNED_PREFIX.byteLength);
  return bytes;
}

/** The content of `pack.sig`. */
export function signLock(lock: Uint8Array, key: PackKey): Uint8Array {
  const signature = bytesToHex(signEd25519(signedBytes(lock), hexToBytes(key.secretKey)));
  const document = { format: 'guiji-pack-signature', version: 1, algorithm: 'Ed25519', publicKey: key.publicKey, signature };
  return new TextEncoder().encode(`${JSON.stringify(document, null, 2)}\n`);
}

/** The key that signed. Errors: `pack.bad-signature`, also where the file is no signature at all. */
export function verifyLock(lock: Uint8Array, signatureFile: Uint8Array): Result<PublisherKey, PackSealFaultCode> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(signatureFile));
  } catch (cause) {
    return fail('pack.bad-signature', {}, cause);
  }
  const parsed = packSignatureSchema.safeParse(json);
  if (!parsed.success) return fail('pack.bad-signature', {});
  const { publicKey, signature } = parsed.data;
  const isGenuine = verifyEd25519(signedBytes(lock), hexToBytes(signature), hexToBytes(publicKey));
  return isGenuine ? ok(publicKey) : fail('pack.bad-signature', {});
}
