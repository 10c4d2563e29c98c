/** Project documents of any version, judged and brought to the present one. Layer: project. */
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { projectSchema, type Project } from './project.ts';
import { inPresentVersion, PROJECT_VERSION } from './version-steps.ts';

const versioned = z.looseObject({ format: z.literal('guiji-project'), version: z.number().int().positive() });

export type ProjectFaultCode =
  | 'project.file-damaged' // {what}
  | 'project.newer-version' // {version}
  | 'project.too-large' // {limitBytes}
  | 'project.invalid'; // {path, problem}

/** Errors: `project.newer-version` {version}, `project.invalid` {path, problem}. */
export function parseProject(json: unknown): Result<Project, ProjectFaultCode> {
  const head = versioned.safeParse(json);
  if (!head.success) return invalid(head.error);
  if (head.data.version > PROJECT_VERSION) return fail('project.newer-version', { version: head.data.version });
  const parsed = projectSchema.safeParse(inPresentVersion(head.data));
  return parsed.success ? ok(parsed.data) : invalid(parsed.error);
}

/** A project of this version or an older one, as logs and messages of older bridges hold it; gives it in this version. */
export const projectOfAnyVersion = z.codec(z.unknown(), projectSchema, {
  decode(json) {
    const head = versioned.safeParse(json);
    // What is no project is judged by the schema.
    return (head.success ? inPresentVersion(head.data) : json) as z.input<typeof projectSchema>;
  },
  encode: (project) => project,
});

function invalid(error: z.ZodError): Result<never, ProjectFaultCode> {
  const issue = error.issues[0];
  return fail('project.invalid', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
}
