/** Models for tests. Layer: tests of run. */
import { toBase64 } from '../../base/base64.ts';
import type { NetSpec } from '../../learn/net.ts';
import { writeOnnx } from '../../learn/onnx/write-onnx.ts';
import type { AiModel } from '../../robot/ai-model.ts';

/** Two inputs, outputs [a + 2b, a − b]. */
export const SUMS: NetSpec = {
  kind: 'numbers',
  layers: [
    {
      ...{ inputCount: 2, outputCount: 2, activation: 'identity' },
      weights: Float32Array.of(1, 2, 1, -1),
      bias: Float32Array.of(0, 0),
    },
  ],
  inputNames: ['a', 'b'],
  labels: ['sum', 'difference'],
};

export function modelOf(net: NetSpec, name: string): AiModel {
  return { name, kind: net.kind, labels: [...net.labels], onnx: toBase64(writeOnnx(net)) };
}
