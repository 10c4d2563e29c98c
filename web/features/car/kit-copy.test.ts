import { describe, expect, it } from 'vitest';
import { parseRobotProfile } from '../../../core/robot/profile.ts';
import { shippedProfile, shippedProfiles } from '../../../firmware-profiles/index.ts';
import { copyOf } from './kit-copy.ts';

describe('a copy of a kit', () => {
  it('of each kit that ships is a kit, under an id of its own', () => {
    for (const kit of shippedProfiles()) {
      const copy = copyOf(kit, [kit.id]);
      expect(parseRobotProfile(copy)).toEqual({ ok: true, value: copy });
      expect(copy.id).toBe(`${kit.id}-2`);
      expect(copy.id.length).toBeLessThanOrEqual(31);
    }
  });

  it('takes the next number that is free, and of a copy no second number', () => {
    const kit = shippedProfile('mbot')!;
    expect(copyOf(kit, ['mbot', 'mbot-2', 'mbot-3']).id).toBe('mbot-4');
    expect(copyOf(copyOf(kit, ['mbot']), ['mbot', 'mbot-2']).id).toBe('mbot-3');
  });

  it('names its images where they lie', () => {
    expect(copyOf(shippedProfile('uno-line-car')!, []).images.map(({ file }) => file)).toContain('uno-line-car/standard-firmata.hex');
  });
});
