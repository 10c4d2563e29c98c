import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProject } from '../../core/project/new-project.ts';
import { describeClassStore } from './testing/class-store-contract.ts';
import { describePictureStore } from './testing/picture-store-contract.ts';
import { describeProgressStore } from './testing/progress-store-contract.ts';
import { describeProjectStore } from './testing/project-store-contract.ts';
import { describeRunStore } from './testing/run-store-contract.ts';
import { describeTrackStore } from './testing/track-store-contract.ts';
import { REMOVED_KEPT_MS } from './project-store.ts';
import type { Store } from './store.ts';
import { openSqliteStore } from './sqlite-store.ts';
import { openWorkerStore } from './worker-store.ts';

const ID = '01J8ZQ4Y7G0000000000000000';
const project = newProject({ id: ID, name: '循线小车' });
const withText = (text: string) => ({ ...project, files: [{ path: 'main.ts', text }] });

let folder: string;
let count = 0;
const freshFile = () => join(folder, `${++count} 数据.sqlite`);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji store 库-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function openOrThrow(opening: Promise<{ ok: true; value: Store } | { ok: false; fault: unknown }>): Promise<Store> {
  const opened = await opening;
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
}

/** One thread for a whole contract, since starting one takes a second of a processor: emptied each time by another hand on its file. */
function threadStore(): () => Promise<Store> {
  let file: string;
  let thread: Store;
  beforeAll(async () => {
    file = freshFile();
    thread = await openOrThrow(openWorkerStore({ file }));
  });
  afterAll(() => thread.close());
  return () => {
    const database = new Database(file);
    const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'kysely_*'`).pluck().all();
    for (const table of tables) database.exec(`DELETE FROM "${String(table)}"`);
    database.close();
    return Promise.resolve({ ...thread, close: () => Promise.resolve() });
  };
}

describeProjectStore('the SQLite store', () => openOrThrow(openSqliteStore({ file: ':memory:', nowMs: () => Date.now() })));
describeProjectStore('the SQLite store in its thread', threadStore());
describeRunStore('the list of runs in SQLite', () => openOrThrow(openSqliteStore({ file: ':memory:', nowMs: () => Date.now() })));
describeRunStore('the list of runs in SQLite in its thread', threadStore());
describeProgressStore('progress in SQLite', () => openOrThrow(openSqliteStore({ file: ':memory:', nowMs: () => Date.now() })));
describeProgressStore('progress in the store’s thread', threadStore());
describePictureStore('pictures in SQLite', () => openOrThrow(openSqliteStore({ file: ':memory:', nowMs: () => Date.now() })));
describePictureStore('pictures in the store’s thread', threadStore());
describeTrackStore('tracks in SQLite', () => openOrThrow(openSqliteStore({ file: ':memory:', nowMs: () => Date.now() })));
describeTrackStore('tracks in the store’s thread', threadStore());
describeClassStore('classes in SQLite', () => openOrThrow(openSqliteStore({ file: ':memory:', nowMs: () => Date.now() })));
describeClassStore('classes in the store’s thread', threadStore());

describe('a SQLite file', () => {
  it('holds its projects when it is opened again', async () => {
    const file = freshFile();
    const first = await openOrThrow(openWorkerStore({ file }));
    await first.projects.save(project);
    await first.close();
    const second = await openOrThrow(openWorkerStore({ file }));
    expect(await second.projects.load(ID)).toEqual({ ok: true, value: project });
    await second.close();
  });

  it('finishes the saves under way before it closes', async () => {
    const file = freshFile();
    const first = await openOrThrow(openWorkerStore({ file }));
    const saves = Array.from({ length: 5 }, (_, i) => first.projects.save(withText(`${i}`)));
    await first.close();
    for (const save of saves) expect(await save).toMatchObject({ ok: true });
    expect(await first.projects.save(project)).toMatchObject({ fault: { code: 'store.failed' } });
  });

  it('is written with full synchronisation', async () => {
    const file = freshFile();
    const store = await openOrThrow(openSqliteStore({ file, nowMs: () => 0 }));
    const database = new Database(file);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    database.close();
    await store.close();
  });

  it('that cannot grow says that the disk is full, and keeps what it had', async () => {
    const store = await openOrThrow(openSqliteStore({ file: freshFile(), nowMs: () => 0, pagesMax: 60 }));
    await store.projects.save(project);
    expect(await store.projects.save(withText('x'.repeat(900_000)))).toMatchObject({ fault: { code: 'store.disk-full' } });
    expect(await store.projects.load(ID)).toEqual({ ok: true, value: project });
    expect(await store.projects.save(withText('small'))).toEqual({ ok: true, value: { version: 2 } });
    await store.close();
  });

  it('in a folder that is not there cannot be opened', async () => {
    expect(await openWorkerStore({ file: join(folder, 'no', 'where.sqlite') })).toMatchObject({
      ok: false,
      fault: { code: expect.stringMatching(/^store\./) as string },
    });
  });

  it('that is not a database is called damaged', async () => {
    const file = freshFile();
    await writeFile(file, 'not a database at all, but long enough to be read as one'.repeat(100));
    expect(await openWorkerStore({ file })).toMatchObject({ fault: { code: 'store.damaged' } });
  });

  it('of a newer version is left alone', async () => {
    const file = freshFile();
    await (await openOrThrow(openSqliteStore({ file, nowMs: () => 0 }))).close();
    const database = new Database(file);
    database.prepare(`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-later', '')`).run();
    database.close();
    expect(await openSqliteStore({ file, nowMs: () => 0 })).toMatchObject({ fault: { code: 'store.newer-version' } });
  });

  it('erases a removed project after its time, and not before', async () => {
    let nowMs = 0;
    const opened = await openSqliteStore({ file: ':memory:', nowMs: () => nowMs });
    if (!opened.ok) throw new Error(opened.fault.code);
    const store = opened.value;
    await store.projects.save(project);
    await store.projects.remove(ID);
    nowMs = REMOVED_KEPT_MS;
    await store.projects.eraseRemoved();
    expect(await store.projects.history(ID)).toMatchObject({ ok: true });
    nowMs++;
    await store.projects.eraseRemoved();
    expect(await store.projects.history(ID)).toMatchObject({ fault: { code: 'project.not-found' } });
    await store.close();
  });
});

/** Saves without end and prints each version once it is confirmed. */
const SAVER = `
const [file, storeUrl, projectUrl] = process.argv.slice(1);
const { openWorkerStore } = await import(storeUrl);
const { newProject } = await import(projectUrl);
const opened = await openWorkerStore({ file });
for (let i = 1; ; i++) {
  const project = { ...newProject({ id: '${ID}', name: 'n' }), files: [{ path: 'main.ts', text: String(i) }] };
  const saved = await opened.value.projects.save(project);
  process.stdout.write(saved.value.version + '\\n');
}`;

describe('a bridge that is killed', () => {
  it.each([3, 17, 40])('loses no confirmed save (killed after %i)', { timeout: 30_000 }, async (killAfter) => {
    const file = freshFile();
    const urls = [new URL('./worker-store.ts', import.meta.url).href, new URL('../../core/project/new-project.ts', import.meta.url).href];
    const child = spawn(process.execPath, ['-e', SAVER, file, ...urls], { stdio: ['ignore', 'pipe', 'inherit'] });
    let confirmed = 0;
    for await (const line of createInterface(child.stdout)) {
      confirmed = Number(line);
      if (confirmed >= killAfter) child.kill('SIGKILL');
    }
    const store = await openOrThrow(openWorkerStore({ file }));
    expect(confirmed).toBeGreaterThanOrEqual(killAfter);
    const history = await store.projects.history(ID);
    expect(history.ok && history.value[0]!.version).toBeGreaterThanOrEqual(confirmed);
    expect(await store.projects.loadVersion(ID, confirmed)).toEqual({ ok: true, value: { ...withText(`${confirmed}`), name: 'n' } });
    await store.close();
  });
});
