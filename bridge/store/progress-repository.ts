/** Progress in lessons, in SQL that SQLite and PostgreSQL both speak. Layer: bridge/store. */
import type { Insertable, Kysely, Selectable, Transaction } from 'kysely';
import { fail, ok } from '../../core/base/result.ts';
import { mergeProgress, placeKey, progressEntry, type ProgressEntry } from '../../core/protocol/progress-views.ts';
import { PROGRESS_OF_OWNER_MAX, type LessonTally, type ProgressStore } from './progress-store.ts';
import type { RepositoryOptions } from './repositories.ts';
import { guarded, RollBack } from './store-faults.ts';
import type { ProgressTable, StoreTables } from './tables.ts';

/** SQLite takes at most 32,766 values in a statement. */
const OWNERS_AT_ONCE = 500;

export class ProgressRepository implements ProgressStore {
  readonly #db: Kysely<StoreTables>;
  readonly #nowMs: () => number;

  constructor(options: RepositoryOptions) {
    this.#db = options.db;
    this.#nowMs = options.nowMs;
  }

  list(owner: string) {
    return guarded(async () => {
      const rows = await this.#db
        .selectFrom('progress')
        .selectAll()
        .where('owner', '=', owner)
        .orderBy('pack_id')
        .orderBy('lesson_id')
        .orderBy('step_id')
        .execute();
      return ok(rows.flatMap(entryOf));
    });
  }

  save(owner: string, entries: readonly ProgressEntry[]) {
    return guarded(() =>
      this.#db.transaction().execute(async (trx) => {
        for (const entry of oneOfEach(entries)) {
          const before = await lockedEntry(trx, owner, entry, this.#nowMs());
          await write(trx, owner, before === undefined ? entry : mergeProgress(before, entry), this.#nowMs());
        }
        const { count } = await trx
          .selectFrom('progress')
          .select((eb) => eb.fn.countAll<number | string>().as('count'))
          .where('owner', '=', owner)
          .executeTakeFirstOrThrow();
        if (Number(count) > PROGRESS_OF_OWNER_MAX) throw new RollBack(fail('progress.too-much', { limit: PROGRESS_OF_OWNER_MAX }));
        return ok(undefined);
      }),
    );
  }

  talliesOf(owners: readonly string[]) {
    return guarded(async () => {
      const tallies = new Map<string, Mutable<LessonTally>>();
      for (let at = 0; at < owners.length; at += OWNERS_AT_ONCE) {
        const rows = await this.#db
          .selectFrom('progress')
          .selectAll()
          .where('owner', 'in', owners.slice(at, at + OWNERS_AT_ONCE))
          .orderBy('pack_id')
          .orderBy('lesson_id')
          .execute();
        for (const row of rows) count(tallies, row);
      }
      return ok([...tallies.values()]);
    });
  }

  remove(owner: string) {
    return guarded(async () => {
      await this.#db.deleteFrom('progress').where('owner', '=', owner).execute();
      return ok(undefined);
    });
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function oneOfEach(entries: readonly ProgressEntry[]): readonly ProgressEntry[] {
  const merged = new Map<string, ProgressEntry>();
  for (const entry of entries) {
    const before = merged.get(placeKey(entry));
    merged.set(placeKey(entry), before === undefined ? entry : mergeProgress(before, entry));
  }
  // Why sorted: two pages that save the same steps take their locks in one order.
  return [...merged.values()].sort((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1));
}

/** Why an upsert first: it takes the row's lock, so that two pages' merges queue up. undefined: it was not there. */
async function lockedEntry(
  trx: Transaction<StoreTables>,
  owner: string,
  entry: ProgressEntry,
  nowMs: number,
): Promise<ProgressEntry | undefined> {
  const row = await trx
    .insertInto('progress')
    .values(rowOf(owner, entry, nowMs))
    .onConflict((conflict) =>
      conflict.columns(['owner', 'pack_id', 'lesson_id', 'step_id']).doUpdateSet(({ ref }) => ({ owner: ref('excluded.owner') })),
    )
    .returningAll()
    .executeTakeFirstOrThrow();
  return entryOf(row)[0];
}

async function write(trx: Transaction<StoreTables>, owner: string, entry: ProgressEntry, nowMs: number): Promise<void> {
  const { content, kind, required_count, optional_count, done, saved_at_ms } = rowOf(owner, entry, nowMs);
  await trx
    .updateTable('progress')
    .set({ content, kind, required_count, optional_count, done, saved_at_ms })
    .where('owner', '=', owner)
    .where('pack_id', '=', entry.packId)
    .where('lesson_id', '=', entry.lessonId)
    .where('step_id', '=', entry.stepId)
    .execute();
}

function rowOf(owner: string, entry: ProgressEntry, nowMs: number): Insertable<ProgressTable> {
  const { packId, lessonId, stepId, kind, of, doneAtMs } = entry;
  return {
    ...{ owner, pack_id: packId, lesson_id: lessonId, step_id: stepId, kind },
    ...{ required_count: of.required, optional_count: of.optional, done: doneAtMs === undefined ? 0 : 1 },
    ...{ content: JSON.stringify(entry), saved_at_ms: nowMs },
  };
}

/** None where a later build wrote what this one cannot read. */
function entryOf(row: Selectable<ProgressTable>): readonly ProgressEntry[] {
  const parsed = progressEntry.safeParse(JSON.parse(row.content));
  return parsed.success ? [parsed.data] : [];
}

function count(tallies: Map<string, Mutable<LessonTally>>, row: Selectable<ProgressTable>): void {
  const key = `${row.owner}/${row.pack_id}/${row.lesson_id}`;
  const tally = tallies.get(key) ?? {
    ...{ owner: row.owner, packId: row.pack_id, lessonId: row.lesson_id },
    ...{ requiredDone: 0, requiredCount: row.required_count, optionalDone: 0, optionalCount: row.optional_count },
  };
  tallies.set(key, tally);
  if (row.done === 0) return;
  if (row.kind === 'required') tally.requiredDone += 1;
  else tally.optionalDone += 1;
}
