/**
 * The built pages from a plain server that is no bridge, and an emulated board behind the page's Web Serial. Layer: tests of pages.
 * The chip runs only while the page's worker keeps step, a few milliseconds at a time; after the worker has gone, the test runs it on.
 */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer, type WebSocket } from 'ws';
import { InProcessCar } from '../../../bridge/emulator/testing/in-process-car.ts';
import { fakeSerialOfWorker, type Ask, type Turn } from './fake-serial.ts';

const PAGES = process.env['GUIJI_PAGES_FOLDER'] ?? fileURLToPath(new URL('../../../dist/web', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };
const SERIAL_WORKER = /^\/assets\/serial-worker-[\w-]+\.js$/;
const STEP_MS = 2;

export class SerialBoard {
  readonly bench = new InProcessCar({ blank: true });
  /** Another program has the port. */
  isTaken = false;
  isPlugged = true;
  /** The cable is pulled once so many bytes have gone to the board since its port was opened. */
  pullAfterBytes = Infinity;
  /** At most as quick as a real board: a page that draws must keep up. */
  isPaced = false;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #sockets = new WebSocketServer({ server: this.#server });
  #stream: ReturnType<InProcessCar['openStream']> | undefined;
  #received: number[] = [];
  #writtenBytes = 0;

  async start(): Promise<string> {
    this.#sockets.on('connection', (socket) => this.#attend(socket));
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  get isDriving(): boolean {
    const { leftPercent, rightPercent } = this.bench.car.telemetry();
    return leftPercent !== 0 || rightPercent !== 0;
  }

  /** Nobody keeps step with the board any more. */
  get isAlone(): boolean {
    return this.#sockets.clients.size === 0;
  }

  async #serve({ url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(url, 'http://board');
    const file = path.join(PAGES, pathname === '/' ? 'index.html' : path.normalize(pathname));
    try {
      const content = await readFile(file);
      response.setHeader('content-type', TYPES[path.extname(file)] ?? 'application/octet-stream');
      response.end(SERIAL_WORKER.test(pathname) ? Buffer.concat([this.#prelude(), content]) : content);
    } catch {
      response.writeHead(404).end();
    }
  }

  #prelude(): Buffer {
    const { port } = this.#server.address() as AddressInfo;
    return Buffer.from(`(${fakeSerialOfWorker.toString()})('ws://127.0.0.1:${port}/');\n`);
  }

  #attend(socket: WebSocket): void {
    socket.on('message', (data: Buffer) => this.#hear(socket, JSON.parse(data.toString()) as Ask));
    socket.on('close', () => this.#stream?.end());
  }

  #hear(socket: WebSocket, ask: Ask): void {
    if (ask.op === 'turn') return void this.#turn(socket);
    if (ask.op === 'open') return socket.send(JSON.stringify({ isOpen: this.#open(ask.baud) }));
    if (ask.op === 'write') return this.#write(ask.bytes);
    if (ask.op === 'signals' && ask.dtr === true) this.bench.car.line.resetBoard();
    if (ask.op === 'close') this.#stream?.end();
  }

  #open(baud: number): boolean {
    if (this.isTaken || !this.isPlugged) return false;
    this.#received = [];
    this.#writtenBytes = 0;
    this.#stream = this.bench.openStream({ baud });
    this.#stream.events.subscribe((event) => void (event.kind === 'data' && this.#received.push(...event.bytes)));
    return true;
  }

  #write(bytes: readonly number[]): void {
    this.#writtenBytes += bytes.length;
    this.#stream?.write(Uint8Array.from(bytes));
    if (this.#writtenBytes <= this.pullAfterBytes) return;
    this.pullAfterBytes = Infinity;
    this.isPlugged = false;
    this.#stream?.vanish();
  }

  async #turn(socket: WebSocket): Promise<void> {
    const startMs = performance.now();
    await this.bench.runMs(STEP_MS);
    const leftMs = this.isPaced ? STEP_MS - (performance.now() - startMs) : 0;
    if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs));
    const turn: Turn = { nowMs: this.bench.car.nowMs, bytes: this.#received.splice(0), isPlugged: this.isPlugged };
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(turn));
  }
}
