/** Where the bridge keeps its work on this computer. Layer: bridge/cli. */
import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { ulid } from 'ulid';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { BridgeFaultCode } from '../../core/protocol/protocol-faults.ts';

/** Recordings of live runs kept; the oldest go at the next start. */
const RUNS_MAX = 300;

export interface DataFolder {
  readonly path: string;
  /** SQLite; made by the store. */
  readonly storeFile: string;
  readonly logFile: string;
  /** A new name each time; names sort by time. */
  nextRunFile(): string;
}

/** @param asked `--data`; else the user's own folder. Errors: `bridge.data-not-writable` {folder}. */
export async function openDataFolder(asked: string | undefined): Promise<Result<DataFolder, BridgeFaultCode>> {
  const path = asked === undefined ? envPaths('guiji-lab', { suffix: '' }).data : resolve(asked);
  const runs = join(path, 'runs');
  try {
    await mkdir(runs, { recursive: true });
    await access(path, constants.W_OK);
    await forgetOldRuns(runs);
  } catch (cause) {
    return fail('bridge.data-not-writable', { folder: path }, cause);
  }
  return ok({
    path,
    storeFile: join(path, 'guiji.sqlite'),
    logFile: join(path, 'bridge.log'),
    nextRunFile: () => join(runs, `${ulid()}.mcap`),
  });
}

async function forgetOldRuns(folder: string): Promise<void> {
  const runs = (await readdir(folder)).filter((name) => /^[0-9A-Z]{26}\.mcap$/.test(name)).sort();
  for (const name of runs.slice(0, -RUNS_MAX)) await rm(join(folder, name), { force: true });
}
