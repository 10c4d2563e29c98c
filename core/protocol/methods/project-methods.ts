/** Projects on the bridge's disk. Layer: protocol. */
import { z } from 'zod';
import { projectSchema } from '../../project/project.ts';
import { wireProjectId, wireProjectSummaries, wireProjectVersions } from '../bridge-views.ts';
import { done, EVERYONE, method, nothing } from '../method.ts';

const version = z.number().int().positive();

export const PROJECT_METHODS = {
  'projects.list': method(nothing, wireProjectSummaries, EVERYONE),
  'projects.load': method(z.strictObject({ id: wireProjectId }), projectSchema, EVERYONE),
  /** Answered after the commit has reached the disk. Equal content gives the version that holds it. */
  'projects.save': method(z.strictObject({ project: projectSchema }), z.object({ version }), EVERYONE),
  'projects.history': method(z.strictObject({ id: wireProjectId }), wireProjectVersions, EVERYONE),
  'projects.loadVersion': method(z.strictObject({ id: wireProjectId, version }), projectSchema, EVERYONE),
  'projects.remove': method(z.strictObject({ id: wireProjectId }), done, EVERYONE),
} as const;
