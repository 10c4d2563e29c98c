/** Classes, students, tokens and the log in SQL that SQLite and PostgreSQL both speak. Layer: bridge/store. */
import type { Insertable, Kysely, Selectable } from 'kysely';
import { ok } from '../../core/base/result.ts';
import type { LogBody, LogEntry } from '../../core/protocol/class-log.ts';
import type { CollectedWork, Handout, StationReport } from '../../core/protocol/class-views.ts';
import {
  ARRIVED_KEPT_MS,
  type ClassRecord,
  type ClassStore,
  type ReceivedEntry,
  type StudentRecord,
  type TokenRecord,
} from './class-store.ts';
import type { RepositoryOptions } from './repositories.ts';
import { guarded } from './store-faults.ts';
import type { ClassesTable, ClassStudentsTable, ClassTokensTable, StoreTables } from './tables.ts';

/** SQLite takes at most 32,766 values in a statement. */
const ROWS_AT_ONCE = 200;

export class ClassRepository implements ClassStore {
  readonly #db: Kysely<StoreTables>;
  readonly #nowMs: () => number;

  constructor(options: RepositoryOptions) {
    this.#db = options.db;
    this.#nowMs = options.nowMs;
  }

  classes() {
    return answered(async () => {
      const rows = await this.#db.selectFrom('classes').selectAll().orderBy('opened_at_ms', 'desc').orderBy('id', 'desc').execute();
      const counts = await this.#db
        .selectFrom('class_students')
        .select(['class_id', (eb) => eb.fn.countAll<number | string>().as('students')])
        .groupBy('class_id')
        .execute();
      const countOf = new Map(counts.map((row) => [row.class_id, Number(row.students)]));
      return rows.map((row) => ({ record: classOf(row), students: countOf.get(row.id) ?? 0 }));
    });
  }

  saveClass(record: ClassRecord) {
    const row = classRow(record);
    return answered(async () => {
      await this.#db
        .insertInto('classes')
        .values(row)
        .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
        .execute();
    });
  }

  students(classId: string) {
    return answered(async () => {
      const rows = await this.#db.selectFrom('class_students').selectAll().where('class_id', '=', classId).orderBy('id').execute();
      return rows.map(studentOf);
    });
  }

  saveStudents(records: readonly StudentRecord[]) {
    return answered(() =>
      this.#db.transaction().execute(async (trx) => {
        for (let at = 0; at < records.length; at += ROWS_AT_ONCE) {
          await trx
            .insertInto('class_students')
            .values(records.slice(at, at + ROWS_AT_ONCE).map(studentRow))
            .onConflict((conflict) =>
              conflict.column('id').doUpdateSet(({ ref }) => ({
                ...{ seat: ref('excluded.seat'), personal_code: ref('excluded.personal_code'), via: ref('excluded.via') },
                ...{ locked: ref('excluded.locked'), last_seen_at_ms: ref('excluded.last_seen_at_ms') },
                ...{ running_since_ms: ref('excluded.running_since_ms'), hand_up_since_ms: ref('excluded.hand_up_since_ms') },
                ...{ report: ref('excluded.report'), collected: ref('excluded.collected') },
              })),
            )
            .execute();
        }
      }),
    );
  }

  tokens() {
    return answered(async () => (await this.#db.selectFrom('class_tokens').selectAll().orderBy('made_at_ms').execute()).map(tokenOf));
  }

  addToken({ hash, kind, studentId, classId, via, madeAtMs, state }: TokenRecord) {
    const row = { hash, kind, student_id: studentId, class_id: classId, via, made_at_ms: madeAtMs, state };
    return answered(async () => void (await this.#db.insertInto('class_tokens').values(row).execute()));
  }

  setTokenState(hashes: readonly string[], state: TokenRecord['state']) {
    return answered(async () => {
      for (const some of inParts(hashes)) await this.#db.updateTable('class_tokens').set({ state }).where('hash', 'in', some).execute();
    });
  }

  removeTokens(hashes: readonly string[]) {
    return answered(async () => {
      for (const some of inParts(hashes)) await this.#db.deleteFrom('class_tokens').where('hash', 'in', some).execute();
    });
  }

  eraseStudents(studentIds: readonly string[]) {
    return answered(() =>
      this.#db.transaction().execute(async (trx) => {
        for (const ids of inParts(studentIds)) {
          await trx
            .deleteFrom('project_versions')
            .where('project_id', 'in', (eb) => eb.selectFrom('projects').select('id').where('owner', 'in', ids))
            .execute();
          for (const table of ['projects', 'runs', 'progress', 'pictures', 'tracks'] as const)
            await trx.deleteFrom(table).where('owner', 'in', ids).execute();
          await trx.deleteFrom('class_log').where('student_id', 'in', ids).execute();
          await trx.updateTable('class_tokens').set({ state: 'erased' }).where('student_id', 'in', ids).execute();
          await trx.deleteFrom('class_students').where('id', 'in', ids).execute();
        }
      }),
    );
  }

  setting(name: string) {
    return answered(async () => {
      const row = await this.#db.selectFrom('class_settings').select('value').where('name', '=', name).executeTakeFirst();
      return row?.value;
    });
  }

  saveSetting(name: string, value: string | undefined) {
    return answered(async () => {
      if (value === undefined) {
        await this.#db.deleteFrom('class_settings').where('name', '=', name).execute();
        return;
      }
      await this.#db
        .insertInto('class_settings')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    });
  }

  addEntry(entry: LogEntry) {
    return answered(async () => {
      await this.#db
        .insertInto('class_log')
        .values(outRow(entry))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    });
  }

  unsentEntries(studentId: string, limit: number) {
    return answered(async () => {
      const rows = await this.#unsent(studentId).selectAll().orderBy('id').limit(limit).execute();
      return rows.map((row) => ({ id: row.id, studentId, atMs: row.at_ms, body: JSON.parse(row.body) as LogBody }));
    });
  }

  unsentCount(studentId: string) {
    return answered(async () => {
      const row = await this.#unsent(studentId)
        .select((eb) => eb.fn.countAll<number | string>().as('count'))
        .executeTakeFirst();
      return Number(row?.count ?? 0);
    });
  }

  acknowledge(ids: readonly string[]) {
    return answered(async () => {
      for (const some of inParts(ids)) {
        await this.#db
          .updateTable('class_log')
          .set({ direction: 'sent', body: '' })
          .where('id', 'in', some)
          .where('direction', '=', 'out')
          .execute();
      }
    });
  }

  newestEntryId() {
    return answered(async () => {
      const row = await this.#db
        .selectFrom('class_log')
        .select(({ fn }) => fn.max('id').as('id'))
        .where('direction', '!=', 'in')
        .where('kind', '!=', 'run')
        .executeTakeFirst();
      return row?.id ?? undefined;
    });
  }

  receiveEntry(entry: ReceivedEntry) {
    return answered(async () => {
      const inserted = await this.#db
        .insertInto('class_log')
        .values(inRow(entry))
        .onConflict((conflict) => conflict.column('id').doNothing())
        .executeTakeFirst();
      return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
    });
  }

  /** What arrived so long ago that it cannot come again. */
  forgetArrived() {
    return answered(async () => {
      const before = this.#nowMs() - ARRIVED_KEPT_MS;
      await this.#db.deleteFrom('class_log').where('direction', '!=', 'out').where('at_ms', '<', before).execute();
    });
  }

  #unsent(studentId: string) {
    return this.#db.selectFrom('class_log').where('student_id', '=', studentId).where('direction', '=', 'out');
  }
}

/** A row of the log to be sent; also made by a project's save. */
export function outRow({ id, studentId, atMs, body }: LogEntry): Insertable<StoreTables['class_log']> {
  return { id, student_id: studentId, direction: 'out', at_ms: atMs, kind: body.kind, body: JSON.stringify(body) };
}

/** A row that says that an entry has come; also made by a project's save. */
export function inRow({ id, studentId, atMs, kind }: ReceivedEntry): Insertable<StoreTables['class_log']> {
  return { id, student_id: studentId, direction: 'in', at_ms: atMs, kind, body: '' };
}

function classRow(record: ClassRecord): Insertable<ClassesTable> {
  const { id, title, code, codeExpiresAtMs, openedAtMs, closedAtMs, isLocked, lockMessage, timerEndsAtMs, handout } = record;
  return {
    ...{ id, title, code, code_expires_at_ms: codeExpiresAtMs, opened_at_ms: openedAtMs, closed_at_ms: closedAtMs },
    ...{ locked: isLocked ? 1 : 0, lock_message: lockMessage, timer_ends_at_ms: timerEndsAtMs, handout: toJson(handout) },
  };
}

function classOf(row: Selectable<ClassesTable>): ClassRecord {
  return {
    ...{ id: row.id, title: row.title, code: row.code, codeExpiresAtMs: row.code_expires_at_ms, openedAtMs: row.opened_at_ms },
    ...{ closedAtMs: row.closed_at_ms, isLocked: row.locked !== 0, lockMessage: row.lock_message, timerEndsAtMs: row.timer_ends_at_ms },
    handout: fromJson<Handout>(row.handout),
  };
}

function studentRow(record: StudentRecord): Insertable<ClassStudentsTable> {
  const { id, classId, nickname, nicknameKey, seat, personalCode, via, isLocked } = record;
  return {
    ...{ id, class_id: classId, nickname, nickname_key: nicknameKey, seat, personal_code: personalCode, via, locked: isLocked ? 1 : 0 },
    ...{ joined_at_ms: record.joinedAtMs, last_seen_at_ms: record.lastSeenAtMs },
    ...{ running_since_ms: record.runningSinceMs, hand_up_since_ms: record.handUpSinceMs },
    ...{ report: toJson(record.report), collected: toJson(record.collected) },
  };
}

function studentOf(row: Selectable<ClassStudentsTable>): StudentRecord {
  return {
    ...{ id: row.id, classId: row.class_id, nickname: row.nickname, nicknameKey: row.nickname_key, seat: row.seat },
    ...{ personalCode: row.personal_code, via: row.via, isLocked: row.locked !== 0, joinedAtMs: row.joined_at_ms },
    ...{ lastSeenAtMs: row.last_seen_at_ms, runningSinceMs: row.running_since_ms, handUpSinceMs: row.hand_up_since_ms },
    ...{ report: fromJson<StationReport>(row.report), collected: fromJson<CollectedWork>(row.collected) },
  };
}

function tokenOf(row: Selectable<ClassTokensTable>): TokenRecord {
  const { hash, kind, via, state } = row;
  return { hash, kind, studentId: row.student_id, classId: row.class_id, via, madeAtMs: row.made_at_ms, state };
}

const toJson = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
const fromJson = <T>(text: string | null): T | null => (text === null ? null : (JSON.parse(text) as T));

function* inParts(ids: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) yield ids.slice(at, at + ROWS_AT_ONCE);
}

const answered = <T>(action: () => Promise<T>) => guarded(async () => ok(await action()));
