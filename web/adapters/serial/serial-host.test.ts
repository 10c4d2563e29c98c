import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { requestOf } from '../../../bridge/sessions/testing/emulated-devices.ts';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { PAGE_HUNG_MS_MAX } from '../../../core/protocol/heartbeat.ts';
import { openRun } from '../../../core/run/run-file.ts';
import { verifyRun } from '../../../core/run/verify.ts';
import { DEFAULT_PROFILE_ID } from '../../../firmware-profiles/index.ts';
import type { BenchCall, SessionEvent } from '../../../core/protocol/robot-session.ts';
import type { CarCalibration } from '../../../core/robot/calibration.ts';
import { SerialHost } from './serial-host.ts';
import type { FromSerial, SerialCommand } from './serial-messages.ts';
import { EmulatedPort } from './testing/emulated-port.ts';

/** The page's side, in the test's own thread; the chip's cycles are the only clock. */
describe('a page that drives a board by itself', () => {
  const bench = new InProcessCar();
  const port = new EmulatedPort(bench);
  const stranger = new EmulatedPort(bench);
  stranger.getInfo = () => ({ usbVendorId: 0x1234, usbProductId: 0x1 });
  const events: SessionEvent[] = [];
  const answers = new Map<number, FromSerial>();
  const recorded: Uint8Array[] = [];
  const kept: { readonly at: string; readonly carId: string | undefined; readonly measured: CarCalibration }[] = [];
  /** The page hangs: it takes nothing that it is sent. */
  let isHung = false;
  const host = new SerialHost({
    clock: bench.clock,
    ports: () => Promise.resolve([stranger, port]),
    recordsAt: (at) => ({
      find: () => Promise.resolve(undefined),
      keep: (carId, measured) => Promise.resolve(ok(void kept.push({ at, carId, measured }))),
    }),
    post(message) {
      if (message.kind === 'answer') answers.set(message.id, message);
      else if (message.kind === 'event') events.push(message.event);
      else if (message.kind === 'recording') recorded.push(message.bytes);
      else {
        events.push(...message.events);
        if (!isHung) host.receive({ kind: 'ack' });
      }
    },
  });
  let id = 0;

  async function until(holds: () => boolean, chipMsMax = 15_000): Promise<void> {
    const end = bench.car.nowMs + chipMsMax;
    while (!holds()) {
      if (bench.car.nowMs > end) throw new Error(`does not hold after ${chipMsMax} ms of chip time`);
      await bench.runMs(5);
    }
  }

  async function ask(command: SerialCommand): Promise<FromSerial> {
    const asked = ++id;
    host.receive({ kind: 'command', id: asked, command });
    await until(() => answers.has(asked));
    return answers.get(asked)!;
  }

  const states = () => events.flatMap((event) => (event.kind === 'status' ? [event.status.state] : []));

  beforeAll(async () => {
    host.receive({
      kind: 'open',
      port: { index: 0, usbVendorId: 0x2341, usbProductId: 0x43 },
      kit: { profileId: DEFAULT_PROFILE_ID },
    });
    await until(() => states().includes('ready'));
  });
  afterAll(() => ask({ kind: 'close' }));

  it('finds the port that was picked, also where the worker counts in another order', () => {
    expect(port.readable).not.toBeNull();
    expect(stranger.readable).toBeNull();
  });

  const onBench = async (call: BenchCall): Promise<Result<unknown>> => {
    const answer = await ask({ kind: 'bench', call });
    return answer.kind === 'answer' ? answer.result : fail('session.unknown');
  };

  it('has a bench: it measures, turns a wheel that stops by itself, names and calibrates the car', async () => {
    expect(await onBench({ method: 'measure', args: [] })).toMatchObject({ ok: true, value: { rawLine: { length: 5 } } });
    await onBench({ method: 'spin', args: [30, 0, 300] });
    await until(() => bench.car.world.motors.leftPercent > 0, 200);
    await until(() => bench.car.world.motors.leftPercent === 0, 500);
    expect(await onBench({ method: 'tryOutput', args: [{ output: 'servo', values: [90], ms: 300 }] })).toMatchObject({
      fault: { code: 'car.no-such-part' },
    });
    expect(await onBench({ method: 'name', args: ['小闪电'] })).toMatchObject({ ok: true });
    const motors = { trimPercent: 2, leftStartPercent: 15, rightStartPercent: 14 };
    const measured = { format: 'guiji-calibration', version: 1, profileId: DEFAULT_PROFILE_ID, measuredAt: '2026-11-22', motors } as const;
    expect(await onBench({ method: 'calibrate', args: [measured] })).toMatchObject({ ok: true });
    const { car } = events.findLast((event) => event.kind === 'car')!;
    expect(car).toMatchObject({ name: '小闪电', calibratedAt: '2026-11-22', keptOn: 'board', canKeep: true });
    expect(kept).toEqual([{ at: 'USB 2341:0043', carId: car.id, measured }]);
  });

  it('is not on the bench while a program runs', async () => {
    await ask({ kind: 'run', request: requestOf('while (true) {\n  wait(5);\n}\n') });
    expect(await onBench({ method: 'spin', args: [90, 90, 1000] })).toMatchObject({ fault: { code: 'session.wrong-state' } });
    await ask({ kind: 'stop' });
    recorded.length = 0;
  });

  it('runs a program on it, shows what it says, and stops it', async () => {
    const request = requestOf('car.drive(60, 60);\nlog("从网页");\nwhile (true) {\n}\n');
    expect(await ask({ kind: 'run', request })).toMatchObject({ result: { ok: true } });
    await until(() => bench.car.telemetry().leftPercent > 50);
    await until(() => events.some((event) => event.kind === 'log' && event.entries.some(({ text }) => text === '从网页')));
    await ask({ kind: 'stop' });
    await bench.runMs(20);
    expect(bench.car.telemetry()).toMatchObject({ leftPercent: 0, rightPercent: 0 });
    expect(events.findLast((event) => event.kind === 'ended')).toMatchObject({ summary: { ended: 'stopped' } });
  });

  it('gives the run’s recording, which is what its program does', () => {
    const run = openRun(Buffer.concat(recorded));
    expect(run).toMatchObject({ ok: true, value: { isComplete: true, header: { robot: 'live' }, log: [{ text: '从网页' }] } });
    expect(verifyRun(Buffer.concat(recorded), { trustedSealKeys: [] })).toMatchObject({ result: 'same', evidence: 'none' });
  });

  it('stops a car whose page hangs, and says why', async () => {
    expect(await ask({ kind: 'run', request: requestOf('car.drive(60, 60);\nwhile (true) {\n  wait(5);\n}\n') })).toMatchObject({
      result: { ok: true },
    });
    await until(() => bench.car.telemetry().leftPercent > 50);
    isHung = true;
    await bench.runMs(PAGE_HUNG_MS_MAX - 500);
    expect(bench.car.telemetry().leftPercent).toBeGreaterThan(50);
    await until(() => bench.car.telemetry().leftPercent === 0, 1500);
    expect(events.findLast((event) => event.kind === 'ended')).toMatchObject({
      summary: { ended: 'error', error: { code: 'session.page-silent' } },
    });
    isHung = false;
    host.receive({ kind: 'ack' });
  });

  it('says how long it takes to answer', async () => {
    await until(() => events.some(({ kind }) => kind === 'link'));
  });

  it('says that the cable was pulled', async () => {
    port.pull();
    await until(() => states().includes('lost'));
    expect(await ask({ kind: 'run', request: requestOf('log(1);') })).toMatchObject({ result: { ok: false } });
  });
});
