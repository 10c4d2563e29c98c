/**
 * Reads back exactly the nets that `writeOnnx` writes. Layer: learn/onnx. Spec: docs/protocols/model.md.
 * Why no more: a model comes from a stranger's USB stick. What we would not have written ourselves is refused before any runtime sees it.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import { FEATURES_ID } from '../image-dataset.ts';
import {
  NET_INPUTS_MAX,
  NET_KINDS,
  NET_LAYERS_MAX,
  NET_NAME_LENGTH_MAX,
  NET_OUTPUTS_MAX,
  type Activation,
  type DenseLayer,
  type NetKind,
  type NetSpec,
} from '../net.ts';
import { ATTRIBUTE, ELEMENT_TYPE, GRAPH, IR_VERSION, MODEL, NODE, TENSOR } from './onnx-graph.ts';
import { readFields, readPacked, type ProtobufField } from './protobuf-reader.ts';
import { METADATA, NET_FORMAT_VERSION, NET_INPUT, NET_OUTPUT, OPERATOR } from './write-onnx.ts';

export const NET_FILE_BYTES_MAX = 2_000_000;

export type NetFaultCode =
  | 'net.too-large' // {limitBytes}
  | 'net.not-a-model'
  | 'net.damaged' // {what}
  | 'net.not-ours' // {what}
  | 'net.newer-version' // {version, known}
  | 'net.other-features';

type Read<T> = Result<T, NetFaultCode>;

const damaged = (what: string) => fail('net.damaged', { what });
const notOurs = (what: string) => fail('net.not-ours', { what: what.slice(0, NET_NAME_LENGTH_MAX) });

/** Copies what it needs of `bytes`. Errors: see `NetFaultCode`. */
export function readNet(bytes: Uint8Array): Read<NetSpec> {
  if (bytes.byteLength > NET_FILE_BYTES_MAX) return fail('net.too-large', { limitBytes: NET_FILE_BYTES_MAX });
  const fields = readFields(bytes);
  if (!fields.ok || fields.value[0]?.field !== MODEL.irVersion || fields.value[0].value !== IR_VERSION) return fail('net.not-a-model');
  const metadata = readMetadata(fields.value);
  if (!metadata.ok) return metadata;
  const graph = fields.value.filter(({ field }) => field === MODEL.graph);
  if (graph.length !== 1 || !(graph[0]!.value instanceof Uint8Array)) return damaged('graph');
  const layers = readGraph(graph[0]!.value);
  if (!layers.ok) return layers;
  return readNames(metadata.value, layers.value);
}

function readMetadata(model: readonly ProtobufField[]): Read<ReadonlyMap<string, string>> {
  const metadata = new Map<string, string>();
  for (const { field, value } of model) {
    if (field !== MODEL.metadata) continue;
    const entry = value instanceof Uint8Array ? readFields(value) : undefined;
    if (!entry?.ok) return damaged('metadata');
    metadata.set(textOf(entry.value, 1), textOf(entry.value, 2));
  }
  const version = Number(metadata.get(METADATA.format));
  if (!Number.isInteger(version) || version < 1) return notOurs(METADATA.format);
  if (version > NET_FORMAT_VERSION) return fail('net.newer-version', { version, known: NET_FORMAT_VERSION });
  return ok(metadata);
}

function readNames(metadata: ReadonlyMap<string, string>, layers: readonly DenseLayer[]): Read<NetSpec> {
  const kind = NET_KINDS.find((known) => known === metadata.get(METADATA.kind));
  if (kind === undefined) return notOurs(METADATA.kind);
  if (kind === 'image' && metadata.get(METADATA.features) !== FEATURES_ID) return fail('net.other-features');
  const labels = namesIn(metadata.get(METADATA.labels));
  const inputNames = namesIn(metadata.get(METADATA.inputs));
  if (labels?.length !== layers.at(-1)!.outputCount) return damaged(METADATA.labels);
  if (inputNames === undefined || (inputNames.length > 0 && inputNames.length !== layers[0]!.inputCount)) return damaged(METADATA.inputs);
  return ok({ kind: kind satisfies NetKind, layers, inputNames, labels });
}

/** Different, not empty, not too long. */
function namesIn(json: string | undefined): readonly string[] | undefined {
  let names: unknown;
  try {
    names = JSON.parse(json ?? '');
  } catch {
    return undefined;
  }
  const isName = (name: unknown): name is string => typeof name === 'string' && name !== '' && name.length <= NET_NAME_LENGTH_MAX;
  if (!Array.isArray(names) || !names.every(isName) || new Set(names).size !== names.length) return undefined;
  return names;
}

interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly attributes: ReadonlyMap<string, number>;
}

function readGraph(bytes: Uint8Array): Read<readonly DenseLayer[]> {
  const fields = readFields(bytes);
  if (!fields.ok) return damaged('graph');
  const nodes: Node[] = [];
  const constants = new Map<string, Tensor>();
  for (const { field, value } of fields.value) {
    if (!(value instanceof Uint8Array)) return damaged('graph');
    if (field === GRAPH.node) {
      const node = readNode(value);
      if (!node.ok) return node;
      nodes.push(node.value);
    } else if (field === GRAPH.initializer) {
      const tensor = readTensor(value);
      if (!tensor.ok) return tensor;
      constants.set(tensor.value.name, tensor.value);
    } else if (field !== GRAPH.name && field !== GRAPH.input && field !== GRAPH.output) return notOurs(`graph ${field}`);
  }
  return readChain(nodes, constants);
}

function readNode(bytes: Uint8Array): Read<Node> {
  const fields = readFields(bytes);
  if (!fields.ok) return damaged('node');
  const attributes = new Map<string, number>();
  for (const { field, value } of fields.value) {
    if (field !== NODE.attribute) continue;
    const attribute = value instanceof Uint8Array ? readFields(value) : undefined;
    const number = attribute?.ok ? attribute.value.find((one) => one.field === ATTRIBUTE.int)?.value : undefined;
    if (!attribute?.ok || typeof number !== 'number') return damaged('attribute');
    attributes.set(textOf(attribute.value, ATTRIBUTE.name), number);
  }
  const inputs = fields.value.filter(({ field }) => field === NODE.input).map(({ value }) => decode(value));
  return ok({ operator: textOf(fields.value, NODE.opType), inputs, output: textOf(fields.value, NODE.output), attributes });
}

interface Tensor {
  readonly name: string;
  readonly dimensions: readonly number[];
  readonly values: Float32Array;
}

function readTensor(bytes: Uint8Array): Read<Tensor> {
  const fields = readFields(bytes);
  if (!fields.ok) return damaged('tensor');
  const of = (wanted: number) => fields.value.find(({ field }) => field === wanted)?.value;
  const name = textOf(fields.value, TENSOR.name);
  const dims = of(TENSOR.dims);
  const raw = of(TENSOR.rawData);
  if (of(TENSOR.dataType) !== ELEMENT_TYPE.float) return notOurs(name);
  const dimensions = dims instanceof Uint8Array ? readPacked(dims, 2) : undefined;
  if (dimensions === undefined || !(raw instanceof Uint8Array)) return damaged(name);
  // Compared before anything is made: the sizes are the file's claim, the bytes are there.
  if (dimensions.reduce((count, length) => count * length, 1) * Float32Array.BYTES_PER_ELEMENT !== raw.byteLength) return damaged(name);
  // Why not `slice`: a Buffer's does not copy.
  const values = new Float32Array(new Uint8Array(raw).buffer);
  return values.every(Number.isFinite) ? ok({ name, dimensions, values }) : damaged(name);
}

/** Each node takes what the one before gave; the first takes the input, the last gives the output. */
function readChain(nodes: readonly Node[], constants: ReadonlyMap<string, Tensor>): Read<readonly DenseLayer[]> {
  const layers: DenseLayer[] = [];
  let value: string = NET_INPUT;
  for (let at = 0; at < nodes.length; at++) {
    if (layers.length >= NET_LAYERS_MAX) return notOurs(`> ${NET_LAYERS_MAX}`);
    const sum = nodes[at]!;
    const next = nodes[at + 1];
    const activation = next === undefined ? undefined : activationOf(next);
    const layer = readLayer(sum, value, constants, activation ?? 'identity');
    if (!layer.ok) return layer;
    if (layers.length > 0 && layers.at(-1)!.outputCount !== layer.value.inputCount) return damaged(sum.output);
    value = sum.output;
    if (activation !== undefined) {
      if (next!.inputs.length !== 1 || next!.inputs[0] !== value) return notOurs(next!.operator);
      value = next!.output;
      at++;
    }
    layers.push(layer.value);
  }
  if (layers.length === 0 || value !== NET_OUTPUT) return damaged(NET_OUTPUT);
  if (layers.slice(0, -1).some(({ activation }) => activation === 'softmax')) return notOurs('Softmax');
  return constants.size === 2 * layers.length ? ok(layers) : notOurs('initializer');
}

function activationOf({ operator, attributes }: Node): Activation | undefined {
  const known = (Object.keys(OPERATOR) as (keyof typeof OPERATOR)[]).find((name) => OPERATOR[name] === operator);
  if (known === undefined || (known === 'softmax' && attributes.get('axis') !== 1)) return undefined;
  return attributes.size === (known === 'softmax' ? 1 : 0) ? known : undefined;
}

function readLayer(node: Node, value: string, constants: ReadonlyMap<string, Tensor>, activation: Activation): Read<DenseLayer> {
  const [input, weightName, biasName, ...more] = node.inputs;
  const isGemm = node.operator === 'Gemm' && node.attributes.get('transB') === 1 && node.attributes.size === 1;
  if (!isGemm || input !== value || more.length > 0) return notOurs(node.operator);
  const weight = constants.get(weightName ?? '');
  const bias = constants.get(biasName ?? '');
  if (weight?.dimensions.length !== 2 || bias?.dimensions.length !== 1) return damaged(node.output);
  const [outputCount, inputCount] = weight.dimensions as [number, number];
  const fits = inputCount > 0 && inputCount <= NET_INPUTS_MAX && outputCount > 0 && outputCount <= NET_OUTPUTS_MAX;
  if (!fits || bias.dimensions[0] !== outputCount) return damaged(node.output);
  return ok({ inputCount, outputCount, weights: weight.values, bias: bias.values, activation });
}

function textOf(fields: readonly ProtobufField[], wanted: number): string {
  const found = fields.find(({ field }) => field === wanted);
  return found === undefined ? '' : decode(found.value);
}

function decode(value: number | Uint8Array): string {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : '';
}
