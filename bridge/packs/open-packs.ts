/** The packs of a data folder. Layer: bridge/packs. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, type Result } from '../../core/base/result.ts';
import { WorkerJobQueue } from '../runs/worker-job-queue.ts';
import { openPack, type OpenedPack, type OpenPack, type PackSource } from './open-pack.ts';
import { PackLibrary } from './pack-library.ts';
import { PackUploads } from './pack-uploads.ts';
import { Packs } from './packs.ts';
import { TrustedPublishers } from './trusted-publishers.ts';

const SHIPPED_FOLDER = fileURLToPath(new URL('../../curricula', import.meta.url));
/** The largest pack takes about two seconds. */
const OPEN_MS_MAX = 60_000;

export interface PacksPlace {
  readonly dataFolder: string;
  /** Default: what is in the checkout. */
  readonly shippedFolder?: string;
  readonly nowMs: () => number;
}

function packsWith(open: OpenPack, { dataFolder, shippedFolder = SHIPPED_FOLDER, nowMs }: PacksPlace): Packs {
  const folder = join(dataFolder, 'packs');
  return new Packs({
    library: new PackLibrary({ folder, shippedFolder, open }),
    uploads: new PackUploads(join(folder, 'incoming')),
    publishers: new TrustedPublishers({ file: join(dataFolder, 'trusted-publishers.json'), nowMs }),
    open,
  });
}

/** For a command that ends soon: packs are opened where they are asked for. */
export function openPacks(place: PacksPlace): Packs {
  return packsWith(openPack, place);
}

/** For a bridge: packs are opened in a thread of their own. */
export function openBridgePacks(place: PacksPlace): { readonly packs: Packs; close(): Promise<void> } {
  const script = new URL('./open-pack-worker.ts', import.meta.url);
  const jobs = new WorkerJobQueue<PackSource, OpenedPack>({ script, workerData: undefined, jobMsMax: OPEN_MS_MAX });
  const open: OpenPack = (source) =>
    new Promise<Result<OpenedPack>>((resolve) => {
      if (!jobs.add(source, resolve)) resolve(fail('bridge.failed', { what: 'packs' }));
    });
  return { packs: packsWith(open, place), close: () => jobs.close() };
}
