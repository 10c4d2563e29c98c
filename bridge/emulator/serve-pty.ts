/**
 * The emulated board's port as a pseudo-terminal, for avrdude and every program that knows serial ports only. Layer: bridge/emulator.
 *
 * Node cannot make a pseudo-terminal by itself, so socat does. One socat serves one opening of the port: it tells when a client opens (that
 * resets the board, as DTR would) and ends when the client closes. Another one stands ready, and the symbolic link at `path` turns to it as
 * soon as a client has opened the first: a client that closes and opens again finds a fresh terminal, never the one that is just dying.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { lstat, rename, symlink, unlink } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { linkClient, type ClientLink } from './client-link.ts';
import type { ServedPort } from './serve-tcp.ts';
import type { VirtualCarDevice } from './virtual-car-device.ts';

export type ServePtyFaultCode = 'device.pty-tool-missing' | 'device.pty-failed';

const TOOL = 'socat';
/** `wait-slave`: starts when a client opens. `pty-interval`: how often it looks, s. `-t`: how long it goes on when one side has ended, s. */
const ARGUMENTS = ['-d', '-d', '-t', '0.01', 'PTY,raw,echo=0,wait-slave,pty-interval=0.01', 'STDIO'];
const STARTED = /\bPTY is (\S+)/;
const OPENED = /starting data transfer loop/;
const LOG_CHARACTERS_MAX = 4096;

type Socat = ChildProcessByStdio<Writable, Readable, Readable>;

class PtyEnd {
  /** The terminal's own name, e.g. `/dev/pts/3`. */
  readonly name: Promise<Result<string, ServePtyFaultCode>>;
  readonly process: Socat;
  onOpened: () => void = () => {};
  onClosed: () => void = () => {};
  #log = '';
  #isOpen = false;

  constructor(path: string) {
    this.process = spawn(TOOL, ARGUMENTS, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.process.stdin.on('error', () => {});
    this.name = new Promise((resolve) => {
      this.process.on('error', (cause: NodeJS.ErrnoException) => {
        const missing = cause.code === 'ENOENT';
        resolve(missing ? fail('device.pty-tool-missing', { tool: TOOL }) : fail('device.pty-failed', { path, what: cause.message }));
      });
      this.process.on('exit', (code) => {
        resolve(fail('device.pty-failed', { path, what: `${TOOL} ${code ?? ''}` }));
        this.onClosed();
      });
      this.process.stderr.on('data', (text: Buffer) => this.#read(String(text), (name) => resolve(ok(name))));
    });
  }

  #read(text: string, onNamed: (name: string) => void): void {
    this.#log = (this.#log + text).slice(-LOG_CHARACTERS_MAX);
    const name = STARTED.exec(this.#log)?.[1];
    if (name !== undefined) onNamed(name);
    if (this.#isOpen || !OPENED.test(this.#log)) return;
    this.#isOpen = true;
    this.onOpened();
  }
}

/** Not on Windows. Errors: `device.pty-tool-missing` {tool}, `device.pty-failed` {path, what}. */
export async function servePty(device: VirtualCarDevice, path: string): Promise<Result<ServedPort, ServePtyFaultCode>> {
  const there = await lstat(path).catch(() => undefined);
  if (there !== undefined && !there.isSymbolicLink()) return fail('device.pty-failed', { path, what: 'EEXIST' });
  const server = new PtyServer(device, path);
  const started = await server.start();
  if (!started.ok) {
    await server.close();
    return started;
  }
  return ok({ address: path, close: () => server.close() });
}

class PtyServer {
  readonly #device: VirtualCarDevice;
  readonly #path: string;
  readonly #ends = new Set<PtyEnd>();
  /** Made, and not yet behind the link. */
  #spare: PtyEnd;
  /** Opened by clients, oldest first: the first has the board. */
  readonly #opened: PtyEnd[] = [];
  #link: ClientLink | undefined;
  #turning: Promise<Result<void, ServePtyFaultCode>> = Promise.resolve(ok(undefined));
  #isClosing = false;
  #isLinked = false;

  constructor(device: VirtualCarDevice, path: string) {
    this.#device = device;
    this.#path = path;
    this.#spare = this.#newEnd();
  }

  start(): Promise<Result<void, ServePtyFaultCode>> {
    return this.#turnToSpare();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#turning;
    await Promise.all(
      [...this.#ends].map(({ process }) => {
        if (process.pid === undefined || process.exitCode !== null) return undefined;
        const ended = new Promise((resolve) => process.once('exit', resolve));
        process.kill();
        return ended;
      }),
    );
    if (this.#isLinked) await unlink(this.#path).catch(() => {});
  }

  #newEnd(): PtyEnd {
    const end = new PtyEnd(this.#path);
    this.#ends.add(end);
    end.onOpened = () => this.#clientOpened(end);
    end.onClosed = () => this.#clientClosed(end);
    return end;
  }

  #clientOpened(end: PtyEnd): void {
    this.#opened.push(end);
    void this.#turnToSpare();
    this.#linkFirst();
  }

  #clientClosed(end: PtyEnd): void {
    this.#ends.delete(end);
    const at = this.#opened.indexOf(end);
    if (at < 0) return;
    this.#opened.splice(at, 1);
    if (at > 0) return;
    this.#link?.close();
    this.#link = undefined;
    this.#linkFirst();
  }

  /** The second of two clients at a time waits until the first has closed; its bytes wait too. */
  #linkFirst(): void {
    const [end] = this.#opened;
    if (end === undefined || this.#link !== undefined || this.#isClosing) return;
    const linked = linkClient(this.#device, { input: end.process.stdout, output: end.process.stdin });
    if (linked.ok) this.#link = linked.value;
  }

  /** From here on a client at `path` finds the spare end, and there is another spare. */
  #turnToSpare(): Promise<Result<void, ServePtyFaultCode>> {
    this.#turning = this.#turning.then(async () => {
      if (this.#isClosing) return ok(undefined);
      const end = this.#spare;
      this.#spare = this.#newEnd();
      const name = await end.name;
      return name.ok ? await this.#pointTo(name.value) : name;
    });
    return this.#turning;
  }

  /** By renaming, so that there is never a moment without the link. */
  async #pointTo(name: string): Promise<Result<void, ServePtyFaultCode>> {
    const fresh = `${this.#path}.new`;
    try {
      await unlink(fresh).catch(() => {});
      await symlink(name, fresh);
      await rename(fresh, this.#path);
      this.#isLinked = true;
      return ok(undefined);
    } catch (cause) {
      return fail('device.pty-failed', { path: this.#path, what: (cause as NodeJS.ErrnoException).code ?? String(cause) }, cause);
    }
  }
}
