import { describe, expect, it } from 'vitest';
import { answerHeldOut, confusionOf } from './held-out.ts';
import type { ImageDataset } from './image-dataset.ts';
import { makeClusters } from './testing/clusters.ts';
import { prepareTraining } from './train-dataset.ts';

const labels = ['none', 'stop', 'left'];
const clusters = makeClusters({ seed: 2, classes: 3, perClass: 12, columns: 32, spread: 0.4 });

describe('answers on pictures held out', () => {
  it('are right where classes differ, one a picture', () => {
    const answers = answerHeldOut({ ...clusters, labels, seed: 1 });
    expect(answers.map(({ answered }) => answered)).toEqual(clusters.classOf);
    expect(confusionOf(clusters.classOf, answers, 3)).toEqual([
      [12, 0, 0],
      [0, 12, 0],
      [0, 0, 12],
    ]);
  });

  it('show a picture that was put into the wrong class', () => {
    const classOf = clusters.classOf.map((at, row) => (row === 14 ? 2 : at));
    const answers = answerHeldOut({ ...clusters, classOf, labels, seed: 1 });
    expect(answers[14]!.answered).toBe(1);
    expect(confusionOf(classOf, answers, 3)[2]![1]).toBe(1);
  });

  it('are the same for the same seed', () => {
    const ask = () => answerHeldOut({ ...clusters, labels, seed: 4 });
    expect(ask()).toEqual(ask());
  });

  it('do not come from neighbours of the same burst', () => {
    // Three bursts a class, each a cloud of its own place: who learns from a picture's own burst answers all of them right.
    const bursts = makeClusters({ seed: 9, classes: 10, perClass: 3, columns: 8, spread: 0.01 });
    const classOf = bursts.classOf.map((burst) => burst % 2);
    const order = classOf.map((_, row) => row).sort((a, b) => classOf[a]! - classOf[b]! || a - b);
    const values = new Float32Array(order.flatMap((row) => [...bursts.features.values.subarray(row * 8, (row + 1) * 8)]));
    const inOrder = order.map((row) => classOf[row]!);
    const answers = answerHeldOut({ features: { ...bursts.features, values }, classOf: inOrder, labels: ['a', 'b'], seed: 1 });
    const right = answers.filter(({ answered }, row) => answered === inOrder[row]).length;
    expect(right / answers.length).toBeLessThan(0.8);
  });

  it('report how far they are', () => {
    const reports: number[] = [];
    answerHeldOut({ ...clusters, labels, seed: 1, onProgress: (done) => reports.push(done) });
    expect(reports).toEqual([0.2, 0.4, 0.6, 0.8, 1]);
  });
});

describe('what may be trained', () => {
  const sample = (id: string) => ({ id, features: new Float32Array(4).fill(id.length), thumbnail: new Uint8Array(0) });
  const dataset = (...counts: readonly number[]): ImageDataset => ({
    classes: counts.map((count, at) => ({
      id: `${at}`,
      name: `c${at}`,
      samples: Array.from({ length: count }, (_, i) => sample(`${at}-${i}`)),
    })),
  });

  it('is two classes of three pictures, row by row', () => {
    const prepared = prepareTraining(dataset(3, 4));
    expect(prepared).toMatchObject({
      ok: true,
      value: { labels: ['c0', 'c1'], classOf: [0, 0, 0, 1, 1, 1, 1], features: { rows: 7, columns: 4 } },
    });
  });

  it('is not one class, nor a class of two pictures', () => {
    expect(prepareTraining(dataset(9))).toMatchObject({ fault: { code: 'dataset.too-few-classes' } });
    expect(prepareTraining(dataset(9, 2))).toMatchObject({ fault: { code: 'dataset.too-few-samples', params: { name: 'c1', count: 2 } } });
  });
});
