/**
 * A process that starts and ends bridges for the tests of a worker: what a bridge is made of is loaded once, a second and a half of a processor.
 * Run as a program it hosts them; imported it is their other end. Layer: tests of pages. `guiji up` itself is proved beside its source.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BridgeProcess } from '../../../bridge/cli/bridge-process.ts';

interface HostedBridge {
  readonly port: number;
  readonly data: string;
  readonly lan: boolean;
}

interface Ask {
  readonly id: number;
  readonly start?: HostedBridge;
  /** The port of the bridge that is to end. */
  readonly stop?: number;
}

interface Answer {
  readonly id: number;
  readonly port?: number;
  readonly failure?: string;
}

let host: ChildProcess | undefined;
let lastId = 0;
const waiting = new Map<number, (answer: Answer) => void>();

function hostOfWorker(): ChildProcess {
  if (host !== undefined) return host;
  const child = fork(fileURLToPath(import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: [] });
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.once('exit', (code) => {
    host = undefined;
    for (const [id, resolve] of waiting) resolve({ id, failure: `the host of the bridges ended with ${code}` });
    waiting.clear();
  });
  // It ends with the worker, and keeps no worker from ending.
  child.unref();
  child.channel?.unref();
  host = child;
  return child;
}

async function ask(what: Omit<Ask, 'id'>): Promise<Answer> {
  const child = hostOfWorker();
  const id = ++lastId;
  child.channel?.ref();
  const answer = await new Promise<Answer>((resolve) => {
    waiting.set(id, resolve);
    child.send({ id, ...what } satisfies Ask);
  });
  if (waiting.size === 0) child.channel?.unref();
  if (answer.failure !== undefined) throw new Error(answer.failure);
  return answer;
}

/** @returns the port it listens at */
export async function startHosted(bridge: HostedBridge): Promise<number> {
  return (await ask({ start: bridge })).port!;
}

export async function stopHosted(port: number): Promise<void> {
  await ask({ stop: port });
}

async function beHost(): Promise<void> {
  const { startBridge } = await import('../../../bridge/cli/bridge-process.ts');
  const bridges = new Map<number, BridgeProcess>();
  const start = async ({ port, data, lan }: HostedBridge): Promise<Omit<Answer, 'id'>> => {
    const started = await startBridge({ port, data, lan, databaseUrl: undefined, pagesFolder: process.env['GUIJI_PAGES_FOLDER'] });
    if (!started.ok) return { failure: `${started.fault.code} ${JSON.stringify(started.fault.params)}` };
    bridges.set(started.value.port, started.value);
    return { port: started.value.port };
  };
  const stop = async (port: number): Promise<Omit<Answer, 'id'>> => {
    const bridge = bridges.get(port);
    bridges.delete(port);
    bridge?.stopRobots();
    await bridge?.close();
    return {};
  };
  process.on('message', (asked: Ask) => {
    const done = asked.start === undefined ? stop(asked.stop!) : start(asked.start);
    void done
      .catch((cause: unknown) => ({ failure: String(cause) }))
      .then((answer: Omit<Answer, 'id'>) => process.send?.({ id: asked.id, ...answer } satisfies Answer));
  });
  process.once('disconnect', () => process.exit());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await beHost();
