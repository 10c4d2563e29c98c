/** What a bridge finds out about a recording that has come to its end. Layer: bridge/runs. Runs in run-job-worker.ts. */
import type { RunSink } from '../../core/run/run-sink.ts';
import { recomputeRun } from '../../core/run/recompute.ts';
import { openRun, type RunFile } from '../../core/run/run-file.ts';
import type { RunSummary } from '../../core/run/run-types.ts';
import type { Signer } from '../../core/run/seal.ts';
import type { RunChange } from '../store/run-store.ts';
import { verifyRun } from '../../core/run/verify.ts';

export interface Examination {
  readonly change: RunChange;
  /** The sealed recording that takes the place of the page's is in the sink. */
  readonly isResealed: boolean;
}

export interface ExamineOptions {
  readonly bytes: Uint8Array;
  readonly signer: Signer;
  readonly trustedSealKeys: readonly string[];
  /** Where a sealed recording goes; undefined where it cannot be written. */
  readonly openSink: () => RunSink | undefined;
}

export function examineRun(options: ExamineOptions): Examination {
  const { bytes, signer, trustedSealKeys } = options;
  const opened = openRun(bytes);
  if (!opened.ok) return { change: { check: 'unreadable', state: 'torn', evidence: 'none', sealedBy: '' }, isResealed: false };
  const run = opened.value;
  const verdict = verifyRun(bytes, { trustedSealKeys, ...(signer.sha256 === undefined ? {} : { sha256: signer.sha256 }) });
  const facts: RunChange = {
    ...factsOf(run),
    check: verdict.result === 'incomplete' ? 'unknown' : verdict.result,
    evidence: verdict.evidence,
    sealedBy: verdict.sealedBy ?? '',
  };
  // Why only these: what is sealed keeps its seal, and a seal on what is torn or wrong would say what nobody knows.
  if (verdict.result !== 'same' || run.header.robot !== 'sim' || verdict.sealedBy !== undefined)
    return { change: facts, isResealed: false };
  return reseal(run, facts, options);
}

function reseal(run: RunFile, facts: RunChange, { signer, openSink }: ExamineOptions): Examination {
  const sink = openSink();
  const recomputed = sink === undefined ? undefined : recomputeRun(run, sink, signer);
  if (!recomputed?.ok) return { change: facts, isResealed: false };
  if (recomputed.value.digest !== run.summary?.digest) return { change: { ...facts, check: 'diverges' }, isResealed: false };
  const sealedBy = [...signer.publicKey].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { change: { ...facts, sealedBy }, isResealed: true };
}

function factsOf({ header, summary, isComplete, durationMs }: RunFile): RunChange {
  return {
    ...{ robot: header.robot, trackId: header.track?.id ?? '', state: isComplete ? ('complete' as const) : ('torn' as const) },
    durationMs: summary === undefined ? durationMs : summary.simTimeS * 1000,
    ...(summary === undefined ? {} : seenIn(summary)),
  };
}

function seenIn({ ended, laps, lapTimesS, offLine, collisions }: RunSummary): RunChange {
  const bestLapMs = lapTimesS.length === 0 ? null : Math.min(...lapTimesS) * 1000;
  return { ended, laps, bestLapMs, offLineMs: offLine.totalS * 1000, collisions };
}
