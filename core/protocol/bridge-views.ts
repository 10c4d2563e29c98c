/** What a bridge tells its pages about devices and projects. Layer: protocol. */
import { z } from 'zod';
import type { Fault } from '../base/result.ts';
import { projectSchema } from '../project/project.ts';
import { wireFault } from './wire-values.ts';

export interface DeviceView {
  readonly id: string;
  readonly kind: 'virtual-car' | 'serial';
  readonly label: string;
  readonly profileId?: string;
  /** Which car hung there last, as far as it is known. */
  readonly car?: {
    readonly id: string;
    readonly name?: string | undefined;
    /** The seat of the class that it belongs to. */
    readonly place?: string | undefined;
  };
  readonly busy: boolean;
  readonly problem?: Fault;
}

export interface ProjectSummary {
  /** ULID. */
  readonly id: string;
  readonly name: string;
  readonly updatedAtMs: number;
}

export interface ProjectVersionView {
  /** From 1, rising by 1 with each save that changed something; history is thinned, so numbers may be missing. */
  readonly version: number;
  readonly savedAtMs: number;
}

export const wireDevices: z.ZodType<readonly DeviceView[]> = z
  .array(
    z.object({
      id: z.string().max(300),
      kind: z.enum(['virtual-car', 'serial']),
      label: z.string().max(300),
      profileId: z.string().max(80).optional(),
      car: z.object({ id: z.string().max(64), name: z.string().max(80).optional(), place: z.string().max(40).optional() }).optional(),
      busy: z.boolean(),
      problem: wireFault.optional(),
    }),
  )
  .max(200);

export const wireProjectId = projectSchema.shape.id;
export const wireProjectSummaries: z.ZodType<readonly ProjectSummary[]> = z.array(
  z.object({ id: wireProjectId, name: z.string(), updatedAtMs: z.number() }),
);
export const wireProjectVersions: z.ZodType<readonly ProjectVersionView[]> = z.array(
  z.object({ version: z.number().int(), savedAtMs: z.number() }),
);
