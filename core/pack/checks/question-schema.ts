/** Questions that a step puts to the student; a check says which answers are right. Layer: pack. Specification: docs/protocols/step-checks.md. */
import { z } from 'zod';
import { localTextSchema } from '../../base/local-text.ts';

const OPTIONS_MAX = 6;
const PROMPT_CHARACTERS_MAX = 300;
const OPTION_CHARACTERS_MAX = 120;
const UNIT_CHARACTERS_MAX = 20;
export const ANSWER_CHARACTERS_MAX = 200;

const id = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const prompt = localTextSchema(PROMPT_CHARACTERS_MAX);

export const questionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('choice'),
    id,
    prompt,
    options: z
      .array(z.strictObject({ id, text: localTextSchema(OPTION_CHARACTERS_MAX) }))
      .min(2)
      .max(OPTIONS_MAX),
  }),
  z.strictObject({ kind: z.literal('number'), id, prompt, unit: localTextSchema(UNIT_CHARACTERS_MAX).optional() }),
  z.strictObject({ kind: z.literal('text'), id, prompt }),
]);

export type Question = z.infer<typeof questionSchema>;
