/** The oracle of the nets' files: onnxruntime-web itself, in Node. */
import { InferenceSession, Tensor, env } from 'onnxruntime-web/wasm';

env.wasm.numThreads = 1;

/** All rows of the output `y` for the rows of `x`. */
export async function runInOnnxRuntime(model: Uint8Array, inputs: readonly ArrayLike<number>[]): Promise<Float32Array> {
  const session = await InferenceSession.create(model);
  const columns = inputs[0]!.length;
  const x = new Float32Array(inputs.length * columns);
  inputs.forEach((row, at) => x.set(row, at * columns));
  const outputs = await session.run({ x: new Tensor('float32', x, [inputs.length, columns]) });
  await session.release();
  return outputs['y']!.data as Float32Array;
}
