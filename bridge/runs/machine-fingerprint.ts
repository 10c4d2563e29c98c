/**
 * What tells this computer and this disk from another that was set up from the same image. Layer: bridge/runs.
 * The computer's own id and name, and the data folder's place on its volume. Never shown, never sent: only its hash is kept.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';

const COMMAND_MS_MAX = 5000;

/** A program of the operating system and what to look for in its answer. */
const ASKED: Partial<Record<NodeJS.Platform, { readonly command: readonly [string, ...string[]]; readonly answer: RegExp }>> = {
  win32: { command: ['reg', 'query', 'HKLM\\SOFTWARE\\Microsoft\\Cryptography', '/v', 'MachineGuid'], answer: /REG_SZ\s+(\S+)/ },
  darwin: { command: ['ioreg', '-rd1', '-c', 'IOPlatformExpertDevice'], answer: /"IOPlatformUUID" = "([^"]+)"/ },
};

async function machineId(): Promise<string> {
  const asked = ASKED[process.platform];
  try {
    if (asked === undefined) return (await readFile('/etc/machine-id', 'utf8')).trim();
    const [program, ...args] = asked.command;
    const { stdout } = await promisify(execFile)(program, args, { timeout: COMMAND_MS_MAX, windowsHide: true });
    return asked.answer.exec(stdout)?.[1] ?? '';
  } catch {
    return '';
  }
}

/** SHA-256, hex. Throws what the file system throws of `folder`. */
export async function machineFingerprint(folder: string): Promise<string> {
  const { ino, birthtimeNs } = await stat(folder, { bigint: true });
  const parts = ['guiji-machine-1', await machineId(), hostname(), String(ino), String(birthtimeNs)];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
