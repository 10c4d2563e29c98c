/** What the doctor needs of the operating system, as a port: tests answer for Windows and macOS on any computer. Layer: bridge/devices. */
import { execFile } from 'node:child_process';
import { access, constants, readdir, readFile, readlink, stat, statfs } from 'node:fs/promises';
import type { DoctorSystem } from '../../../core/device/doctor/doctor-facts.ts';

/** Each answers undefined where the system does not tell; none throws. */
export interface SystemPort {
  readonly system: DoctorSystem;
  list(folder: string): Promise<readonly string[] | undefined>;
  read(file: string): Promise<string | undefined>;
  link(path: string): Promise<string | undefined>;
  mayOpen(path: string): Promise<boolean>;
  groupId(path: string): Promise<number | undefined>;
  freeBytes(folder: string): Promise<number | undefined>;
  /** Standard output. */
  run(program: string, args: readonly string[]): Promise<string | undefined>;
}

const RUN_MS_MAX = 10_000;
const OUTPUT_BYTES_MAX = 8_000_000;

const orUndefined = async <T>(promise: Promise<T>): Promise<T | undefined> => promise.catch(() => undefined);

function systemOf(platform: NodeJS.Platform): DoctorSystem {
  if (platform === 'win32') return 'windows';
  return platform === 'darwin' ? 'macos' : 'linux';
}

export const nodeSystem: SystemPort = {
  system: systemOf(process.platform),
  list: (folder) => orUndefined(readdir(folder)),
  read: (file) => orUndefined(readFile(file, 'utf8')),
  link: (path) => orUndefined(readlink(path)),
  mayOpen: async (path) =>
    process.platform === 'win32' ||
    access(path, constants.R_OK | constants.W_OK).then(
      () => true,
      () => false,
    ),
  groupId: async (path) => (await orUndefined(stat(path)))?.gid,
  freeBytes: async (folder) => {
    const found = await orUndefined(statfs(folder));
    return found && found.bavail * found.bsize;
  },
  run: (program, args) =>
    new Promise((resolve) => {
      const options = { timeout: RUN_MS_MAX, maxBuffer: OUTPUT_BYTES_MAX, windowsHide: true };
      execFile(program, [...args], options, (error, stdout) => resolve(error === null ? stdout : undefined));
    }),
};
