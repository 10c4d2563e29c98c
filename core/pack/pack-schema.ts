/**
 * The manifest of a curriculum pack, `pack.json`: format version 1. Layer: pack. Specification: docs/protocols/pack.md.
 * A pack is data: lessons, starter programs (which run in the VM only), tracks, rules and models; it holds nothing that a computer executes.
 */
import { z } from 'zod';
import { localTextSchema } from '../base/local-text.ts';
import { checkSchema } from './checks/check-schema.ts';
import { questionSchema } from './checks/question-schema.ts';

const PACK_VERSION = 1;
export const MANIFEST_PATH = 'pack.json';

const LESSONS_MAX = 100;
const STEPS_MAX = 40;
const QUESTIONS_MAX = 5;
const TRACKS_MAX = 50;
const PROFILES_MAX = 20;
const RULES_MAX = 50;
const MODELS_MAX = 20;
const LABELS_MAX = 64;
const PATH_CHARACTERS_MAX = 120;
const NAME_CHARACTERS_MAX = 80;
const DESCRIPTION_CHARACTERS_MAX = 600;

/** Lower-case words joined by single hyphens: a folder name on every system. */
const id = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** `oval`, which ships, or `my-pack/my-track` from a pack; kits alike. */
const reference = z
  .string()
  .max(121)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)?$/);

/** Semantic versioning 2.0.0 without build metadata: `1.0.0`, `2.1.0-beta.1`. */
const packVersion = z
  .string()
  .max(40)
  .regex(/^(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})(-[0-9A-Za-z]+(\.[0-9A-Za-z]+)*)?$/);

/** From the pack's folder, with `/`. `core/pack/entry-path.ts` says which paths may be. */
const path = z.string().min(1).max(PATH_CHARACTERS_MAX);
const title = localTextSchema(NAME_CHARACTERS_MAX);

const stepSchema = z.strictObject({
  /** That of the `## ` heading in the lesson's text: `## Drive {#drive}`. */
  id,
  kind: z.enum(['required', 'optional']),
  /** Without one the student says when it is done. */
  check: checkSchema.optional(),
  /** Asked beside the step; the check says which answers are right. */
  questions: z.array(questionSchema).max(QUESTIONS_MAX).default([]),
  /** Instead of the lesson's. */
  track: reference.optional(),
});

const lessonSchema = z.strictObject({
  id,
  title,
  minutes: z.number().int().min(1).max(600).optional(),
  /** One Markdown file a language; both have the same steps in the same order. */
  text: z.strictObject({ 'zh-CN': path, en: path }),
  /** For the teacher: minutes, what goes wrong, what to ask. */
  notes: z.strictObject({ 'zh-CN': path, en: path }).optional(),
  /** The program the student starts from. */
  starter: z.strictObject({ file: path, view: z.enum(['blocks', 'text']) }).optional(),
  track: reference,
  profile: reference,
  steps: z.array(stepSchema).min(1).max(STEPS_MAX),
});

const trackEntrySchema = z.strictObject({ id, file: path });
const profileEntrySchema = z.strictObject({ id, file: path });
const rulesEntrySchema = z.strictObject({ id, title, file: path });
const modelEntrySchema = z.strictObject({
  id,
  title,
  /** ONNX. */
  file: path,
  labels: z.array(z.string().min(1).max(NAME_CHARACTERS_MAX)).max(LABELS_MAX),
});

export const packManifestSchema = z.strictObject({
  format: z.literal('guiji-pack'),
  version: z.literal(PACK_VERSION),
  id,
  packVersion,
  title,
  description: localTextSchema(DESCRIPTION_CHARACTERS_MAX),
  /** What the publisher calls itself; only its key says who it is. */
  publisher: title,
  /** An SPDX expression: `CC-BY-SA-4.0`. */
  licence: z.string().min(1).max(NAME_CHARACTERS_MAX),
  lessons: z.array(lessonSchema).max(LESSONS_MAX),
  tracks: z.array(trackEntrySchema).max(TRACKS_MAX).default([]),
  /** Robot kits: profile.json each (docs/protocols/profile.md). */
  profiles: z.array(profileEntrySchema).max(PROFILES_MAX).default([]),
  rules: z.array(rulesEntrySchema).max(RULES_MAX).default([]),
  models: z.array(modelEntrySchema).max(MODELS_MAX).default([]),
});

export type PackManifest = z.infer<typeof packManifestSchema>;
export type PackLesson = PackManifest['lessons'][number];
export type PackStep = PackLesson['steps'][number];
