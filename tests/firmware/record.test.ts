/** The car's record in the EEPROM. */
import { beforeEach, describe, expect, it } from 'vitest';
import { EXTRF } from '../../bridge/emulator/avr-chip.ts';
import { eightBits, PayloadReader, SUB } from '../../core/device/firmata/guiji/sysex.ts';
import { CarBench, ofSub, REFUSAL } from './car-bench.ts';
import { GUIJI_2560, GUIJI_328P } from './firmware-bench.ts';

const BLOCK_BYTES_MAX = 28;
const RECORD_BYTES = 128;
const CAR_ID = [1, 2, 3, 4, 0xfe, 0xdc, 0x80, 0x7f];

/** CRC-16/XMODEM. */
function crc16(bytes: readonly number[]): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

function record(profileId: string, name: string, calibration: readonly number[] = []): readonly number[] {
  const letters = [...new TextEncoder().encode(name)];
  const rest = [profileId.length, ...[...profileId].map((letter) => letter.charCodeAt(0)), letters.length, ...letters, ...calibration];
  const body = [0x47, 0x4a, 1, 12 + rest.length, ...CAR_ID, ...rest];
  const crc = crc16(body);
  return [...body, crc & 0xff, crc >> 8];
}

describe.each([GUIJI_328P, GUIJI_2560])('on an $chip', (firmware) => {
  let car: CarBench;
  beforeEach(() => {
    car = new CarBench(firmware);
  });

  function write(bytes: readonly number[]): void {
    for (let offset = 0; offset < bytes.length; offset += BLOCK_BYTES_MAX) {
      const block = bytes.slice(offset, offset + BLOCK_BYTES_MAX);
      const answers = car.request(SUB.recordWrite, [offset, ...block.flatMap((byte) => eightBits(byte))], 130);
      expect(answers).toEqual([[offset, block.length]]);
    }
  }

  function read(): readonly number[] {
    return Array.from({ length: Math.ceil(RECORD_BYTES / BLOCK_BYTES_MAX) }, (_, index) => {
      const offset = index * BLOCK_BYTES_MAX;
      const [answer] = car.request(SUB.recordRead, [offset, Math.min(BLOCK_BYTES_MAX, RECORD_BYTES - offset)], 30);
      const reader = new PayloadReader(answer!.slice(1));
      return Array.from({ length: reader.left / 2 }, () => reader.eightBits());
    }).flat();
  }

  function identity(): { readonly chip: number; readonly isValid: boolean; readonly id: readonly number[]; readonly profileId: string } {
    const reader = new PayloadReader(car.request(SUB.identity, [], 20)[0]!);
    expect([reader.u7(), reader.u7(), reader.u7()]).toEqual([1, 1, 0]);
    const chip = reader.u7();
    const isValid = reader.u7() === 1;
    const id = CAR_ID.map(() => reader.eightBits());
    return { chip, isValid, id, profileId: String.fromCharCode(...Array.from({ length: reader.left }, () => reader.u7())) };
  }

  it('is nobody at first', () => {
    const chip = firmware.chip === 'atmega328p' ? 1 : 2;
    expect(identity()).toEqual({ chip, isValid: false, id: CAR_ID.map(() => 0), profileId: '' });
  });

  it('is who it was made, over a reset, and the calibration comes back', () => {
    const whole = record('uno-line-car', '小红 3', [7, 200, 13]);
    write(whole);
    expect(identity()).toMatchObject({ isValid: true, id: CAR_ID, profileId: 'uno-line-car' });
    car.chip.reset(EXTRF);
    car.run(10);
    expect(identity()).toMatchObject({ isValid: true, id: CAR_ID, profileId: 'uno-line-car' });
    expect(read().slice(0, whole.length)).toEqual(whole);
  });

  it('is nobody where the record was cut in the middle of writing', () => {
    write(record('uno-line-car', 'A').slice(0, 20));
    expect(identity().isValid).toBe(false);
  });

  it('leaves the rest of the EEPROM alone', () => {
    car.chip.eeprom.fill(0x55, 0, car.chip.eeprom.length - RECORD_BYTES);
    write(record('mbot', 'B'));
    expect(new Set(car.chip.eeprom.subarray(0, car.chip.eeprom.length - RECORD_BYTES))).toEqual(new Set([0x55]));
  });

  it('takes one block at a time, and does everything else meanwhile', () => {
    car.wireMotors();
    const block = (offset: number): readonly number[] => [offset, ...new Array<number>(20).fill(9).flatMap((byte) => eightBits(byte))];
    car.tell(SUB.recordWrite, ...block(0));
    car.run(9);
    expect(car.refusal(SUB.recordWrite, block(40))).toBe(REFUSAL.busy);
    car.drive(500, 500, 5);
    expect(car.standsStill).toBe(false);
    expect(ofSub(car.run(100), SUB.recordWrite)).toEqual([[0, 20]]);
  });

  it.each([
    ['beyond its end', SUB.recordRead, [120, 9], REFUSAL.outOfRange],
    ['nothing', SUB.recordRead, [0, 0], REFUSAL.outOfRange],
    ['too much at once', SUB.recordRead, [0, 29], REFUSAL.outOfRange],
    ['half a byte', SUB.recordWrite, [0, 1, 0, 1], REFUSAL.wrongLength],
    ['beyond its end', SUB.recordWrite, [127, 1, 0, 1, 0], REFUSAL.outOfRange],
  ])('refuses %s', (_, sub, payload, reason) => {
    expect(car.refusal(sub, payload)).toBe(reason);
  });
});
