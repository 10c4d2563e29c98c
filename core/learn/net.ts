/**
 * A small net of dense layers, and its answer to one row of numbers. Layer: learn.
 * Only IEEE basic operations and core/base's `exp`: the same bits in every engine, so a program may steer by it and its run still verifies.
 */
import { assert } from '../base/assert.ts';
import { exp } from '../base/deterministic-math.ts';

export const NET_INPUTS_MAX = 4096;
export const NET_OUTPUTS_MAX = 256;
export const NET_LAYERS_MAX = 4;
export const NET_NAME_LENGTH_MAX = 40;

/** 'image': takes the features of a picture, answers one share a label. 'numbers': takes and gives numbers that have names. */
export const NET_KINDS = ['image', 'numbers'] as const;
export type NetKind = (typeof NET_KINDS)[number];

/** softmax only in the last layer. */
export type Activation = 'identity' | 'relu' | 'tanh' | 'softmax';

export interface DenseLayer {
  readonly inputCount: number;
  readonly outputCount: number;
  /** outputCount × inputCount, row by row. */
  readonly weights: Float32Array;
  /** outputCount. */
  readonly bias: Float32Array;
  readonly activation: Activation;
}

/** What was done to inputs and targets before training is folded into the weights: a net takes and gives raw values. */
export interface NetSpec {
  readonly kind: NetKind;
  readonly layers: readonly DenseLayer[];
  /** One an input, in order; empty where inputs have no names (an image's features). */
  readonly inputNames: readonly string[];
  /** One an output, in order: the classes, or what the numbers are. */
  readonly labels: readonly string[];
}

export function inputCountOf(net: NetSpec): number {
  return net.layers[0]!.inputCount;
}

export function outputCountOf(net: NetSpec): number {
  return net.layers.at(-1)!.outputCount;
}

/** @param inputs `inputCountOf(net)` numbers. @returns a new array of `outputCountOf(net)` numbers. */
export function evaluateNet(net: NetSpec, inputs: ArrayLike<number>): Float32Array {
  assert(inputs.length === inputCountOf(net), `a net of ${inputCountOf(net)} inputs was given ${inputs.length}`);
  let values: ArrayLike<number> = inputs;
  let answer = new Float32Array(0);
  for (const layer of net.layers) {
    answer = new Float32Array(layer.outputCount);
    multiply(layer, values, answer);
    activate(layer.activation, answer);
    values = answer;
  }
  return answer;
}

/** Position of the largest number; the first of equals. */
export function largestAt(values: ArrayLike<number>): number {
  let at = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[at]!) at = i;
  return at;
}

function multiply(layer: DenseLayer, inputs: ArrayLike<number>, outputs: Float32Array): void {
  const { inputCount, outputCount, weights, bias } = layer;
  for (let output = 0; output < outputCount; output++) {
    let sum = bias[output]!;
    const row = output * inputCount;
    for (let input = 0; input < inputCount; input++) sum += weights[row + input]! * inputs[input]!;
    outputs[output] = sum;
  }
}

/** In place. */
export function activate(activation: Activation, values: Float32Array): void {
  if (activation === 'softmax') return softmax(values);
  if (activation === 'identity') return;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    values[i] = activation === 'relu' ? Math.max(0, value) : tanh(value);
  }
}

function softmax(values: Float32Array): void {
  let largest = -Infinity;
  for (const value of values) largest = Math.max(largest, value);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const share = exp(values[i]! - largest);
    values[i] = share;
    sum += share;
  }
  for (let i = 0; i < values.length; i++) values[i] = values[i]! / sum;
}

/** Within 2e-16 of the true value, absolutely. */
export function tanh(x: number): number {
  const small = exp(-2 * Math.abs(x));
  const size = (1 - small) / (1 + small);
  return x < 0 ? -size : size;
}
