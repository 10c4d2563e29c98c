/** Our own firmware on the emulated chip: what FirmataRobot gets from it beyond Firmata. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { withOwnFirmware } from '../../../bridge/emulator/testing/own-firmware.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import type { Fault } from '../../base/result.ts';
import type { RobotProfile } from '../../robot/profile.ts';
import { connectFirmataRobot } from './connect-firmata-robot.ts';
import type { FirmataRobot, HaltCode } from './firmata-robot.ts';

const shipped = shippedProfile(DEFAULT_PROFILE_ID)!;
/** With a stop button in place of the button that programs read. */
const profile: RobotProfile = withOwnFirmware({
  ...shipped,
  parts: shipped.parts.map((part) => (part.type === 'button' ? { ...part, stops: true } : part)),
});

const bench = new InProcessCar({ profile });
const { car } = bench;
let robot: FirmataRobot;
let halts: Fault<HaltCode>[];

async function connect(): Promise<void> {
  const opened = await bench.until(connectFirmataRobot({ stream: bench.openStream(), profile, clock: bench.clock }));
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  robot = opened.value;
  halts = [];
  robot.halts.subscribe((fault) => halts.push(fault));
}

beforeAll(connect);
afterEach(() => vi.restoreAllMocks());

const isDriving = (): boolean => Math.abs(car.telemetry().leftPercent) > 1 || Math.abs(car.telemetry().rightPercent) > 1;

describe('a car with our own firmware', () => {
  it('says who it is, and reports its sensors in blocks', async () => {
    expect(robot.firmware).toMatchObject({ name: 'Guiji', version: '2.7' });
    expect(robot.identity).toMatchObject({ version: expect.stringMatching(/^\d+\.\d+$/) as string });
    await bench.runMs(50);
    expect(robot.read('line', 2)).toBeGreaterThan(60);
    expect(robot.read('line', 0)).toBeLessThan(40);
  });

  it.each([
    [50, 50],
    [-100, 100],
    [0, 0],
  ])('drives its motors at %s and %s percent', async (left, right) => {
    robot.write('motors', [left, right]);
    await bench.runMs(25);
    expect(car.telemetry().leftPercent).toBeCloseTo(left, -0.3);
    expect(car.telemetry().rightPercent).toBeCloseTo(right, -0.3);
  });

  it('answers sooner than its sensors report twice', async () => {
    await bench.runMs(1000);
    const link = robot.link()!;
    expect(link.medianMs).toBeLessThan(15);
    expect(link.worstMs).toBeGreaterThanOrEqual(link.medianMs);
  });

  it('goes on driving while its host says nothing but that it is there', async () => {
    robot.write('motors', [40, 40]);
    await bench.runMs(1000);
    expect(isDriving()).toBe(true);
    expect(halts).toEqual([]);
    robot.stopAll();
    await bench.runMs(20);
    expect(isDriving()).toBe(false);
  });

  it('stops by itself when its host falls silent, within 350 ms, and says so when it hears it again', async () => {
    robot.write('motors', [40, 40]);
    await bench.runMs(50);
    // The bridge was killed: nothing is sent, nothing is closed.
    vi.spyOn(bench.stream!, 'write').mockImplementation(() => {});
    const fromMs = car.nowMs;
    let stoppedAtMs: number | undefined;
    while (stoppedAtMs === undefined && car.nowMs < fromMs + 500) {
      await bench.runMs(1);
      if (!isDriving()) stoppedAtMs = car.nowMs;
    }
    // The last message may have gone out up to a tenth of a second before.
    expect(stoppedAtMs! - fromMs).toBeLessThanOrEqual(350);
    vi.restoreAllMocks();
    await bench.runMs(250);
    expect(halts.map(({ code }) => code)).toEqual(['device.host-silent']);
    robot.beginRun();
    robot.write('motors', [40, 40]);
    await bench.runMs(25);
    expect(isDriving()).toBe(true);
    robot.stopAll();
    await bench.runMs(20);
  });

  it('stops in the board when its stop button is pressed, and drives again with the next run', async () => {
    robot.write('motors', [40, 40]);
    await bench.runMs(50);
    halts.length = 0;
    // What the host would do by itself does not count here.
    const isHeard = vi.spyOn(bench.stream!, 'writeFirst').mockImplementation(() => {});
    car.press(true);
    await bench.runMs(30);
    expect(isDriving()).toBe(false);
    expect(halts.map(({ code }) => code)).toContain('device.stop-pressed');
    isHeard.mockRestore();
    car.press(false);
    await bench.runMs(20);
    robot.write('motors', [40, 40]);
    await bench.runMs(25);
    expect(isDriving()).toBe(false);
    robot.beginRun();
    robot.write('motors', [40, 40]);
    await bench.runMs(25);
    expect(isDriving()).toBe(true);
    robot.stopAll();
    await bench.runMs(20);
  });

  it('stops when it is lifted, and drives again when it stands and is told to', async () => {
    robot.write('motors', [40, 40]);
    await bench.runMs(50);
    vi.spyOn(car.world, 'lineRaw').mockReturnValue(0.9);
    await bench.runMs(260);
    expect(robot.read('lifted', 0)).toBe(true);
    expect(isDriving()).toBe(false);
    robot.write('motors', [40, 40]);
    await bench.runMs(25);
    expect(isDriving()).toBe(false);
    vi.restoreAllMocks();
    await bench.runMs(30);
    expect(robot.read('lifted', 0)).toBe(false);
    expect(isDriving()).toBe(false);
    robot.write('motors', [40, 40]);
    await bench.runMs(25);
    expect(isDriving()).toBe(true);
    await bench.until(robot.close());
    await bench.runMs(25);
    expect(isDriving()).toBe(false);
    expect(bench.clock.timers.size).toBe(0);
  });
});
