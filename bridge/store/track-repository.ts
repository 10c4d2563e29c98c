/** Drawn tracks, in SQL that SQLite and PostgreSQL both speak. Layer: bridge/store. */
import type { Kysely } from 'kysely';
import { localTextSchema } from '../../core/base/local-text.ts';
import { fail, ok } from '../../core/base/result.ts';
import { TRACKS_OF_OWNER_MAX, type TrackHead } from '../../core/protocol/track-views.ts';
import type { Track } from '../../core/sim/track.ts';
import type { RepositoryOptions } from './repositories.ts';
import { guarded, RollBack } from './store-faults.ts';
import type { StoreTables } from './tables.ts';
import type { TrackStore } from './track-store.ts';

export class TrackRepository implements TrackStore {
  readonly #db: Kysely<StoreTables>;
  readonly #nowMs: () => number;

  constructor(options: RepositoryOptions) {
    this.#db = options.db;
    this.#nowMs = options.nowMs;
  }

  list(owner: string) {
    return guarded(async () => {
      const rows = await this.#db
        .selectFrom('tracks')
        .select(['id', 'name', 'saved_at_ms'])
        .where('owner', '=', owner)
        .orderBy('saved_at_ms', 'desc')
        .orderBy('id')
        .execute();
      return ok(rows.flatMap(headOf));
    });
  }

  load(owner: string, id: string) {
    return guarded<unknown>(async () => {
      const row = await this.#db.selectFrom('tracks').select('content').where('owner', '=', owner).where('id', '=', id).executeTakeFirst();
      return row === undefined ? fail('tracks.not-found', { id }) : ok(JSON.parse(row.content) as unknown);
    });
  }

  save(owner: string, track: Track) {
    return guarded(() =>
      this.#db.transaction().execute(async (trx) => {
        const savedAtMs = this.#nowMs();
        const { id } = track;
        await trx
          .insertInto('tracks')
          .values({ owner, id, name: JSON.stringify(track.name), content: JSON.stringify(track), saved_at_ms: savedAtMs })
          .onConflict((conflict) =>
            conflict.columns(['owner', 'id']).doUpdateSet(({ ref }) => ({
              ...{ name: ref('excluded.name'), content: ref('excluded.content'), saved_at_ms: ref('excluded.saved_at_ms') },
            })),
          )
          .execute();
        const { count } = await trx
          .selectFrom('tracks')
          .select((eb) => eb.fn.countAll<number | string>().as('count'))
          .where('owner', '=', owner)
          .executeTakeFirstOrThrow();
        if (Number(count) > TRACKS_OF_OWNER_MAX) throw new RollBack(fail('tracks.too-many', { limit: TRACKS_OF_OWNER_MAX }));
        return ok(savedAtMs);
      }),
    );
  }

  remove(owner: string, id: string) {
    return guarded(async () => {
      await this.#db.deleteFrom('tracks').where('owner', '=', owner).where('id', '=', id).execute();
      return ok(undefined);
    });
  }
}

const nameSchema = localTextSchema(80);

/** None where a later build wrote what this one cannot read. */
function headOf(row: { readonly id: string; readonly name: string; readonly saved_at_ms: number }): readonly TrackHead[] {
  const name = nameSchema.safeParse(JSON.parse(row.name));
  return name.success ? [{ id: row.id, name: name.data, savedAtMs: Number(row.saved_at_ms) }] : [];
}
