/** From recordings to a fitted car. Layer: web/adapters/fit. Runs in the worker, apart from it for tests. */
import { ok, type Result } from '../../../core/base/result.ts';
import { fitCar } from '../../../core/fit/fit-car.ts';
import { openFitRun, type FitRun } from '../../../core/fit/fit-run.ts';
import type { FitFaultCode, FitProgress, FitResult } from '../../../core/fit/fit-types.ts';
import type { NamedRecording, ToFitWorker } from './fit-rpc.ts';

/** Why not core/base/base64.ts: the browser's own is much quicker. */
function bytesOf(parts: readonly string[]): Uint8Array {
  return Uint8Array.from(parts.map((part) => atob(part)).join(''), (letter) => letter.charCodeAt(0));
}

function openAll(recordings: readonly NamedRecording[]): Result<readonly FitRun[], FitFaultCode> {
  const runs: FitRun[] = [];
  for (const { name, parts } of recordings) {
    const run = openFitRun(name, bytesOf(parts));
    if (!run.ok) return run;
    runs.push(run.value);
  }
  return ok(runs);
}

/** Errors: `FitFaultCode`. */
export function fitRecordings(
  { runs, heldOut, profile }: ToFitWorker,
  onProgress: (progress: FitProgress) => void,
): Result<FitResult, FitFaultCode> {
  const opened = openAll(runs);
  if (!opened.ok) return opened;
  const unseen = openAll(heldOut);
  if (!unseen.ok) return unseen;
  const steps = fitCar({ runs: opened.value, heldOut: unseen.value, profile });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    onProgress(step.value);
  }
}
