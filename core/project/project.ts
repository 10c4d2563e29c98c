/**
 * A student's project: text is the truth, the layout may be lost. Layer: project. File form: `.guiji`, see docs/protocols/project.md.
 */
import { z } from 'zod';
import { aiModelsSchema } from '../robot/ai-model.ts';

export const PROJECT_VERSION = 1;

const file = z.strictObject({ path: z.string().regex(/^[\w.\-\u4e00-\u9fff]{1,80}$/), text: z.string().max(1_000_000) });

const lessonPart = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);

export const projectSchema = z.strictObject({
  format: z.literal('guiji-project'),
  version: z.literal(PROJECT_VERSION),
  /** ULID. */
  id: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  name: z.string().min(1).max(80),
  /** The first is the entry, `main.ts`. */
  files: z.array(file).min(1).max(50),
  /** `BlocksLayout` of the entry; checked where it is used. */
  layout: z.unknown().optional(),
  /** Which editor the student used last. */
  view: z.enum(['blocks', 'text']),
  /** Trained by the student, or from a pack; absent where there are none. */
  models: aiModelsSchema.optional(),
  /** Begun from a lesson of a pack; absent for work of one's own. */
  lesson: z.strictObject({ packId: lessonPart, lessonId: lessonPart }).optional(),
  profileId: z.string().max(80),
  /** `oval`, or `<packId>/<trackId>`. */
  trackId: z.string().max(130),
});

export type Project = z.infer<typeof projectSchema>;
