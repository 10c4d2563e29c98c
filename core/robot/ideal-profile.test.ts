import { describe, expect, it } from 'vitest';
import explorer from '../../firmware-profiles/mega-explorer/profile.json' with { type: 'json' };
import switchCar from '../../firmware-profiles/uno-two-switch-car/profile.json' with { type: 'json' };
import { effectsOf, IDEAL_EFFECTS } from './ideal-effects.ts';
import { idealProfile } from './ideal-profile.ts';
import { parseRobotProfile, type RobotProfile } from './profile.ts';

function profileOf(json: unknown): RobotProfile {
  const parsed = parseRobotProfile(json);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
}

/** With all that one car can have of its own. */
const car = profileOf({
  ...explorer,
  dynamics: { ...explorer.dynamics, gains: { left: 0.97, right: 1.04 } },
  sensing: { ...explorer.sensing, line: { ...explorer.sensing.line, thresholdSpread: 0.05 } },
  parts: explorer.parts.map((part) => {
    if (part.type === 'motors') return { ...part, measured: { trimPercent: 3, leftStartPercent: 14, rightStartPercent: 15 } };
    if (part.type !== 'line') return part;
    return { ...part, sensors: part.sensors!.map((sensor) => ({ ...sensor, rawWhite: 0.11, rawBlack: 0.81 })) };
  }),
});
const digitalCar = profileOf(switchCar);

/** Where two documents differ, as paths. */
function differences(a: unknown, b: unknown, path = ''): readonly string[] {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b) ? [] : [path];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differences(Reflect.get(a, key), Reflect.get(b, key), `${path}/${key}`));
}

describe('a car without some of what makes a real one hard', () => {
  it('loses with each something, and nothing that belongs to another', () => {
    const lost = IDEAL_EFFECTS.map((effect) => differences(car, idealProfile(car, [effect])).filter((path) => !path.startsWith('/ideal')));
    expect(lost.every((paths) => paths.length > 0)).toBe(true);
    const all = lost.flat();
    expect(new Set(all).size).toBe(all.length);
    expect(differences(car, idealProfile(car)).filter((path) => path !== '/ideal').sort()).toEqual([...all].sort()); // prettier-ignore
  });

  it('says in its profile which it lacks, whatever the order, and true where it lacks all that it could have', () => {
    expect(idealProfile(car, ['sunlight', 'motor-lag']).ideal).toEqual(['motor-lag', 'sunlight']);
    expect(idealProfile(car).ideal).toBe(true);
    const own = effectsOf(digitalCar);
    expect(own).not.toContain('gyro-drift');
    expect(idealProfile(digitalCar, own).ideal).toBe(true);
    expect(idealProfile(digitalCar, own.slice(1)).ideal).toEqual(own.slice(1));
  });

  it('is the very same car where it has none of them', () => {
    expect(idealProfile(digitalCar, ['gyro-drift'])).toBe(digitalCar);
    expect(idealProfile(car, [])).toBe(car);
  });

  it('is read back from a recording as it was written, an ideal car of version 4 too', () => {
    for (const profile of [idealProfile(car), idealProfile(car, ['wheel-slip'])]) expect(profileOf(JSON.parse(JSON.stringify(profile)))).toEqual(profile); // prettier-ignore
    expect(profileOf({ ...explorer, version: 4, ideal: true }).ideal).toBe(true);
  });

  it.each([[[]], [['gravity']], [false], ['motor-lag'], [[...IDEAL_EFFECTS, 'motor-lag']]])(
    'is refused where its profile says %j',
    (ideal) => {
      expect(parseRobotProfile({ ...explorer, ideal })).toMatchObject({ ok: false, fault: { code: 'profile.invalid' } });
    },
  );
});
