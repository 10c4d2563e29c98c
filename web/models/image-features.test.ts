import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { FEATURE_COUNT, FEATURES_ID } from '../../core/learn/image-dataset.ts';

const file = (name: string) => readFileSync(new URL(name, import.meta.url));
const SIDE = 128;

env.wasm.numThreads = 1;

async function featuresOf(session: InferenceSession, pixels: Uint8Array): Promise<Float32Array> {
  const { features } = await session.run({ image: new Tensor('uint8', pixels, [1, SIDE, SIDE, 3]) });
  return features!.data as Float32Array;
}

describe('the model that sees', () => {
  it('is the one that its provenance names', () => {
    const hash = createHash('sha256').update(file('image-features.onnx')).digest('hex');
    expect(file('PROVENANCE.md').toString()).toContain(hash);
    expect(file('image-features.onnx').includes(FEATURES_ID)).toBe(true);
  });

  it('gives 1152 features of 0 to 6, others for another picture', async () => {
    const session = await InferenceSession.create(file('image-features.onnx'));
    const stripes = await featuresOf(
      session,
      new Uint8Array(SIDE * SIDE * 3).map((_, at) => (at % 60 < 30 ? 250 : 10)),
    );
    const grey = await featuresOf(session, new Uint8Array(SIDE * SIDE * 3).fill(128));
    await session.release();
    expect(stripes).toHaveLength(FEATURE_COUNT);
    expect(stripes.every((value) => value >= 0 && value <= 6)).toBe(true);
    expect(stripes).not.toEqual(grey);
  });
});
