/** Every kit on its emulated board with each firmware that it can carry: what a program reads and writes against the world. */
import { describe, expect, it, vi } from 'vitest';
import { connectFirmataRobot } from '../../core/device/firmata/connect-firmata-robot.ts';
import type { FirmataRobot } from '../../core/device/firmata/firmata-robot.ts';
import { parseRobotProfile, type RobotPart, type RobotProfile } from '../../core/robot/profile.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { InProcessCar } from './testing/in-process-car.ts';
import { withStandardFirmata } from './testing/standard-firmata.ts';
import { LampStrip } from './wiring/led.ts';

async function connect(bench: InProcessCar): Promise<FirmataRobot> {
  const { profile } = bench;
  const opened = await bench.until(connectFirmataRobot({ stream: bench.openStream(), profile, clock: bench.clock }));
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
}

function kit(base: string, parts: readonly RobotPart[]): RobotProfile {
  const parsed = parseRobotProfile({ ...shippedProfile(base)!, parts });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
}

async function drives(bench: InProcessCar, robot: FirmataRobot): Promise<void> {
  for (const [left, right] of [
    [50, -30],
    [-100, 100],
    [0, 0],
  ] as const) {
    robot.write('motors', [left, right]);
    await bench.runMs(60);
    const { motors } = bench.car.world;
    expect(Math.abs(motors.leftPercent - left)).toBeLessThanOrEqual(2);
    expect(Math.abs(motors.rightPercent - right)).toBeLessThanOrEqual(2);
  }
}

async function hears(bench: InProcessCar, robot: FirmataRobot, mm: number): Promise<void> {
  const sonar = vi.spyOn(bench.car.world, 'sonarMm').mockReturnValue(mm);
  await bench.runMs(160);
  sonar.mockRestore();
  expect(Math.abs(Number(robot.read('sonar', 0)) - mm)).toBeLessThanOrEqual(5);
}

const gyro: RobotPart = { type: 'gyro', kind: 'mpu6050', address: 0x68, axis: 'x', inverted: true };
const colour: RobotPart = { type: 'color', kind: 'tcs34725', address: 0x29, xMm: 0, yMm: 40 };
const screen: RobotPart = { type: 'display', kind: 'ssd1306', address: 0x3c, widthPx: 128, heightPx: 32 };

describe('with our firmware', () => {
  it('an mBot: motors turned round, a sonar on one wire, two lamps, a button on an analog pin', async () => {
    const bench = new InProcessCar({ profile: shippedProfile('mbot')! });
    const robot = await connect(bench);
    const { world } = bench.car;
    await drives(bench, robot);
    await hears(bench, robot, 420);
    robot.write('led', ['#102030']);
    robot.write('tone', [523, 200]);
    bench.car.press(true);
    await bench.runMs(60);
    expect([bench.car.telemetry().led, robot.read('button', 0)]).toEqual(['#102030', true]);
    expect(Math.abs(world.toneHz / 523 - 1)).toBeLessThan(0.01);
    expect(robot.read('line', 0)).toBe(world.line(0));
    expect(Math.abs(Number(robot.read('light', 0)) - world.light)).toBeLessThanOrEqual(10);
    await bench.until(robot.close());
  });

  it('a Nano: a sonar on two wires, a gyro, a battery', async () => {
    const bench = new InProcessCar({ profile: shippedProfile('nano-line-car')! });
    const robot = await connect(bench);
    await drives(bench, robot);
    await hears(bench, robot, 1500);
    expect(Number(robot.read('battery', 0))).toBeCloseTo(bench.car.world.parts.batteryVolts(), 1);
    robot.beginRun();
    await bench.runMs(700);
    const before = bench.car.world.turnedDeg;
    robot.write('motors', [40, -40]);
    await bench.runMs(300);
    robot.write('motors', [0, 0]);
    await bench.runMs(400);
    expect(Math.abs(Number(robot.read('gyro', 0)) - (bench.car.world.turnedDeg - before))).toBeLessThan(3);
    await bench.until(robot.close());
  });

  it('two PWM pins a motor, encoders of one channel, four digits, a strip of 64 lamps', async () => {
    const strip: Extract<RobotPart, { type: 'led'; kind: 'strip' }> = { type: 'led', kind: 'strip', pin: 12, count: 64, order: 'rgb' };
    const profile = kit('uno-line-car', [
      { type: 'motors', driver: 'h-bridge-2-pin', left: { forward: 5, backward: 6 }, right: { forward: 9, backward: 10 } },
      { type: 'encoder', left: { pins: [2], inverted: false }, right: { pins: [4], inverted: true }, ticksPerTurn: 40 },
      { type: 'display', kind: 'tm1637', clock: 7, data: 8 },
      strip,
    ]);
    const bench = new InProcessCar({ profile });
    const lamps = new LampStrip(strip, { board: bench.car.chip, profile, world: () => bench.car.world });
    const robot = await connect(bench);
    await drives(bench, robot);
    robot.write('display', ['12.5']);
    robot.write('led', ['#0180ff']);
    await bench.runMs(60);
    expect(bench.car.world.display).toBe(' 12.5');
    expect(lamps.lamps).toEqual(Array.from({ length: 64 }, () => [0x01, 0x80, 0xff]));
    const { parts } = bench.car.world;
    robot.beginRun();
    await bench.runMs(300);
    const from = [parts.encoderMm(0), parts.encoderMm(1)];
    robot.beginRun();
    robot.write('motors', [60, -60]);
    await bench.runMs(600);
    robot.write('motors', [0, 0]);
    await bench.runMs(400);
    const tickMm = (Math.PI * profile.body.wheelDiameterMm) / 40;
    for (const side of [0, 1] as const) {
      expect(Math.abs(Number(robot.read('encoder', side)) - (parts.encoderMm(side) - from[side]!))).toBeLessThan(2 * tickMm);
    }
    await bench.until(robot.close());
  });
});

describe('with StandardFirmata', () => {
  it('wheels on servos, a lamp of three colours, and everything on I2C', async () => {
    const profile = withStandardFirmata(
      kit('uno-line-car', [
        { type: 'motors', driver: 'servo-drive', left: { pin: 7, inverted: false }, right: { pin: 8, inverted: true } },
        { type: 'led', kind: 'rgb', red: 3, green: 5, blue: 6, commonAnode: true },
        { type: 'bump', pullUp: true, switches: [{ pin: 2, xMm: -50, yMm: 80 }] },
        { type: 'servo', pin: 12, minUs: 600, maxUs: 2300 },
        gyro,
        colour,
        screen,
      ]),
    );
    const bench = new InProcessCar({ profile });
    const robot = await connect(bench);
    const { world } = bench.car;
    // Clearing the screen takes the slow line a while.
    await bench.runMs(500);
    await drives(bench, robot);
    robot.write('led', ['#ff4080']);
    robot.write('servo', [120]);
    robot.write('display', ['HELLO\n42']);
    vi.spyOn(world.parts, 'floorColor').mockReturnValue('#20a040');
    vi.spyOn(world.parts, 'bump').mockReturnValue(true);
    await bench.runMs(700);
    // Fast PWM is high for a count more than it is told.
    expect(['#ff4080', '#ff4180']).toContain(bench.car.telemetry().led);
    expect(Math.abs(world.servoDeg - 120)).toBeLessThanOrEqual(2);
    expect(world.display).toBe('HELLO\n42');
    expect([robot.read('color', 0), robot.read('bump', 0)]).toEqual(['green', true]);
    expect(robot.silentParts).toEqual([]);
    const before = world.turnedDeg;
    robot.beginRun();
    robot.write('motors', [40, -40]);
    await bench.runMs(300);
    robot.write('motors', [0, 0]);
    await bench.runMs(400);
    expect(Math.abs(Number(robot.read('gyro', 0)) - (world.turnedDeg - before))).toBeLessThan(3);
    await bench.until(robot.close());
  });

  it.each([
    { driver: 'pwm-dir', left: { pwm: 5, dir: 7, inverted: true }, right: { pwm: 6, dir: 8, inverted: false } },
    { driver: 'h-bridge-2-pin', left: { forward: 5, backward: 6 }, right: { forward: 9, backward: 10 } },
  ] as const)('motors by $driver', async (motors) => {
    const bench = new InProcessCar({ profile: withStandardFirmata(kit('uno-line-car', [{ type: 'motors', ...motors }])) });
    const robot = await connect(bench);
    await drives(bench, robot);
    await bench.until(robot.close());
  });
});
