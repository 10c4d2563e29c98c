/** What would stop a lesson on the bridge's computer. Layer: protocol. */
import { z } from 'zod';
import { method, nothing } from '../method.ts';

const param = z.union([z.string().max(300), z.number(), z.boolean()]);
const finding = z.object({
  /** A code of core/words/doctor-words.ts. */
  code: z.string().max(80),
  severity: z.enum(['problem', 'hint']),
  params: z.record(z.string().max(40), param),
});

export type FindingView = z.output<typeof finding>;

export const DOCTOR_METHODS = {
  /** Some seconds a board. */
  'doctor.examine': method(nothing, z.object({ findings: z.array(finding).max(200) })),
  /** Whether another device has reached this bridge since its start. */
  'doctor.guests': method(nothing, z.object({ hasHadGuests: z.boolean() })),
} as const;
