/**
 * A net as an ONNX file that any ONNX runtime runs: Gemm and its activation, layer by layer. Layer: learn/onnx. Spec: docs/protocols/model.md.
 * The same net gives the same bytes.
 */
import { FEATURES_ID } from '../image-dataset.ts';
import { inputCountOf, outputCountOf, type Activation, type NetSpec } from '../net.ts';
import { OnnxGraph } from './onnx-graph.ts';

export const NET_FORMAT_VERSION = 1;
export const NET_INPUT = 'x';
export const NET_OUTPUT = 'y';
export const METADATA = {
  format: 'guiji.format',
  kind: 'guiji.kind',
  labels: 'guiji.labels',
  inputs: 'guiji.inputs',
  features: 'guiji.features',
} as const;
export const OPERATOR: Readonly<Record<Exclude<Activation, 'identity'>, string>> = { relu: 'Relu', tanh: 'Tanh', softmax: 'Softmax' };

/** Input `x`: float32 [N, inputs]; output `y`: float32 [N, outputs]. */
export function writeOnnx(net: NetSpec): Uint8Array {
  const graph = new OnnxGraph('net');
  graph.input(NET_INPUT, ['N', inputCountOf(net)]);
  graph.output(NET_OUTPUT, ['N', outputCountOf(net)]);
  let value = NET_INPUT;
  net.layers.forEach((layer, at) => {
    const name = `layer${at}`;
    const isLast = at === net.layers.length - 1;
    graph.constant(`${name}.weight`, [layer.outputCount, layer.inputCount], layer.weights);
    graph.constant(`${name}.bias`, [layer.outputCount], layer.bias);
    const { activation } = layer;
    const isPlain = activation === 'identity';
    const inputs = [value, `${name}.weight`, `${name}.bias`];
    value = graph.node('Gemm', inputs, isPlain && isLast ? NET_OUTPUT : `${name}.sum`, { transB: 1 });
    if (isPlain) return;
    const axis: Readonly<Record<string, number>> = activation === 'softmax' ? { axis: 1 } : {};
    value = graph.node(OPERATOR[activation], [value], isLast ? NET_OUTPUT : name, axis);
  });
  return graph.finish({
    [METADATA.format]: String(NET_FORMAT_VERSION),
    [METADATA.kind]: net.kind,
    [METADATA.labels]: JSON.stringify(net.labels),
    [METADATA.inputs]: JSON.stringify(net.inputNames),
    ...(net.kind === 'image' && { [METADATA.features]: FEATURES_ID }),
  });
}
