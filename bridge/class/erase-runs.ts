/** Every run of one student, its recording too. Layer: bridge/class. */
import { ok, type Result } from '../../core/base/result.ts';
import { RUN_LIST_MAX } from '../../core/protocol/run-views.ts';
import type { Runs } from '../runs/runs.ts';

/** One by one, because a recording is a file. Errors: `runs.*`, `store.*`. */
export async function eraseRuns(runs: Runs, owner: string): Promise<Result<void>> {
  for (;;) {
    const some = await runs.list({ owner, limit: RUN_LIST_MAX });
    if (!some.ok) return some;
    if (some.value.length === 0) return ok(undefined);
    for (const { id } of some.value) {
      const removed = await runs.remove(id, owner);
      if (!removed.ok) return removed;
    }
  }
}
