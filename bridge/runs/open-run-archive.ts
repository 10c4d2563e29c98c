/** The archive of a bridge, with the thread that reads its runs. Layer: bridge/runs. */
import { ok, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { RunsFaultCode } from '../../core/protocol/run-views.ts';
import type { RunStore } from '../store/run-store.ts';
import type { Examination } from './examine-run.ts';
import { RunArchive } from './run-archive.ts';
import type { RunJob, RunJobWorkerData } from './run-job.ts';
import { WorkerJobQueue } from './worker-job-queue.ts';

export interface OpenRunArchiveOptions {
  readonly folder: string;
  readonly store: RunStore;
  /** Ed25519 secret key, 32 bytes: see seal-key.ts. */
  readonly sealKey: Uint8Array;
  readonly trustedSealKeys: readonly string[];
  readonly nowMs: () => number;
  readonly onBug: (cause: unknown) => void;
}

/** Errors: of the store. */
export async function openRunArchive(options: OpenRunArchiveOptions): Promise<Result<RunArchive, RunsFaultCode | StoreFaultCode>> {
  const { sealKey, trustedSealKeys } = options;
  const workerData: RunJobWorkerData = { sealKey, trustedSealKeys };
  const jobs = new WorkerJobQueue<RunJob, Examination>({ script: new URL('./run-job-worker.ts', import.meta.url), workerData });
  const archive = new RunArchive({ ...options, jobs });
  const started = await archive.start();
  return started.ok ? ok(archive) : started;
}
