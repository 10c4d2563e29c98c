/** The settings block in an image of our own firmware: what a flasher may change in it. Layer: device. Layout: docs/protocols/firmware.md §1. */
import type { HexSegment } from './intel-hex.ts';

const MARK = [...'GUIJI-FW'].map((letter) => letter.charCodeAt(0));
const BLOCK_BYTES = 16;
const VERSION_OFFSET = 9;
const BAUD_OFFSET = 12;
const BAUD_BYTES = 4;

export interface FirmwareSettings {
  readonly version: string;
  readonly baud: number;
}

/** Address of the block, in the order in which the bytes of the image stand. */
function findBlock(image: readonly { readonly address: number; readonly byte: number }[]): number | undefined {
  for (let at = 0; at + BLOCK_BYTES <= image.length; at++) {
    if (MARK.every((byte, index) => image[at + index]!.byte === byte)) return image[at]!.address;
  }
  return undefined;
}

function bytesOf(segments: readonly HexSegment[]): readonly { readonly address: number; readonly byte: number }[] {
  return segments.flatMap(({ address, bytes }) => [...bytes].map((byte, index) => ({ address: address + index, byte })));
}

/** undefined: not an image of ours. */
export function firmwareSettings(segments: readonly HexSegment[]): FirmwareSettings | undefined {
  const image = bytesOf(segments);
  const start = findBlock(image);
  if (start === undefined) return undefined;
  const at = (offset: number): number => image.find(({ address }) => address === start + offset)?.byte ?? 0;
  const baud = [3, 2, 1, 0].reduce((value, index) => value * 256 + at(BAUD_OFFSET + index), 0);
  return { version: `${at(VERSION_OFFSET)}.${at(VERSION_OFFSET + 1)}`, baud };
}

/** The same image, speaking at `baud`; others' images come back as they are. */
export function withBaud(segments: readonly HexSegment[], baud: number): readonly HexSegment[] {
  const start = findBlock(bytesOf(segments));
  if (start === undefined) return segments;
  return segments.map(({ address, bytes }) => {
    const changed = bytes.slice();
    for (let index = 0; index < BAUD_BYTES; index++) {
      const place = start + BAUD_OFFSET + index - address;
      if (place >= 0 && place < changed.length) changed[place] = Math.floor(baud / 256 ** index) % 256;
    }
    return { address, bytes: changed };
  });
}
