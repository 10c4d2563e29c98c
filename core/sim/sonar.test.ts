import { describe, expect, it } from 'vitest';
import type { RobotProfile } from '../robot/profile.ts';
import { EXACT_KIT, trackOf } from './testing/tracks.ts';
import { World } from './world.ts';

const kitWith = (sonar: Partial<RobotProfile['sensing']['sonar']>): RobotProfile => ({
  ...EXACT_KIT,
  sensing: { ...EXACT_KIT.sensing, sonar: { ...EXACT_KIT.sensing.sonar, ...sonar } },
});
const ahead = trackOf({ walls: [{ from: { xMm: 500, yMm: 2600 }, to: { xMm: 3500, yMm: 2600 } }] });

/** The wall ahead, and the car turned away from head-on. */
const turned = (headingDeg: number, profile: RobotProfile): World =>
  new World({ profile, track: { ...ahead, start: { xMm: 2000, yMm: 2000, headingDeg } }, seed: 1 });

describe('a sonar', () => {
  it('hears a wall up to its glancing angle, and none beyond', () => {
    const kit = kitWith({ beamDeg: 10, glanceDeg: 30 });
    expect(turned(20, kit).sonarMm()).toBeLessThan(700);
    expect(turned(34, kit).sonarMm()).toBeLessThan(800);
    expect(turned(40, kit).sonarMm()).toBe(Infinity);
    expect(turned(40, kitWith({ beamDeg: 10 })).sonarMm()).toBeLessThan(900);
  });

  it('answers when the sound is back, and pings again after its period', () => {
    const world = turned(0, EXACT_KIT);
    const { periodMs } = EXACT_KIT.sensing.sonar;
    const first = world.sonarMm();
    world.setMotors(80, 80);
    const changes: number[] = [];
    let last = first;
    for (let ms = 1; ms <= 4 * periodMs; ms++) {
      world.step();
      if (world.sonarMm() !== last) changes.push(ms);
      last = world.sonarMm();
    }
    expect(changes).toHaveLength(3);
    expect(changes.every((atMs, i) => atMs > (i + 1) * periodMs && atMs <= (i + 1) * periodMs + 4)).toBe(true);
  });

  it('loses the share of its echoes that its kit says', () => {
    const world = turned(0, kitWith({ echoLoss: 0.3, periodMs: 10 }));
    let lost = 0;
    for (let ping = 0; ping < 1000; ping++) {
      for (let ms = 0; ms < 10; ms++) world.step();
      if (world.sonarMm() === Infinity) lost++;
    }
    expect(lost / 1000).toBeCloseTo(0.3, 1);
  });
});
