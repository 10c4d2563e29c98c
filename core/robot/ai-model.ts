/**
 * A trained model as data that goes with a program: in a project, in a request to run, in a recording. Layer: robot.
 * Its bytes are an ONNX file that core/learn reads; nothing here looks into them.
 */
import { z } from 'zod';
import { isBase64 } from '../base/base64.ts';

export const AI_MODELS_MAX = 5;
export const AI_LABELS_MAX = 64;
/** Base64 characters of one model: a net over an image's features takes about 50,000. */
const AI_MODEL_CHARS_MAX = 400_000;

/** Also a file's name in a `.guiji` file and a text in `ai.run("…", …)`. */
const AI_MODEL_NAME = /^[\w\-\u4e00-\u9fff]{1,40}$/;

export const aiModelSchema = z.strictObject({
  name: z.string().regex(AI_MODEL_NAME),
  /** 'image': answers for what a camera sees (`ai.label`). 'numbers': asked by the program (`ai.run`). */
  kind: z.enum(['image', 'numbers']),
  /** One an output: the classes, or what the numbers are. */
  labels: z.array(z.string().min(1).max(40)).min(1).max(AI_LABELS_MAX),
  /** Base64 (RFC 4648 §4, padded). */
  onnx: z.string().max(AI_MODEL_CHARS_MAX).refine(isBase64),
});

export type AiModel = z.infer<typeof aiModelSchema>;

/** Names differ. */
export const aiModelsSchema = z
  .array(aiModelSchema)
  .max(AI_MODELS_MAX)
  .refine((models) => new Set(models.map(({ name }) => name)).size === models.length);
