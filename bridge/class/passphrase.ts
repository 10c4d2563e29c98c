/** The teacher's passphrase, kept as a scrypt hash (RFC 7914). Layer: bridge/class. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MiB and about 0.1 s each: dear to guess, cheap enough for an old PC. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** `scrypt$N$r$p$salt$key`, base64. */
export async function hashPassphrase(passphrase: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(passphrase, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64'), key.toString('base64')].join('$');
}

/** In constant time; false for a hash that is none of ours. */
export async function matchesPassphrase(passphrase: string, hash: string): Promise<boolean> {
  const [kind, n, r, p, salt, key] = hash.split('$');
  if (kind !== 'scrypt' || Number(n) !== COST.N || Number(r) !== COST.r || Number(p) !== COST.p) return false;
  const known = Buffer.from(key ?? '', 'base64');
  const derived = await derive(passphrase, Buffer.from(salt ?? '', 'base64'), COST);
  return known.length === derived.length && timingSafeEqual(known, derived);
}

/** The same passphrase typed on another keyboard may be composed otherwise (é as one or two characters). */
function derive(passphrase: string, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, KEY_BYTES, cost, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
