/** Which runs are to be scored, kept in this browser. Layer: web/features/runs. */
import { z } from 'zod';
import { wireRunId } from '../../../../core/protocol/run-views.ts';

const KEY = 'guiji.heats';
export const HEATS_MAX = 60;

const keptSchema = z.object({ ids: z.array(wireRunId).max(HEATS_MAX), rulesId: z.string() });
export type KeptHeats = z.output<typeof keptSchema>;

export function keptHeats(): KeptHeats {
  try {
    return keptSchema.parse(JSON.parse(localStorage.getItem(KEY) ?? ''));
  } catch {
    return { ids: [], rulesId: '' };
  }
}

/** A browser that keeps nothing forgets them with the page. */
export function keepHeats(heats: KeptHeats): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(heats));
  } catch {
    // See above.
  }
}
