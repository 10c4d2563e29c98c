/**
 * Builds an ONNX file. Layer: learn/onnx. Spec: onnx.proto3 of ONNX 1.13 (IR version 8), operator set 13.
 * The same calls give the same bytes.
 */
import { ProtobufWriter } from './protobuf-writer.ts';

export const ELEMENT_TYPE = { float: 1, uint8: 2, float16: 10 } as const;
type ElementType = keyof typeof ELEMENT_TYPE;

/** Field numbers of onnx.proto3, those used here. */
export const MODEL = { irVersion: 1, producerName: 2, graph: 7, opsetImport: 8, metadata: 14 } as const;
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
export const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5 } as const;
export const ATTRIBUTE = { name: 1, int: 3, ints: 8, type: 20 } as const;
export const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 } as const;
const ATTRIBUTE_TYPE = { int: 2, ints: 7 } as const;
const VALUE_INFO = { name: 1, type: 2 } as const;

export const IR_VERSION = 8;
const OPSET_VERSION = 13;
const PRODUCER = 'guiji-lab';

/** A number, or the name of a length that is known only when the net runs. */
type Dimension = number | string;

export class OnnxGraph {
  readonly #name: string;
  readonly #nodes: ProtobufWriter[] = [];
  readonly #initializers: ProtobufWriter[] = [];
  readonly #inputs: ProtobufWriter[] = [];
  readonly #outputs: ProtobufWriter[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  input(name: string, dimensions: readonly Dimension[], type: ElementType = 'float'): void {
    this.#inputs.push(valueInfo(name, dimensions, type));
  }

  output(name: string, dimensions: readonly Dimension[]): void {
    this.#outputs.push(valueInfo(name, dimensions, 'float'));
  }

  /** @param data borrowed until `finish`; little-endian, as every machine that runs this is. */
  constant(name: string, dimensions: readonly number[], data: Float32Array | Uint16Array, type: ElementType = 'float'): void {
    const raw = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    const tensor = new ProtobufWriter().packed(TENSOR.dims, dimensions).int(TENSOR.dataType, ELEMENT_TYPE[type]);
    this.#initializers.push(tensor.text(TENSOR.name, name).bytes(TENSOR.rawData, raw));
  }

  /** @returns `output` */
  node(
    operator: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, number | readonly number[]>> = {},
  ): string {
    const node = new ProtobufWriter();
    for (const input of inputs) node.text(NODE.input, input);
    node.text(NODE.output, output).text(NODE.name, output).text(NODE.opType, operator);
    for (const [name, value] of Object.entries(attributes)) node.message(NODE.attribute, attribute(name, value));
    this.#nodes.push(node);
    return output;
  }

  finish(metadata: Readonly<Record<string, string>>): Uint8Array {
    const graph = new ProtobufWriter();
    for (const node of this.#nodes) graph.message(GRAPH.node, node);
    graph.text(GRAPH.name, this.#name);
    for (const initializer of this.#initializers) graph.message(GRAPH.initializer, initializer);
    for (const input of this.#inputs) graph.message(GRAPH.input, input);
    for (const output of this.#outputs) graph.message(GRAPH.output, output);
    const opset = new ProtobufWriter().text(1, '').int(2, OPSET_VERSION);
    const model = new ProtobufWriter().int(MODEL.irVersion, IR_VERSION).text(MODEL.producerName, PRODUCER);
    model.message(MODEL.graph, graph).message(MODEL.opsetImport, opset);
    for (const [key, value] of Object.entries(metadata)) {
      model.message(MODEL.metadata, new ProtobufWriter().text(1, key).text(2, value));
    }
    return model.finish();
  }
}

function attribute(name: string, value: number | readonly number[]): ProtobufWriter {
  const written = new ProtobufWriter().text(ATTRIBUTE.name, name);
  if (typeof value === 'number') return written.int(ATTRIBUTE.int, value).int(ATTRIBUTE.type, ATTRIBUTE_TYPE.int);
  for (const one of value) written.int(ATTRIBUTE.ints, one);
  return written.int(ATTRIBUTE.type, ATTRIBUTE_TYPE.ints);
}

function valueInfo(name: string, dimensions: readonly Dimension[], type: ElementType): ProtobufWriter {
  const shape = new ProtobufWriter();
  for (const one of dimensions) {
    shape.message(1, typeof one === 'number' ? new ProtobufWriter().int(1, one) : new ProtobufWriter().text(2, one));
  }
  const tensor = new ProtobufWriter().int(1, ELEMENT_TYPE[type]).message(2, shape);
  return new ProtobufWriter().text(VALUE_INFO.name, name).message(VALUE_INFO.type, new ProtobufWriter().message(1, tensor));
}
