import { describe, expect, it } from 'vitest';
import { Random } from '../base/random.ts';
import { evaluateNet, largestAt, tanh, type NetSpec } from './net.ts';
import { writeOnnx } from './onnx/write-onnx.ts';
import { matrixOf, type Matrix } from './standardize.ts';
import { makeClusters } from './testing/clusters.ts';
import { runInOnnxRuntime } from './testing/onnx-runtime.ts';
import { trainHead } from './train-head.ts';
import { trainMlp } from './train-mlp.ts';

const rowsOf = ({ rows, columns, values }: Matrix) =>
  Array.from({ length: rows }, (_, row) => values.subarray(row * columns, (row + 1) * columns));

const labels = ['none', 'stop', 'left'];
const clusters = makeClusters({ seed: 5, classes: 3, perClass: 20, columns: 64, spread: 0.5 });
const headOf = (seed: number) => trainHead({ ...clusters, labels, seed });

/** Steering by five readings: what a student driving by hand might have done. */
function steering(seed: number, rows: number): { readonly inputs: Matrix; readonly targets: Matrix } {
  const random = new Random(seed);
  const inputs = Array.from({ length: rows }, () => Array.from({ length: 5 }, () => random.unit() * 100));
  const targets = inputs.map((row) => {
    const lean = (row[4]! + row[3]! - row[1]! - row[0]!) / 4;
    return [50 + 40 * tanh(lean / 20), 50 - 40 * tanh(lean / 20)];
  });
  return { inputs: matrixOf(inputs), targets: matrixOf(targets) };
}

const driving = (seed: number) => trainMlp({ ...steering(1, 600), inputNames: ['a', 'b', 'c', 'd', 'e'], labels: ['left', 'right'], seed });

async function largestDifference(net: NetSpec, inputs: readonly ArrayLike<number>[]): Promise<number> {
  const theirs = await runInOnnxRuntime(writeOnnx(net), inputs);
  const ours = inputs.flatMap((row) => [...evaluateNet(net, row)]);
  return ours.reduce((most, value, at) => Math.max(most, Math.abs(value - theirs[at]!)), 0);
}

describe('training the last layer of a picture classifier', () => {
  it('tells classes apart that it has not seen', () => {
    const unseen = makeClusters({ seed: 5, classes: 3, perClass: 60, columns: 64, spread: 0.5 });
    const head = headOf(1);
    const right = rowsOf(unseen.features).filter((row, at) => largestAt(evaluateNet(head, row)) === unseen.classOf[at]);
    expect(right.length / unseen.features.rows).toBeGreaterThan(0.98);
  });

  it('answers shares that add up to one', () => {
    for (const row of rowsOf(clusters.features)) {
      expect(evaluateNet(headOf(1), row).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
    }
  });

  it('gives the same bytes for the same seed, and others for another', () => {
    expect(writeOnnx(headOf(7))).toEqual(writeOnnx(headOf(7)));
    expect(writeOnnx(headOf(7))).not.toEqual(writeOnnx(headOf(8)));
  });

  it('gives every class the same share where pictures do not differ', () => {
    const features = matrixOf(Array.from({ length: 9 }, () => new Float32Array(16).fill(3)));
    const head = trainHead({ features, classOf: [0, 0, 0, 1, 1, 1, 2, 2, 2], labels, seed: 1 });
    for (const share of evaluateNet(head, new Float32Array(16).fill(3))) expect(share).toBeCloseTo(1 / 3, 1);
  });

  it('reports its progress up to the whole', () => {
    const reports: number[] = [];
    trainHead({ ...clusters, labels, seed: 1, onProgress: (done) => reports.push(done) });
    expect(reports.at(-1)).toBe(1);
    expect(reports).toEqual([...reports].sort((a, b) => a - b));
  });
});

describe('training a small net on numbers', () => {
  it('learns to steer from readings', () => {
    const { net, lossByEpoch } = driving(3);
    expect(lossByEpoch.at(-1)).toBeLessThan(0.05);
    const unseen = steering(2, 100);
    const answers = rowsOf(unseen.inputs).map((row) => evaluateNet(net, row));
    const targets = rowsOf(unseen.targets);
    const meanError = answers.reduce((sum, answer, at) => sum + Math.abs(answer[0]! - targets[at]![0]!), 0) / answers.length;
    expect(meanError).toBeLessThan(4);
  });

  it('gives the same bytes for the same seed', () => {
    expect(writeOnnx(driving(3).net)).toEqual(writeOnnx(driving(3).net));
  });

  it('keeps a target that never changes', () => {
    const { inputs } = steering(1, 40);
    const { net } = trainMlp({ inputs, targets: matrixOf(Array.from({ length: 40 }, () => [42])), inputNames: [], labels: ['y'], seed: 1 });
    expect(evaluateNet(net, rowsOf(inputs)[0]!)[0]).toBeCloseTo(42, 1);
  });
});

describe('a net’s file in ONNX Runtime', () => {
  it('gives a head’s answers within 1e-5', async () => {
    expect(await largestDifference(headOf(1), rowsOf(clusters.features))).toBeLessThan(1e-5);
  });

  it('gives a small net’s answers within 1e-5 of their size', async () => {
    expect(await largestDifference(driving(3).net, rowsOf(steering(9, 50).inputs))).toBeLessThan(100 * 1e-5);
  });
});
