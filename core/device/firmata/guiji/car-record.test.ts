import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CarCalibration } from '../../../robot/calibration.ts';
import { decodeRecord, encodeRecord, type CarRecord } from './car-record.ts';

const calibration: CarCalibration = {
  ...{ format: 'guiji-calibration', version: 1, profileId: 'mbot', measuredAt: '2026-11-22T08:15:00.000Z' },
  motors: { trimPercent: -4, leftStartPercent: 12, rightStartPercent: 14 },
};
const car: CarRecord = { carId: '01020304fedc807f', profileId: 'mbot', name: '小闪电 3号', calibration };

function bytesOf(record: CarRecord): Uint8Array {
  const encoded = encodeRecord(record);
  if (!encoded.ok) throw new Error(encoded.fault.code);
  return encoded.value;
}

describe('the record of a car', () => {
  it('comes back as it was, with the minute of its measuring', () => {
    expect(decodeRecord(bytesOf(car))).toEqual(car);
    const { calibration: _, ...unmeasured } = car;
    expect(decodeRecord(bytesOf({ ...unmeasured, name: '' }))).toEqual({ ...unmeasured, name: '' });
  });

  it('is laid out as the firmware reads it', () => {
    const bytes = bytesOf(car);
    expect([...bytes.subarray(0, 13)]).toEqual([0x47, 0x4a, 1, bytes.length - 2, 1, 2, 3, 4, 0xfe, 0xdc, 0x80, 0x7f, 4]);
    expect(new TextDecoder().decode(bytes.subarray(13, 17))).toBe('mbot');
  });

  it('fits the board with the longest name of the kit with the longest id and the most sensors', () => {
    const line = Array.from({ length: 16 }, () => ({ white: 0.1, black: 0.9 }));
    const largest = { ...car, profileId: 'a'.repeat(31), name: '字'.repeat(13), calibration: { ...calibration, line } };
    expect(bytesOf(largest).length).toBeLessThanOrEqual(128);
    expect(encodeRecord({ ...car, name: '字'.repeat(14) })).toMatchObject({ fault: { code: 'car.name-too-long' } });
  });

  it('with any byte changed, or cut anywhere, is none', () => {
    const bytes = bytesOf(car);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const broken = bytes.slice();
        broken[at]! ^= change;
        expect(decodeRecord(broken)).toBeUndefined();
        expect(decodeRecord(bytes.subarray(0, at))).toBeUndefined();
      }),
      { verbose: true, numRuns: 200 },
    );
    expect(decodeRecord(new Uint8Array(128).fill(0xff))).toBeUndefined();
    expect(decodeRecord(new Uint8Array(128))).toBeUndefined();
  });
});
