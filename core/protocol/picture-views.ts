/**
 * Pictures that a student has sorted, kept on the bridge as entries that are merged, never replaced. Layer: protocol. Spec: docs/protocols/bridge.md, "Pictures".
 * Of two copies of an entry the one with the higher revision counts, so it does not matter in which order browser and bridge meet.
 */
import { z } from 'zod';
import { isBase64 } from '../base/base64.ts';
import { CLASS_NAME_LENGTH_MAX, FEATURE_COUNT, THUMBNAIL_BYTES_MAX } from '../learn/image-dataset.ts';
import { projectSchema } from '../project/project.ts';

/** Of one `pictures.save` or `pictures.load`. */
export const PICTURES_AT_ONCE = 60;
/** Of one project: twelve classes of 200, and as many that are gone. */
export const PICTURE_HEADS_MAX = 6000;

const REVISION_MAX = 1_000_000_000;
const base64Length = (bytes: number) => Math.ceil(bytes / 3) * 4;

const ulid = projectSchema.shape.id;
const revision = z.number().int().min(1).max(REVISION_MAX);

const pictureClass = z.strictObject({ kind: z.literal('class'), name: z.string().min(1).max(CLASS_NAME_LENGTH_MAX) });

const sample = z.strictObject({
  kind: z.literal('sample'),
  classId: ulid,
  /** `FEATURE_COUNT` bytes, base64; see core/learn/feature-bytes.ts. */
  features: z.string().length(base64Length(FEATURE_COUNT)).refine(isBase64),
  /** A JPEG, base64. */
  thumbnail: z.string().max(base64Length(THUMBNAIL_BYTES_MAX)).refine(isBase64),
});

/** It was deleted. Why it stays as an entry: another copy must not bring it back. */
const gone = z.strictObject({ kind: z.literal('gone') });

/** Ids are ULIDs: their order is the order in which classes were made and pictures taken. */
export const pictureEntry = z.strictObject({
  id: ulid,
  revision,
  body: z.discriminatedUnion('kind', [pictureClass, sample, gone]),
});

export const pictureHead = z.strictObject({ id: ulid, revision });

export type PictureEntry = z.infer<typeof pictureEntry>;
export type PictureBody = PictureEntry['body'];
export type PictureHead = z.infer<typeof pictureHead>;
