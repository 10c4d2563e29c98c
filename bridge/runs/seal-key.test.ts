import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, expect, it } from 'vitest';
import { verifyEd25519 } from '../../core/base/ed25519.ts';
import { nodeSigner } from './node-signer.ts';
import { openSealKey, type SealKey } from './seal-key.ts';

const folders: string[] = [];

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-seal-'));
  folders.push(folder);
  return folder;
}

async function opened(folder: string): Promise<SealKey> {
  const key = await openSealKey(folder);
  if (!key.ok) throw new Error(key.fault.code);
  return key.value;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

it('a bridge makes its seal key once, for its own eyes, and trusts it', async () => {
  const folder = newFolder();
  const first = await opened(folder);
  expect(await opened(folder)).toEqual(first);
  expect(first.trusted).toEqual([first.publicKey]);
  if (process.platform !== 'win32') expect(statSync(join(folder, 'seal-key.json')).mode & 0o777).toBe(0o600);
});

it('bridges that start at the same moment in one folder have one key', async () => {
  const folder = newFolder();
  const keys = await Promise.all([opened(folder), opened(folder), opened(folder)]);
  expect(new Set(keys.map(({ publicKey }) => publicKey)).size).toBe(1);
});

it('a copied folder gets a key of its own and remembers the old one', async () => {
  const folder = newFolder();
  const before = await opened(folder);
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  const after = await opened(copy);
  expect(after.publicKey).not.toBe(before.publicKey);
  expect(new Set(after.trusted)).toEqual(new Set([before.publicKey, after.publicKey]));
  expect(await opened(copy)).toEqual(after);
});

it('a damaged key file is replaced; keys that a judge has added stay', async () => {
  const folder = newFolder();
  await opened(folder);
  const trustFile = join(folder, 'trusted-seal-keys.json');
  const list = JSON.parse(readFileSync(trustFile, 'utf8')) as { keys: unknown[] };
  const other = 'ab'.repeat(32);
  writeFileSync(trustFile, JSON.stringify({ ...list, keys: [...list.keys, { key: other, name: 'the school next door' }] }));
  writeFileSync(join(folder, 'seal-key.json'), '{"secretKey"');
  const { trusted, publicKey } = await opened(folder);
  expect(trusted).toContain(other);
  expect(trusted).toContain(publicKey);
});

it('a folder that cannot be is said with its code', async () => {
  const file = join(newFolder(), 'a file');
  writeFileSync(file, '');
  expect(await openSealKey(join(file, 'data'))).toMatchObject({ ok: false, fault: { code: 'bridge.data-not-writable' } });
});

it('what the computer signs is what core believes', () => {
  const signer = nodeSigner(new Uint8Array(32).fill(9));
  const message = new TextEncoder().encode('head');
  expect(verifyEd25519(message, signer.sign(message), signer.publicKey)).toBe(true);
  expect(bytesToHex(signer.publicKey)).toHaveLength(64);
});
