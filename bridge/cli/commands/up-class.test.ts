/**
 * The three ways to sit in a class, with real processes: one computer alone, a station bridge, a guest's page. Over this computer's own
 * address in the network. Killed means killed: SIGKILL, in mid-lesson.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newProject } from '../../../core/project/new-project.ts';
import type { SeatView, StationView } from '../../../core/protocol/class-views.ts';
import { join, openPage, ownLanAddress } from '../../server/testing/lan.ts';
import type { TestMessage, TestPage } from '../../server/testing/test-bridge.ts';
import { runGuiji } from '../testing/run-guiji.ts';

const GUIJI = fileURLToPath(new URL('../../../scripts/guiji.mjs', import.meta.url));
const projectOf = (n: number, text: string) => ({
  ...newProject({ id: `01J8ZQ4Y7G00000000000000${String(n).padStart(2, '0')}`, name: `作品 ${n}` }),
  files: [{ path: 'main.ts', text }],
});

let folder: string;
let pages: string;
const children = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(joinPath(tmpdir(), 'guiji 上课-'));
  pages = joinPath(folder, 'pages');
  await mkdir(pages);
  await writeFile(joinPath(pages, 'index.html'), '<html><head></head></html>');
});
afterEach(async () => {
  for (const child of children) await kill(child);
});
afterAll(() => rm(folder, { recursive: true }));

interface Up {
  readonly child: ChildProcess;
  readonly port: number;
  /** At loopback: this computer's own page. */
  readonly own: string;
  readonly lan: string;
}

async function up(data: string, ...args: readonly string[]): Promise<Up> {
  const child = spawn(process.execPath, [GUIJI, 'up', '--no-open', '--json', '--data', joinPath(folder, data), ...args], {
    env: { ...process.env, GUIJI_PAGES_FOLDER: pages },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.add(child);
  const line = await new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve));
  const { port } = new URL((JSON.parse(line) as { address: string }).address);
  return { child, port: Number(port), own: `http://127.0.0.1:${port}`, lan: `http://${ownLanAddress()}:${port}` };
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

async function ownPage({ own }: Up): Promise<TestPage> {
  const document = await (await fetch(own)).text();
  return await openPage(own, /name="guiji-token" content="([\w-]+)"/.exec(document)![1]!);
}

async function noteTo(page: TestPage, name: string): Promise<TestMessage> {
  for (;;) {
    const note = await page.next('note');
    if (note['name'] === name) return note;
  }
}

async function seatIs(page: TestPage, holds: (seat: SeatView) => boolean): Promise<SeatView> {
  for (;;) {
    const seat = await page.ask('class.seat');
    if (seat['ok'] === true && holds(seat['value'] as SeatView)) return seat['value'] as SeatView;
    await noteTo(page, 'class.seat');
  }
}

async function stationsOf(teacher: TestPage): Promise<StationView[]> {
  return ((await teacher.ask('class.state'))['value'] as { stations: StationView[] }).stations;
}

/** The board until it is as it should be. */
async function boardIs(teacher: TestPage, holds: (stations: StationView[]) => boolean): Promise<void> {
  while (!holds(await stationsOf(teacher))) await noteTo(teacher, 'class.board');
}

async function openClass(teacher: TestPage): Promise<string> {
  const opened = await teacher.ask('class.open', { title: '四年级 2 班' });
  return (opened['value'] as { code: string }).code;
}

function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

describe('sitting in a class', { timeout: 120_000 }, () => {
  it('(a) at one computer alone: its page has everything, and the network sees nothing of it', async () => {
    const pc = await up('alone', '--port', '0');
    const page = await ownPage(pc);
    expect(await isListening('127.0.0.1', pc.port)).toBe(true);
    expect(await isListening(ownLanAddress(), pc.port)).toBe(false);
    await page.ask('projects.save', { project: projectOf(1, 'alone') });
    await openClass(page);
    expect(await page.ask('class.addresses')).toMatchObject({ value: { isOpenToLan: false, addresses: [] } });
    await kill(pc.child);
    // The same computer opened to the network: only its own page is its owner's.
    const open = await up('alone', '--port', '0', '--lan');
    expect(await (await fetch(open.lan)).text()).not.toContain('guiji-token');
    const again = await ownPage(open);
    expect(await again.ask('projects.load', { id: projectOf(1, '').id })).toMatchObject({ value: projectOf(1, 'alone') });
    expect(await again.ask('class.state')).toMatchObject({ value: { class: { title: '四年级 2 班' } } });
    expect(await again.ask('class.addresses')).toMatchObject({ value: { isOpenToLan: true } });
  });

  it('(b) at a station bridge: killed or not, either side has every confirmed save in the end', async () => {
    const school = await up('school b', '--port', '0', '--lan');
    const code = await openClass(await ownPage(school));
    const args = ['--port', '0', '--join', school.lan, '--code', code, '--seat', '12'];
    const station = await up('station b', ...args);
    const page = await ownPage(station);
    const { student } = await seatIs(page, ({ school: { state } }) => state === 'online');
    expect(student).toMatchObject({ nickname: '12', seat: '12' });
    await page.ask('projects.save', { project: projectOf(1, 'before') });
    await seatIs(page, ({ school: { unsent } }) => unsent === 0);
    await kill(school.child);
    await seatIs(page, ({ school: { state } }) => state === 'offline');
    expect(await page.ask('projects.save', { project: projectOf(1, 'while the class bridge was dead') })).toMatchObject({ ok: true });
    await kill(station.child);

    const schoolAgain = await up('school b', '--port', String(school.port), '--lan');
    const stationAgain = await up('station b', ...args);
    const pageAgain = await ownPage(stationAgain);
    await seatIs(pageAgain, ({ school: { state, unsent } }) => state === 'online' && unsent === 0);
    const teacher = await ownPage(schoolAgain);
    const work = { studentId: student.id, projectId: projectOf(1, '').id };
    expect(await teacher.ask('class.work', work)).toMatchObject({ value: projectOf(1, 'while the class bridge was dead') });
    expect(await teacher.ask('class.work', { ...work, version: 1 })).toMatchObject({ value: projectOf(1, 'before') });
    expect(await stationsOf(teacher)).toMatchObject([{ connected: true, via: 'bridge' }]);
  });

  it('(c) as a guest: the class, the students, their tokens and the board are back after a kill, and the work on any computer', async () => {
    const school = await up('school c', '--port', '0', '--lan');
    const teacher = await ownPage(school);
    const code = await openClass(teacher);
    const ming = await join(school.lan, { code, nickname: '小明', seat: '3' });
    const hong = await join(school.lan, { code, nickname: '=小红' });
    const page = await openPage(school.lan, ming.token);
    await page.ask('projects.save', { project: projectOf(2, 'confirmed') });
    await page.ask('class.report', { robot: 'simulator', running: true, handUp: true });
    await teacher.ask('class.command', { command: { kind: 'lock', message: '看黑板' } });
    // Reports are written a moment after; the results are read from what is written.
    await teacher.ask('class.results');
    await kill(school.child);
    await page.closed;

    const again = await up('school c', '--port', String(school.port), '--lan');
    const teacherAgain = await ownPage(again);
    expect(await teacherAgain.ask('class.state')).toMatchObject({
      value: {
        class: { title: '四年级 2 班', code, locked: true, lockMessage: '看黑板' },
        stations: [
          { student: ming.student, personalCode: ming.personalCode, connected: false, report: { handUp: true } },
          { student: hong.student },
        ],
      },
    });
    const pageAgain = await openPage(again.lan, ming.token);
    await boardIs(teacherAgain, (stations) => stations.some(({ student, connected }) => student.id === ming.student.id && connected));
    expect(await pageAgain.ask('projects.load', { id: projectOf(2, '').id })).toMatchObject({ value: projectOf(2, 'confirmed') });
    // Another computer, with nothing of the first one's browser.
    const elsewhere = await join(again.lan, { code, nickname: '小明', personalCode: ming.personalCode, seat: '9' });
    const other = await openPage(again.lan, elsewhere.token);
    expect(await other.ask('projects.list')).toMatchObject({ value: [{ id: projectOf(2, '').id }] });

    const file = joinPath(folder, '成绩.csv');
    const exported = await runGuiji('session', 'export', '-o', file, '--data', joinPath(folder, 'school c'), '--json', '--lang', 'zh-CN');
    expect(exported).toMatchObject({ exitCode: 0 });
    expect(exported.json()).toEqual({ file, title: '四年级 2 班', students: 2 });
    const table = await readFile(file, 'utf8');
    expect(table.startsWith('\uFEFF座位,昵称,')).toBe(true);
    expect(table).toContain('\r\n9,小明,');
    expect(table).toContain(",'=小红,");
  });
});

describe('guiji session export', { timeout: 60_000 }, () => {
  it('says what it cannot do', async () => {
    const data = joinPath(folder, 'empty');
    const out = joinPath(folder, 'out');
    for (const [args, exitCode, code] of [
      [['--format', 'xlsx', '-o', out], 2, 'class.no-xlsx'],
      [['--format', 'doc', '-o', out], 2, 'cli.usage'],
      [['--format', 'csv', '-o', out], 2, 'class.no-such-class'],
      [['--format', 'csv'], 2, 'cli.usage'],
    ] as const) {
      const outcome = await runGuiji('session', 'export', ...args, '--data', data, '--json');
      expect(outcome.exitCode).toBe(exitCode);
      expect(outcome.json()).toMatchObject({ error: { code } });
    }
  });
});
