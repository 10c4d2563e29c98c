/** Every part's driver on the emulated chip with our firmware: what a program reads against what is true in the world, and what it writes against the pins. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { InProcessCar } from '../../../../bridge/emulator/testing/in-process-car.ts';
import { shippedProfile } from '../../../../firmware-profiles/index.ts';
import { nameOfColor } from '../../../sim/floor-color.ts';
import { connectFirmataRobot } from '../connect-firmata-robot.ts';
import type { FirmataRobot } from '../firmata-robot.ts';

async function connect(bench: InProcessCar): Promise<FirmataRobot> {
  const { profile } = bench;
  const opened = await bench.until(connectFirmataRobot({ stream: bench.openStream(), profile, clock: bench.clock }));
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
}

describe('a Mega with every part', () => {
  const bench = new InProcessCar({ profile: shippedProfile('mega-explorer')!, trackId: 'oval' });
  const { car } = bench;
  let robot: FirmataRobot;
  beforeAll(async () => {
    robot = await connect(bench);
    robot.beginRun();
    await bench.runMs(100);
  });

  it('has no silent part', async () => {
    await bench.runMs(450);
    expect(robot.silentParts).toEqual([]);
  });

  it('reads each line sensor as the world has it', () => {
    for (let index = 0; index < 8; index++)
      expect(Math.abs(Number(robot.read('line', index)) - car.world.line(index))).toBeLessThanOrEqual(12);
  });

  it.each([150, 1000, 3500, Infinity])('hears a wall at %s mm', async (mm) => {
    const sonar = vi.spyOn(car.world, 'sonarMm').mockReturnValue(mm);
    await bench.runMs(160);
    sonar.mockRestore();
    const heard = Number(robot.read('sonar', 0));
    if (mm === Infinity) expect(heard).toBe(Infinity);
    else expect(Math.abs(heard - mm)).toBeLessThanOrEqual(5);
  });

  it('feels its bumpers one by one, and its button', async () => {
    const bump = vi.spyOn(car.world.parts, 'bump').mockImplementation((index) => index === 1);
    car.press(true);
    await bench.runMs(30);
    expect([robot.read('bump', 0), robot.read('bump', 1), robot.read('button', 0)]).toEqual([false, true, true]);
    bump.mockRestore();
    car.press(false);
    await bench.runMs(30);
    expect([robot.read('bump', 0), robot.read('bump', 1), robot.read('button', 0)]).toEqual([false, false, false]);
  });

  it('measures light, sound and its battery', async () => {
    car.world.ambientLight = 25;
    await bench.runMs(40);
    expect(Math.abs(Number(robot.read('light', 0)) - 25)).toBeLessThanOrEqual(10);
    expect(Math.abs(Number(robot.read('sound', 0)) - car.world.sound)).toBeLessThanOrEqual(15);
    expect(Number(robot.read('battery', 0))).toBeCloseTo(car.world.parts.batteryVolts(), 1);
  });

  it.each([
    ['#ffffff', 'white'],
    ['#101010', 'black'],
    ['#e02020', 'red'],
    ['#f08020', 'orange'],
    ['#f0d020', 'yellow'],
    ['#20a040', 'green'],
    ['#2050e0', 'blue'],
    ['#8030c0', 'purple'],
  ])('calls %s %s', async (color, name) => {
    const floor = vi.spyOn(car.world.parts, 'floorColor').mockReturnValue(color);
    await bench.runMs(120);
    expect(nameOfColor(color)).toBe(name);
    expect(robot.read('color', 0)).toBe(name);
    floor.mockRestore();
  });

  it('turns its servo', async () => {
    for (const degrees of [0, 45, 180]) {
      robot.write('servo', [degrees]);
      await bench.runMs(60);
      expect(Math.abs(car.world.servoDeg - degrees)).toBeLessThanOrEqual(2);
    }
  });

  it('shows a colour on every lamp of its strip', async () => {
    robot.write('led', ['#ff8001']);
    await bench.runMs(30);
    expect(car.telemetry().led).toBe('#ff8001');
    robot.write('led', ['off']);
    await bench.runMs(30);
    expect(car.telemetry().led).toBe('off');
  });

  it('shows text on its screen', async () => {
    robot.write('display', ['Lap 3\n12.5 s']);
    await bench.runMs(600);
    expect(car.world.display).toBe('LAP 3\n12.5 S');
  });

  it.each([262, 440, 2000])('sounds a tone of %s Hz for its time', async (hz) => {
    robot.write('tone', [hz, 120]);
    await bench.runMs(80);
    expect(Math.abs(car.telemetry().toneHz / hz - 1)).toBeLessThan(0.01);
    await bench.runMs(100);
    expect(car.telemetry().toneHz).toBe(0);
  });

  it('counts its wheels’ steps and sums its turns: ahead, back and round, as the world turns', async () => {
    robot.beginRun();
    await bench.runMs(30);
    const { world } = car;
    const [left, right] = [world.parts.encoderMm(0), world.parts.encoderMm(1)];
    const turned = world.turnedDeg;
    for (const power of [
      [40, 40],
      [60, -60],
      [-50, -30],
    ]) {
      robot.write('motors', power);
      await bench.runMs(400);
      robot.write('motors', [0, 0]);
      await bench.runMs(500);
      expect(Math.abs(Number(robot.read('encoder', 0)) - (world.parts.encoderMm(0) - left))).toBeLessThan(0.5);
      expect(Math.abs(Number(robot.read('encoder', 1)) - (world.parts.encoderMm(1) - right))).toBeLessThan(0.5);
      expect(Math.abs(Number(robot.read('gyro', 0)) - (world.turnedDeg - turned))).toBeLessThan(2);
    }
  });
});
