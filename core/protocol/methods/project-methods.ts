/** Projects on the bridge's disk. Layer: protocol. */
import { z } from 'zod';
import { projectOfAnyVersion } from '../../project/migrations.ts';
import { wireProjectId, wireProjectSummaries, wireProjectVersions } from '../bridge-views.ts';
import { done, EVERYONE, method, nothing } from '../method.ts';

const version = z.number().int().positive();

export const PROJECT_METHODS = {
  'projects.list': method(nothing, wireProjectSummaries, EVERYONE),
  'projects.load': method(z.strictObject({ id: wireProjectId }), projectOfAnyVersion, EVERYONE),
  /** Answered after the commit has reached the disk. Equal content gives the version that holds it. */
  'projects.save': method(z.strictObject({ project: projectOfAnyVersion }), z.object({ version }), EVERYONE),
  'projects.history': method(z.strictObject({ id: wireProjectId }), wireProjectVersions, EVERYONE),
  'projects.loadVersion': method(z.strictObject({ id: wireProjectId, version }), projectOfAnyVersion, EVERYONE),
  'projects.remove': method(z.strictObject({ id: wireProjectId }), done, EVERYONE),
} as const;
