import { beforeAll, describe, expect, it } from 'vitest';
import { connectFirmataRobot } from '../../core/device/firmata/connect-firmata-robot.ts';
import type { FirmataRobot } from '../../core/device/firmata/firmata-robot.ts';
import { parseRobotProfile, type RobotProfile } from '../../core/robot/profile.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { InProcessCar } from './testing/in-process-car.ts';

const esp32 = shippedProfile('esp32-wifi-car')!;

async function connect(bench: InProcessCar): Promise<FirmataRobot> {
  const { profile } = bench;
  const opened = await bench.until(connectFirmataRobot({ stream: bench.openStream(), profile, clock: bench.clock }));
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
}

function withParts(...parts: RobotProfile['parts']): RobotProfile {
  const parsed = parseRobotProfile({
    ...esp32,
    parts: [...esp32.parts.filter(({ type }) => !parts.some((each) => each.type === type)), ...parts],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.fault));
  return parsed.value;
}

describe('a stand-in for an ESP32', () => {
  const bench = new InProcessCar({
    profile: withParts(
      { type: 'gyro', kind: 'mpu6050', address: 0x68, axis: 'z', inverted: false },
      { type: 'servo', pin: 4, minUs: 544, maxUs: 2400 },
    ),
  });
  const { world } = bench.car;
  let robot: FirmataRobot;
  beforeAll(async () => {
    robot = await connect(bench);
  });

  it('says who it is, and reports every sensor', async () => {
    expect(robot.firmware).toEqual({ name: 'Stand-in', version: '2.7' });
    await bench.runMs(40);
    for (let index = 0; index < world.lineCount; index++) {
      expect(Math.abs(Number(robot.read('line', index)) - world.line(index))).toBeLessThanOrEqual(15);
    }
    expect(Number(robot.read('battery', 0))).toBeCloseTo(world.parts.batteryVolts(), 1);
    expect(robot.silentParts).toEqual([]);
  });

  it('drives, shines, sounds, turns its servo, and feels its button', async () => {
    robot.write('motors', [50, -30]);
    robot.write('led', ['red']);
    robot.write('tone', [440, 500]);
    robot.write('servo', [45]);
    bench.car.press(true);
    await bench.runMs(30);
    expect(world.motors.leftPercent).toBeCloseTo(50, 0);
    expect(world.motors.rightPercent).toBeCloseTo(-30, 0);
    expect(bench.car.telemetry()).toMatchObject({ led: 'yellow', toneHz: 2300 });
    expect(world.servoDeg).toBeCloseTo(45, 0);
    expect(robot.read('button', 0)).toBe(true);
    bench.car.press(false);
    robot.stopAll();
    await bench.runMs(30);
    expect(bench.car.telemetry()).toMatchObject({ leftPercent: 0, rightPercent: 0, toneHz: 0 });
    expect(robot.read('button', 0)).toBe(false);
  });

  it('sums its turns by its gyro', async () => {
    robot.beginRun();
    await bench.runMs(700);
    const before = world.turnedDeg;
    robot.write('motors', [40, -40]);
    await bench.runMs(300);
    robot.write('motors', [0, 0]);
    await bench.runMs(400);
    expect(Math.abs(Number(robot.read('gyro', 0)) - (world.turnedDeg - before))).toBeLessThan(3);
  });

  it('goes on where another client begins, without a reset', async () => {
    await bench.until(robot.close());
    robot = await connect(bench);
    expect(robot.isConnected).toBe(true);
  });

  it('is refused where the kit has a part that only our firmware can drive', async () => {
    const other = new InProcessCar({ profile: withParts({ type: 'buzzer', kind: 'passive', pin: 18 }) });
    await expect(connect(other)).rejects.toThrow('device.needs-own-firmware');
  });
});
