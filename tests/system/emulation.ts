/** `guiji emulate` as a process of its own, for system tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const GUIJI = fileURLToPath(new URL('../../scripts/guiji.mjs', import.meta.url));

export interface Emulation {
  readonly process: ChildProcess;
  /** The first line on stdout, parsed. */
  readonly said: Promise<Record<string, unknown>>;
  readonly exitCode: Promise<number | null>;
}

export function startEmulation(...args: string[]): Emulation {
  const child = spawn(process.execPath, [GUIJI, 'emulate', '--json', ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const said = new Promise<Record<string, unknown>>((resolve) => {
    createInterface(child.stdout!).once('line', (line) => resolve(JSON.parse(line) as Record<string, unknown>));
  });
  return { process: child, said, exitCode };
}
