/** From a recording to a net that drives like its driver. Layer: web/adapters/driver. Runs in the worker, apart from it for tests. */
import { ok, type Result } from '../../../core/base/result.ts';
import { writeOnnx } from '../../../core/learn/onnx/write-onnx.ts';
import { driveDataOf } from '../../../core/run/drive-data.ts';
import { openRun } from '../../../core/run/run-file.ts';
import { trainDriver } from '../../../core/run/train-driver.ts';
import type { LearnedDriver, ToDriverWorker } from './driver-rpc.ts';

/** Errors: `run-file.*`, `drive.*`. */
export function learnDriver({ recording, seed }: ToDriverWorker, nowMs: () => number): Result<LearnedDriver> {
  const file = openRun(recording);
  if (!file.ok) return file;
  const data = driveDataOf(file.value);
  if (!data.ok) return data;
  const startedAtMs = nowMs();
  const { net, ...fit } = trainDriver(data.value, seed);
  const tookMs = nowMs() - startedAtMs;
  return ok({ ...fit, onnx: writeOnnx(net), labels: net.labels, moments: data.value.inputs.rows, tookMs });
}
