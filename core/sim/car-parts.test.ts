import { describe, expect, it } from 'vitest';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { parseRobotProfile, type RobotProfile } from '../robot/profile.ts';
import { nameOfColor } from './floor-color.ts';
import { SimRobot } from './sim-robot.ts';
import { shippedTrack } from './tracks/index.ts';
import type { Track } from './track.ts';
import { World } from './world.ts';

const explorer = shippedProfile('mega-explorer')!;
const straight = shippedTrack('straight')!;

function robotOn(
  track: Track = straight,
  profile: RobotProfile = explorer,
  seed = 1,
): { robot: SimRobot; world: World; run: (ms: number) => void } {
  const world = new World({ profile, track, seed });
  const run = (ms: number): void => {
    for (let i = 0; i < ms; i++) world.step();
  };
  return { robot: new SimRobot(world), world, run };
}

const changed = (change: Partial<RobotProfile>): RobotProfile => {
  const parsed = parseRobotProfile({ ...explorer, ...change });
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return parsed.value;
};

describe('the parts of a simulated car', () => {
  it('has a gyro that turns with the car, drifts and trembles a little', () => {
    const { robot, world, run } = robotOn();
    robot.write('motors', [30, -30]);
    run(500);
    const heading = Number(robot.read('gyro', 0));
    expect(heading).toBeGreaterThan(20);
    expect(Math.abs(heading - world.turnedDeg)).toBeLessThan(1);
    expect(heading).not.toBe(world.turnedDeg);
  });

  it('has encoders that count whole steps of each wheel, backwards too', () => {
    const { robot, world, run } = robotOn();
    robot.write('motors', [-40, 40]);
    run(600);
    const stepMm = (Math.PI * 65) / 1320;
    const [left, right] = [Number(robot.read('encoder', 0)), Number(robot.read('encoder', 1))];
    expect(left).toBeLessThan(-50);
    expect(right).toBeGreaterThan(50);
    expect(Math.round(right / stepMm)).toBe(world.parts.encoderTicks(1));
    expect(right / stepMm).toBeCloseTo(Math.round(right / stepMm), 6);
  });

  it('presses the bumper that stands against a wall, and keeps it pressed', () => {
    const { xMm, yMm } = straight.start;
    const wall = { from: { xMm: xMm + 20, yMm: yMm + 180 }, to: { xMm: xMm + 300, yMm: yMm + 180 } };
    const { robot, run } = robotOn({ ...straight, start: { ...straight.start, headingDeg: 0 }, walls: [wall] });
    expect(robot.read('bump', 1)).toBe(false);
    robot.write('motors', [50, 50]);
    run(1500);
    robot.stopAll();
    run(300);
    expect([robot.read('bump', 0), robot.read('bump', 1), robot.read('bump', 7)]).toEqual([false, true, false]);
  });

  it('sees light, hears its own motors and buzzer', () => {
    const { robot, world, run } = robotOn();
    run(1);
    expect(Math.abs(Number(robot.read('light', 0)) - 60)).toBeLessThan(12);
    world.ambientLight = 0;
    expect(Number(robot.read('light', 0))).toBeLessThan(12);
    const quiet = Number(robot.read('sound', 0));
    robot.write('motors', [100, 100]);
    robot.write('tone', [440, 1000]);
    expect(Number(robot.read('sound', 0))).toBeGreaterThan(quiet + 60);
  });

  it('names the colour of the floor under its sensor', () => {
    const floor = { ...straight.floor, color: '#1f9f3f' };
    const bare: Track = { ...straight, floor, lines: [] };
    expect(robotOn(bare).robot.read('color', 0)).toBe('green');
    const { xMm, yMm } = straight.start;
    const line = { shape: 'segment', from: { xMm: xMm - 200, yMm }, to: { xMm: xMm + 200, yMm }, widthMm: 200, color: '#dd1111' } as const;
    expect(robotOn({ ...bare, lines: [line] }).robot.read('color', 0)).toBe('red');
    const area = { shape: 'disc', center: { xMm, yMm }, radiusMm: 300 } as const;
    const zone = { id: 'bay', area, color: '#2050e0', stopMs: null, boxes: null, lightPercent: null };
    expect(robotOn({ ...bare, zones: [zone] }).robot.read('color', 0)).toBe('blue');
    expect(['#000000', '#fefefe', '#3355dd', '#f5d000'].map(nameOfColor)).toEqual(['black', 'white', 'blue', 'yellow']);
  });

  it('turns its servo, shows its text, and its battery gives way under load', () => {
    const { robot, world, run } = robotOn();
    robot.write('servo', [30]);
    robot.write('display', ['你好']);
    expect([world.servoDeg, world.display]).toEqual([30, '你好']);
    expect(robot.read('battery', 0)).toBeCloseTo(8.4);
    robot.write('motors', [100, 100]);
    run(1);
    const atStart = Number(robot.read('battery', 0));
    run(1000);
    expect(Number(robot.read('battery', 0)) / 8.4).toBeCloseTo(0.87, 1);
    expect(atStart).toBeLessThan(8.4 * 0.65);
    robot.write('motors', [0, 0]);
    run(1);
    expect(robot.read('battery', 0)).toBeCloseTo(8.4);
  });

  it('gives a world back with all of it', () => {
    const { world, run } = robotOn();
    world.setMotors(40, 60);
    world.learnLine(true);
    run(100);
    const state = world.state();
    const seen = (): readonly unknown[] => [world.light, world.sound, world.parts.headingDeg(world.timeMs), world.line(3)];
    run(50);
    const before = seen();
    world.setState(state);
    run(50);
    expect(seen()).toEqual(before);
  });
});

describe('learning black and white', () => {
  it('lets pale lines read as dark, and leaves sensors that saw no line as they were', () => {
    const pale: Track = { ...straight, lines: straight.lines.map((line) => ({ ...line, color: '#a0a0a0' })) };
    const profile = changed({
      dynamics: { ...explorer.dynamics, gainSpread: 0 },
      sensing: { ...explorer.sensing, line: { ...explorer.sensing.line, noise: 0, delayMs: 0 } },
    });
    const { robot, world, run } = robotOn(pale, profile);
    const middle = (): number => Math.max(Number(robot.read('line', 3)), Number(robot.read('line', 4)));
    expect(middle()).toBeLessThan(50);
    robot.write('learnLine', [1]);
    for (const [left, right, ms] of [
      [30, -30, 250],
      [-30, 30, 500],
      [30, -30, 250],
    ] as const) {
      robot.write('motors', [left, right]);
      run(ms);
    }
    robot.write('motors', [0, 0]);
    robot.write('learnLine', [0]);
    expect(Math.max(...Array.from({ length: world.lineCount }, (_, i) => world.line(i)))).toBeGreaterThan(80);
  });
});
