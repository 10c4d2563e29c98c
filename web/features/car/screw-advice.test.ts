import { describe, expect, it } from 'vitest';
import { partOf } from '../../../core/robot/profile.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { screwAdvice } from './screw-advice.ts';

const three = partOf(shippedProfile('uno-three-switch-car')!, 'line')!;
const mbot = partOf(shippedProfile('mbot')!, 'line')!;
const verdicts = (...args: Parameters<typeof screwAdvice>): readonly string[] => screwAdvice(...args).map(({ verdict }) => verdict);

describe('which screw to turn', () => {
  it('leaves a sensor alone that says what is under it', () => {
    expect(verdicts(three, 'floor', [0, 0, 0])).toEqual(['right', 'right', 'right']);
    expect(verdicts(three, 'line', [100, 100, 100])).toEqual(['right', 'right', 'right']);
  });

  it('turns a screw so that a sensor over the line says dark sooner', () => {
    expect(verdicts(three, 'line', [100, 0, 100])).toEqual(['right', 'turn-clockwise', 'right']);
  });

  it('turns it the other way where a sensor over the floor says dark', () => {
    expect(verdicts(three, 'floor', [0, 0, 100])).toEqual(['right', 'right', 'turn-counterclockwise']);
  });

  it('says only that a screw is to be turned where the kit does not tell which way', () => {
    expect(verdicts(mbot, 'floor', [100, 0])).toEqual(['turn', 'right']);
  });
});
