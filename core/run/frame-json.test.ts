import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameJson } from './frame-json.ts';
import type { TelemetryFrame } from './run-types.ts';

const RUNS = process.env['GUIJI_TEST_FULL'] === '1' ? 20_000 : 200;
const writer = new FrameJson();
const written = (frame: TelemetryFrame): unknown => JSON.parse(new TextDecoder().decode(writer.write(frame)));

/** What JSON itself would make of it, to a thousandth. */
const rounded = (frame: TelemetryFrame): unknown =>
  JSON.parse(JSON.stringify(frame), (_key, value: unknown) => {
    if (typeof value !== 'number' || Math.abs(value) > 2e6) return value;
    return (Math.sign(value) * Math.round(Math.abs(value) * 1000)) / 1000 + 0;
  });

const number = fc.oneof(
  fc.double({ min: -1e5, max: 1e5, noNaN: true }),
  fc.integer({ min: -4000, max: 4000 }),
  fc.double({ min: 1e7, max: 1e300 }),
  fc.constantFrom(0, -0, NaN, Infinity, -0.0004, 0.9996, 0.05, 999.9995),
);
const pose = fc.record({ xMm: number, yMm: number, headingDeg: number });
const frames: fc.Arbitrary<TelemetryFrame> = fc.record(
  {
    ...{ atMs: number, pose, leftPercent: number, rightPercent: number, speedMmPerS: number, line: fc.array(number, { maxLength: 8 }) },
    ...{ sonarMm: fc.option(number), led: fc.string({ unit: 'grapheme' }), toneHz: number, lap: number, lapStartedAtMs: number },
    ...{ lastLapMs: number, aiLabel: fc.string(), boxes: fc.array(pose, { maxLength: 50 }) },
    others: fc.array(fc.record({ car: fc.nat(7), xMm: number, yMm: number, headingDeg: number }), { maxLength: 7 }),
  },
  { requiredKeys: ['atMs', 'leftPercent', 'rightPercent', 'line', 'sonarMm', 'led', 'toneHz', 'lap', 'lapStartedAtMs'] },
);

describe('a frame in a recording', () => {
  it('is the JSON of the frame, its numbers to a thousandth', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(written(frame)).toEqual(rounded(frame));
      }),
      { verbose: true, numRuns: RUNS },
    );
  });
});
