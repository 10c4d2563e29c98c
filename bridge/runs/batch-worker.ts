/** A thread that runs one program with seed after seed. Layer: bridge/runs. */
import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../core/base/assert.ts';
import { ok } from '../../core/base/result.ts';
import { batchRunner, type BatchMaterial } from '../../core/run/batch.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { nodeSha256 } from './node-sha256.ts';

assert(parentPort !== null, 'batch-worker runs in a worker thread');
const port = parentPort;
const run = batchRunner(workerData as BatchMaterial, { form: compiledForm, sha256: nodeSha256 });
port.on('message', (seed: number) => port.postMessage(run.ok ? ok(run.value(seed)) : run));
