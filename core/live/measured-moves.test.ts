/** `car.driveFor` and `car.turnBy` of a live robot on the emulated chip: how far the car in its world misses. */
import { beforeAll, describe, expect, it } from 'vitest';
import { InProcessCar } from '../../bridge/emulator/testing/in-process-car.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { connectFirmataRobot } from '../device/firmata/connect-firmata-robot.ts';
import type { FirmataRobot } from '../device/firmata/firmata-robot.ts';
import { LiveRobot } from '../run/live-robot.ts';
import { paceRun } from '../run/pace.ts';
import { setUpRun } from '../run/run-setup.ts';
import { compiled } from '../run/testing/programs.ts';

describe('a live car with encoders and a gyro', () => {
  const profile = shippedProfile('mega-explorer')!;
  const bench = new InProcessCar({ profile, trackId: 'straight' });
  let robot: FirmataRobot;
  beforeAll(async () => {
    const opened = await bench.until(connectFirmataRobot({ stream: bench.openStream(), profile, clock: bench.clock }));
    if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
    robot = opened.value;
  });

  async function run(text: string): Promise<void> {
    robot.beginRun();
    const live = new LiveRobot(robot, bench.clock);
    const { driver } = setUpRun({ ...compiled(text), robot: live, time: live.time, seed: 1, isLive: true });
    driver.start();
    const leave = paceRun({ driver, time: live.time, clock: bench.clock });
    const endMs = bench.car.nowMs + 10_000;
    while (driver.state !== 'ended' && bench.car.nowMs < endMs) await bench.runMs(20);
    leave();
    await bench.runMs(300);
  }

  it.each([-250])('drives %s mm and misses by less than 8 mm', async (mm) => {
    const { xMm, yMm } = bench.car.world.pose;
    await run(`car.driveFor(${mm});`);
    const { pose } = bench.car.world;
    expect(Math.abs(Math.hypot(pose.xMm - xMm, pose.yMm - yMm) - Math.abs(mm))).toBeLessThan(8);
  });

  it.each([90])('turns by %s degrees and misses by less than 4 degrees', async (degrees) => {
    const before = bench.car.world.turnedDeg;
    await run(`car.turnBy(${degrees});`);
    expect(Math.abs(bench.car.world.turnedDeg - before - degrees)).toBeLessThan(4);
  });
});
