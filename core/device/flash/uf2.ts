/**
 * UF2 files: firmware for boards that show themselves as a drive (RP2040, micro:bit-like). Layer: device.
 * Spec: https://github.com/microsoft/uf2. All numbers little-endian.
 *
 * | offset | size | what |
 * | --- | --- | --- |
 * | 0 | 4 | 0x0A324655 |
 * | 4 | 4 | 0x9E5D5157 |
 * | 8 | 4 | flags: 0x00000001 not for the main flash, 0x00002000 family given |
 * | 12 | 4 | address |
 * | 16 | 4 | bytes of payload, 1 … 476 |
 * | 20 | 4 | number of this block |
 * | 24 | 4 | number of blocks in the file |
 * | 28 | 4 | family |
 * | 32 | 476 | payload, filled up |
 * | 508 | 4 | 0x0AB16F30 |
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { HexSegment } from '../intel-hex.ts';

const BLOCK_BYTES = 512;
const PAYLOAD_AT = 32;
const PAYLOAD_BYTES_MAX = 476;
const MAGIC_0 = 0x0a324655;
const MAGIC_1 = 0x9e5d5157;
const MAGIC_END = 0x0ab16f30;
const NOT_MAIN_FLASH = 0x1;
const FAMILY_GIVEN = 0x2000;
const BLOCKS_MAX = 65_536;

export interface Uf2Image {
  /** undefined where no block says for which chip it is. */
  readonly family: number | undefined;
  readonly segments: readonly HexSegment[];
}

interface Block {
  readonly flags: number;
  readonly number: number;
  readonly count: number;
  readonly family: number;
  readonly segment: HexSegment;
}

/** Errors: `firmware.bad-image` {line: block, from 1}, where one is missing, twice there, cut off, or of another family than the others. */
export function parseUf2(bytes: Uint8Array): Result<Uf2Image, 'firmware.bad-image'> {
  const blockCount = bytes.length / BLOCK_BYTES;
  if (!Number.isInteger(blockCount) || blockCount < 1 || blockCount > BLOCKS_MAX) {
    return fail('firmware.bad-image', { line: Math.floor(blockCount) + 1 });
  }
  const blocks: Block[] = [];
  for (let index = 0; index < blockCount; index++) {
    const block = parseBlock(bytes.subarray(index * BLOCK_BYTES, (index + 1) * BLOCK_BYTES));
    if (block === undefined) return fail('firmware.bad-image', { line: index + 1 });
    blocks.push(block);
  }
  const flashed = blocks.filter(({ flags }) => (flags & NOT_MAIN_FLASH) === 0);
  const families = new Set(flashed.filter(({ flags }) => flags & FAMILY_GIVEN).map(({ family }) => family));
  const wrong = blocks.findIndex(({ number, count }, index) => number !== index || count !== blockCount);
  if (wrong >= 0 || families.size > 1 || flashed.length === 0) return fail('firmware.bad-image', { line: Math.max(0, wrong) + 1 });
  return ok({ family: [...families][0], segments: flashed.map(({ segment }) => segment) });
}

function parseBlock(bytes: Uint8Array): Block | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, BLOCK_BYTES);
  const word = (at: number): number => view.getUint32(at, true);
  const size = word(16);
  if (word(0) !== MAGIC_0 || word(4) !== MAGIC_1 || word(BLOCK_BYTES - 4) !== MAGIC_END) return undefined;
  if (size < 1 || size > PAYLOAD_BYTES_MAX) return undefined;
  const segment = { address: word(12), bytes: bytes.slice(PAYLOAD_AT, PAYLOAD_AT + size) };
  return { flags: word(8), number: word(20), count: word(24), family: word(28), segment };
}

/** True where every byte of `wanted` stands in `found`; what else `found` holds does not matter. */
export function holdsSegments(found: readonly HexSegment[], wanted: readonly HexSegment[]): boolean {
  const bytesAt = new Map(found.map(({ address, bytes }) => [address, bytes]));
  return wanted.every(({ address, bytes }) => {
    const there = bytesAt.get(address);
    return there !== undefined && bytes.every((byte, index) => there[index] === byte);
  });
}
