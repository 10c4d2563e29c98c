/** What holds for every file of a pack by itself: its name, its size, and that it is what its ending says. Layer: pack. */
import { fail, ok, type Result } from '../../base/result.ts';
import { isPackPath, kindOf } from '../entry-path.ts';
import type { PackContentFaultCode, PackFaultCode } from '../pack-faults.ts';
import { IMAGE_PIXELS_MAX } from '../pack-limits.ts';
import { LOCK_PATH, SIGNATURE_PATH } from '../pack-lock.ts';
import { checkMarkdown } from './check-markdown.ts';
import { checkModel } from './check-model.ts';
import { checkSvg } from './check-svg.ts';
import type { ContentResult } from './content-fault.ts';
import { jpegSize, pngSize, webpSize, type PixelSize } from './image-header.ts';

const OWN_FILES: ReadonlySet<string> = new Set([LOCK_PATH, SIGNATURE_PATH]);

export function checkFile(path: string, bytes: Uint8Array): Result<void, PackFaultCode> {
  if (OWN_FILES.has(path)) return ok(undefined);
  if (!isPackPath(path)) return fail('pack.bad-path', { path });
  const row = kindOf(path);
  if (row === undefined) return fail('pack.file-kind', { path });
  if (bytes.byteLength > row.bytesMax) return fail('pack.file-too-large', { path, limitBytes: row.bytesMax });
  switch (row.kind) {
    case 'png':
      return checkImage(path, pngSize(bytes));
    case 'jpeg':
      return checkImage(path, jpegSize(bytes));
    case 'webp':
      return checkImage(path, webpSize(bytes));
    case 'model':
      return checkModel(path, bytes);
    case 'firmware':
      // Judged with the kit that names it.
      return ok(undefined);
    case 'svg':
      return withText(path, bytes, checkSvg);
    case 'markdown':
      return withText(path, bytes, checkMarkdown);
    case 'json':
      return withText(path, bytes, checkJson);
    case 'program':
    case 'text':
      return withText(path, bytes, () => ok(undefined));
  }
}

function checkImage(path: string, size: PixelSize | undefined): ContentResult {
  if (size === undefined || size.width === 0 || size.height === 0) return fail('pack.not-its-kind', { path });
  return size.width * size.height <= IMAGE_PIXELS_MAX
    ? ok(undefined)
    : fail('pack.image-too-large', { path, limitPixels: IMAGE_PIXELS_MAX });
}

function checkJson(path: string, text: string): ContentResult {
  const json = parseJson(path, text);
  return json.ok ? ok(undefined) : json;
}

export function parseJson(path: string, text: string): Result<unknown, PackContentFaultCode> {
  try {
    return ok(JSON.parse(text));
  } catch (cause) {
    return fail('pack.bad-json', { path, problem: 'JSON' }, cause);
  }
}

/** UTF-8 without NUL; a byte-order mark is left out. undefined: no text. */
export function textOf(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function withText(path: string, bytes: Uint8Array, check: (path: string, text: string) => ContentResult): ContentResult {
  const text = textOf(bytes);
  return text === undefined ? fail('pack.not-its-kind', { path }) : check(path, text);
}
