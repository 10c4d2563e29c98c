/** What a bridge tells its pages about packs and publishers. Layer: protocol. Spec: docs/protocols/bridge.md, "Packs". */
import { z } from 'zod';
import { localTextSchema } from '../base/local-text.ts';
import { packManifestSchema } from '../pack/pack-schema.ts';
import { publisherKeySchema } from '../pack/publisher-key.ts';
import { wireFault } from './wire-values.ts';

/** What a library of packs can answer beside the pack's own faults (core/pack/pack-faults.ts). */
export type PackLibraryFaultCode =
  | 'pack.not-found' // {id}
  | 'pack.no-such-file' // {id, path}
  | 'pack.shipped' // {id}: it cannot be removed
  | 'pack.not-agreed' // {question}
  | 'pack.too-many-packs' // {limit}
  | 'pack.no-room' // {limitBytes}
  | 'pack.upload-lost' // {}
  | 'pack.not-written'; // {what}

/** One piece of a file, in either direction: with base64 well below the limit of a message. */
export const PACK_PIECE_BYTES_MAX = 1_000_000;

const name = localTextSchema(80);
const { id, packVersion, title, description, publisher, licence } = packManifestSchema.shape;

/** Who stands behind a pack, as far as this school knows. */
const wirePackSigner = z.discriminatedUnion('state', [
  /** It came with the product. */
  z.object({ state: z.literal('shipped') }),
  z.object({ state: z.literal('unsigned') }),
  z.object({
    /** `unknown`: the signature is genuine, but nobody here has said that this key is trusted. */
    state: z.enum(['trusted', 'unknown']),
    key: publisherKeySchema,
    fingerprint: z.object({ 'zh-CN': z.string(), en: z.string() }),
    /** What the school called this key when it trusted it. */
    knownAs: name.optional(),
  }),
]);

const wireLessonView = z.object({ id, title: name, minutes: z.number().optional(), requiredSteps: z.number(), optionalSteps: z.number() });
const titled = z.object({ id, title: name });

const contents = {
  id,
  packVersion,
  title,
  description,
  publisher,
  licence,
  lessons: z.array(wireLessonView).readonly(),
  tracks: z.array(titled).readonly(),
  profiles: z.array(titled).readonly(),
  rules: z.array(titled).readonly(),
  models: z.array(titled).readonly(),
  /** Of all files together, unpacked. */
  bytes: z.number(),
  signer: wirePackSigner,
};

export const wirePackView = z.object({
  ...contents,
  /** Changes whenever any byte of the pack does. */
  revision: z.string(),
  /** undefined: it came with the product. */
  installedAtMs: z.number().optional(),
  /** A pack of the same id ships: removing this one brings it back. */
  hidesShipped: z.boolean(),
});

/** A file in the place of a pack that cannot be used. */
const wireDamagedPack = z.object({ id, fault: wireFault });

export const wirePackList = z.object({
  packs: z.array(wirePackView).readonly(),
  damaged: z.array(wireDamagedPack).readonly(),
});

/** What a person has to agree to before the pack is installed. */
export const PACK_QUESTIONS = [
  'unsigned', // nobody signed it
  'unknown-publisher', // the key is not trusted here
  'other-publisher', // the installed pack of this id was signed by another key, or by none
  'older', // than what is installed
] as const;
export type PackQuestion = (typeof PACK_QUESTIONS)[number];

export const wirePackPreview = z.object({
  ...contents,
  /** What is there under this id now. */
  replaces: z.object({ packVersion, isShipped: z.boolean(), isSame: z.boolean() }).optional(),
  questions: z.array(z.enum(PACK_QUESTIONS)).readonly(),
});

export const wirePublisher = z.object({
  key: publisherKeySchema,
  name,
  fingerprint: z.object({ 'zh-CN': z.string(), en: z.string() }),
  addedAtMs: z.number(),
});

export type PackSigner = z.output<typeof wirePackSigner>;
export type PackView = z.output<typeof wirePackView>;
export type PackPreview = z.output<typeof wirePackPreview>;
export type PackList = z.output<typeof wirePackList>;
export type PublisherView = z.output<typeof wirePublisher>;
