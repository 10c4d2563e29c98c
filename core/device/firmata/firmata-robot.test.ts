import { beforeAll, describe, expect, it, vi } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { withStandardFirmata } from '../../../bridge/emulator/testing/standard-firmata.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import type { Fault, Result } from '../../base/result.ts';
import { parseRobotProfile, type RobotProfile } from '../../robot/profile.ts';
import type { DeviceFaultCode } from '../device-faults.ts';
import { connectFirmataRobot } from './connect-firmata-robot.ts';
import type { FirmataRobot } from './firmata-robot.ts';

const standard = withStandardFirmata(shippedProfile(DEFAULT_PROFILE_ID)!);
const PIN_LEFT_PWM = 5;
const PIN_LED = 13;
const PIN_BUZZER = 4;
/** Of Firmata, about pin 2: a question that changes nothing. */
const QUERY_PIN_STATE = Uint8Array.of(0xf0, 0x6d, 2, 0xf7);

function connect(
  bench: InProcessCar,
  options: { reset?: boolean; profile?: RobotProfile } = {},
): Promise<Result<FirmataRobot, DeviceFaultCode>> {
  const stream = bench.openStream({ reset: options.reset ?? true });
  return bench.until(connectFirmataRobot({ stream, profile: options.profile ?? bench.profile, clock: bench.clock }));
}

async function connected(bench: InProcessCar, options: { reset?: boolean } = {}): Promise<FirmataRobot> {
  const robot = await connect(bench, options);
  if (!robot.ok) throw new Error(robot.fault.code);
  return robot.value;
}

interface ProfileJson {
  readonly board: Record<string, unknown>;
  readonly parts: Record<string, unknown>[];
}

function changed(profile: RobotProfile, change: (json: ProfileJson) => void): RobotProfile {
  const json = structuredClone(profile) as unknown as ProfileJson;
  change(json);
  const parsed = parseRobotProfile(json);
  if (!parsed.ok) throw new Error(parsed.fault.code);
  return parsed.value;
}

describe('FirmataRobot on the emulated board', () => {
  const bench = new InProcessCar({ profile: standard });
  const { car } = bench;
  let robot: FirmataRobot;
  beforeAll(async () => {
    robot = await connected(bench);
  });

  it('knows what it talks to, and has a value of every sensor at once', () => {
    expect(robot.firmware).toEqual({ name: 'StandardFirmata.ino', version: '2.5' });
    expect(robot.isConnected).toBe(true);
    expect(robot.state().line).toHaveLength(5);
    expect(robot.read('line', 2)).toBeGreaterThan(60);
    expect(robot.read('line', 0)).toBeLessThan(40);
    expect(robot.read('button', 0)).toBe(false);
    expect(robot.read('lifted', 0)).toBe(false);
  });

  it.each([
    [50, 50],
    [-100, 100],
    [13, -13],
    [0, 0],
  ])('drives the motors at %s and %s percent', async (left, right) => {
    robot.write('motors', [left, right]);
    await bench.runMs(25);
    expect(car.telemetry().leftPercent).toBeCloseTo(left, -0.3);
    expect(car.telemetry().rightPercent).toBeCloseTo(right, -0.3);
    expect(robot.state()).toMatchObject({ leftPercent: left, rightPercent: right });
  });

  it('writes nothing for a power that is set already', async () => {
    robot.write('motors', [40, 40]);
    const { length } = bench.stream!.written;
    for (let i = 0; i < 100; i++) robot.write('motors', [40, 40]);
    expect(bench.stream!.written).toHaveLength(length);
    await bench.runMs(5);
  });

  it('switches the lamp', async () => {
    robot.write('led', ['red']);
    await bench.runMs(5);
    expect(car.chip.isDrivenHigh(PIN_LED)).toBe(true);
    expect(robot.state().led).toBe('red');
    robot.write('led', ['off']);
    await bench.runMs(5);
    expect(car.chip.isDrivenHigh(PIN_LED)).toBe(false);
  });

  it('sounds the buzzer for as long as the tone lasts', async () => {
    robot.write('tone', [440, 60]);
    await bench.runMs(40);
    expect(car.chip.isDrivenHigh(PIN_BUZZER)).toBe(true);
    expect(robot.state().toneHz).toBe(440);
    await bench.runMs(40);
    expect(car.chip.isDrivenHigh(PIN_BUZZER)).toBe(false);
    expect(robot.state().toneHz).toBe(0);
  });

  it('sees the button, and the world in front of the sonar', async () => {
    car.press(true);
    await bench.runMs(10);
    expect(robot.read('button', 0)).toBe(true);
    car.press(false);
    await bench.runMs(80);
    expect(robot.read('button', 0)).toBe(false);
    const mm = car.world.sonarMm();
    if (Number.isFinite(mm)) expect(Math.abs(Number(robot.read('sonar', 0)) - mm)).toBeLessThan(40);
    else expect(robot.read('sonar', 0)).toBe(Infinity);
  });

  it('stops every motor before anything that waits, and keeps the other outputs', async () => {
    robot.write('motors', [80, 80]);
    robot.write('led', ['blue']);
    robot.write('tone', [440, 5000]);
    await bench.runMs(25);
    // A queue that takes the wire 50 ms, with what the program wants last behind it.
    for (let i = 0; i < 75; i++) bench.stream!.write(QUERY_PIN_STATE);
    robot.write('motors', [-80, 80]);
    robot.write('led', ['off']);
    expect(bench.stream!.queuedBytes).toBeGreaterThan(250);
    robot.stopAll();
    expect(bench.stream!.queuedBytes).toBeLessThan(40);
    const levels: boolean[] = [];
    const unwatch = car.chip.watchPin(PIN_LEFT_PWM, (isHigh) => levels.push(isHigh));
    await bench.runMs(15);
    levels.length = 0;
    await bench.runMs(20);
    unwatch();
    expect(levels).toEqual([]);
    expect(car.telemetry()).toMatchObject({ leftPercent: 0, rightPercent: 0, led: 'off', toneHz: 0 });
    robot.stopAll();
    await bench.runMs(10);
    robot.write('motors', [30, 30]);
    await bench.runMs(25);
    expect(car.telemetry().leftPercent).toBeCloseTo(30, -0.3);
    expect(car.telemetry().rightPercent).toBeCloseTo(30, -0.3);
  });

  it('drives by the newest of what is set faster than the wire carries', async () => {
    const { length } = bench.stream!.written;
    for (let i = 1; i <= 10_000; i++) robot.write('motors', [(i % 80) + 1, -(i % 80) - 1]);
    robot.write('motors', [50, -50]);
    expect(bench.stream!.queuedBytes).toBeLessThan(100);
    await bench.runMs(35);
    expect(car.telemetry().leftPercent).toBeCloseTo(50, -0.3);
    expect(car.telemetry().rightPercent).toBeCloseTo(-50, -0.3);
    expect(bench.stream!.written.length - length).toBeLessThan(200);
  });

  it('stops in mid-message: half a System Exclusive does not swallow the Stop', async () => {
    robot.write('motors', [60, 60]);
    await bench.runMs(25);
    car.chip.receive(Uint8Array.of(0xf0, 0x7a, 10));
    robot.stopAll();
    await bench.runMs(25);
    expect(car.telemetry()).toMatchObject({ leftPercent: 0, rightPercent: 0 });
  });

  it('begins a run at time 0 with everything off', async () => {
    robot.write('motors', [60, 60]);
    robot.write('led', ['red']);
    await bench.runMs(20);
    expect(robot.nowMs()).toBeGreaterThan(20);
    robot.beginRun();
    expect(robot.nowMs()).toBe(0);
    await bench.runMs(20);
    expect(robot.nowMs()).toBeCloseTo(20, 0);
    expect(car.telemetry()).toMatchObject({ leftPercent: 0, rightPercent: 0, led: 'off' });
  });

  it('says that it is lifted when every line sensor has been dark for 200 ms', async () => {
    vi.spyOn(car.world, 'lineRaw').mockReturnValue(0.9);
    await bench.runMs(150);
    expect(robot.read('lifted', 0)).toBe(false);
    await bench.runMs(150);
    expect(robot.read('lifted', 0)).toBe(true);
    vi.restoreAllMocks();
    await bench.runMs(20);
    expect(robot.read('lifted', 0)).toBe(false);
  });

  it('holds a lifted car after 200 ms of driving, until a sensor sees light', async () => {
    vi.spyOn(car.world, 'lineRaw').mockReturnValue(0.9);
    await bench.runMs(300);
    robot.write('motors', [50, 50]);
    await bench.runMs(150);
    expect(car.telemetry().leftPercent).toBeCloseTo(50, 0);
    robot.write('motors', [0, 0]);
    await bench.runMs(300);
    robot.write('motors', [50, 50]);
    await bench.runMs(80);
    expect(car.telemetry().leftPercent).toBe(0);
    robot.write('motors', [50, 50]);
    await bench.runMs(30);
    expect(car.telemetry().leftPercent).toBe(0);
    vi.restoreAllMocks();
    await bench.runMs(30);
    robot.write('motors', [50, 50]);
    await bench.runMs(30);
    expect(car.telemetry().leftPercent).toBeCloseTo(50, 0);
    robot.stopAll();
    await bench.runMs(20);
  });

  it('lets a car that stands on black drive off it', async () => {
    vi.spyOn(car.world, 'lineRaw').mockReturnValue(0.9);
    await bench.runMs(300);
    robot.write('motors', [50, 50]);
    await bench.runMs(150);
    vi.restoreAllMocks();
    await bench.runMs(200);
    expect(car.telemetry().leftPercent).toBeCloseTo(50, 0);
    robot.stopAll();
    await bench.runMs(20);
  });

  it('asserts on parts that the robot lacks', () => {
    expect(() => robot.read('gyro', 0)).toThrow();
    expect(() => robot.write('servo', [90])).toThrow();
  });

  it('outlives rubbish from the board', async () => {
    const rubbish = [0xf0, 0x6e, 0x7f, 1, 0xf7, 0xf0, 0x79, 0xf7, 0xf0, ...new Array<number>(5000).fill(1), 0xf7, 0xe0, 0x00, 0xff, 0x80];
    bench.stream!.events.emit({ kind: 'data', bytes: Uint8Array.from(rubbish) });
    await bench.runMs(40);
    car.press(true);
    await bench.runMs(15);
    expect(robot.isConnected).toBe(true);
    expect(robot.read('button', 0)).toBe(true);
    car.press(false);
  });

  it('leaves no timer and no listener behind when it is closed, and the motors off', async () => {
    robot.write('motors', [50, 50]);
    robot.write('tone', [440, 5000]);
    await bench.runMs(20);
    const stream = bench.stream!;
    const listeners = process.listenerCount('SIGINT');
    const closing = robot.close();
    await bench.until(closing);
    await robot.close();
    expect(stream.isOpen).toBe(false);
    expect(bench.clock.timers.size).toBe(0);
    expect(process.listenerCount('SIGINT')).toBe(listeners);
    robot.write('motors', [50, 50]);
    robot.stopAll();
    expect(robot.isConnected).toBe(false);
  });

  it('connects at once to a board that runs already, and stops what an earlier client left running', async () => {
    const before = bench.openStream({ reset: false });
    before.write(Uint8Array.of(0xf4, 5, 3, 0xf4, 7, 1, 0x90, 0x00, 0x01, 0xe5, 0x7f, 0x01));
    await bench.runMs(25);
    expect(car.telemetry().leftPercent).toBe(100);
    before.end();
    const start = car.nowMs;
    robot = await connected(bench, { reset: false });
    expect(car.nowMs - start).toBeLessThan(500);
    await bench.runMs(25);
    expect(car.telemetry().leftPercent).toBe(0);
  });

  it('reports a board that was reset in mid-session, once', async () => {
    const faults: Fault<DeviceFaultCode>[] = [];
    robot.faults.subscribe((fault) => faults.push(fault));
    robot.write('motors', [50, 50]);
    await bench.runMs(20);
    car.line.resetBoard();
    await bench.runMs(4000);
    expect(faults.map(({ code }) => code)).toEqual(['device.board-reset']);
    expect(robot.isConnected).toBe(false);
    expect(car.telemetry().leftPercent).toBe(0);
  });

  it('reports a board that vanishes, and never throws', async () => {
    robot = await connected(bench, { reset: false });
    const faults: Fault<DeviceFaultCode>[] = [];
    robot.faults.subscribe((fault) => faults.push(fault));
    robot.write('motors', [50, 50]);
    bench.stream!.vanish();
    expect(faults.map(({ code }) => code)).toEqual(['device.vanished']);
    expect(robot.isConnected).toBe(false);
    robot.write('motors', [20, 20]);
    robot.write('tone', [440, 100]);
    robot.stopAll();
    robot.beginRun();
    expect(robot.read('line', 2)).toBeTypeOf('number');
    await robot.close();
    expect(faults).toHaveLength(1);
    expect(bench.clock.timers.size).toBe(0);
  });

  it('refuses a board that lacks what the profile needs', async () => {
    const profile = changed(bench.profile, (json) => {
      json.board['chip'] = 'atmega2560';
      json.board['bootloaders'] = [];
      delete json.board['analogInputs'];
      json.parts.find(({ type }) => type === 'led')!['pin'] = 33;
    });
    expect(await connect(bench, { reset: false, profile })).toMatchObject({
      ok: false,
      fault: { code: 'device.wrong-board', params: { pin: 'A0', mode: 'ANALOG' } },
    });
    expect(bench.stream).toBeUndefined();
    expect(bench.clock.timers.size).toBe(0);
  });

  it('refuses a part that only our own firmware can drive', async () => {
    const profile = changed(bench.profile, (json) => {
      json.parts.find(({ type }) => type === 'buzzer')!['kind'] = 'passive';
    });
    const refused = await connect(bench, { reset: false, profile });
    expect(refused).toMatchObject({ ok: false, fault: { code: 'device.needs-own-firmware', params: { part: 'buzzer' } } });
    expect(bench.stream).toBeUndefined();
  });
});

describe('a board that is no Firmata robot', () => {
  it('is given up within 10 s where it answers nothing', async () => {
    const bench = new InProcessCar({ blank: true });
    // The chip's own time does not matter here, so it is not emulated.
    vi.spyOn(bench.car, 'runTo').mockImplementation(() => {});
    let nowMs = 0;
    vi.spyOn(bench.car, 'nowMs', 'get').mockImplementation(() => nowMs++);
    const answer = await connect(bench);
    expect(answer).toMatchObject({ ok: false, fault: { code: 'device.no-firmata' } });
    expect(nowMs).toBeLessThanOrEqual(10_500);
    expect(bench.stream).toBeUndefined();
    expect(bench.clock.timers.size).toBe(0);
    vi.restoreAllMocks();
  });

  it('is refused where it speaks another version', async () => {
    const bench = new InProcessCar({ blank: true });
    const stream = bench.openStream();
    const connecting = connectFirmataRobot({ stream, profile: bench.profile, clock: bench.clock });
    await bench.runMs(2);
    await vi.waitUntil(() => stream.written.length > 0);
    stream.events.emit({ kind: 'data', bytes: Uint8Array.of(0xf9, 3, 0) });
    expect(await bench.until(connecting)).toMatchObject({
      ok: false,
      fault: { code: 'device.wrong-firmware', params: { version: '3.0', wanted: '2.x' } },
    });
    expect(stream.isOpen).toBe(false);
  });

  it('is reported as vanished where the cable goes during the handshake', async () => {
    const bench = new InProcessCar({ blank: true });
    const stream = bench.openStream();
    const connecting = connectFirmataRobot({ stream, profile: bench.profile, clock: bench.clock });
    await vi.waitUntil(() => stream.written.length > 0);
    stream.vanish();
    expect(await connecting).toMatchObject({ ok: false, fault: { code: 'device.vanished' } });
    expect(bench.clock.timers.size).toBe(0);
  });
});
