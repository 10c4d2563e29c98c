/**
 * Old project documents to the present version, one step a version. Layer: project.
 * A step takes the JSON of version n and gives that of version n + 1; it is never changed after a release.
 */
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { PROJECT_VERSION, projectSchema, type Project } from './project.ts';

type Json = Readonly<Record<string, unknown>>;

/** Key n: from version n to n + 1. Version 1 is the first. */
const STEPS: Readonly<Record<number, (project: Json) => Json>> = {};

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
  let migrated: Json = head.data;
  for (let version = head.data.version; version < PROJECT_VERSION; version++) {
    const step = STEPS[version];
    if (step === undefined) return fail('project.invalid', { path: 'version', problem: String(version) });
    migrated = { ...step(migrated), version: version + 1 };
  }
  const parsed = projectSchema.safeParse(migrated);
  return parsed.success ? ok(parsed.data) : invalid(parsed.error);
}

function invalid(error: z.ZodError): Result<never, ProjectFaultCode> {
  const issue = error.issues[0];
  return fail('project.invalid', { path: issue?.path.join('.') ?? '', problem: issue?.message ?? '' });
}
