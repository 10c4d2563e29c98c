/** Seals by the computer's own Ed25519 and SHA-256: several times as fast as those of core. Layer: bridge/runs. */
import { createPrivateKey, sign } from 'node:crypto';
import { publicKeyOf } from '../../core/base/ed25519.ts';
import { nodeSha256 } from './node-sha256.ts';
import type { Signer } from '../../core/run/seal.ts';

/** RFC 8410 §7: what stands before the 32 bytes of an Ed25519 secret key in PKCS #8. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param secretKey 32 bytes, copied */
export function nodeSigner(secretKey: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, secretKey]), format: 'der', type: 'pkcs8' });
  return {
    publicKey: publicKeyOf(secretKey),
    sign: (message) => new Uint8Array(sign(null, message, key)),
    sha256: nodeSha256,
  };
}
