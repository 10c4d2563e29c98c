/**
 * What a run's word is worth. Layer: run. Shown wherever a run is.
 *
 * | level | the run … |
 * | --- | --- |
 * | `recomputed` | is simulated: whoever doubts it computes it again |
 * | `tethered` | was driven from a bridge that recorded every input and sealed the recording as it was written |
 * | `on-board` | was recorded by the board itself and read from it afterwards |
 * | `observed` | was seen by a judge, a gate or a camera only |
 * | `none` | nobody vouches for: a robot's run without a seal, or with one whose key is not trusted |
 */
import type { RunHeader } from './run-header.ts';

export type EvidenceLevel = 'recomputed' | 'tethered' | 'on-board' | 'observed' | 'none';

export const EVIDENCE_LEVELS: readonly EvidenceLevel[] = ['recomputed', 'tethered', 'on-board', 'observed', 'none'];

/** @param seal of the recording; `isTrusted`: whole, and by a key of the trust list */
export function evidenceOf(header: Pick<RunHeader, 'robot'>, seal: { readonly isTrusted: boolean }): EvidenceLevel {
  if (header.robot === 'sim') return 'recomputed';
  return seal.isTrusted ? 'tethered' : 'none';
}
