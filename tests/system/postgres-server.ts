/** A PostgreSQL of the test's own: in a temporary folder, on a free loopback port, from Debian's binaries. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const VERSIONS = '/usr/lib/postgresql';
const START_MS_MAX = 60_000;
/** No test of ours takes the power from it. */
const WITHOUT_WAITING_FOR_DISKS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

export class PostgresServer {
  readonly url: string;
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(url: string, process: ChildProcess, folder: string) {
    this.url = url;
    this.#process = process;
    this.#folder = folder;
  }

  static async start(): Promise<PostgresServer> {
    const programs = await programFolder();
    const folder = await mkdtemp(join(tmpdir(), 'guiji-postgres-'));
    const user = await serverUser();
    if (user.uid !== undefined && user.gid !== undefined) await chown(folder, user.uid, user.gid);
    const data = join(folder, 'data');
    await run(join(programs, 'initdb'), ['-D', data, '-U', 'guiji', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'], {
      ...user,
      cwd: folder,
    });
    const port = await freePort();
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'log_min_messages=log', ...WITHOUT_WAITING_FOR_DISKS];
    const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await ready(server);
    return new PostgresServer(`postgres://guiji@127.0.0.1:${port}/postgres`, server, folder);
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    // Fast shutdown: connections are ended, the data files are closed.
    this.#process.kill('SIGINT');
    await ended;
    await rm(this.#folder, { recursive: true });
  }
}

async function programFolder(): Promise<string> {
  const versions = await readdir(VERSIONS).catch(() => []);
  const newest = versions.map(Number).sort((a, b) => b - a)[0];
  if (newest === undefined) throw new Error('PostgreSQL is missing: apt-get install -y --no-install-recommends postgresql');
  return join(VERSIONS, String(newest), 'bin');
}

/** PostgreSQL refuses to run as root; Debian's package makes it a user of its own. */
async function serverUser(): Promise<User> {
  if (process.getuid?.() !== 0) return {};
  const ids = await Promise.all(['-u', '-g'].map(async (which) => Number((await run('id', [which, 'postgres'])).stdout)));
  return { uid: ids[0]!, gid: ids[1]! };
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function ready(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error(`PostgreSQL did not start:\n${said.join('\n')}`));
    const timer = setTimeout(fail, START_MS_MAX);
    server.once('exit', fail);
    createInterface(server.stderr!).on('line', (line) => {
      said.push(line);
      if (!line.includes('database system is ready to accept connections')) return;
      clearTimeout(timer);
      server.off('exit', fail);
      resolve();
    });
  });
}
