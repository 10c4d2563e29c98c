import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { ownSha256 } from '../../../core/base/sha256.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { copyOf } from './kit-copy.ts';
import { readKitFile, writeKitFile } from './kit-file.ts';

const firmware = strToU8(':00000001FF\n');

function hexOf(bytes: Uint8Array): string {
  const hash = ownSha256();
  hash.update(bytes);
  return Buffer.from(hash.digest()).toString('hex');
}

const base = copyOf(shippedProfile('uno-line-car')!, []);
const own = {
  id: 'ours',
  role: 'firmware' as const,
  file: 'ours.hex',
  sha256: hexOf(firmware),
  baud: 57_600,
  origin: 'here',
  licence: 'MIT',
};
const kit: RobotProfile = { ...base, images: [...base.images, own] };

const codeOf = (bytes: Uint8Array): string => {
  const read = readKitFile(bytes);
  return read.ok ? 'fine' : read.fault.code;
};

describe('a kit as a file', () => {
  it('has its own firmware in it, and comes back as it was but for the file’s name', () => {
    const read = readKitFile(writeKitFile({ kit, images: new Map([[own.sha256, firmware]]) }));
    if (!read.ok) throw new Error(read.fault.code);
    expect(read.value.images).toEqual(new Map([[own.sha256, firmware]]));
    const file = `ours.${own.sha256.slice(0, 8)}.hex`;
    expect(read.value.kit).toEqual({ ...kit, images: [...base.images, { ...own, file }] });
  });

  it('is a plain profile.json too', () => {
    const read = readKitFile(strToU8(JSON.stringify(base)));
    expect(read).toEqual({ ok: true, value: { kit: base, images: new Map() } });
  });

  it('that is damaged, or holds what no kit names, is refused', () => {
    expect(codeOf(strToU8('{'))).toBe('profile.invalid');
    expect(codeOf(writeKitFile({ kit, images: new Map() }).subarray(0, 200))).toBe('kit.damaged-file');
    expect(codeOf(zipSync({ 'other.json': strToU8('{}') }))).toBe('kit.damaged-file');
    expect(codeOf(zipSync({ 'profile.json': strToU8(JSON.stringify(kit)), 'ours.hex': strToU8('other') }))).toBe('firmware.wrong-hash');
  });
});
