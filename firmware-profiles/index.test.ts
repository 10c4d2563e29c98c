import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRobotProfile } from '../core/robot/profile.ts';
import { shippedProfile, shippedProfiles } from './index.ts';

const folder = (path: string): URL => new URL(path, import.meta.url);
const kits = readdirSync(folder('./'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .filter((name) => readdirSync(folder(`${name}/`)).includes('profile.json'));

describe('the kits that ship', () => {
  it.each(kits)('%s is valid, has its folder’s name, and is in the list', (kit) => {
    const parsed = parseRobotProfile(JSON.parse(readFileSync(folder(`${kit}/profile.json`), 'utf8')));
    expect(parsed.ok ? parsed.value.id : parsed.fault).toBe(kit);
    expect(shippedProfile(kit)).toEqual(parsed.ok && parsed.value);
  });

  it('are all in folders', () => {
    expect(shippedProfiles().map(({ id }) => id)).toEqual(expect.arrayContaining(kits));
    expect(shippedProfiles()).toHaveLength(kits.length);
  });

  it('name only images that are there, with their own hashes', () => {
    for (const { id, images } of shippedProfiles()) {
      for (const { file, sha256 } of images) {
        const bytes = readFileSync(folder(file.includes('/') ? file : `${id}/${file}`));
        expect([file, createHash('sha256').update(bytes).digest('hex')]).toEqual([file, sha256]);
      }
    }
  });

  it('have between them every part', () => {
    const types = new Set(shippedProfiles().flatMap(({ parts }) => parts.map(({ type }) => type)));
    expect([...types].sort()).toEqual(
      'battery bump button buzzer color display encoder gyro led light line motors servo sonar sound'.split(' '),
    );
  });
});
