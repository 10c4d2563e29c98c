/**
 * A photo's pixels without a browser: JPEG by jpeg-js, PNG here. Layer: bridge/cli. Nothing is decoded before its size is known.
 * Specifications: https://www.w3.org/TR/png-3/ (no interlacing), Exif 2.32 §4.6.4 (orientation).
 */
import { inflateSync } from 'node:zlib';
import { decode } from 'jpeg-js';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { jpegSize, pngSize } from '../../core/pack/content/image-header.ts';
import type { ImportFaultCode } from '../../core/tracks/import/import-faults.ts';
import type { Photo } from '../../core/tracks/import/photo/floor-mask.ts';
import type { Pixel } from '../../core/tracks/import/photo/homography.ts';

export const PHOTO_BYTES_MAX = 60_000_000;
const PIXELS_MAX = 50_000_000;
const JPEG_MEMORY_MB_MAX = 1024;

export interface Picture extends Photo {
  /** As it lies in the file; a person sees it turned by `orientation`. */
  readonly orientation: number;
}

/** Errors: `import.not-picture`, `import.too-large` {limit}. */
export function readPicture(bytes: Uint8Array): Result<Picture, ImportFaultCode> {
  const png = pngSize(bytes);
  const size = png ?? jpegSize(bytes);
  if (size === undefined || size.width * size.height === 0) return fail('import.not-picture');
  if (size.width * size.height > PIXELS_MAX) return fail('import.too-large', { limit: PIXELS_MAX });
  try {
    if (png !== undefined) return ok({ ...pngPixels(bytes, png), orientation: 1 });
    const { width, height, data } = decode(bytes, { useTArray: true, maxMemoryUsageInMB: JPEG_MEMORY_MB_MAX });
    return ok({ width, height, data, orientation: jpegOrientation(bytes) });
  } catch (cause) {
    return fail('import.not-picture', {}, cause);
  }
}

/** Where a place that a person sees is in the file's own rows and columns. */
export function inFile({ width: w, height: h, orientation }: Picture, { x, y }: Pixel): Pixel {
  const places: readonly Pixel[] = [
    ...[
      { x, y },
      { x: w - x, y },
      { x: w - x, y: h - y },
      { x, y: h - y },
    ],
    ...[
      { x: y, y: x },
      { x: y, y: h - x },
      { x: w - y, y: h - x },
      { x: w - y, y: x },
    ],
  ];
  return places[orientation - 1] ?? { x, y };
}

/** As a person sees it. */
export const seenSize = ({ width, height, orientation }: Picture): { readonly width: number; readonly height: number } =>
  orientation > 4 ? { width: height, height: width } : { width, height };

/** Samples of a pixel by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const PALETTE = 3;

/** Throws for what is no whole PNG. */
function pngPixels(bytes: Uint8Array, { width, height }: { readonly width: number; readonly height: number }): Photo {
  const [depth, colour, interlace] = [bytes[24]!, bytes[25]!, bytes[28]!];
  const channels = CHANNELS[colour];
  if (channels === undefined || interlace !== 0 || ![1, 2, 4, 8, 16].includes(depth)) throw new Error('PNG');
  const { image, palette } = pngChunks(bytes);
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  const rows = inflateSync(image, { maxOutputLength: (rowBytes + 1) * height });
  if (rows.length !== (rowBytes + 1) * height) throw new Error('PNG');
  unfilter(rows, { rowBytes, height, step: Math.max(1, (channels * depth) / 8) });
  const data = new Uint8Array(width * height * 4).fill(255);
  const scale = 255 / (2 ** Math.min(depth, 8) - 1);
  const sample = (row: number, index: number): number => {
    const start = row * (rowBytes + 1) + 1;
    if (depth >= 8) return rows[start + index * (depth / 8)]!;
    const bit = index * depth;
    return (rows[start + (bit >> 3)]! >> (8 - depth - (bit & 7))) & (2 ** depth - 1);
  };
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const to = (row * width + column) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const from = channels >= 3 ? channel : 0;
        const value = sample(row, column * channels + from);
        data[to + channel] = colour === PALETTE ? palette[value * 3 + channel]! : value * scale;
      }
    }
  }
  return { width, height, data };
}

function pngChunks(bytes: Uint8Array): { readonly image: Uint8Array; readonly palette: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let palette = new Uint8Array();
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const data = bytes.subarray(at + 8, at + 8 + length);
    if (type === 'IDAT') parts.push(data);
    if (type === 'PLTE') palette = data.slice();
    at += length + 12;
  }
  return { image: Buffer.concat(parts), palette };
}

/** In place: each byte was written as its difference from what stands left of it (a), above it (b) and above that one (c). */
function unfilter(rows: Uint8Array, about: { readonly rowBytes: number; readonly height: number; readonly step: number }): void {
  const { rowBytes, height, step } = about;
  for (let row = 0; row < height; row++) {
    const start = row * (rowBytes + 1);
    const filter = rows[start]!;
    for (let i = 1; i <= rowBytes; i++) {
      const a = i > step ? rows[start + i - step]! : 0;
      const b = row > 0 ? rows[start + i - rowBytes - 1]! : 0;
      const c = row > 0 && i > step ? rows[start + i - rowBytes - 1 - step]! : 0;
      rows[start + i] = rows[start + i]! + predicted(filter, { a, b, c });
    }
  }
}

function predicted(filter: number, { a, b, c }: { readonly a: number; readonly b: number; readonly c: number }): number {
  if (filter === 1) return a;
  if (filter === 2) return b;
  if (filter === 3) return (a + b) >> 1;
  if (filter !== 4) return 0;
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

const APP1 = 0xe1;
const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;

/** 1 … 8; 1 where the file says nothing. */
function jpegOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda; at += 2 + view.getUint16(at + 2)) {
    const isExif = bytes[at + 1] === APP1 && String.fromCharCode(...bytes.subarray(at + 4, at + 8)) === 'Exif';
    if (isExif) return exifOrientation(new DataView(bytes.buffer, bytes.byteOffset + at + 10, view.getUint16(at + 2) - 8));
  }
  return 1;
}

function exifOrientation(tiff: DataView): number {
  const isLittle = tiff.getUint16(0) === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  const count = tiff.getUint16(directory, isLittle);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * ENTRY_BYTES;
    if (tiff.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue;
    const value = tiff.getUint16(entry + 8, isLittle);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
