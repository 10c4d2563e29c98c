import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateNet, NET_INPUTS_MAX, NET_LAYERS_MAX, type DenseLayer, type NetSpec } from '../net.ts';
import { OnnxGraph } from './onnx-graph.ts';
import { readNet, NET_FILE_BYTES_MAX } from './read-net.ts';
import { METADATA, writeOnnx } from './write-onnx.ts';

const VERBOSE = { verbose: true } as const;

function layer(inputCount: number, outputCount: number, activation: DenseLayer['activation']): DenseLayer {
  const weights = Float32Array.from({ length: inputCount * outputCount }, (_, at) => (at % 7) / 4 - 0.5);
  return { inputCount, outputCount, weights, bias: Float32Array.from({ length: outputCount }, (_, at) => at / 8), activation };
}

const head: NetSpec = { kind: 'image', layers: [layer(6, 3, 'softmax')], inputNames: [], labels: ['都不是', 'stop', 'left'] };
const mlp: NetSpec = {
  kind: 'numbers',
  layers: [layer(3, 4, 'tanh'), layer(4, 2, 'identity')],
  inputNames: ['line 1', 'line 2', 'line 3'],
  labels: ['left', 'right'],
};

const arbitraryNet: fc.Arbitrary<NetSpec> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: NET_LAYERS_MAX + 1 }),
    inner: fc.constantFrom('identity', 'relu', 'tanh'),
    last: fc.constantFrom('identity', 'relu', 'tanh', 'softmax'),
    kind: fc.constantFrom('image', 'numbers'),
  })
  .map(({ sizes, inner, last, kind }) => {
    const layers = sizes.slice(1).map((size, at) => layer(sizes[at]!, size, at === sizes.length - 2 ? last : inner));
    return { kind, layers, inputNames: [], labels: Array.from({ length: sizes.at(-1)! }, (_, at) => `c${at}`) };
  });

/** A file that our writer would not make: the parts of a head, with one thing otherwise. */
function foreign(change: {
  readonly operator?: string;
  readonly weightShape?: readonly number[];
  readonly extraConstant?: boolean;
  readonly format?: string;
  readonly features?: string;
  readonly labels?: string;
  readonly weights?: Float32Array;
  readonly input?: string;
}): Uint8Array {
  const graph = new OnnxGraph('net');
  graph.constant('w', change.weightShape ?? [2, 3], change.weights ?? new Float32Array(6));
  graph.constant('b', [2], new Float32Array(2));
  if (change.extraConstant) graph.constant('z', [1], new Float32Array(1));
  graph.node(change.operator ?? 'Gemm', [change.input ?? 'x', 'w', 'b'], 'y', { transB: 1 });
  return graph.finish({
    [METADATA.format]: change.format ?? '1',
    [METADATA.kind]: 'image',
    [METADATA.labels]: change.labels ?? '["a","b"]',
    [METADATA.inputs]: '[]',
    [METADATA.features]: change.features ?? 'mobilenetv2-oidv4-128-max-6-10-13',
  });
}

const codeOf = (bytes: Uint8Array) => {
  const read = readNet(bytes);
  return read.ok ? 'ok' : read.fault.code;
};

describe('reading a net', () => {
  it('gives back what was written, whatever its layers', () => {
    fc.assert(
      fc.property(arbitraryNet, (net) => {
        const read = readNet(writeOnnx(net));
        expect(read).toEqual({ ok: true, value: net });
        expect(writeOnnx(read.ok ? read.value : head)).toEqual(writeOnnx(net));
      }),
      VERBOSE,
    );
  });

  it('answers as the net did', () => {
    const read = readNet(writeOnnx(mlp));
    expect(read.ok && evaluateNet(read.value, [1, 2, 3])).toEqual(evaluateNet(mlp, [1, 2, 3]));
  });

  it('refuses a file cut off at any byte', () => {
    const bytes = writeOnnx(head);
    for (let length = 0; length < bytes.byteLength; length++) expect(codeOf(bytes.subarray(0, length)), `${length} bytes`).not.toBe('ok');
  });

  it('never throws, nor makes more than the file holds, whatever is changed in it', () => {
    const bytes = writeOnnx(mlp);
    const changes = fc.array(fc.tuple(fc.nat(bytes.byteLength - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(changes, (list) => {
        const changed = bytes.slice();
        for (const [at, value] of list) changed[at] = value;
        const read = readNet(changed);
        const values = read.ok ? read.value.layers.reduce((sum, { weights }) => sum + weights.length, 0) : 0;
        expect(values * 4).toBeLessThan(bytes.byteLength);
      }),
      { ...VERBOSE, numRuns: 2000 },
    );
  });

  it('never throws on arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(codeOf(bytes)).not.toBe('ok');
      }),
      VERBOSE,
    );
  });

  it.each([
    ['text', new TextEncoder().encode('<!doctype html>'), 'net.not-a-model'],
    ['nothing', new Uint8Array(0), 'net.not-a-model'],
    ['a file beyond the limit', new Uint8Array(NET_FILE_BYTES_MAX + 1), 'net.too-large'],
    ['the same graph, written by hand', foreign({}), 'ok'],
    ['another operator', foreign({ operator: 'Loop' }), 'net.not-ours'],
    ['an operator that reads elsewhere', foreign({ input: 'w' }), 'net.not-ours'],
    ['constants nobody uses', foreign({ extraConstant: true }), 'net.not-ours'],
    ['a shape that promises more than the file has', foreign({ weightShape: [2, 2 ** 50] }), 'net.damaged'],
    [
      'more inputs than allowed',
      foreign({ weightShape: [2, NET_INPUTS_MAX + 1], weights: new Float32Array(2 * NET_INPUTS_MAX + 2) }),
      'net.damaged',
    ],
    ['weights that are no numbers', foreign({ weights: new Float32Array(6).fill(NaN) }), 'net.damaged'],
    ['labels that are no list', foreign({ labels: '{"__proto__":1}' }), 'net.damaged'],
    ['too few labels', foreign({ labels: '["a"]' }), 'net.damaged'],
    ['two equal labels', foreign({ labels: '["a","a"]' }), 'net.damaged'],
    ['a later version', foreign({ format: '2' }), 'net.newer-version'],
    ['no version', foreign({ format: '' }), 'net.not-ours'],
    ['a head for other features', foreign({ features: 'other' }), 'net.other-features'],
  ])('answers %s with its code', (_what, bytes, code) => expect(codeOf(bytes)).toBe(code));
});
