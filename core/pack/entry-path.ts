/** Which names files of a pack may have, and what each is by its ending. Layer: pack. Specification: docs/protocols/pack.md, "Files". */
import { FIRMWARE_BYTES_MAX, IMAGE_BYTES_MAX, JSON_BYTES_MAX, MARKDOWN_BYTES_MAX, MODEL_BYTES_MAX, TEXT_BYTES_MAX } from './pack-limits.ts';

export type EntryKind = 'json' | 'markdown' | 'program' | 'text' | 'svg' | 'png' | 'jpeg' | 'webp' | 'model' | 'firmware';

interface KindRow {
  readonly kind: EntryKind;
  readonly bytesMax: number;
  /** Served to pages under this type and no other. */
  readonly mediaType: string;
}

const BY_ENDING: Readonly<Record<string, KindRow>> = {
  '.json': { kind: 'json', bytesMax: JSON_BYTES_MAX, mediaType: 'application/json' },
  '.md': { kind: 'markdown', bytesMax: MARKDOWN_BYTES_MAX, mediaType: 'text/plain; charset=utf-8' },
  '.ts': { kind: 'program', bytesMax: TEXT_BYTES_MAX, mediaType: 'text/plain; charset=utf-8' },
  '.txt': { kind: 'text', bytesMax: TEXT_BYTES_MAX, mediaType: 'text/plain; charset=utf-8' },
  '.svg': { kind: 'svg', bytesMax: TEXT_BYTES_MAX, mediaType: 'image/svg+xml' },
  '.png': { kind: 'png', bytesMax: IMAGE_BYTES_MAX, mediaType: 'image/png' },
  '.jpg': { kind: 'jpeg', bytesMax: IMAGE_BYTES_MAX, mediaType: 'image/jpeg' },
  '.webp': { kind: 'webp', bytesMax: IMAGE_BYTES_MAX, mediaType: 'image/webp' },
  '.hex': { kind: 'firmware', bytesMax: FIRMWARE_BYTES_MAX, mediaType: 'application/octet-stream' },
  '.uf2': { kind: 'firmware', bytesMax: FIRMWARE_BYTES_MAX, mediaType: 'application/octet-stream' },
  '.bin': { kind: 'firmware', bytesMax: FIRMWARE_BYTES_MAX, mediaType: 'application/octet-stream' },
  '.onnx': { kind: 'model', bytesMax: MODEL_BYTES_MAX, mediaType: 'application/octet-stream' },
};

const PATH_CHARACTERS_MAX = 120;
const DEPTH_MAX = 6;
/** Letters, digits, CJK, and `.`, `_`, `-` inside: no spaces, no leading or trailing dots. */
const SEGMENT = /^[A-Za-z0-9_\u4e00-\u9fff](?:[A-Za-z0-9._\-\u4e00-\u9fff]*[A-Za-z0-9_\-\u4e00-\u9fff])?$/;
/** Windows keeps these for devices, whatever the ending. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that every system can keep, and that stays inside its folder. */
export function isPackPath(path: string): boolean {
  if (path.length > PATH_CHARACTERS_MAX) return false;
  const segments = path.split('/');
  return segments.length <= DEPTH_MAX && segments.every((segment) => SEGMENT.test(segment) && !DEVICE.test(segment));
}

/** undefined: packs hold no such files. */
export function kindOf(path: string): KindRow | undefined {
  const dot = path.lastIndexOf('.');
  const ending = dot < 0 ? '' : path.slice(dot);
  return Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
}
