/** A small net with hidden layers that learns numbers from numbers: what to do with the motors at these readings. Layer: learn. */
import { Random } from '../base/random.ts';
import { foldInputScale, foldOutputScale } from './fold-scale.ts';
import type { NetSpec } from './net.ts';
import { measureColumns, standardize, type Matrix } from './standardize.ts';
import { trainLayers } from './train-layers.ts';

export interface MlpTraining {
  /** One row a moment; any units, each column is standardized. */
  readonly inputs: Matrix;
  /** As many rows; any units. */
  readonly targets: Matrix;
  readonly inputNames: readonly string[];
  /** What each target is. */
  readonly labels: readonly string[];
  readonly seed: number;
  /** Sizes of the hidden layers. */
  readonly hidden?: readonly number[];
  readonly epochs?: number;
  readonly onProgress?: ((done: number) => void) | undefined;
}

export interface TrainedNet {
  readonly net: NetSpec;
  /** Mean squared error of each epoch, summed over the targets, in their deviations². */
  readonly lossByEpoch: readonly number[];
}

const HIDDEN = [16] as const;
const EPOCHS = 60;
const DEVIATION_MIN = 1e-3;

export function trainMlp(training: MlpTraining): TrainedNet {
  const { inputs, targets, inputNames, labels, seed, hidden = HIDDEN, epochs = EPOCHS, onProgress } = training;
  const inputScale = measureColumns(inputs, DEVIATION_MIN);
  const targetScale = measureColumns(targets, DEVIATION_MIN);
  const { layers, lossByEpoch } = trainLayers({
    inputs: standardize(inputs, inputScale),
    targets: standardize(targets, targetScale),
    goal: 'values',
    hidden,
    hiddenActivation: 'tanh',
    epochs,
    batchSize: 32,
    learningRate: 0.01,
    weightDecay: 0.01,
    random: new Random(seed),
    onProgress,
  });
  const folded = [...layers];
  folded[0] = foldInputScale(folded[0]!, inputScale);
  folded[folded.length - 1] = foldOutputScale(folded.at(-1)!, targetScale);
  return { net: { kind: 'numbers', layers: folded.map(plain), inputNames, labels }, lossByEpoch };
}

function plain({ inputCount, outputCount, weights, bias, activation }: NetSpec['layers'][number]): NetSpec['layers'][number] {
  return { inputCount, outputCount, weights, bias, activation };
}
