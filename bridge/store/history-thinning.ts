/** Which old versions of a project go when its history is full. Layer: bridge/store. Pure. */
import { HISTORY_BYTES_MAX, VERSIONS_DENSE, VERSIONS_MAX } from './project-store.ts';

export interface VersionSize {
  readonly version: number;
  readonly savedAtMs: number;
  readonly bytes: number;
}

/**
 * Version numbers to delete; `versions` oldest first. The first version and the newest `VERSIONS_DENSE` stay, and of the rest always the one
 * goes whose neighbours lie closest in time: so history is dense for today's work and reaches back to the beginning.
 * Where a history is too large in bytes the dense ones thin too, but never the newest.
 */
export function versionsToForget(versions: readonly VersionSize[]): readonly number[] {
  const kept = [...versions];
  const forgotten: number[] = [];
  let bytes = kept.reduce((sum, version) => sum + version.bytes, 0);
  while (kept.length > 1 && (kept.length > VERSIONS_MAX || bytes > HISTORY_BYTES_MAX)) {
    const dense = bytes > HISTORY_BYTES_MAX && kept.length <= VERSIONS_DENSE ? 1 : VERSIONS_DENSE;
    const [gone] = kept.splice(crowdedIndex(kept, dense), 1);
    bytes -= gone!.bytes;
    forgotten.push(gone!.version);
  }
  return forgotten;
}

function crowdedIndex(kept: readonly VersionSize[], dense: number): number {
  let best = 0;
  let bestGapMs = Infinity;
  for (let i = 1; i < kept.length - dense; i++) {
    const gapMs = kept[i + 1]!.savedAtMs - kept[i - 1]!.savedAtMs;
    if (gapMs < bestGapMs) [best, bestGapMs] = [i, gapMs];
  }
  return best;
}
