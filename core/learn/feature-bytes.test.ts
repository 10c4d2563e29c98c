import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { featuresFromBytes, featuresToBytes } from './feature-bytes.ts';
import { FEATURE_COUNT } from './image-dataset.ts';

describe('features as bytes', () => {
  it('lose at most half a step of 6 / 255', () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 6, noNaN: true }), (value) => {
        const [back] = featuresFromBytes(featuresToBytes(new Float32Array(FEATURE_COUNT).fill(value)));
        expect(Math.abs(back! - value)).toBeLessThanOrEqual(3 / 255 + 1e-6);
      }),
      { verbose: true },
    );
  });

  it('lose nothing the second time, so that a kept set trains to the same head', () => {
    const bytes = Uint8Array.from({ length: FEATURE_COUNT }, (_, at) => at % 256);
    expect(featuresToBytes(featuresFromBytes(bytes))).toEqual(bytes);
  });

  it('stay in range, and are 0 where bytes are missing', () => {
    expect([...featuresToBytes(Float32Array.of(-1, 7, NaN))]).toEqual([0, 255, 0]);
    expect(featuresFromBytes(new Uint8Array(0))).toEqual(new Float32Array(FEATURE_COUNT));
  });
});
