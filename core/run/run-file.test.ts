import { McapIndexedReader } from '@mcap/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeProgram } from '../bytecode/encoding.ts';
import { NOISY_KIT } from '../sim/testing/tracks.ts';
import { shippedTrack } from '../sim/tracks/index.ts';
import { McapFileWriter } from './mcap-writer.ts';
import { encodeHeader, HEADER_NAME } from './run-header.ts';
import { openRun, type RunFile } from './run-file.ts';
import { MemorySink } from './run-sink.ts';
import { simulate } from './simulate.ts';
import { compiled } from './testing/programs.ts';

const PROGRAM = `log("开始", -0, 1 / 0);
forever(() => {
  const error = line.position();
  plot("error", error / 0);
  car.drive(45 + error * 0.4, 45 - error * 0.4);
  wait(5);
});
`;
const SECONDS = 6;

const track = shippedTrack('oval')!;
const { program, source } = compiled(PROGRAM);
const sink = new MemorySink();
const { summary } = simulate({ program, source, profile: NOISY_KIT, track, seed: 7, limitMs: SECONDS * 1000, sink });
const bytes = sink.bytes();

function opened(data: Uint8Array): RunFile {
  const file = openRun(data);
  if (!file.ok) throw new Error(file.fault.code);
  return file.value;
}

describe('a run file', () => {
  const file = opened(bytes);

  it('holds what is needed to run it again', () => {
    expect(file.header).toMatchObject({ robot: 'sim', seed: 7, limitMs: 6000, quotaPerMs: 2000, semantics: { vm: 3, sim: 4, rules: 2 } });
    expect(file.header.source).toEqual(source);
    expect(file.header.bytecode).toEqual(encodeProgram(program));
    expect(file.header.profile).toEqual(NOISY_KIT);
    expect(file.header.track).toEqual(track);
  });

  it('holds what the run was', () => {
    expect(file.isComplete).toBe(true);
    expect(file.summary).toEqual(summary);
    expect(file.log).toEqual([{ atMs: 0, text: summary.log[0]!.text }]);
    expect(file.plot.some(({ value }) => value === Infinity || value === -Infinity || Number.isNaN(value))).toBe(true);
    expect(file.events.map(({ kind }) => kind)).toContain('lap-started');
  });

  it('tells the state at a time', () => {
    const { frame, events } = file.stateAt(3000);
    expect(frame!.atMs).toBeLessThanOrEqual(3000);
    expect(frame!.atMs).toBeGreaterThan(2900);
    expect(frame!.pose!.xMm).toBeGreaterThan(track.start.xMm);
    expect(events.every(({ atMs }) => atMs <= 3000)).toBe(true);
    expect(file.stateAt(-1).frame).toBeUndefined();
  });

  it('holds every read and write by instruction count, in order', () => {
    const exact = file.exact();
    const entries = exact.ok ? exact.value : [];
    expect(entries.every(({ at }, i) => i === 0 || at >= entries[i - 1]!.at)).toBe(true);
    expect(entries.at(-1)!.at).toBeLessThanOrEqual(summary.instructions);
    const writes = entries.filter(({ kind }) => kind === 'write');
    // `wait(5)`, and the millisecond that `forever` rests.
    expect(writes.length).toBe((SECONDS * 1000) / 6);
    expect(entries.filter(({ kind }) => kind === 'read').length).toBeGreaterThanOrEqual(writes.length * 5);
  });

  it('is read by the indexed reader of MCAP’s own library', async () => {
    const readable = {
      size: () => Promise.resolve(BigInt(bytes.length)),
      read: (offset: bigint, length: bigint) => Promise.resolve(bytes.subarray(Number(offset), Number(offset + length))),
    };
    const reader = await McapIndexedReader.Initialize({ readable });
    const times: bigint[] = [];
    for await (const message of reader.readMessages({ topics: ['/guiji/telemetry'] })) times.push(message.logTime);
    expect(times).toHaveLength(file.telemetry.length);
    // A chunk closes with the message that fills its 64 kB; the largest message is one of exact entries, about 4 kB.
    expect(reader.chunkIndexes.length).toBeGreaterThan(1);
    expect(reader.chunkIndexes.every(({ uncompressedSize }) => uncompressedSize <= 64_000n + 8192n)).toBe(true);
    expect([...reader.channelsById.values()].map(({ topic }) => topic)).toContain('/guiji/referee');
  });
});

describe('a torn run file', () => {
  it('cut anywhere after its first second gives all but the last second before the cut', () => {
    fc.assert(
      fc.property(fc.integer({ min: Math.ceil(bytes.length / 4), max: bytes.length - 1 }), fc.boolean(), (cut, zeros) => {
        const torn = new Uint8Array(zeros ? bytes.length : cut);
        torn.set(bytes.subarray(0, cut));
        const file = opened(torn);
        const wholeMs = Math.floor((SECONDS * 1000 * cut) / bytes.length);
        expect(file.durationMs).toBeGreaterThan(wholeMs - 2500);
        const whole = opened(bytes);
        expect(file.telemetry).toEqual(whole.telemetry.slice(0, file.telemetry.length));
        expect(file.exact().ok).toBe(true);
      }),
      { verbose: true, numRuns: 25 },
    );
  });

  it('without its end says that it is not complete', () => {
    const file = opened(bytes.subarray(0, Math.floor(bytes.length / 2)));
    expect(file.isComplete).toBe(false);
    expect(file.summary).toBeUndefined();
  });

  it('with one byte changed in the middle keeps what came before', () => {
    const damaged = bytes.slice();
    damaged[Math.floor(bytes.length / 2)]! ^= 0xff;
    const file = opened(damaged);
    expect(file.telemetry.length).toBeGreaterThan(10);
  });
});

describe('what is no run file', () => {
  it('is refused with a code, whatever it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        expect(openRun(data)).toMatchObject({ ok: false, fault: { code: 'run-file.not-a-run' } });
      }),
      { verbose: true },
    );
  });

  it('of a newer version says so', () => {
    const newer = new MemorySink();
    new McapFileWriter(newer, 'test').metadata(HEADER_NAME, new Map([['version', '2']]));
    expect(openRun(newer.bytes())).toMatchObject({ fault: { code: 'run-file.newer-version', params: { version: 2, known: 1 } } });
  });

  it('with a car, another car or a track of a newer version says so too', () => {
    const said = (changed: Readonly<Record<string, unknown>>) => {
      const newer = new MemorySink();
      const header = new Map([...encodeHeader(opened(bytes).header), ...Object.entries(changed).map(([k, v]) => [k, JSON.stringify(v)] as const)]); // prettier-ignore
      new McapFileWriter(newer, 'test').metadata(HEADER_NAME, header);
      const file = openRun(newer.bytes());
      return file.ok ? 'opened' : file.fault.code;
    };
    const newerProfile = { ...NOISY_KIT, version: NOISY_KIT.version + 1, whatever: 'came' };
    expect(said({})).toBe('opened');
    expect(said({ profile: newerProfile })).toBe('run-file.newer-version');
    expect(said({ among: { car: 0, others: [{ profile: newerProfile }] } })).toBe('run-file.newer-version');
    expect(said({ track: { ...track, version: track.version + 1 } })).toBe('run-file.newer-version');
    expect(said({ profile: { ...NOISY_KIT, parts: 'none' } })).toBe('run-file.bad-header');
  });

  it('with a header that is nonsense says which entry', () => {
    const broken = new MemorySink();
    new McapFileWriter(broken, 'test').metadata(HEADER_NAME, new Map([['version', '1'], ['seed', '{']])); // prettier-ignore
    expect(openRun(broken.bytes())).toMatchObject({ fault: { code: 'run-file.bad-header', params: { path: 'seed' } } });
  });
});
