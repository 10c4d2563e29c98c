/**
 * Who a car is and what it measured, in the EEPROM of its board. Layer: device. Spec: docs/protocols/firmware.md, "The car's record".
 * Cut in the middle of being written it is no record: the checksum comes last.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { fail, ok, type Result } from '../../../base/result.ts';
import { decodeCalibration, encodeCalibration, type CarCalibration } from '../../../robot/calibration.ts';
import { CAR_NAME_BYTES_MAX, type CarFaultCode } from '../../../robot/car-about.ts';
import type { GuijiLink } from './guiji-link.ts';
import { eightBits, PayloadReader, SUB } from './sysex.ts';

export interface CarRecord {
  /** 8 bytes, hex. */
  readonly carId: string;
  readonly profileId: string;
  /** '': nobody named it. */
  readonly name: string;
  readonly calibration?: CarCalibration | undefined;
}

const MAGIC = [0x47, 0x4a];
const LAYOUT = 1;
const HEAD_BYTES = 4;
const CAR_ID_BYTES = 8;
const CHECKSUM_BYTES = 2;
/** All before the checksum. */
const BODY_BYTES_MAX = 126;
const PIECE_BYTES_MAX = 28;

/** CRC-16/XMODEM: polynomial 0x1021, start 0. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

/** Errors: `car.name-too-long`; `car.record-not-written` where it has no room (no kit that ships is so large). */
export function encodeRecord({ carId, profileId, name, calibration }: CarRecord): Result<Uint8Array, CarFaultCode> {
  const text = new TextEncoder();
  const [profile, letters] = [text.encode(profileId), text.encode(name)];
  if (letters.length > CAR_NAME_BYTES_MAX) return fail('car.name-too-long', { bytesMax: CAR_NAME_BYTES_MAX });
  const measured = calibration === undefined ? [] : encodeCalibration(calibration);
  const rest = [...hexToBytes(carId), profile.length, ...profile, letters.length, ...letters, ...measured];
  const bodyBytes = HEAD_BYTES + rest.length;
  if (bodyBytes > BODY_BYTES_MAX) return fail('car.record-not-written');
  const body = Uint8Array.from([...MAGIC, LAYOUT, bodyBytes, ...rest]);
  const crc = crc16(body);
  return ok(Uint8Array.from([...body, crc & 0xff, crc >> 8]));
}

/** undefined: these bytes are no record. */
export function decodeRecord(bytes: Uint8Array): CarRecord | undefined {
  const [first, second, layout, bodyBytes = 0] = bytes;
  if (first !== MAGIC[0] || second !== MAGIC[1] || layout !== LAYOUT) return undefined;
  if (bodyBytes > BODY_BYTES_MAX || bytes.length < bodyBytes + CHECKSUM_BYTES) return undefined;
  const body = bytes.subarray(0, bodyBytes);
  if (crc16(body) !== bytes[bodyBytes]! + 256 * bytes[bodyBytes + 1]!) return undefined;
  let at = HEAD_BYTES;
  const take = (count: number): Uint8Array => body.subarray(at, (at += count));
  const carId = bytesToHex(take(CAR_ID_BYTES));
  const text = new TextDecoder();
  const profileId = text.decode(take(take(1)[0] ?? 0));
  const name = text.decode(take(take(1)[0] ?? 0));
  const calibration = decodeCalibration(body.subarray(at), profileId);
  return { carId, profileId, name, ...(calibration === undefined ? {} : { calibration }) };
}

async function readBytes(link: GuijiLink, from: number, count: number): Promise<readonly number[] | undefined> {
  const bytes: number[] = [];
  while (bytes.length < count) {
    const offset = from + bytes.length;
    const answer = await link.ask(SUB.recordRead, offset, Math.min(PIECE_BYTES_MAX, count - bytes.length));
    if (answer === undefined || answer[0] !== offset || answer.length < 3) return undefined;
    const reader = new PayloadReader(answer.slice(1));
    while (reader.left > 0) bytes.push(reader.eightBits());
  }
  return bytes;
}

/** undefined: the board has none, or did not answer. */
export async function readRecord(link: GuijiLink): Promise<CarRecord | undefined> {
  const head = await readBytes(link, 0, HEAD_BYTES);
  const bodyBytes = head?.[3] ?? 0;
  if (head === undefined || head[0] !== MAGIC[0] || bodyBytes > BODY_BYTES_MAX || bodyBytes < HEAD_BYTES) return undefined;
  const rest = await readBytes(link, HEAD_BYTES, bodyBytes + CHECKSUM_BYTES - HEAD_BYTES);
  return rest && decodeRecord(Uint8Array.from([...head, ...rest]));
}

/** Read back before it is believed; up to half a second. Errors: `car.name-too-long`, `car.record-not-written`. */
export async function writeRecord(link: GuijiLink, record: CarRecord): Promise<Result<void, CarFaultCode>> {
  const encoded = encodeRecord(record);
  if (!encoded.ok) return encoded;
  const bytes = encoded.value;
  for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES_MAX) {
    const piece = bytes.subarray(offset, offset + PIECE_BYTES_MAX);
    const answer = await link.ask(SUB.recordWrite, offset, ...[...piece].flatMap(eightBits));
    if (answer?.[0] !== offset || answer[1] !== piece.length) return fail('car.record-not-written');
  }
  const kept = await readBytes(link, 0, bytes.length);
  const isKept = kept?.every((byte, at) => byte === bytes[at]) ?? false;
  return isKept ? ok(undefined) : fail('car.record-not-written');
}
