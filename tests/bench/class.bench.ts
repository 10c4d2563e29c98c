/**
 * From 200 stations' reports to the teacher's board, through the real bridge in a process of its own: joined by code, each telling twice a
 * second. The reference, in the same run and turn by turn with it: a bare WebSocket server that sends the same bytes on at once, with no
 * roles, no schemas and no batches.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { lanAddresses } from '../../bridge/server/origin-guard.ts';
import { join, openPage } from '../../bridge/server/testing/lan.ts';
import type { TestPage } from '../../bridge/server/testing/test-bridge.ts';
import type { StationView } from '../../core/protocol/class-views.ts';
import type { Bench, BenchRow } from './bench.ts';
import { quantile } from './measure.ts';

const STATIONS = 200;
const EVERY_MS = 500;
const TURNS = 4;
const TURN_MS = 4000;
/** After a turn, for what is still under way. */
const REST_MS = 500;
const P99_MS_MAX = 100;
const JOINED_AT_ONCE = 20;

const GUIJI = fileURLToPath(new URL('../../scripts/guiji.mjs', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const BARE_SERVER = `
import { WebSocketServer } from 'ws';
const server = new WebSocketServer({ port: 0, perMessageDeflate: false }, () => console.log(server.address().port));
let board;
server.on('connection', (socket, request) => {
  if (request.url === '/board') board = socket;
  else socket.on('message', (data) => board?.send(data, { binary: false }));
});`;

/** One way from a station to the board. */
interface Way {
  /** Says something new from this station now. */
  report(station: number): void;
  readonly latenciesMs: number[];
  close(): void;
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => createInterface(child.stdout!).once('line', resolve));
}

/** The moment it was sent travels in a field that a board shows. */
function reportNow(): object {
  return {
    ...{ lesson: { packId: 'first-steps', lessonId: 'one' }, step: { id: 'drive', index: 2, count: 6 }, robot: 'virtual-car' },
    ...{ lastCheck: { stepId: 'drive', passed: false }, running: true, handUp: false, projectName: String(performance.now()) },
  };
}

function sentAtMs(view: StationView): number {
  return Number(view.report?.projectName);
}

async function openBridgeWay(origin: string, own: string): Promise<Way> {
  const document = await (await fetch(own)).text();
  const teacher = await openPage(own, /name="guiji-token" content="([\w-]+)"/.exec(document)![1]!);
  const opened = await teacher.ask('class.open', { title: 'bench' });
  const { code } = opened['value'] as { code: string };
  const pages: TestPage[] = [];
  for (let at = 0; at < STATIONS; at += JOINED_AT_ONCE) {
    const some = Array.from({ length: JOINED_AT_ONCE }, async (_, i) => {
      const { token } = await join(origin, { code, nickname: `学生${at + i}`, seat: String(at + i) });
      return await openPage(origin, token);
    });
    pages.push(...(await Promise.all(some)));
  }
  await teacher.ask('class.state');
  const latenciesMs: number[] = [];
  const seen = new Map<string, number>();
  teacher.socket.on('message', (data: Buffer) => {
    const atMs = performance.now();
    const message = JSON.parse(data.toString()) as { name?: string; value?: { stations: StationView[] } };
    if (message.name !== 'class.board') return;
    for (const view of message.value!.stations) {
      const sent = sentAtMs(view);
      if (!(sent > (seen.get(view.student.id) ?? 0))) continue;
      seen.set(view.student.id, sent);
      latenciesMs.push(atMs - sent);
    }
  });
  let id = 0;
  const report = (station: number): void => {
    pages[station]!.send({ type: 'request', id: ++id, method: 'class.report', params: reportNow() });
  };
  return { report, latenciesMs, close: () => [...pages, teacher].forEach((page) => page.socket.terminate()) };
}

/** The bytes of one card, as the bridge's note has it. */
function bareCard(station: number): string {
  const student = { id: '01J8ZQ4Y7G0000000000000000', nickname: `学生${station}`, seat: String(station) };
  const view = { student, personalCode: 'ACDE', connected: true, via: 'page', locked: false, report: reportNow() };
  const times = { connectedSinceMs: Date.now(), runningSinceMs: Date.now(), handUpSinceMs: Date.now() };
  return JSON.stringify({
    type: 'note',
    name: 'class.board',
    value: { stations: [{ ...view, ...times }], removed: [], nowMs: Date.now() },
  });
}

async function openBareWay(host: string, port: number): Promise<Way> {
  const connect = (path: string): Promise<WebSocket> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://${host}:${port}${path}`, { perMessageDeflate: false });
      socket.once('open', () => resolve(socket)).once('error', reject);
    });
  const board = await connect('/board');
  const stations = await Promise.all(Array.from({ length: STATIONS }, () => connect('/')));
  const latenciesMs: number[] = [];
  board.on('message', (data: Buffer) => {
    const atMs = performance.now();
    const { value } = JSON.parse(data.toString()) as { value: { stations: StationView[] } };
    for (const view of value.stations) latenciesMs.push(atMs - sentAtMs(view));
  });
  return {
    report: (station) => stations[station]!.send(bareCard(station)),
    latenciesMs,
    close: () => [...stations, board].forEach((socket) => socket.terminate()),
  };
}

/** Every station twice a second, evenly spread. */
async function takeTurn(way: Way): Promise<void> {
  const startMs = performance.now();
  for (let said = 0; performance.now() - startMs < TURN_MS;) {
    const due = Math.floor(((performance.now() - startMs) / EVERY_MS) * STATIONS);
    for (; said < due; said++) way.report(said % STATIONS);
    await rest(1);
  }
  await rest(REST_MS);
}

function rowsOf(ours: readonly number[], bare: readonly number[]): readonly BenchRow[] {
  const row = (name: string, share: number): BenchRow => {
    const [value, reference] = [quantile(ours, share), quantile(bare, share)];
    return {
      ...{ what: `${STATIONS} stations’ reports to the teacher’s board, ${name}`, value, unit: 'ms', ratio: reference / value },
      reference: { what: 'bare ws, the same bytes, no batches', value: reference },
    };
  };
  const p99 = row('p99', 0.99);
  return [{ ...p99, target: `≤ ${P99_MS_MAX} ms`, reached: p99.value <= P99_MS_MAX }, row('p50', 0.5)];
}

export const classBench: Bench = {
  name: 'class',
  async run() {
    const [host] = lanAddresses();
    if (host === undefined) throw new Error('this computer has no address but loopback');
    const folder = await mkdtemp(joinPath(tmpdir(), 'guiji-bench-class-'));
    await writeFile(joinPath(folder, 'index.html'), '<html><head></head></html>');
    const env = { ...process.env, GUIJI_PAGES_FOLDER: folder };
    const bridge = spawn(
      process.execPath,
      [GUIJI, 'up', '--lan', '--no-open', '--json', '--port', '0', '--data', joinPath(folder, 'data')],
      {
        ...{ env, stdio: ['ignore', 'pipe', 'ignore'] },
      },
    );
    const bare = spawn(process.execPath, ['--input-type=module', '-e', BARE_SERVER], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    const ways: Way[] = [];
    try {
      const { port } = new URL((JSON.parse(await firstLine(bridge)) as { address: string }).address);
      const barePort = Number(await firstLine(bare));
      const ours = await openBridgeWay(`http://${host}:${port}`, `http://127.0.0.1:${port}`);
      ways.push(ours);
      const theirs = await openBareWay(host, barePort);
      ways.push(theirs);
      for (const way of ways) {
        await takeTurn(way);
        // Until then it warmed up.
        way.latenciesMs.length = 0;
      }
      for (let turn = 0; turn < TURNS; turn++) for (const way of [ours, theirs]) await takeTurn(way);
      return rowsOf(ours.latenciesMs, theirs.latenciesMs);
    } finally {
      for (const way of ways) way.close();
      const ended = [bridge, bare].map((child) => new Promise((resolve) => child.once('exit', resolve)));
      for (const child of [bridge, bare]) child.kill('SIGKILL');
      await Promise.all(ended);
      await rm(folder, { recursive: true });
    }
  },
};
