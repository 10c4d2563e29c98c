/**
 * Reads the graph of a TensorFlow Lite file. Layer: scripts, build time only: the file is the one whose hash is named in convert.ts.
 * Spec: TensorFlow's schema.fbs (version 3) and FlatBuffers' binary format; slots are the fields' places in their tables.
 */

export const TFLITE_TYPE = { float32: 0, float16: 1, int32: 2 } as const;
/** BuiltinOperator of schema.fbs, those that the converter knows. */
export const TFLITE_OPERATOR = { add: 0, conv2d: 3, depthwiseConv2d: 4, dequantize: 6 } as const;

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  /** Empty where the tensor is computed. */
  readonly data: Uint8Array;
}

export interface TfliteNode {
  readonly operator: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** A field of the node's options. */
  option(slot: number, size: 'int8' | 'int32', otherwise: number): number;
}

export interface TfliteGraph {
  readonly tensors: readonly TfliteTensor[];
  readonly nodes: readonly TfliteNode[];
  readonly inputs: readonly number[];
}

interface Vector {
  readonly count: number;
  /** Of the first element. */
  readonly at: number;
}

class Tables {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where a field's value lies; 0 where the table leaves it out. */
  field(table: number, slot: number): number {
    const vtable = table - this.#view.getInt32(table, true);
    const entry = 4 + slot * 2;
    if (entry >= this.#view.getUint16(vtable, true)) return 0;
    const offset = this.#view.getUint16(vtable + entry, true);
    return offset === 0 ? 0 : table + offset;
  }

  number(table: number, slot: number, size: 'int8' | 'int32', otherwise: number): number {
    const at = this.field(table, slot);
    if (at === 0) return otherwise;
    return size === 'int8' ? this.#view.getInt8(at) : this.#view.getInt32(at, true);
  }

  follow(at: number): number {
    return at + this.#view.getUint32(at, true);
  }

  vector(table: number, slot: number): Vector {
    const at = this.field(table, slot);
    if (at === 0) return { count: 0, at: 0 };
    const start = this.follow(at);
    return { count: this.#view.getUint32(start, true), at: start + 4 };
  }

  children(table: number, slot: number): readonly number[] {
    const { count, at } = this.vector(table, slot);
    return Array.from({ length: count }, (_, i) => this.follow(at + 4 * i));
  }

  integers(table: number, slot: number): readonly number[] {
    const { count, at } = this.vector(table, slot);
    return Array.from({ length: count }, (_, i) => this.#view.getInt32(at + 4 * i, true));
  }

  bytes(table: number, slot: number): Uint8Array {
    const { count, at } = this.vector(table, slot);
    return this.#bytes.slice(at, at + count);
  }

  text(table: number, slot: number): string {
    return new TextDecoder().decode(this.bytes(table, slot));
  }
}

/** The first subgraph. */
export function readTflite(file: Uint8Array): TfliteGraph {
  const tables = new Tables(file);
  const model = tables.follow(0);
  // Operators above 127 stand in the newer field (slot 3); the older one (slot 0) holds the rest.
  const operators = tables
    .children(model, 1)
    .map((code) => Math.max(tables.number(code, 0, 'int8', 0), tables.number(code, 3, 'int32', 0)));
  const buffers = tables.children(model, 4);
  const subgraph = tables.children(model, 2)[0]!;
  const tensors = tables.children(subgraph, 0).map((tensor) => ({
    name: tables.text(tensor, 3),
    shape: tables.integers(tensor, 0),
    type: tables.number(tensor, 1, 'int8', 0),
    data: tables.bytes(buffers[tables.number(tensor, 2, 'int32', 0)]!, 0),
  }));
  const nodes = tables.children(subgraph, 3).map((node) => {
    const options = tables.field(node, 4);
    return {
      operator: operators[tables.number(node, 0, 'int32', 0)]!,
      inputs: tables.integers(node, 1),
      outputs: tables.integers(node, 2),
      option: (slot: number, size: 'int8' | 'int32', otherwise: number) =>
        options === 0 ? otherwise : tables.number(tables.follow(options), slot, size, otherwise),
    };
  });
  return { tensors, nodes, inputs: tables.integers(subgraph, 1) };
}
