/** What a referee says happened, whoever the referee is: referee events version 1. Layer: sim. Specification: docs/protocols/referee-events.md. */
import { z } from 'zod';

const ms = z.number().min(0);
/** Robot time since the run began, and the car's pose where it is known (a judge's tablet knows none). */
const where = {
  atMs: ms,
  xMm: z.number().optional(),
  yMm: z.number().optional(),
  headingDeg: z.number().optional(),
};

const boxes = { id: z.string(), boxes: z.number().int().min(0), wanted: z.number().int().min(1) };

export const refereeEventSchema = z.discriminatedUnion('kind', [
  /** The clock of a lap starts: at the finish gate of a loop, at the start of the run on an open course. */
  z.strictObject({ kind: z.literal('lap-started'), ...where, lap: z.number().int().min(1) }),
  z.strictObject({ kind: z.literal('checkpoint'), ...where, lap: z.number().int().min(1), id: z.string() }),
  z.strictObject({ kind: z.literal('lap'), ...where, lap: z.number().int().min(1), lapMs: ms }),
  /** The finish gate was passed while a checkpoint was still to come: no lap. */
  z.strictObject({ kind: z.literal('lap-refused'), ...where, missing: z.string() }),
  z.strictObject({ kind: z.literal('off-line'), ...where, sinceMs: ms }),
  z.strictObject({ kind: z.literal('on-line'), ...where, offMs: ms }),
  z.strictObject({ kind: z.literal('collision'), ...where }),
  /** The point midway between the wheels came into a stop zone. */
  z.strictObject({ kind: z.literal('zone-entered'), ...where, id: z.string() }),
  /** It has stood there for as long as the zone wants. */
  z.strictObject({ kind: z.literal('zone-stop'), ...where, id: z.string() }),
  /** `stoodMs`: its longest rest of this visit. */
  z.strictObject({ kind: z.literal('zone-left'), ...where, id: z.string(), stoodMs: ms }),
  /** One more, or one less, box stands in a zone that wants some: how many now. */
  z.strictObject({ kind: z.literal('box-in-zone'), ...where, ...boxes }),
  z.strictObject({ kind: z.literal('box-out-of-zone'), ...where, ...boxes }),
  z.strictObject({ kind: z.literal('finished'), ...where, laps: z.number().int().min(1) }),
  z.strictObject({ kind: z.literal('time-over'), ...where }),
]);

export type RefereeEvent = z.infer<typeof refereeEventSchema>;
export type RefereeEventKind = RefereeEvent['kind'];
