/** Files of packs, fetched from the bridge piece by piece. Layer: web/state. A picture is shown from a `blob:` address made of its bytes. */
import type { Bridge } from '../adapters/bridge/bridge.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';

export interface PackFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** One of the few that packs may hold; never HTML. */
  readonly mediaType: string;
}

/** A pack that is replaced while it is read: once more, then it is given up. */
const TRIES = 2;

interface PackFilePlace {
  readonly packId: string;
  /** From the pack's folder. */
  readonly path: string;
}

/** Errors: `pack.not-found`, `pack.no-such-file`, `bridge.unreachable`. */
export async function readPackFile(bridge: Bridge, place: PackFilePlace): Promise<Result<PackFile>> {
  for (let tries = 1; ; tries++) {
    const read = await readOnce(bridge, place);
    if (read !== undefined) return read;
    if (tries === TRIES) return fail('pack.no-such-file', { id: place.packId, path: place.path });
  }
}

export async function readPackText(bridge: Bridge, place: PackFilePlace): Promise<Result<string>> {
  const read = await readPackFile(bridge, place);
  return read.ok ? ok(new TextDecoder().decode(read.value.bytes)) : read;
}

/** undefined: the pack became another one in between. */
async function readOnce(bridge: Bridge, { packId, path }: PackFilePlace): Promise<Result<PackFile> | undefined> {
  const first = await bridge.call('packs.read', { packId, path, at: 0 });
  if (!first.ok) return first;
  const { totalBytes, mediaType, revision } = first.value;
  const bytes = new Uint8Array(totalBytes);
  let piece = first.value;
  for (let at = 0; ;) {
    bytes.set(piece.bytes, at);
    at += piece.bytes.byteLength;
    if (at >= totalBytes) return ok({ bytes, mediaType });
    const next = await bridge.call('packs.read', { packId, path, at });
    if (!next.ok) return next;
    if (next.value.revision !== revision || next.value.bytes.byteLength === 0) return undefined;
    piece = next.value;
  }
}
