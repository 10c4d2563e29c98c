/** The last layer of a picture classifier, trained on features: softmax regression. Layer: learn. */
import { Random } from '../base/random.ts';
import { foldInputScale } from './fold-scale.ts';
import type { NetSpec } from './net.ts';
import { measureColumns, standardize, type Matrix } from './standardize.ts';
import { trainLayers } from './train-layers.ts';

export interface HeadTraining {
  /** One row a picture. */
  readonly features: Matrix;
  /** For each row the position of its class in `labels`. */
  readonly classOf: readonly number[];
  readonly labels: readonly string[];
  readonly seed: number;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Features are maxima of ReLU6, 0 … 6: one that moves less than this over all pictures is dead. */
const FEATURE_DEVIATION_MIN = 0.1;
const BATCH_SIZE = 32;
/** Steps in all, whatever the number of pictures: this is what training costs. */
const STEPS = 80;
const EPOCHS_MIN = 4;

/** Takes raw features, gives one share a label. */
export function trainHead({ features, classOf, labels, seed, onProgress }: HeadTraining): NetSpec {
  const scale = measureColumns(features, FEATURE_DEVIATION_MIN);
  const stepsPerEpoch = Math.ceil(features.rows / BATCH_SIZE);
  const { layers } = trainLayers({
    inputs: standardize(features, scale),
    targets: oneHot(classOf, labels.length),
    goal: 'classes',
    hidden: [],
    hiddenActivation: 'relu',
    epochs: Math.max(EPOCHS_MIN, Math.ceil(STEPS / stepsPerEpoch)),
    batchSize: BATCH_SIZE,
    learningRate: 0.001,
    weightDecay: 1,
    random: new Random(seed),
    onProgress,
  });
  return { kind: 'image', layers: [foldInputScale(layers[0]!, scale)], inputNames: [], labels };
}

function oneHot(classOf: readonly number[], classCount: number): Matrix {
  const values = new Float32Array(classOf.length * classCount);
  classOf.forEach((at, row) => (values[row * classCount + at] = 1));
  return { rows: classOf.length, columns: classCount, values };
}
