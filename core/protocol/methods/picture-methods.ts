/** Sorted pictures on the bridge's disk, each student's own. Layer: protocol. */
import { z } from 'zod';
import { wireProjectId } from '../bridge-views.ts';
import { done, EVERYONE, method } from '../method.ts';
import { PICTURE_HEADS_MAX, PICTURES_AT_ONCE, pictureEntry, pictureHead } from '../picture-views.ts';

const projectId = wireProjectId;
const entries = z.array(pictureEntry).max(PICTURES_AT_ONCE).readonly();

export const PICTURE_METHODS = {
  /** What is there for this project of whoever asks, deleted ones too. */
  'pictures.list': method(
    z.strictObject({ projectId }),
    z.strictObject({ heads: z.array(pictureHead).max(PICTURE_HEADS_MAX).readonly() }),
    EVERYONE,
  ),
  /** Those of the ids that are there. */
  'pictures.load': method(
    z.strictObject({ projectId, ids: z.array(pictureHead.shape.id).max(PICTURES_AT_ONCE).readonly() }),
    z.strictObject({ entries }),
    EVERYONE,
  ),
  /** Answered after the commit has reached the disk. An entry that is there with the same or a higher revision stays. */
  'pictures.save': method(z.strictObject({ projectId, entries }), done, EVERYONE),
} as const;
