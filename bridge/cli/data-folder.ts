/** Where the bridge keeps its work on this computer. Layer: bridge/cli. */
import { access, constants, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { BridgeFaultCode } from '../../core/protocol/protocol-faults.ts';

export interface DataFolder {
  readonly path: string;
  /** SQLite; made by the store. */
  readonly storeFile: string;
  readonly logFile: string;
  /** Recordings; see bridge/runs/run-archive.ts. */
  readonly runsFolder: string;
}

/** @param asked `--data`; else the user's own folder. Nothing is made. */
export function dataFolderPath(asked: string | undefined): string {
  return asked === undefined ? envPaths('guiji-lab', { suffix: '' }).data : resolve(asked);
}

/** @param asked `--data`; else the user's own folder. Errors: `bridge.data-not-writable` {folder}. */
export async function openDataFolder(asked: string | undefined): Promise<Result<DataFolder, BridgeFaultCode>> {
  const path = dataFolderPath(asked);
  const runs = join(path, 'runs');
  try {
    await mkdir(runs, { recursive: true });
    await access(path, constants.W_OK);
  } catch (cause) {
    return fail('bridge.data-not-writable', { folder: path }, cause);
  }
  return ok({
    path,
    storeFile: join(path, 'guiji.sqlite'),
    logFile: join(path, 'bridge.log'),
    runsFolder: runs,
  });
}
