/** A bridge server on a free port with pages of its own and a store in memory. Layer: tests of bridge/server. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket, type ClientOptions } from 'ws';
import { BRIDGE_SOCKET_PATH, PROTOCOL_VERSION } from '../../../core/protocol/bridge-messages.ts';
import { openSqliteStore } from '../../store/sqlite-store.ts';
import type { Store } from '../../store/store.ts';
import { startBridgeServer, type BridgeServer, type BridgeServerOptions } from '../bridge-server.ts';
import { Classroom, type ClassroomOptions } from '../../class/classroom.ts';
import { ClassKits } from '../../kits/class-kits.ts';
import { KitShelf } from '../../kits/kit-shelf.ts';
import { openPacks } from '../../packs/open-packs.ts';
import type { Packs } from '../../packs/packs.ts';
import { RunArchive } from '../../runs/run-archive.ts';
import { FakeRobots } from './fake-robots.ts';

const PAGE = '<!doctype html><html><head><title>轨迹</title></head><body></body></html>';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface TestBridgeOptions extends Partial<BridgeServerOptions> {
  readonly class?: Partial<ClassroomOptions>;
  /** What it keeps stays there when it is closed; else it is in memory and in a folder of its own. */
  readonly dataFolder?: string;
}

export class TestBridge {
  readonly server: BridgeServer;
  readonly robots: FakeRobots;
  readonly runs: RunArchive;
  readonly packs: Packs;
  readonly kits: KitShelf;
  readonly classKits: ClassKits;
  readonly store: Store;
  readonly classroom: Classroom;
  readonly bugs: unknown[];
  readonly #end: () => Promise<void>;

  private constructor(
    parts: Pick<TestBridge, 'server' | 'robots' | 'runs' | 'packs' | 'kits' | 'classKits' | 'store' | 'classroom' | 'bugs'>,
    end: () => Promise<void>,
  ) {
    this.server = parts.server;
    this.robots = parts.robots;
    this.runs = parts.runs;
    this.packs = parts.packs;
    this.kits = parts.kits;
    this.classKits = parts.classKits;
    this.store = parts.store;
    this.classroom = parts.classroom;
    this.bugs = parts.bugs;
    this.#end = end;
  }

  static async start(options: TestBridgeOptions = {}): Promise<TestBridge> {
    const folder = await mkdtemp(join(tmpdir(), 'guiji 网页-'));
    await writePages(folder);
    const dataFolder = options.dataFolder ?? folder;
    const file = options.dataFolder === undefined ? ':memory:' : join(dataFolder, 'guiji.sqlite');
    const store = await openSqliteStore({ file, nowMs: () => Date.now() });
    if (!store.ok) throw new Error(store.fault.code);
    const robots = new FakeRobots();
    const bugs: unknown[] = [];
    const onBug = (cause: unknown): void => void bugs.push(cause);
    const runs = new RunArchive({
      ...{ folder: join(dataFolder, 'runs'), store: store.value.runs, nowMs: () => Date.now(), onBug, trustedSealKeys: [] },
      jobs: { length: 0, add: () => true, close: () => Promise.resolve() },
    });
    await runs.start();
    const packs = openPacks({ dataFolder, nowMs: () => Date.now() });
    const classKits = new ClassKits(dataFolder);
    const classroom = await Classroom.start({
      ...{
        store: store.value,
        runs,
        stopRobots: () => robots.stopAll(),
        nowMs: () => Date.now(),
        monotonicMs: () => performance.now(),
        onBug,
        classKits,
      },
      ...options.class,
    });
    if (!classroom.ok) throw new Error(classroom.fault.code);
    const kits = new KitShelf(dataFolder, packs);
    const parts = { store: store.value, robots, runs, packs, kits, classKits, classroom: classroom.value };
    const server = await startBridgeServer({ folder, port: 0, lan: false, ...parts, onBug, ...options });
    if (!server.ok) throw new Error(server.fault.code);
    return new TestBridge({ server: server.value, ...parts, bugs }, async () => {
      await server.value.close();
      await classroom.value.close();
      await runs.close();
      await store.value.close();
      await rm(folder, { recursive: true });
    });
  }

  get host(): string {
    return `127.0.0.1:${this.server.port}`;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest({ host: '127.0.0.1', port: this.server.port, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      request.on('error', reject).end();
    });
  }

  async token(): Promise<string> {
    const page = await this.get('/');
    return /name="guiji-token" content="([\w-]+)"/.exec(page.text)?.[1] ?? '';
  }

  socket(options: ClientOptions = {}, path = BRIDGE_SOCKET_PATH): WebSocket {
    return new WebSocket(`ws://${this.host}${path}`, { origin: `http://${this.host}`, ...options });
  }

  /** A page that has said hello and been welcomed. */
  async page(): Promise<TestPage> {
    const page = new TestPage(this.socket());
    await page.opened;
    page.send({ type: 'hello', version: PROTOCOL_VERSION, token: await this.token() });
    await page.next('welcome');
    return page;
  }

  close(): Promise<void> {
    return this.#end();
  }
}

export type TestMessage = Readonly<Record<string, unknown>> & { readonly type: string };

/** A page that says exactly what the test wants. */
export class TestPage {
  readonly socket: WebSocket;
  readonly opened: Promise<void>;
  readonly closed: Promise<{ readonly closeCode: number; readonly reason: string }>;
  readonly received: TestMessage[] = [];
  readonly #waiting: { readonly type: string; readonly found: (message: TestMessage) => void }[] = [];
  #requests = 0;

  constructor(socket: WebSocket) {
    this.socket = socket;
    this.opened = new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    this.opened.catch(() => {});
    this.closed = new Promise((resolve) => socket.once('close', (closeCode, reason) => resolve({ closeCode, reason: reason.toString() })));
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString()) as TestMessage));
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message));
  }

  async ask(method: string, params: unknown = {}): Promise<TestMessage> {
    const id = ++this.#requests;
    this.send({ type: 'request', id, method, params });
    for (;;) {
      const answer = await this.next('answer');
      if (answer['id'] === id) return answer;
    }
  }

  /** The next message of a type, or one that came and was not asked for yet. */
  next(type: string): Promise<TestMessage> {
    const at = this.received.findIndex((message) => message.type === type);
    if (at >= 0) return Promise.resolve(this.received.splice(at, 1)[0]!);
    return new Promise((found) => this.#waiting.push({ type, found }));
  }

  #take(message: TestMessage): void {
    const at = this.#waiting.findIndex(({ type }) => type === message.type);
    if (at < 0) this.received.push(message);
    else this.#waiting.splice(at, 1)[0]!.found(message);
  }
}

async function writePages(folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), PAGE);
  await writeFile(join(folder, 'assets', 'index-Ab12Cd34.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'index-Ab12Cd34.js.br'), 'as if it were brotli');
  await writeFile(join(folder, 'assets', 'simulator-worker-Zz98Yy76.js'), 'export {};');
  await writeFile(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}
