import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFileSink } from './file-sink.ts';

it('a file sink replaces the file and appends in order', () => {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-sink-'));
  const path = join(folder, 'run.mcap');
  writeFileSync(path, 'what was there before, and longer');
  const opened = openFileSink(path, { durable: true });
  if (!opened.ok) throw new Error(opened.fault.code);
  opened.value.write(Uint8Array.of(1, 2));
  opened.value.flush();
  opened.value.write(Uint8Array.of(3));
  expect(opened.value.finish()).toEqual({ ok: true, value: undefined });
  expect([...readFileSync(path)]).toEqual([1, 2, 3]);
  rmSync(folder, { recursive: true });
});

it('a file sink without a place to go says so', () => {
  expect(openFileSink(join(tmpdir(), 'no', 'such', 'folder', 'x'), { durable: false })).toMatchObject({
    fault: { code: 'cli.file-not-writable' },
  });
});

// Linux has a device that is always full.
it.runIf(existsSync('/dev/full'))('a full disk is said at the end and throws nowhere', () => {
  const opened = openFileSink('/dev/full', { durable: false });
  if (!opened.ok) throw new Error(opened.fault.code);
  opened.value.write(Uint8Array.of(1));
  opened.value.flush();
  expect(opened.value.finish()).toMatchObject({ ok: false, fault: { code: 'cli.file-not-writable', params: { file: '/dev/full' } } });
});
