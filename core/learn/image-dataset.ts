/**
 * Pictures sorted into classes, as features and a thumbnail each. Layer: learn.
 * Why no pictures: what is kept must not show more of a child's room than a stamp does, and 200 pictures a class would fill a school PC.
 */

/** Numbers a picture gives (web/models/PROVENANCE.md). */
export const FEATURE_COUNT = 1152;
/** What made them. A net trained on others' features is refused. */
export const FEATURES_ID = 'mobilenetv2-oidv4-128-max-6-10-13';
export const CLASSES_MAX = 12;
export const CLASSES_MIN = 2;
export const SAMPLES_PER_CLASS_MAX = 200;
export const SAMPLES_PER_CLASS_MIN = 3;
export const CLASS_NAME_LENGTH_MAX = 20;
/** A JPEG of 80 pixels a side has about 3 kB. */
export const THUMBNAIL_BYTES_MAX = 16_384;

export interface ImageSample {
  /** Unique in its data set. */
  readonly id: string;
  /** `FEATURE_COUNT` numbers. */
  readonly features: Float32Array;
  /** A small JPEG. */
  readonly thumbnail: Uint8Array;
}

export interface ImageClass {
  /** Unique in its data set; also when the class is renamed. */
  readonly id: string;
  readonly name: string;
  /** In the order in which they were taken. */
  readonly samples: readonly ImageSample[];
}

export interface ImageDataset {
  /** The first is "none of these": without it a net has to call everything one of its classes. */
  readonly classes: readonly ImageClass[];
}

export type DatasetFaultCode =
  | 'dataset.too-few-classes' // {min}
  | 'dataset.too-few-samples' // {name, count, min}
  | 'dataset.class-full' // {name, limit}
  | 'dataset.too-many-classes' // {limit}
  | 'dataset.same-name'; // {name}

export function sampleCountOf(dataset: ImageDataset): number {
  return dataset.classes.reduce((sum, { samples }) => sum + samples.length, 0);
}
