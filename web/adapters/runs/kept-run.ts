/** A recording from the bridge, in pieces that fit a message. Layer: web/adapters/runs. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { READ_BYTES_MAX } from '../../../core/protocol/run-views.ts';
import type { Bridge } from '../bridge/bridge.ts';
import { openRunReader } from './open-run-reader.ts';
import type { OpenedRun, RunSource } from './run-rpc.ts';

/** A run that is being recorded, or sealed, grows while it is read: then from the beginning again. */
const ATTEMPTS_MAX = 4;

/** `onProgress`: 0 … 1. Errors: of `runs.read`. */
export async function readRun(bridge: Pick<Bridge, 'call'>, id: string, onProgress: (share: number) => void): Promise<Result<RunSource>> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const read = await readOnce(bridge, id, onProgress);
    if (read !== 'changed') return read;
  }
  return fail('runs.not-found', { id });
}

/** Reads and opens it, in a worker of its own that ends with it. Errors: of `runs.read`, `run-file.*`, `runs.reader-lost`. */
export async function openKeptRun(bridge: Pick<Bridge, 'call'>, id: string): Promise<Result<OpenedRun>> {
  const source = await readRun(bridge, id, () => {});
  if (!source.ok) return source;
  const reader = openRunReader();
  const opened = await reader.ask('open', source.value);
  reader.close();
  return opened;
}

async function readOnce(
  bridge: Pick<Bridge, 'call'>,
  id: string,
  onProgress: (share: number) => void,
): Promise<Result<RunSource> | 'changed'> {
  const parts: string[] = [];
  let total: number | undefined;
  for (let offset = 0; total === undefined || offset < total; offset += READ_BYTES_MAX) {
    const piece = await bridge.call('runs.read', { id, offset, length: READ_BYTES_MAX });
    if (!piece.ok) return piece;
    total ??= piece.value.totalBytes;
    if (piece.value.totalBytes !== total) return 'changed';
    parts.push(piece.value.base64);
    onProgress(total === 0 ? 1 : Math.min(1, (offset + READ_BYTES_MAX) / total));
  }
  return ok({ kind: 'base64', parts });
}
