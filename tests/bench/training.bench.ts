/** How long the last layer of a picture classifier takes to train once its features are there: 8 classes of 30 pictures. */
import { confusionOf, answerHeldOut } from '../../core/learn/held-out.ts';
import { makeClusters } from '../../core/learn/testing/clusters.ts';
import { FEATURE_COUNT } from '../../core/learn/image-dataset.ts';
import { trainHead } from '../../core/learn/train-head.ts';
import type { Bench, BenchRow } from './bench.ts';
import { processorMs } from './measure.ts';

const CLASSES = 8;
const PER_CLASS = 30;
const LIMIT_MS = 200;
/** Of the noise, beside centres spread over 0 … 6: no two classes touch, few are far apart. */
const SPREAD = 1.5;

export const trainingBench: Bench = {
  name: 'training',
  run() {
    const clusters = makeClusters({ seed: 1, classes: CLASSES, perClass: PER_CLASS, columns: FEATURE_COUNT, spread: SPREAD });
    const training = { ...clusters, labels: Array.from({ length: CLASSES }, (_, at) => `class ${at}`), seed: 1 };
    const confusion = confusionOf(clusters.classOf, answerHeldOut(training), CLASSES);
    const right = confusion.reduce((sum, row, at) => sum + row[at]!, 0) / (CLASSES * PER_CLASS);
    const head = processorMs(() => void trainHead(training));
    const heldOut = processorMs(() => void answerHeldOut(training));
    const what = `${CLASSES} classes × ${PER_CLASS} pictures, ${FEATURE_COUNT} features`;
    const missing = 'no browser library both trains and writes ONNX without a network; one beside it would compare other work';
    const rows: readonly BenchRow[] = [
      {
        what: `training, ${what}`,
        value: head,
        unit: 'ms of processor time',
        target: `≤ ${LIMIT_MS} ms`,
        reached: head <= LIMIT_MS,
        missing,
      },
      { what: `test on pictures held out, ${what}`, value: heldOut, unit: 'ms of processor time' },
      { what: 'right on pictures held out', value: right * 100, unit: '%' },
    ];
    return Promise.resolve(rows);
  },
};
