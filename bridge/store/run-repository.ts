/** The list of runs in SQL that SQLite and PostgreSQL both speak. Layer: bridge/store. */
import type { Kysely } from 'kysely';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { RunsFaultCode, RunView } from '../../core/protocol/run-views.ts';
import type { RepositoryOptions } from './repositories.ts';
import type { NewRun, RunChange, RunFilter, RunStore } from './run-store.ts';
import { guarded } from './store-faults.ts';
import type { RunsTable, StoreTables } from './tables.ts';

type Codes = StoreFaultCode | RunsFaultCode;

export class RunRepository implements RunStore {
  readonly #db: Kysely<StoreTables>;

  constructor(options: RepositoryOptions) {
    this.#db = options.db;
  }

  add(run: NewRun) {
    return answered(async () => {
      const fresh = rowOf({ ...run, ...BEGINNING } as RunView);
      await this.#db
        .insertInto('runs')
        .values(fresh)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      return this.get(run.id);
    });
  }

  get(id: string) {
    return answered(async () => {
      const row = await this.#db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? fail('runs.not-found', { id }) : ok(viewOf(row));
    });
  }

  isOfThisBridge(owner: string) {
    return answered(async () => {
      if (owner === '') return ok(true);
      const student = await this.#db.selectFrom('class_students').select('id').where('id', '=', owner).executeTakeFirst();
      return ok(student !== undefined);
    });
  }

  list({ owner, projectId, trackId, beforeMs, limit }: RunFilter) {
    return answered(async () => {
      let query = this.#db.selectFrom('runs').selectAll();
      query =
        owner === undefined
          ? query.where(({ eb, or, selectFrom }) =>
              or([eb('owner', '=', ''), eb('owner', 'in', selectFrom('class_students').select('id'))]),
            )
          : query.where('owner', '=', owner);
      if (projectId !== undefined) query = query.where('project_id', '=', projectId);
      if (trackId !== undefined) query = query.where('track_id', '=', trackId);
      if (beforeMs !== undefined) query = query.where('started_at_ms', '<', beforeMs);
      const rows = await query.orderBy('started_at_ms', 'desc').orderBy('id', 'desc').limit(limit).execute();
      return ok(rows.map(viewOf));
    });
  }

  change(id: string, change: RunChange) {
    return answered(async () => {
      const columns = rowOf(change);
      if (Object.keys(columns).length === 0) return ok(undefined);
      const changed = await this.#db.updateTable('runs').set(columns).where('id', '=', id).executeTakeFirst();
      return changed.numUpdatedRows === 0n ? fail('runs.not-found', { id }) : ok(undefined);
    });
  }

  remove(id: string) {
    return answered(async () => {
      await this.#db.deleteFrom('runs').where('id', '=', id).execute();
      return ok(undefined);
    });
  }

  unfinished() {
    return answered(async () => {
      const rows = await this.#db.selectFrom('runs').selectAll().where('state', '=', 'recording').orderBy('id').execute();
      return ok(rows.map(viewOf));
    });
  }

  unchecked(limit: number) {
    return answered(async () => {
      const rows = await this.#db
        .selectFrom('runs')
        .selectAll()
        .where('state', '!=', 'recording')
        .where('checked', '=', 'waiting')
        .orderBy('started_at_ms')
        .orderBy('id')
        .limit(limit)
        .execute();
      return ok(rows.map(viewOf));
    });
  }

  talliesOf(owners: readonly string[]) {
    return answered(async () => {
      if (owners.length === 0) return ok([]);
      const rows = await this.#db
        .selectFrom('runs')
        .select(({ fn }) => ['owner', fn.countAll().as('runs'), fn.min('best_lap_ms').as('best_lap_ms')])
        .where('owner', 'in', owners)
        .groupBy('owner')
        .execute();
      return ok(rows.map(({ owner, runs, best_lap_ms }) => ({ owner, runs: Number(runs), bestLapMs: best_lap_ms })));
    });
  }

  totals() {
    return answered(async () => {
      const row = await this.#db
        .selectFrom('runs')
        .select(({ fn }) => [fn.countAll().as('count'), fn.sum('bytes').as('bytes')])
        .executeTakeFirstOrThrow();
      return ok({ count: Number(row.count), bytes: Number(row.bytes ?? 0) });
    });
  }

  oldestUnpinned(limit: number) {
    return answered(async () => {
      const rows = await this.#db
        .selectFrom('runs')
        .selectAll()
        .where('state', '!=', 'recording')
        .where('pinned', '=', 0)
        .orderBy('started_at_ms')
        .orderBy('id')
        .limit(limit)
        .execute();
      return ok(rows.map(viewOf));
    });
  }

  ids() {
    return answered(async () => ok((await this.#db.selectFrom('runs').select('id').orderBy('id').execute()).map(({ id }) => id)));
  }
}

const BEGINNING: Omit<RunView, keyof NewRun> = {
  ...{ state: 'recording', bytes: 0, ended: null, durationMs: null, laps: null, bestLapMs: null, offLineMs: null, collisions: null },
  ...{ check: 'waiting', evidence: 'none', sealedBy: '', isPinned: false, note: '' },
};

const COLUMN_OF = {
  ...{ id: 'id', startedAtMs: 'started_at_ms', projectId: 'project_id', projectName: 'project_name', owner: 'owner', robot: 'robot' },
  ...{ robotName: 'robot_name', trackId: 'track_id', state: 'state', bytes: 'bytes', ended: 'ended', durationMs: 'duration_ms' },
  ...{ laps: 'laps', bestLapMs: 'best_lap_ms', offLineMs: 'off_line_ms', collisions: 'collisions', check: 'checked' },
  ...{ evidence: 'evidence', sealedBy: 'sealed_by', isPinned: 'pinned', note: 'note' },
} as const satisfies { readonly [F in keyof RunView]: keyof RunsTable };

const FIELDS = Object.entries(COLUMN_OF) as readonly (readonly [keyof RunView, keyof RunsTable])[];

/** Why a number: SQLite has no booleans, and one schema serves both. */
function rowOf(run: RunView): RunsTable;
function rowOf(run: RunChange): Partial<RunsTable>;
function rowOf(run: Partial<RunView>): Partial<RunsTable> {
  const present = FIELDS.filter(([field]) => run[field] !== undefined);
  return Object.fromEntries(present.map(([field, column]) => [column, field === 'isPinned' ? Number(run.isPinned) : run[field]]));
}

function viewOf(row: RunsTable): RunView {
  const view = Object.fromEntries(FIELDS.map(([field, column]) => [field, row[column]])) as unknown as RunView;
  return { ...view, isPinned: row.pinned !== 0 };
}

const answered = <T>(action: () => Promise<Result<T, Codes>>) => guarded<T, Codes>(action);
