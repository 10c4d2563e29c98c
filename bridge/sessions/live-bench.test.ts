import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ok } from '../../core/base/result.ts';
import type { CarCalibration } from '../../core/robot/calibration.ts';
import { partOf } from '../../core/robot/profile.ts';
import { openRun } from '../../core/run/run-file.ts';
import { MemorySink } from '../../core/run/run-sink.ts';
import type { CarAbout } from '../../core/robot/car-about.ts';
import type { InProcessCar } from '../emulator/testing/in-process-car.ts';
import type { LiveSession } from '../../core/live/live-session.ts';
import { CarStore } from '../devices/car-store.ts';
import { VIRTUAL_CAR_ID } from '../devices/device-list.ts';
import { EmulatedDevices, requestOf } from './testing/emulated-devices.ts';

/** Of the usual kit. */
const LED_PIN = 13;

const calibration: CarCalibration = {
  ...{ format: 'guiji-calibration', version: 1, profileId: 'uno-line-car', measuredAt: '2026-11-22T08:00:00.000Z' },
  motors: { trimPercent: 0, leftStartPercent: 20, rightStartPercent: 20 },
  line: Array.from({ length: 5 }, () => ({ white: 0.1, black: 0.5 })),
};

describe('a connected car on the bench', { timeout: 120_000 }, () => {
  let folder: string;
  let rig: EmulatedDevices;
  let session: LiveSession;
  let sink: MemorySink;
  /** Who the car said it is, in order. */
  let about: CarAbout[];

  async function connect(board?: InProcessCar): Promise<void> {
    rig = new EmulatedDevices({ dataFolder: folder, openSink: () => ok((sink = new MemorySink())) }, board);
    session = rig.devices.openSession(VIRTUAL_CAR_ID, { trackId: 'oval' });
    about = [];
    session.events.subscribe((event) => event.kind === 'car' && about.push(event.car));
    await rig.until(() => session.status.state !== 'connecting');
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji bench 校准-'));
    await connect();
  });

  afterAll(async () => {
    await rig.settle(rig.devices.close());
    await rm(folder, { recursive: true, force: true });
  });

  it('says what its line sensors read, and that it was never measured', async () => {
    const measured = await session.bench.measure();
    expect(measured.ok && measured.value.rawLine).toHaveLength(5);
    expect(measured.ok && measured.value.calibration).toBeUndefined();
  });

  it('turns one wheel at the power that was asked for, and stops it by itself', async () => {
    await session.bench.spin(30, 0, 300);
    await rig.until(() => rig.board.car.world.motors.leftPercent > 0, 200);
    expect(rig.board.car.world.motors.leftPercent).toBeCloseTo(30, 0);
    expect(rig.board.car.world.motors.rightPercent).toBe(0);
    await rig.until(() => rig.motorsAreOff, 500);
  });

  it('is not on the bench while a program runs', async () => {
    await session.run(requestOf('car.drive(40, 40);\nwait(5000);\n'));
    expect(await session.bench.measure()).toMatchObject({ fault: { code: 'session.wrong-state' } });
    expect(await session.bench.spin(90, 90, 1000)).toMatchObject({ fault: { code: 'session.wrong-state' } });
    expect(await session.bench.calibrate(calibration)).toMatchObject({ fault: { code: 'session.wrong-state' } });
    await session.stop();
    await rig.until(() => session.status.state === 'ready');
  });

  it('refuses what a sound car of its kit cannot measure', async () => {
    const wild = { ...calibration, motors: { trimPercent: 45, leftStartPercent: 10, rightStartPercent: 10 } };
    expect(await session.bench.calibrate(wild)).toMatchObject({ fault: { code: 'calibration.trim-too-large' } });
  });

  it('drives by what it measured, and each recording holds it', async () => {
    expect(await rig.settle(session.bench.calibrate(calibration))).toMatchObject({ ok: true });
    await session.run(requestOf('car.drive(12, 56);\nwait(400);\n'));
    await rig.until(() => rig.board.car.world.motors.leftPercent > 0, 400);
    // The dead zone of the kit ends at 12 %, this car's at 20: half of the rest above it is 60.
    expect(rig.board.car.world.motors.leftPercent).toBeCloseTo(20, 0);
    expect(rig.board.car.world.motors.rightPercent).toBeCloseTo(60, 0);
    await rig.until(() => session.status.state === 'ready', 3000);
    const run = openRun(sink.bytes());
    if (!run.ok) throw new Error(run.fault.code);
    expect(run.value.header.car).toEqual({ id: about.at(-1)?.id, calibratedAt: calibration.measuredAt });
    expect(partOf(run.value.header.profile, 'motors')?.measured).toEqual(calibration.motors);
    expect(partOf(run.value.header.profile, 'line')?.sensors[0]).toMatchObject({ rawWhite: 0.1, rawBlack: 0.5 });
  });

  it('measures with every part that measures, and shows what it is told', async () => {
    const measured = await session.bench.measure();
    if (!measured.ok) throw new Error(measured.fault.code);
    expect(measured.value.readings.map(({ input, index }) => `${input} ${index}`)).toEqual([
      ...['line 0', 'line 1', 'line 2', 'line 3', 'line 4'],
      ...['sonar 0', 'button 0'],
    ]);
    expect(await session.bench.tryOutput({ output: 'led', values: ['red'], ms: 300 })).toMatchObject({ ok: true });
    await rig.until(() => rig.pinIsHigh(LED_PIN), 200);
    await rig.until(() => !rig.pinIsHigh(LED_PIN), 600);
    expect(await session.bench.tryOutput({ output: 'servo', values: [90], ms: 300 })).toMatchObject({
      fault: { code: 'car.no-such-part' },
    });
  });

  it('is called what a person names it, as far as its memory goes', async () => {
    expect(await rig.settle(session.bench.name('小闪电 3号'))).toMatchObject({ ok: true });
    expect(await rig.settle(session.bench.name('长'.repeat(14)))).toMatchObject({ fault: { code: 'car.name-too-long' } });
    expect(about.at(-1)).toMatchObject({ name: '小闪电 3号', calibratedAt: calibration.measuredAt, keptOn: 'board', canKeep: true });
  });

  it('says who it is and what it measured at another computer', async () => {
    const { board } = rig;
    const id = about.at(-1)?.id;
    await rig.settle(rig.devices.close());
    await rm(folder, { recursive: true, force: true });
    await connect(board);
    expect(about).toEqual([{ id, name: '小闪电 3号', calibratedAt: calibration.measuredAt, keptOn: 'board', canKeep: true }]);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    const measured = await session.bench.measure();
    expect(measured.ok && measured.value.calibration?.motors).toEqual(calibration.motors);
    expect(measured.ok && measured.value.calibration?.line?.[0]?.black).toBeCloseTo(0.5, 2);
    expect(rig.bugs).toEqual([]);
  });

  it('whose board holds nothing is known by what the computer kept', async () => {
    const { board } = rig;
    await rig.settle(rig.devices.close());
    board.car.chip.eeprom.fill(0xff);
    await new CarStore(folder).keep({ deviceId: VIRTUAL_CAR_ID }, calibration);
    await connect(board);
    expect(about).toEqual([{ calibratedAt: calibration.measuredAt, keptOn: 'computer', canKeep: true }]);
  });
});
