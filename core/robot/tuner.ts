/** A number of a running program with a slider beside the graph: `tune(name, initial, min, max)`. Layer: robot. */
import { z } from 'zod';

/** Of one program; those beyond keep their first value. */
export const TUNERS_MAX = 16;
const TUNER_NAME_LENGTH_MAX = 40;

export const tunerSchema = z.strictObject({
  /** In the order in which the program first asked. */
  index: z.number().int().nonnegative().max(TUNERS_MAX - 1), // prettier-ignore
  name: z.string().max(TUNER_NAME_LENGTH_MAX),
  value: z.number(),
  min: z.number(),
  max: z.number(),
});

export type Tuner = z.infer<typeof tunerSchema>;

/** A slider has two ends in order, finite, and the value is between them. */
export function tunerOf(index: number, name: string, initial: number, ends: readonly [number, number]): Tuner {
  const [a, b] = ends.map((end) => (Number.isFinite(end) ? end : 0)) as [number, number];
  const [min, max] = [Math.min(a, b), Math.max(a, b)];
  return { index, name: name.slice(0, TUNER_NAME_LENGTH_MAX), value: within(initial, min, max), min, max };
}

export function within(value: number, min: number, max: number): number {
  return Number.isNaN(value) ? min : Math.min(max, Math.max(min, value));
}
