/** Sorted pictures, in SQL that SQLite and PostgreSQL both speak. Layer: bridge/store. */
import type { Kysely, Transaction } from 'kysely';
import { fail, ok } from '../../core/base/result.ts';
import { PICTURE_HEADS_MAX, pictureEntry, type PictureEntry } from '../../core/protocol/picture-views.ts';
import type { PictureStore } from './picture-store.ts';
import type { RepositoryOptions } from './repositories.ts';
import { guarded, RollBack } from './store-faults.ts';
import type { StoreTables } from './tables.ts';

export class PictureRepository implements PictureStore {
  readonly #db: Kysely<StoreTables>;
  readonly #nowMs: () => number;

  constructor(options: RepositoryOptions) {
    this.#db = options.db;
    this.#nowMs = options.nowMs;
  }

  list(owner: string, projectId: string) {
    return guarded(async () => {
      const rows = await this.#db
        .selectFrom('pictures')
        .select(['id', 'revision'])
        .where('owner', '=', owner)
        .where('project_id', '=', projectId)
        .orderBy('id')
        .execute();
      return ok(rows);
    });
  }

  load(owner: string, projectId: string, ids: readonly string[]) {
    return guarded(async () => {
      if (ids.length === 0) return ok([]);
      const rows = await this.#db
        .selectFrom('pictures')
        .select('content')
        .where('owner', '=', owner)
        .where('project_id', '=', projectId)
        .where('id', 'in', ids)
        .orderBy('id')
        .execute();
      return ok(rows.flatMap(({ content }) => entryOf(content)));
    });
  }

  save(owner: string, projectId: string, entries: readonly PictureEntry[]) {
    return guarded(() =>
      this.#db.transaction().execute(async (trx) => {
        // Why sorted: two pages that save the same pictures take their locks in one order.
        for (const entry of [...entries].sort((a, b) => (a.id < b.id ? -1 : 1))) await this.#keep(trx, owner, projectId, entry);
        const { count } = await trx
          .selectFrom('pictures')
          .select((eb) => eb.fn.countAll<number | string>().as('count'))
          .where('owner', '=', owner)
          .where('project_id', '=', projectId)
          .executeTakeFirstOrThrow();
        if (Number(count) > PICTURE_HEADS_MAX) throw new RollBack(fail('pictures.too-many', { limit: PICTURE_HEADS_MAX }));
        return ok(undefined);
      }),
    );
  }

  async #keep(trx: Transaction<StoreTables>, owner: string, projectId: string, entry: PictureEntry): Promise<void> {
    const { id, revision } = entry;
    await trx
      .insertInto('pictures')
      .values({ owner, project_id: projectId, id, revision, content: JSON.stringify(entry), saved_at_ms: this.#nowMs() })
      .onConflict((conflict) =>
        conflict
          .columns(['owner', 'project_id', 'id'])
          .doUpdateSet(({ ref }) => ({
            revision: ref('excluded.revision'),
            content: ref('excluded.content'),
            saved_at_ms: ref('excluded.saved_at_ms'),
          }))
          .whereRef('pictures.revision', '<', 'excluded.revision' as 'pictures.revision'),
      )
      .execute();
  }
}

/** None where a later build wrote what this one cannot read. */
function entryOf(content: string): readonly PictureEntry[] {
  const parsed = pictureEntry.safeParse(JSON.parse(content));
  return parsed.success ? [parsed.data] : [];
}
