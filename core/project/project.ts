/**
 * A student's project: text is the truth; layout and breakpoints may be lost. Layer: project. File form: `.guiji`, see docs/protocols/project.md.
 */
import { z } from 'zod';
import { aiModelsSchema } from '../robot/ai-model.ts';
import { PROJECT_FILES_MAX, PROJECT_VERSION } from './version-steps.ts';

const FILE_BREAKPOINTS_MAX = 200;
const FILE_CHARS_MAX = 1_000_000;

const file = z.strictObject({
  path: z.string().regex(/^[\w.\-\u4e00-\u9fff]{1,80}$/),
  text: z.string().max(FILE_CHARS_MAX),
  /** `BlocksLayout`; checked where it is used. */
  layout: z.unknown().optional(),
  /** UTF-16 offsets in the text; absent where there are none. */
  breakpoints: z.array(z.number().int().min(0).max(FILE_CHARS_MAX)).max(FILE_BREAKPOINTS_MAX).optional(),
});

export type ProjectFile = z.infer<typeof file>;

/** As file systems of school computers see it, two names that differ in case only are one. */
function areDistinct(files: readonly ProjectFile[]): boolean {
  return new Set(files.map(({ path }) => path.toLowerCase())).size === files.length;
}

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
  files: z.array(file).min(1).max(PROJECT_FILES_MAX).refine(areDistinct, 'two files of one name'),
  /** Which editor the student used last. */
  view: z.enum(['blocks', 'text']),
  /** Trained by the student, or from a pack; absent where there are none. */
  models: aiModelsSchema.optional(),
  /** Begun from a lesson of a pack; absent for work of one's own. */
  lesson: z.strictObject({ packId: lessonPart, lessonId: lessonPart }).optional(),
  profileId: z.string().max(80),
  /** `oval`, `~/<id>` of one that was drawn, or `<packId>/<trackId>`. */
  trackId: z.string().max(130),
});

export type Project = z.infer<typeof projectSchema>;
