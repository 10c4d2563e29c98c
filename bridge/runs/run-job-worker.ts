/** The thread that reads finished recordings and runs them again. Layer: bridge/runs. It gives way to everything else. */
import { readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/base/assert.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { examineRun, type Examination } from './examine-run.ts';
import { openFileSink } from './file-sink.ts';
import { nodeSigner } from './node-signer.ts';
import type { RunJob, RunJobWorkerData } from './run-job.ts';

const LOW_PRIORITY = 10;

const { sealKey, trustedSealKeys } = workerData as RunJobWorkerData;
const signer = nodeSigner(sealKey);

function examine({ file, sealedFile }: RunJob): Result<Examination> {
  try {
    const examined = examineRun({
      ...{ bytes: readFileSync(file), signer, trustedSealKeys },
      openSink: () => {
        const sink = openFileSink(sealedFile, { durable: false });
        return sink.ok ? sink.value : undefined;
      },
    });
    if (!examined.isResealed) rmSync(sealedFile, { force: true });
    return ok(examined);
  } catch (cause) {
    rmSync(sealedFile, { force: true });
    return fail('runs.folder-failed', { what: cause instanceof Error ? cause.message : String(cause) });
  }
}

function serve(port: MessagePort): void {
  port.on('message', (job: RunJob) => port.postMessage(examine(job)));
}

// Why Linux alone: there the priority is the calling thread's; elsewhere it would be the whole bridge's.
if (process.platform === 'linux') os.setPriority(0, LOW_PRIORITY);
assert(parentPort !== null, 'run-job-worker runs in a worker thread');
serve(parentPort);
