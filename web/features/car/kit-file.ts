/**
 * A kit as a file: its `profile.json`, or `<id>.guiji-kit`, a zip of that and the images that do not ship. Layer: web/features.
 * Spec: docs/protocols/profile.md, "Files".
 */
import { strFromU8, strToU8, zipSync, type Zippable } from 'fflate';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { ownSha256 } from '../../../core/base/sha256.ts';
import { readZip, type ZipLimits } from '../../../core/base/zip-reader.ts';
import { KIT_BYTES_MAX } from '../../../core/protocol/kit-views.ts';
import { parseRobotProfile, type RobotProfile } from '../../../core/robot/profile.ts';

const PROFILE = 'profile.json';
const LIMITS: ZipLimits = { entriesMax: 20, entryBytesMax: 16_000_000, totalBytesMax: 40_000_000, ratioMax: 200 };
export const KIT_FILE_BYTES_MAX = 20_000_000;

/** Bytes by SHA-256, hex. */
type KitImageBytes = ReadonlyMap<string, Uint8Array>;

export interface KitFile {
  readonly kit: RobotProfile;
  readonly images: KitImageBytes;
}

function sha256Of(bytes: Uint8Array): string {
  const hash = ownSha256();
  hash.update(bytes);
  return Array.from(hash.digest(), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

type FetchPiece = (sha256: string, at: number) => Promise<Result<{ readonly bytes: Uint8Array; readonly totalBytes: number }>>;

/** Those of its images that do not ship; without the bridge none. */
export async function ownImages({ images }: RobotProfile, fetchPiece: FetchPiece): Promise<KitImageBytes> {
  const own = new Map<string, Uint8Array>();
  for (const { sha256 } of images) {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for (let at = 0, total = 1; at < total;) {
      const piece = await fetchPiece(sha256, at);
      if (!piece.ok || piece.value.bytes.length === 0) break;
      pieces.push(Uint8Array.from(piece.value.bytes));
      at += piece.value.bytes.length;
      total = piece.value.totalBytes;
    }
    if (pieces.length > 0) own.set(sha256, new Uint8Array(await new Blob(pieces).arrayBuffer()));
  }
  return own;
}

export function writeKitFile({ kit, images }: KitFile): Uint8Array {
  const entries: Zippable = {};
  const named = kit.images.map((image) => {
    const bytes = images.get(image.sha256);
    if (bytes === undefined) return image;
    const file = `${image.id}.${image.sha256.slice(0, 8)}.${image.file.split('.').at(-1)!}`;
    entries[file] = bytes;
    return { ...image, file };
  });
  entries[PROFILE] = strToU8(`${JSON.stringify({ ...kit, images: named }, undefined, 2)}\n`);
  return zipSync(entries, { mtime: new Date(1980, 0, 1) });
}

function parseKit(text: string): Result<RobotProfile> {
  if (text.length > KIT_BYTES_MAX) return fail('kit.too-large', { limitBytes: KIT_BYTES_MAX });
  try {
    return parseRobotProfile(JSON.parse(text));
  } catch (cause) {
    return fail('profile.invalid', { path: '', problem: 'JSON' }, cause);
  }
}

/** Errors: `kit.too-large`, `kit.damaged-file`, `profile.…`; `firmware.wrong-hash` for a file in it that the kit does not name. */
export function readKitFile(bytes: Uint8Array): Result<KitFile> {
  if (bytes.length > KIT_FILE_BYTES_MAX) return fail('kit.too-large', { limitBytes: KIT_FILE_BYTES_MAX });
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (!isZip) {
    const kit = parseKit(new TextDecoder().decode(bytes));
    return kit.ok ? ok({ kit: kit.value, images: new Map() }) : kit;
  }
  const zip = readZip(bytes, LIMITS);
  if (!zip.ok) return fail('kit.damaged-file', {}, zip.fault);
  const document = zip.value.get(PROFILE);
  if (document === undefined) return fail('kit.damaged-file');
  const kit = parseKit(strFromU8(document));
  if (!kit.ok) return kit;
  const images = new Map<string, Uint8Array>();
  for (const [path, content] of zip.value) {
    if (path === PROFILE) continue;
    const sha256 = sha256Of(content);
    if (!kit.value.images.some((image) => image.sha256 === sha256)) return fail('firmware.wrong-hash', { image: path });
    images.set(sha256, content);
  }
  return ok({ kit: kit.value, images });
}
