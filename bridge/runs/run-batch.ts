/** Runs a batch on worker threads, one core less than there are unless told otherwise. Layer: bridge/runs. */
import os from 'node:os';
import type { Result } from '../../core/base/result.ts';
import type { BatchMaterial } from '../../core/run/batch.ts';
import type { SeedResult } from '../../core/run/batch-report.ts';
import { WorkerJobQueue } from './worker-job-queue.ts';

const SCRIPT = new URL('./batch-worker.ts', import.meta.url);
/** An hour of robot time of a busy program. */
const SEED_MS_MAX = 600_000;
/** Why: the queue lets the process end, and nothing else may keep it alive meanwhile. */
const ALIVE_MS = 1000;

/** Results in the order of the seeds. The first failure ends all. Errors: of `batchRunner`, `bridge.failed`. */
export async function runBatch(
  material: BatchMaterial,
  seeds: readonly number[],
  onProgress: (done: number) => void,
  threads = os.availableParallelism() - 1,
): Promise<Result<readonly SeedResult[]>> {
  const count = Math.max(1, Math.min(seeds.length, threads));
  const queues = Array.from({ length: count }, () => new WorkerJobQueue<number, SeedResult>({ script: SCRIPT, workerData: material, jobMsMax: SEED_MS_MAX })); // prettier-ignore
  const alive = setInterval(() => {}, ALIVE_MS);
  const results = new Map<number, SeedResult>();
  let next = 0;
  const work = async (queue: WorkerJobQueue<number, SeedResult>): Promise<Result<void>> => {
    for (let seed = seeds[next++]; seed !== undefined; seed = seeds[next++]) {
      const answer = await new Promise<Result<SeedResult>>((resolve) => queue.add(seed!, resolve));
      if (!answer.ok) {
        next = seeds.length;
        return answer;
      }
      results.set(seed, answer.value);
      onProgress(results.size);
    }
    return { ok: true, value: undefined };
  };
  try {
    const ended = await Promise.all(queues.map(work));
    const failed = ended.find((each) => !each.ok);
    return failed ?? { ok: true, value: seeds.map((seed) => results.get(seed)!) };
  } finally {
    clearInterval(alive);
    await Promise.all(queues.map((queue) => queue.close()));
  }
}
