/**
 * That a model is ONNX, whole, and names no other file. Layer: pack. Spec: onnx.proto (ModelProto, GraphProto, TensorProto), protobuf wire format.
 * Whether it can be computed is for the runtime to say; this is what must hold before the file is kept at all.
 */
import { fail, ok, type Result } from '../../base/result.ts';
import type { PackContentFaultCode } from '../pack-faults.ts';

interface Field {
  readonly number: number;
  /** Of a varint; 0 for other kinds. */
  readonly value: number;
  /** Of a length-delimited field; borrowed. */
  readonly bytes: Uint8Array | undefined;
}

const MODEL_IR_VERSION = 1;
const MODEL_GRAPH = 7;
const MODEL_OPSET_IMPORT = 8;
const GRAPH_INITIALIZER = 5;
const TENSOR_EXTERNAL_DATA = 13;
const TENSOR_DATA_LOCATION = 14;
const IR_VERSION_MAX = 100;
const FIELDS_MAX = 200_000;
const VARINT_BYTES_MAX = 10;

const VARINT = 0;
const FIXED64 = 1;
const DELIMITED = 2;
const FIXED32 = 5;

export function checkModel(path: string, bytes: Uint8Array): Result<void, PackContentFaultCode> {
  const bad = (problem: string) => fail('pack.bad-model', { path, problem });
  const model = fieldsOf(bytes);
  if (model === undefined) return bad('ModelProto');
  const irVersion = model.find(({ number }) => number === MODEL_IR_VERSION)?.value ?? 0;
  if (irVersion < 1 || irVersion > IR_VERSION_MAX) return bad('ir_version');
  if (!model.some(({ number }) => number === MODEL_OPSET_IMPORT)) return bad('opset_import');
  const graphs = model.filter(({ number }) => number === MODEL_GRAPH);
  const graph = graphs.length === 1 && graphs[0]!.bytes !== undefined ? fieldsOf(graphs[0]!.bytes) : undefined;
  if (graph === undefined) return bad('graph');
  for (const { number, bytes: tensor } of graph) {
    if (number !== GRAPH_INITIALIZER || tensor === undefined) continue;
    const fields = fieldsOf(tensor);
    if (fields === undefined) return bad('initializer');
    const isElsewhere = fields.some(
      (field) => field.number === TENSOR_EXTERNAL_DATA || (field.number === TENSOR_DATA_LOCATION && field.value !== 0),
    );
    if (isElsewhere) return fail('pack.outside-reference', { path, what: 'external_data' });
  }
  return ok(undefined);
}

/** undefined: not well-formed. */
function fieldsOf(bytes: Uint8Array): readonly Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number | undefined => {
    let value = 0;
    for (let i = 0, scale = 1; i < VARINT_BYTES_MAX && at < bytes.byteLength; i++, scale *= 128) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    return undefined;
  };
  while (at < bytes.byteLength) {
    if (fields.length >= FIELDS_MAX) return undefined;
    const tag = varint();
    if (tag === undefined || tag < 8) return undefined;
    const [number, wireType] = [Math.floor(tag / 8), tag % 8];
    let value: number | undefined = 0;
    let length = 0;
    if (wireType === VARINT) value = varint();
    else if (wireType === DELIMITED) length = varint() ?? Infinity;
    else if (wireType === FIXED64) length = 8;
    else if (wireType === FIXED32) length = 4;
    else return undefined;
    if (value === undefined || at + length > bytes.byteLength) return undefined;
    fields.push({ number, value, bytes: wireType === DELIMITED ? bytes.subarray(at, at + length) : undefined });
    at += length;
  }
  return fields;
}
