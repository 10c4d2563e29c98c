import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytesToHex } from '@noble/hashes/utils.js';
import { openRun } from '../../core/run/run-file.ts';
import { MemorySink } from '../../core/run/run-sink.ts';
import { traceRun } from '../../core/run/trace-run.ts';
import { verifyRun } from '../../core/run/verify.ts';
import { ok } from '../../core/base/result.ts';
import type { SessionEvent } from '../../core/protocol/robot-session.ts';
import { VIRTUAL_CAR_ID } from '../devices/device-list.ts';
import { nodeSigner } from '../runs/node-signer.ts';
import type { LiveSession } from '../../core/live/live-session.ts';
import { EmulatedDevices, listen, requestOf } from './testing/emulated-devices.ts';

type EventOf<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;

const FOLLOW = `forever(() => {
  const error = line.position();
  car.drive(45 + error * 0.4, 45 - error * 0.4);
  wait(5);
});
`;
const DRIVE = 'car.drive(60, 60);\nwhile (true) {\n  log("x");\n}\n';

const signer = nodeSigner(new Uint8Array(32).fill(5));

let sink: MemorySink;
let rig: EmulatedDevices;
let session: LiveSession;
let events: SessionEvent[];

const ofKind = <K extends SessionEvent['kind']>(kind: K): EventOf<K>[] =>
  events.filter((event): event is EventOf<K> => event.kind === kind);
const logged = (): string[] => ofKind('log').flatMap((event) => event.entries.map(({ text }) => text));
const summary = () => ofKind('ended').at(-1)?.summary;

async function open(): Promise<void> {
  session = rig.devices.openSession(VIRTUAL_CAR_ID, { trackId: 'oval' });
  events = listen(session);
  await rig.until(() => session.status.state !== 'connecting');
}

beforeAll(async () => {
  rig = new EmulatedDevices({ openSink: () => ok(sink), signer });
  await open();
});

beforeEach(() => {
  sink = new MemorySink();
  events.length = 0;
});

afterEach(async () => {
  await session.stop();
  expect(rig.bugs).toEqual([]);
});

afterAll(() => rig.settle(rig.devices.close()));

describe('a program on a live robot', { timeout: 60_000 }, () => {
  it('drives the car along its line, shows where it is, and stops it', async () => {
    expect(session.status).toEqual({ state: 'ready' });
    expect(await session.run(requestOf(FOLLOW))).toEqual({ ok: true, value: undefined });
    expect(session.status).toEqual({ state: 'running' });
    const start = rig.board.car.world.pose;
    await rig.until(() => Math.hypot(rig.board.car.world.pose.xMm - start.xMm, rig.board.car.world.pose.yMm - start.yMm) > 200);
    expect(rig.motorsAreOff).toBe(false);
    const shown = ofKind('telemetry').flatMap((event) => event.frames);
    expect(shown.at(-1)?.pose).toEqual(rig.board.car.world.pose);
    expect(shown.at(-1)?.line).toHaveLength(5);
    expect(shown.every((frame, i) => i === 0 || frame.atMs >= shown[i - 1]!.atMs)).toBe(true);

    await session.stop();
    expect(summary()).toMatchObject({ ended: 'stopped', finalPose: shown.at(-1)?.pose, lapTimesS: [] });
    const [first, last] = [shown[0]!.pose!, shown.at(-1)!.pose!];
    const beelineMm = Math.hypot(last.xMm - first.xMm, last.yMm - first.yMm);
    expect(summary()?.distanceMm).toBeGreaterThan(beelineMm - 1e-6);
    expect(beelineMm).toBeGreaterThan(190);
    await rig.until(() => rig.motorsAreOff, 50);
    for (const pin of [5, 6]) expect(rig.pinIsHigh(pin)).toBe(false);
    expect(session.status).toEqual({ state: 'ready' });
  });

  it('says what it logs and plots, and when it ends the motors are off', async () => {
    await session.run(requestOf('car.drive(50, 50);\nlog("一", 1);\nplot("speed", 2.5);\nwait(100);\nlog("end");\n'));
    await rig.until(() => summary() !== undefined);
    expect(logged()).toEqual(['一 1', 'end']);
    expect(ofKind('plot').flatMap((event) => event.points)).toMatchObject([{ name: 'speed', value: 2.5 }]);
    expect(summary()).toMatchObject({ ended: 'finished', digest: '' });
    await rig.until(() => rig.motorsAreOff, 50);
  });

  it('hears what others send, answers, and its recording is the same', async () => {
    await session.run(
      requestOf(`on('message', 'go', () => { send('back', received('go') + 1); log(received('go')); stop(); });\nlog('ready');`),
    );
    await rig.until(() => logged().includes('ready'));
    session.tell({ kind: 'message', name: 'go', value: 41 });
    await rig.until(() => summary() !== undefined);
    expect(logged()).toEqual(['ready', '41']);
    expect(ofKind('sent').flatMap(({ messages }) => messages)).toEqual([{ name: 'back', value: 42 }]);
    expect(verifyRun(sink.bytes(), { trustedSealKeys: [bytesToHex(signer.publicKey)] })).toMatchObject({ result: 'same' });
  });

  it('that never waits is stopped in one turn, before its log', async () => {
    await session.run(requestOf(DRIVE));
    await rig.until(() => !rig.motorsAreOff && logged().length > 100);
    await session.stop();
    expect(events.filter(({ kind }) => kind === 'ended')).toHaveLength(1);
    await rig.until(() => rig.motorsAreOff, 50);
  });

  it('that fails says where, and the motors are off', async () => {
    await session.run(requestOf('car.drive(60, 60);\nwait(50);\nfunction again(): number { return again() + 1; }\nlog(again());\n'));
    await rig.until(() => summary() !== undefined);
    expect(summary()).toMatchObject({ ended: 'error', error: { code: 'vm.call-depth-limit', line: 3 } });
    await rig.until(() => rig.motorsAreOff, 50);
    expect(session.status).toEqual({ state: 'ready' });
  });

  it('is recorded with its track, its seal and what its referee saw, and verifies', async () => {
    await session.run(requestOf(`${FOLLOW}log("recorded");\n`, { trackId: 'straight' }));
    await rig.until(() => rig.board.car.world.referee.checkpoints.length > 0 && rig.board.car.world.timeMs > 1500);
    await session.stop();
    const bytes = sink.bytes();
    const opened = openRun(bytes);
    if (!opened.ok) throw new Error(opened.fault.code);
    const file = opened.value;
    expect(file.log.map(({ text }) => text)).toEqual(['recorded']);
    expect(file.header).toMatchObject({ robot: 'live', track: { id: 'straight' } });
    expect(file.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['lap-started', 'checkpoint']));
    expect(file.summary).toMatchObject({ ended: 'stopped', checkpoints: [{ id: expect.any(String) as string }] });
    // Times of messages are whole nanoseconds.
    expect({ ...file.summary, log: [] }).toEqual({ ...summary(), log: [] });
    expect(file.summary!.distanceMm).toBeGreaterThan(100);
    const trusted = { trustedSealKeys: [bytesToHex(signer.publicKey)] };
    expect(verifyRun(bytes, trusted)).toMatchObject({ result: 'same', evidence: 'tethered', isSealTrusted: true });
    expect(verifyRun(bytes, { trustedSealKeys: [] })).toMatchObject({ result: 'same', evidence: 'none', isSealTrusted: false });
    expect(verifyRun(bytes.subarray(0, bytes.length / 2), trusted)).toMatchObject({ result: 'incomplete', what: 'end' });
    const trace = traceRun(file);
    expect(file.header.source[0]!.text.slice(trace.placeAt(1000)!.start)).toMatch(/^wait|^const|^car/);
  });

  it('verifies where it was halted, stepped through and stopped at a breakpoint', async () => {
    const text = 'let sum = 0;\nfor (let i = 0; i < 100000; i++) {\n  sum += i;\n  led.set(i % 2 === 0 ? "red" : "off");\n}\nlog(sum);\n';
    await session.run(requestOf(text, { breakpoints: [{ file: 0, start: text.indexOf('led') }] }));
    for (let halts = 1; halts <= 12; halts++) {
      await rig.until(() => ofKind('paused').length >= halts);
      await (halts % 3 === 0 ? session.resume() : session.step());
    }
    await rig.until(() => ofKind('paused').length >= 13);
    await session.stop();
    expect(verifyRun(sink.bytes(), { trustedSealKeys: [] })).toMatchObject({ result: 'same' });
  });

  it('that is not bytecode is refused with a code', async () => {
    const request = { ...requestOf(FOLLOW), bytecode: Uint8Array.of(1, 2, 3) };
    expect(await session.run(request)).toMatchObject({ ok: false, fault: { code: 'bytecode.malformed' } });
    expect(session.status).toEqual({ state: 'ready' });
  });

  it('for another robot is refused', async () => {
    expect(await session.run(requestOf(FOLLOW, { profileId: 'other-car' }))).toMatchObject({ fault: { code: 'session.profile-mismatch' } });
  });

  it('while another runs is refused', async () => {
    await session.run(requestOf(FOLLOW));
    expect(await session.run(requestOf(FOLLOW))).toMatchObject({ fault: { code: 'session.wrong-state' } });
  });

  it('starts the car at the start again', async () => {
    const start = rig.board.car.world.pose;
    for (let i = 0; i < 2; i++) {
      await session.run(requestOf('car.drive(80, 80);\nwait(300);\n'));
      expect(rig.board.car.world.pose).toEqual(start);
      await rig.until(() => summary() !== undefined);
      expect(rig.board.car.world.pose).not.toEqual(start);
      events.length = 0;
    }
  });
});

describe('pausing a live robot', { timeout: 60_000 }, () => {
  it('turns its motors off and restores them on resume', async () => {
    await session.run(requestOf('car.drive(60, -60);\nwait(10000);\n'));
    await rig.until(() => !rig.motorsAreOff);
    await session.pause();
    expect(session.status).toEqual({ state: 'paused' });
    await rig.until(() => rig.motorsAreOff, 50);
    expect(ofKind('paused').at(-1)?.view.fibers[0]?.state).toBe('sleeping');
    await session.resume();
    await rig.until(() => rig.board.car.world.motors.leftPercent > 50, 100);
    expect(rig.board.car.world.motors.rightPercent).toBeLessThan(-50);
  });

  it('halts at a breakpoint with the place and the variables', async () => {
    const text = 'const speed = 40;\ncar.drive(speed, speed);\nwait(100);\n';
    await session.run(requestOf(text, { breakpoints: [{ file: 0, start: text.indexOf('wait') }] }));
    await rig.until(() => ofKind('paused').length > 0);
    expect(ofKind('paused')[0]).toMatchObject({
      place: { file: 0, start: text.indexOf('wait') },
      view: { globals: [{ name: 'speed', text: '40' }] },
    });
    expect(session.status).toEqual({ state: 'paused' });
  });

  it('takes breakpoints, steps over and out, and changes of variables while it is on; its recording says so and is the same', async () => {
    const text =
      'let speed = 0;\nfunction more(): void {\n  speed += 10;\n  log(speed);\n}\nforever(() => {\n  more();\n  car.drive(speed, speed);\n  wait(20);\n});\n';
    await session.run(requestOf(text));
    await session.debug({ kind: 'breakpoints', points: [{ file: 0, start: text.indexOf('speed += 10') }] });
    const halts = async (count: number): Promise<number> => {
      await rig.until(() => ofKind('paused').length >= count);
      return ofKind('paused').at(-1)!.place!.start;
    };
    expect(await halts(1)).toBe(text.indexOf('speed += 10'));
    const { at } = ofKind('paused')
      .at(-1)!
      .view.globals.find(({ name }) => name === 'speed')!;
    expect(await session.debug({ kind: 'edit', change: { at, value: 33 } })).toMatchObject({ ok: true });
    await session.debug({ kind: 'step', how: 'over' });
    expect(await halts(3)).toBe(text.indexOf('log(speed)'));
    await session.debug({ kind: 'step', how: 'out' });
    expect(await halts(4)).toBe(text.indexOf('car.drive'));
    expect(await session.debug({ kind: 'rewind', toMs: 0 })).toMatchObject({ fault: { code: 'run.cannot-rewind' } });
    await session.debug({ kind: 'breakpoints', points: [] });
    await session.resume();
    await rig.until(() => logged().length > 1);
    await session.stop();
    expect(logged()).toContain('43');
    expect(verifyRun(sink.bytes(), { trustedSealKeys: [] })).toMatchObject({ result: 'same', isChangedByHand: true });
  });

  it('goes on statement by statement, from standstill too', async () => {
    const text = 'let a = 1;\na = 2;\nlog(a);\n';
    await session.run(requestOf(text));
    await rig.until(() => summary() !== undefined);
    events.length = 0;
    const places: number[] = [];
    for (let i = 0; i < 3; i++) {
      expect(await session.step()).toMatchObject({ ok: true });
      await rig.until(() => ofKind('paused').length > i);
      places.push(ofKind('paused')[i]!.place!.start);
    }
    expect(places).toEqual([0, text.indexOf('a = 2'), text.indexOf('log')]);
    await session.resume();
    await rig.until(() => summary() !== undefined);
    expect(logged()).toEqual(['2']);
  });
});

describe('a device', { timeout: 60_000 }, () => {
  it('is used by one session at a time, and by the next when that one has ended', async () => {
    expect(rig.devices.devices).toMatchObject([{ id: VIRTUAL_CAR_ID, busy: true }]);
    const second = rig.devices.openSession(VIRTUAL_CAR_ID, { trackId: 'oval' });
    await rig.until(() => second.status.state !== 'connecting');
    expect(second.status).toMatchObject({ state: 'lost', problem: { code: 'device.busy' } });
    expect(session.status).toEqual({ state: 'ready' });
    await second.close();
    await rig.settle(session.close());
    expect(rig.devices.devices).toMatchObject([{ busy: false }]);
    await open();
    expect(session.status).toEqual({ state: 'ready' });
  });

  it('that vanishes in mid-run ends the run, is told, and can be chosen again', async () => {
    await session.run(requestOf(FOLLOW));
    await rig.until(() => !rig.motorsAreOff);
    rig.board.stream!.vanish();
    expect(session.status).toMatchObject({ state: 'lost', problem: { code: 'device.vanished' } });
    expect(summary()).toMatchObject({ ended: 'error', error: { code: 'device.vanished' } });
    expect(await session.run(requestOf(FOLLOW))).toMatchObject({ fault: { code: 'session.wrong-state' } });
    await rig.until(() => rig.devices.devices[0]?.busy === false);
    await open();
    expect(session.status).toEqual({ state: 'ready' });
  });

  it('on which nothing has run yet has nothing to step through', async () => {
    expect(await session.step()).toMatchObject({ fault: { code: 'session.no-program' } });
  });

  it('is stopped when its session closes in mid-run', async () => {
    await session.run(requestOf(DRIVE));
    await rig.until(() => !rig.motorsAreOff);
    await rig.settle(session.close());
    await rig.until(() => rig.motorsAreOff, 50);
  });

  it('whose session closes while it connects is free again', async () => {
    await rig.settle(session.close());
    const hasty = rig.devices.openSession(VIRTUAL_CAR_ID, { trackId: 'oval' });
    await rig.settle(hasty.close());
    expect(rig.devices.devices).toMatchObject([{ busy: false }]);
  });
});
