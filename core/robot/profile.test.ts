import { describe, expect, it } from 'vitest';
import lineCar from '../../firmware-profiles/uno-line-car/profile.json' with { type: 'json' };
import { parseRobotProfile, partOf } from './profile.ts';

describe('parseRobotProfile', () => {
  it('takes the shipped line car, with its parts by type', () => {
    const parsed = parseRobotProfile(lineCar);
    expect(parsed.ok && partOf(parsed.value, 'line')?.sensors.length).toBe(5);
  });

  it('says which entry is wrong', () => {
    const parsed = parseRobotProfile({ ...lineCar, body: { ...lineCar.body, wheelBaseMm: -1 } });
    expect(parsed).toMatchObject({ ok: false, fault: { code: 'profile.invalid', params: { path: 'body.wheelBaseMm' } } });
  });

  it('refuses infinite numbers and entries it does not know', () => {
    expect(parseRobotProfile({ ...lineCar, dynamics: { ...lineCar.dynamics, topSpeedMmPerS: Infinity } }).ok).toBe(false);
    expect(parseRobotProfile({ ...lineCar, onStart: 'rm' }).ok).toBe(false);
  });

  it('tells a newer version apart from a wrong file', () => {
    expect(parseRobotProfile({ ...lineCar, version: 2 })).toMatchObject({
      ok: false,
      fault: { code: 'profile.newer-version', params: { version: 2 } },
    });
    expect(parseRobotProfile('text')).toMatchObject({ ok: false, fault: { code: 'profile.invalid' } });
  });
});
