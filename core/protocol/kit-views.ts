/** What a bridge tells its pages about robot kits that do not ship. Layer: protocol. Spec: docs/protocols/profile.md. */
import { z } from 'zod';
import { localTextSchema } from '../base/local-text.ts';
import { wireFault } from './wire-values.ts';

export const SCHOOL_KITS_MAX = 100;
/** Of one profile.json. */
export const KIT_BYTES_MAX = 200_000;

export type KitFaultCode =
  | 'kit.id-taken' // {id}: a kit that ships has it
  | 'kit.wrong-firmware' // {image, chip}: it ships for another chip
  | 'kit.damaged-file' // {}: no kit in it
  | 'kit.too-many' // {limit}
  | 'kit.too-large' // {limitBytes}
  | 'kit.not-found' // {id}
  | 'kit.not-written'; // {what}

/** The documents are profile.json as they stand; whoever uses one judges it first. */
export const wireKitList = z.object({
  school: z.array(z.unknown()).max(SCHOOL_KITS_MAX).readonly(),
  packs: z.array(z.object({ packId: z.string(), title: localTextSchema(80), kits: z.array(z.unknown()).readonly() })).readonly(),
  /** Folders of the school's own that cannot be used. */
  damaged: z.array(z.object({ id: z.string(), fault: wireFault })).readonly(),
});

export type KitList = z.output<typeof wireKitList>;
