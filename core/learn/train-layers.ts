/**
 * Gradient descent over dense layers: minibatches in a seeded order, Adam (Kingma & Ba, 2015) with decoupled weight decay. Layer: learn.
 * Seeded and of IEEE basic operations only: the same data and seed give the same net in every engine.
 */
import { assert } from '../base/assert.ts';
import { ln } from '../base/deterministic-math.ts';
import type { Random } from '../base/random.ts';
import { activate, type Activation, type DenseLayer } from './net.ts';
import type { Matrix } from './standardize.ts';

/** 'classes': softmax and cross entropy, a target row holds one 1. 'values': mean squared error. */
export type Goal = 'classes' | 'values';

export interface Training {
  readonly inputs: Matrix;
  /** As many rows as `inputs`. */
  readonly targets: Matrix;
  readonly goal: Goal;
  /** Sizes of the hidden layers. */
  readonly hidden: readonly number[];
  readonly hiddenActivation: 'relu' | 'tanh';
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Share of a weight lost in a step of learning rate 1. */
  readonly weightDecay: number;
  readonly random: Random;
  /** Called after each epoch, with 0 … 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

export interface TrainedLayers {
  readonly layers: readonly DenseLayer[];
  /** Mean loss of each epoch. */
  readonly lossByEpoch: readonly number[];
}

const MEAN_KEPT = 0.9;
const SQUARE_KEPT = 0.999;
const TINY = 1e-8;
/** Errors smaller than this move no weight: most of a batch is right soon, and then costs only half. */
const ERROR_MIN = 1e-5;
/** A share of 0 would cost infinitely much. */
const SHARE_MIN = 1e-12;

/** One layer while it learns: weights, the gradient summed over a batch, and Adam's two means. */
class LearningLayer implements DenseLayer {
  readonly inputCount: number;
  readonly outputCount: number;
  readonly activation: Activation;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
  readonly answer: Float32Array;
  readonly error: Float32Array;
  readonly #parts: readonly AdamPart[];
  readonly #weightSlope: Float32Array;
  readonly #biasSlope: Float32Array;

  constructor(inputCount: number, outputCount: number, activation: Activation, random: Random | undefined) {
    this.inputCount = inputCount;
    this.outputCount = outputCount;
    this.activation = activation;
    const size = Math.sqrt(2 / inputCount);
    this.weights = new Float32Array(inputCount * outputCount);
    if (random) for (let i = 0; i < this.weights.length; i++) this.weights[i] = random.gaussian() * size;
    this.bias = new Float32Array(outputCount);
    this.answer = new Float32Array(outputCount);
    this.error = new Float32Array(outputCount);
    this.#weightSlope = new Float32Array(this.weights.length);
    this.#biasSlope = new Float32Array(outputCount);
    this.#parts = [new AdamPart(this.weights, this.#weightSlope, true), new AdamPart(this.bias, this.#biasSlope, false)];
  }

  /** Fills `answer`. */
  forward(inputs: Float32Array, from: number): void {
    const { inputCount, weights } = this;
    for (let output = 0; output < this.outputCount; output++) {
      const row = output * inputCount;
      let sum0 = 0;
      let sum1 = 0;
      let sum2 = 0;
      let sum3 = 0;
      let input = 0;
      // Four sums, because each addition waits for the one before it in its sum.
      for (; input + 3 < inputCount; input += 4) {
        sum0 += weights[row + input]! * inputs[from + input]!;
        sum1 += weights[row + input + 1]! * inputs[from + input + 1]!;
        sum2 += weights[row + input + 2]! * inputs[from + input + 2]!;
        sum3 += weights[row + input + 3]! * inputs[from + input + 3]!;
      }
      for (; input < inputCount; input++) sum0 += weights[row + input]! * inputs[from + input]!;
      this.answer[output] = this.bias[output]! + sum0 + sum1 + sum2 + sum3;
    }
    activate(this.activation, this.answer);
  }

  /** Adds `error`'s slope to the batch's, and where there is a layer below, gives it its error. */
  backward(inputs: Float32Array, from: number, below: LearningLayer | undefined): void {
    const { inputCount, weights } = this;
    const slope = this.#weightSlope;
    below?.error.fill(0);
    for (let output = 0; output < this.outputCount; output++) {
      const error = this.error[output]!;
      if (Math.abs(error) < ERROR_MIN) continue;
      this.#biasSlope[output]! += error;
      const row = output * inputCount;
      for (let input = 0; input < inputCount; input++) slope[row + input]! += error * inputs[from + input]!;
      if (below) for (let input = 0; input < inputCount; input++) below.error[input]! += error * weights[row + input]!;
    }
    below?.throughActivation();
  }

  throughActivation(): void {
    for (let i = 0; i < this.outputCount; i++) {
      const value = this.answer[i]!;
      this.error[i]! *= this.activation === 'relu' ? (value > 0 ? 1 : 0) : 1 - value * value;
    }
  }

  step(rates: StepRates): void {
    for (const part of this.#parts) part.step(rates);
  }
}

interface StepRates {
  readonly learningRate: number;
  readonly weightDecay: number;
  /** 1 − kept^t, which undoes that both means began at 0. */
  readonly meanShare: number;
  readonly squareShare: number;
}

class AdamPart {
  readonly #values: Float32Array;
  readonly #slope: Float32Array;
  readonly #mean: Float32Array;
  readonly #square: Float32Array;
  readonly #decays: boolean;

  constructor(values: Float32Array, slope: Float32Array, decays: boolean) {
    this.#values = values;
    this.#slope = slope;
    this.#mean = new Float32Array(values.length);
    this.#square = new Float32Array(values.length);
    this.#decays = decays;
  }

  step({ learningRate, weightDecay, meanShare, squareShare }: StepRates): void {
    const values = this.#values;
    const slopes = this.#slope;
    const means = this.#mean;
    const squares = this.#square;
    const decay = this.#decays ? weightDecay : 0;
    for (let i = 0; i < values.length; i++) {
      const slope = slopes[i]!;
      const mean = (means[i] = MEAN_KEPT * means[i]! + (1 - MEAN_KEPT) * slope);
      const square = (squares[i] = SQUARE_KEPT * squares[i]! + (1 - SQUARE_KEPT) * slope * slope);
      values[i]! -= learningRate * (mean / meanShare / (Math.sqrt(square / squareShare) + TINY) + decay * values[i]!);
      slopes[i] = 0;
    }
  }
}

/** Asserts that rows match; the data must be finite. */
export function trainLayers(training: Training): TrainedLayers {
  const { inputs, targets, epochs, batchSize, random } = training;
  assert(inputs.rows === targets.rows && inputs.rows > 0, 'one target a row of inputs');
  const layers = newLayers(training);
  const order = Array.from({ length: inputs.rows }, (_, row) => row);
  const lossByEpoch: number[] = [];
  let meanKept = 1;
  let squareKept = 1;
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    let loss = 0;
    for (let start = 0; start < order.length; start += batchSize) {
      const batch = order.slice(start, start + batchSize);
      for (const row of batch) loss += learnRow(layers, training, row, batch.length);
      meanKept *= MEAN_KEPT;
      squareKept *= SQUARE_KEPT;
      const rates = { meanShare: 1 - meanKept, squareShare: 1 - squareKept, weightDecay: training.weightDecay };
      const learningRate = training.learningRate * (1 - epoch / epochs);
      for (const layer of layers) layer.step({ ...rates, learningRate });
    }
    lossByEpoch.push(loss / inputs.rows);
    training.onProgress?.((epoch + 1) / epochs);
  }
  return { layers, lossByEpoch };
}

function newLayers({ inputs, targets, goal, hidden, hiddenActivation, random }: Training): readonly LearningLayer[] {
  const sizes = [inputs.columns, ...hidden, targets.columns];
  return sizes.slice(1).map((size, at) => {
    const isLast = at === hidden.length;
    const activation: Activation = !isLast ? hiddenActivation : goal === 'classes' ? 'softmax' : 'identity';
    // A single layer learns the same from any start; at 0 it owes nothing to chance.
    return new LearningLayer(sizes[at]!, size, activation, hidden.length > 0 ? random : undefined);
  });
}

/** Adds one row's slopes to the batch's. @returns its loss */
function learnRow(layers: readonly LearningLayer[], { inputs, targets, goal }: Training, row: number, batchRows: number): number {
  let from = row * inputs.columns;
  let values = inputs.values;
  for (const layer of layers) {
    layer.forward(values, from);
    values = layer.answer;
    from = 0;
  }
  const last = layers.at(-1)!;
  const loss = measure(last, targets, row, goal, batchRows);
  for (let at = layers.length - 1; at >= 0; at--) {
    const below = layers[at - 1];
    if (below) layers[at]!.backward(below.answer, 0, below);
    else layers[at]!.backward(inputs.values, row * inputs.columns, undefined);
  }
  return loss;
}

/** The error before the last activation, in both cases the difference (softmax and cross entropy cancel). */
function measure(last: LearningLayer, targets: Matrix, row: number, goal: Goal, batchRows: number): number {
  let loss = 0;
  for (let i = 0; i < last.outputCount; i++) {
    const target = targets.values[row * targets.columns + i]!;
    const difference = last.answer[i]! - target;
    last.error[i] = difference / batchRows;
    if (goal === 'values') loss += difference * difference;
    else if (target > 0) loss -= ln(Math.max(SHARE_MIN, last.answer[i]!));
  }
  return loss;
}

function shuffle(order: number[], random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.integer(0, i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
