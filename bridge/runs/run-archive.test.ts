import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { RunAbout } from '../../core/protocol/run-views.ts';
import { openSqliteStore } from '../store/sqlite-store.ts';
import type { Store } from '../store/store.ts';
import type { Examination } from './examine-run.ts';
import type { JobQueue } from './job-queue.ts';
import { RunArchive, type RunLimits } from './run-archive.ts';
import type { RunJob } from './run-job.ts';

const MAGIC = Uint8Array.of(0x89, 0x4d, 0x43, 0x41, 0x50, 0x30, 0x0d, 0x0a);
/** Disks of a busy machine. */
const PATIENCE = { timeout: 60_000 };
const NOW_MS = 1_750_000_000_000;
const idOf = (n: number) => `01J8ZQ4Y7G${String(n).padStart(16, '0')}`;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const aboutOf = (n: number): RunAbout => ({
  ...{ id: idOf(n), startedAtMs: NOW_MS - 1000 + n, projectId: '', projectName: '循线', robot: 'sim', robotName: '', trackId: 'oval' },
});

/** Answers when the test says so. */
class ScriptedJobs implements JobQueue<RunJob, Examination> {
  readonly waiting: { readonly job: RunJob; readonly onAnswer: (answer: Result<Examination>) => void }[] = [];
  get length(): number {
    return this.waiting.length;
  }
  add(job: RunJob, onAnswer: (answer: Result<Examination>) => void): boolean {
    this.waiting.push({ job, onAnswer });
    return true;
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

let folder: string;
let store: Store;
let jobs: ScriptedJobs;
let nowMs: number;
let archives: RunArchive[];

async function openArchive(limits: Partial<RunLimits> = {}): Promise<RunArchive> {
  jobs = new ScriptedJobs();
  const onBug = (cause: unknown) => {
    throw cause;
  };
  const archive = new RunArchive({
    ...{ folder: join(folder, 'runs'), store: store.runs, jobs, nowMs: () => nowMs, onBug, trustedSealKeys: [], limits },
  });
  archives.push(archive);
  expect(await archive.start()).toEqual({ ok: true, value: undefined });
  return archive;
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji 运行-'));
  const opened = await openSqliteStore({ file: ':memory:', nowMs: () => nowMs });
  if (!opened.ok) throw new Error(opened.fault.code);
  store = opened.value;
  nowMs = NOW_MS;
  archives = [];
});
afterEach(async () => {
  for (const archive of archives) await archive.close();
  await store.close();
  await rm(folder, { recursive: true });
});

const fileOf = (n: number) => join(folder, 'runs', `${idOf(n)}.mcap`);
const send = (archive: RunArchive, n: number, offset: number, bytes: Uint8Array, owner = '') =>
  archive.append({ id: idOf(n), owner, offset, bytes });

async function recorded(archive: RunArchive, n: number, text: string, owner = ''): Promise<void> {
  await archive.begin(aboutOf(n), { owner, heldFrom: 0 });
  await send(archive, n, 0, new Uint8Array([...bytesOf(text), ...MAGIC]), owner);
  await archive.finish(idOf(n), owner);
}

describe('the recordings of a bridge', () => {
  it('keep a run as it comes, and tell when it begins, ends and goes', async () => {
    const archive = await openArchive();
    let changes = 0;
    archive.changes.subscribe(() => changes++);
    expect(await archive.begin(aboutOf(1), { owner: '', heldFrom: 0 })).toEqual({ ok: true, value: { received: 0 } });
    expect(await send(archive, 1, 0, bytesOf('abc'))).toEqual({ ok: true, value: { received: 3 } });
    expect(await readFile(fileOf(1), 'utf8')).toBe('abc');
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { state: 'recording', bytes: 0 } });
    await send(archive, 1, 3, MAGIC);
    await archive.finish(idOf(1), '');
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { state: 'complete', bytes: 11, check: 'waiting' } });
    expect(await archive.remove(idOf(1), undefined)).toMatchObject({ ok: true });
    expect(await readdir(join(folder, 'runs'))).toEqual([]);
    expect(changes).toBe(3);
  });

  it('come out whole however the pieces are cut, repeated and resumed', async () => {
    const archive = await openArchive();
    let n = 100;
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.array(fc.nat({ max: 200 }), { maxLength: 12 }), async (bytes, ends) => {
        const about = aboutOf(n++);
        await archive.begin(about, { owner: '', heldFrom: 0 });
        let held = 0;
        for (const end of ends) {
          const from = Math.max(0, held - (end % 7));
          const answer = await archive.append({ id: about.id, owner: '', offset: from, bytes: bytes.subarray(from, end) });
          held = answer.ok ? answer.value.received : -1;
        }
        const resumed = await archive.begin(about, { owner: '', heldFrom: held });
        expect(resumed).toEqual({ ok: true, value: { received: held } });
        await archive.append({ id: about.id, owner: '', offset: held, bytes: bytes.subarray(held) });
        await archive.finish(about.id, '');
        expect(new Uint8Array(await readFile(join(folder, 'runs', `${about.id}.mcap`)))).toEqual(bytes);
      }),
      { verbose: true, numRuns: 30 },
    );
  });

  it('refuse a piece with a gap before it, and say how far they have come', async () => {
    const archive = await openArchive();
    await archive.begin(aboutOf(1), { owner: '', heldFrom: 0 });
    await send(archive, 1, 0, bytesOf('abc'));
    expect(await send(archive, 1, 5, bytesOf('x'))).toMatchObject({ fault: { code: 'runs.gap', params: { received: 3 } } });
  });

  it('take nothing more once a run has ended, and ending twice changes nothing', async () => {
    const archive = await openArchive();
    await recorded(archive, 1, 'abc');
    expect(await send(archive, 1, 11, bytesOf('x'))).toMatchObject({ fault: { code: 'runs.finished' } });
    expect(await archive.finish(idOf(1), '')).toMatchObject({ ok: true });
    expect(await archive.begin(aboutOf(1), { owner: '', heldFrom: 0 })).toEqual({ ok: true, value: { received: 11 } });
  });

  it('call a run torn whose end never came, and let its page come back to it', async () => {
    const archive = await openArchive();
    await archive.begin(aboutOf(1), { owner: '', heldFrom: 0 });
    await send(archive, 1, 0, bytesOf('abcdef'));
    await archive.finish(idOf(1), '');
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { state: 'torn', bytes: 6 } });
    expect(await archive.begin(aboutOf(1), { owner: '', heldFrom: 4 })).toEqual({ ok: true, value: { received: 4 } });
    await send(archive, 1, 4, MAGIC);
    await archive.finish(idOf(1), '');
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { state: 'complete', bytes: 12 } });
  });

  it('of a bridge that was killed are found, marked, and taken up again', async () => {
    const killed = await openArchive();
    await killed.begin(aboutOf(1), { owner: '', heldFrom: 0 });
    await send(killed, 1, 0, bytesOf('abcdef'));
    await killed.begin(aboutOf(2), { owner: '', heldFrom: 0 });
    await send(killed, 2, 0, MAGIC);
    const archive = await openArchive();
    expect(await archive.list({ limit: 10 })).toMatchObject({ value: [{ state: 'complete' }, { state: 'torn', bytes: 6 }] });
    expect(jobs.waiting.map(({ job }) => job.file)).toEqual([fileOf(1), fileOf(2)]);
    expect(await archive.begin(aboutOf(1), { owner: '', heldFrom: 6 })).toEqual({ ok: true, value: { received: 6 } });
    await send(archive, 1, 6, MAGIC);
    await archive.finish(idOf(1), '');
    expect(await readFile(fileOf(1))).toHaveLength(14);
  });

  it('are examined anew where a page came back to a run that was being examined', async () => {
    const killed = await openArchive();
    await killed.begin(aboutOf(1), { owner: '', heldFrom: 0 });
    await send(killed, 1, 0, bytesOf('abcdef'));
    const archive = await openArchive();
    await vi.waitUntil(() => jobs.waiting.length === 1, PATIENCE);
    await archive.begin(aboutOf(1), { owner: '', heldFrom: 6 });
    await send(archive, 1, 6, MAGIC);
    await archive.finish(idOf(1), '');
    expect(jobs.waiting).toHaveLength(1);
    jobs.waiting[0]!.onAnswer(ok({ change: { check: 'unknown' }, isResealed: false }));
    await vi.waitUntil(() => jobs.waiting.length === 2, PATIENCE);
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { state: 'complete', check: 'waiting' } });
    jobs.waiting[1]!.onAnswer(ok({ change: { check: 'same' }, isResealed: false }));
    await vi.waitUntil(async () => {
      const kept = await archive.get(idOf(1), undefined);
      return kept.ok && kept.value.check === 'same';
    }, PATIENCE);
  });

  it('say so where the disk has lost what was confirmed', async () => {
    const killed = await openArchive();
    await killed.begin(aboutOf(1), { owner: '', heldFrom: 0 });
    await send(killed, 1, 0, bytesOf('abcdef'));
    await truncate(fileOf(1), 2);
    const archive = await openArchive();
    expect(await archive.begin(aboutOf(1), { owner: '', heldFrom: 6 })).toMatchObject({
      fault: { code: 'runs.gap', params: { received: 2 } },
    });
  });

  it('take in files that the list does not know, and forget rows whose file is gone', async () => {
    await mkdir(join(folder, 'runs'), { recursive: true });
    await writeFile(fileOf(7), new Uint8Array([1, ...MAGIC]));
    await writeFile(join(folder, 'runs', 'notes.txt'), 'x');
    await writeFile(`${fileOf(7)}.sealed`, 'half');
    await store.runs.add({ ...aboutOf(8), owner: '' });
    const archive = await openArchive();
    expect(await archive.list({ limit: 10 })).toMatchObject({ value: [{ id: idOf(7), state: 'complete', bytes: 9 }] });
    expect((await readdir(join(folder, 'runs'))).sort()).toEqual([`${idOf(7)}.mcap`, 'notes.txt']);
  });

  it('belong to whoever sent them', async () => {
    const archive = await openArchive();
    await recorded(archive, 1, 'abc', 'ming');
    const notFound = { fault: { code: 'runs.not-found' } };
    expect(await archive.get(idOf(1), 'hong')).toMatchObject(notFound);
    expect(await archive.read({ id: idOf(1), offset: 0, length: 9 }, 'hong')).toMatchObject(notFound);
    expect(await archive.remove(idOf(1), 'hong')).toMatchObject(notFound);
    expect(await archive.recompute(idOf(1), 'hong')).toMatchObject(notFound);
    expect(await archive.begin(aboutOf(1), { owner: 'hong', heldFrom: 0 })).toMatchObject(notFound);
    await archive.begin(aboutOf(2), { owner: 'ming', heldFrom: 0 });
    expect(await send(archive, 2, 0, bytesOf('x'), 'hong')).toMatchObject({ fault: { code: 'runs.finished' } });
    expect(await archive.begin(aboutOf(2), { owner: 'hong', heldFrom: 0 })).toMatchObject(notFound);
    expect(await archive.get(idOf(1), 'ming')).toMatchObject({ ok: true });
    expect(await archive.get(idOf(1), undefined)).toMatchObject(notFound);
  });

  it('are read in pieces', async () => {
    const archive = await openArchive();
    await recorded(archive, 1, 'abcdef');
    const read = async (offset: number, length: number) => {
      const piece = await archive.read({ id: idOf(1), offset, length }, undefined);
      return piece.ok ? [new TextDecoder().decode(piece.value.bytes), piece.value.totalBytes] : piece.fault.code;
    };
    expect(await read(0, 3)).toEqual(['abc', 14]);
    expect(await read(3, 3)).toEqual(['def', 14]);
    expect(await read(99, 3)).toEqual(['', 14]);
  });

  it('go oldest first where there are too many, pinned ones never', async () => {
    const archive = await openArchive({ runsMax: 2 });
    await recorded(archive, 1, 'a');
    await archive.pin(idOf(1), { isPinned: true, note: '决赛' });
    for (const n of [2, 3, 4]) await recorded(archive, n, 'a');
    const list = await archive.list({ limit: 10 });
    expect(list.ok && list.value.map(({ id }) => id)).toEqual([idOf(4), idOf(1)]);
    expect((await readdir(join(folder, 'runs'))).sort()).toEqual([1, 4].map((n) => `${idOf(n)}.mcap`));
  });

  it('go oldest first where they are too large together', async () => {
    const archive = await openArchive({ bytesMax: 30 });
    for (const n of [1, 2, 3]) await recorded(archive, n, 'abcde');
    const list = await archive.list({ limit: 10 });
    expect(list.ok && list.value.map(({ id }) => id)).toEqual([idOf(3), idOf(2)]);
  });

  it('that are under way at once are bounded', async () => {
    const archive = await openArchive({ openMax: 1 });
    await archive.begin(aboutOf(1), { owner: '', heldFrom: 0 });
    expect(await archive.begin(aboutOf(2), { owner: '', heldFrom: 0 })).toMatchObject({ fault: { code: 'runs.too-many' } });
  });

  it('of robots are written here, each flush to the disk', async () => {
    const archive = await openArchive();
    const sink = archive.openLive({ projectId: '', projectName: '循线', robotName: 'virtual-car', trackId: 'oval' }, 'ming');
    if (!sink.ok) throw new Error(sink.fault.code);
    sink.value.write(bytesOf('abc'));
    sink.value.write(MAGIC);
    expect(sink.value.finish()).toMatchObject({ ok: true });
    await archive.finish('01J8ZQ4Y7G0000000000000000', undefined);
    await archive.close();
    expect(await archive.list({ owner: 'ming', limit: 10 })).toMatchObject({
      value: [{ robot: 'live', robotName: 'virtual-car', owner: 'ming', state: 'complete', bytes: 11 }],
    });
  });
});

describe('a run that has ended', () => {
  const facts = { check: 'same', evidence: 'recomputed', sealedBy: 'ab', laps: 2, ended: 'finished' } as const;
  const examined = async (archive: RunArchive, answer: Result<Examination>) => {
    jobs.waiting.shift()!.onAnswer(answer);
    // Why: what follows an answer is done in turn; beginning a run waits for that turn.
    await archive.begin(aboutOf(999), { owner: '', heldFrom: 0 });
  };

  it('is looked at, and its sealed copy takes its place', async () => {
    const archive = await openArchive();
    await recorded(archive, 1, 'abc');
    expect(jobs.waiting.map(({ job }) => job)).toEqual([{ file: fileOf(1), sealedFile: `${fileOf(1)}.sealed` }]);
    await writeFile(`${fileOf(1)}.sealed`, 'sealed');
    await examined(archive, ok({ change: facts, isResealed: true }));
    expect(await readFile(fileOf(1), 'utf8')).toBe('sealed');
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { ...facts, bytes: 6 } });
  });

  it('keeps no seal in the list where the sealed copy could not be taken', async () => {
    const archive = await openArchive();
    await recorded(archive, 1, 'abc');
    await examined(archive, ok({ change: facts, isResealed: true }));
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { check: 'same', sealedBy: '', bytes: 11 } });
  });

  it('is left alone where its page has come back to it meanwhile', async () => {
    const archive = await openArchive();
    await archive.begin(aboutOf(1), { owner: '', heldFrom: 0 });
    await archive.finish(idOf(1), '');
    await archive.begin(aboutOf(1), { owner: '', heldFrom: 0 });
    await examined(archive, ok({ change: facts, isResealed: true }));
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { state: 'recording', check: 'waiting', sealedBy: '' } });
  });

  it('is looked at again when asked', async () => {
    const archive = await openArchive();
    await recorded(archive, 1, 'abc');
    await examined(archive, ok({ change: { check: 'diverges' }, isResealed: false }));
    expect(await archive.recompute(idOf(1), undefined)).toMatchObject({ ok: true });
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { check: 'waiting' } });
    expect(jobs.waiting).toHaveLength(1);
  });

  it('of which nobody could find out anything waits no longer', async () => {
    const bugs: unknown[] = [];
    jobs = new ScriptedJobs();
    const archive = new RunArchive({
      ...{ folder: join(folder, 'runs'), store: store.runs, jobs, nowMs: () => nowMs, trustedSealKeys: [] },
      onBug: (cause) => bugs.push(cause),
    });
    archives.push(archive);
    await archive.start();
    await recorded(archive, 1, 'abc');
    await examined(archive, fail('bridge.failed', { what: 'timeout' }));
    expect(await archive.get(idOf(1), undefined)).toMatchObject({ value: { check: 'unknown' } });
    expect(bugs).toHaveLength(1);
  });
});
