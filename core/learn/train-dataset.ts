/** From sorted pictures to what a head is trained on, or the reason why not yet. Layer: learn. */
import { fail, ok, type Result } from '../base/result.ts';
import { CLASSES_MIN, SAMPLES_PER_CLASS_MIN, type DatasetFaultCode, type ImageDataset } from './image-dataset.ts';
import { matrixOf } from './standardize.ts';
import type { HeadTraining } from './train-head.ts';

type Trainable = Pick<HeadTraining, 'features' | 'classOf' | 'labels'>;

/** Rows are all samples, class by class. Errors: `dataset.too-few-classes`, `dataset.too-few-samples`, both of the first class concerned. */
export function prepareTraining({ classes }: ImageDataset): Result<Trainable, DatasetFaultCode> {
  if (classes.length < CLASSES_MIN) return fail('dataset.too-few-classes', { min: CLASSES_MIN });
  const small = classes.find(({ samples }) => samples.length < SAMPLES_PER_CLASS_MIN);
  if (small) return fail('dataset.too-few-samples', { name: small.name, count: small.samples.length, min: SAMPLES_PER_CLASS_MIN });
  return ok({
    features: matrixOf(classes.flatMap(({ samples }) => samples.map(({ features }) => features))),
    classOf: classes.flatMap(({ samples }, at) => samples.map(() => at)),
    labels: classes.map(({ name }) => name),
  });
}
