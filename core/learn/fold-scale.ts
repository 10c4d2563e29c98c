/** Folds z-scores into the weights, so that a net takes and gives raw values and carries no step beside its layers. Layer: learn. */
import { assert } from '../base/assert.ts';
import type { DenseLayer } from './net.ts';
import type { ColumnScale } from './standardize.ts';

/** Weights that take raw inputs and give raw targets, where the layers were trained on standardized ones. */
export function foldInputScale(layer: DenseLayer, scale: ColumnScale): DenseLayer {
  const { inputCount, outputCount } = layer;
  const weights = new Float32Array(layer.weights.length);
  const bias = new Float32Array(outputCount);
  for (let output = 0; output < outputCount; output++) {
    let sum = layer.bias[output]!;
    for (let input = 0; input < inputCount; input++) {
      const at = output * inputCount + input;
      weights[at] = layer.weights[at]! / scale.deviation[input]!;
      sum -= (layer.weights[at]! / scale.deviation[input]!) * scale.mean[input]!;
    }
    bias[output] = sum;
  }
  return { inputCount, outputCount, weights, bias, activation: layer.activation };
}

/** The same for the last layer, whose activation must be the identity. */
export function foldOutputScale(layer: DenseLayer, scale: ColumnScale): DenseLayer {
  assert(layer.activation === 'identity', 'only a layer without activation can be scaled');
  const { inputCount, outputCount } = layer;
  const weights = layer.weights.map((weight, at) => weight * scale.deviation[Math.floor(at / inputCount)]!);
  const bias = layer.bias.map((value, output) => value * scale.deviation[output]! + scale.mean[output]!);
  return { inputCount, outputCount, weights, bias, activation: layer.activation };
}
