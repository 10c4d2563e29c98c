/** Projects and their history in SQL that SQLite and PostgreSQL both speak. Layer: bridge/store. */
import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Kysely, Transaction } from 'kysely';
import { assert } from '../../core/base/assert.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { parseProject, type ProjectFaultCode } from '../../core/project/migrations.ts';
import type { Project } from '../../core/project/project.ts';
import type { LogEntry } from '../../core/protocol/class-log.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import { inRow, outRow } from './class-repository.ts';
import type { ReceivedEntry } from './class-store.ts';
import { versionsToForget } from './history-thinning.ts';
import { REMOVED_KEPT_MS, type NewestProject, type ProjectStore, type SaveOptions } from './project-store.ts';
import { guarded } from './store-faults.ts';
import type { StoreTables } from './tables.ts';
import type { RepositoryOptions } from './repositories.ts';

type Codes = StoreFaultCode | ProjectFaultCode;

export class ProjectRepository implements ProjectStore {
  readonly #db: Kysely<StoreTables>;
  readonly #nowMs: () => number;

  constructor(options: RepositoryOptions) {
    this.#db = options.db;
    this.#nowMs = options.nowMs;
  }

  list(owner = '') {
    return answered(async () => {
      const rows = await this.#db
        .selectFrom('projects')
        .select(['id', 'name', 'updated_at_ms'])
        .where('removed_at_ms', 'is', null)
        .where('owner', '=', owner)
        .orderBy('updated_at_ms', 'desc')
        .orderBy('id')
        .execute();
      return ok(rows.map((row) => ({ id: row.id, name: row.name, updatedAtMs: row.updated_at_ms })));
    });
  }

  load(id: string, owner = '') {
    return answered(async () => {
      const row = await this.#present(id).select(['project_versions.content', 'projects.owner']).executeTakeFirst();
      return loaded(id, owner, row);
    });
  }

  loadVersion(id: string, version: number, owner = '') {
    return answered(async () => {
      const row = await this.#db
        .selectFrom('project_versions')
        .innerJoin('projects', 'projects.id', 'project_versions.project_id')
        .select(['project_versions.content', 'projects.owner'])
        .where('project_versions.project_id', '=', id)
        .where('project_versions.version', '=', version)
        .executeTakeFirst();
      return loaded(id, owner, row);
    });
  }

  history(id: string, owner = '') {
    return answered(async () => {
      const rows = await this.#db
        .selectFrom('project_versions')
        .innerJoin('projects', 'projects.id', 'project_versions.project_id')
        .select(['project_versions.version', 'project_versions.saved_at_ms', 'projects.owner'])
        .where('project_versions.project_id', '=', id)
        .orderBy('project_versions.version', 'desc')
        .execute();
      if (rows.length === 0) return fail('project.not-found', { id });
      if (rows[0]!.owner !== owner) return fail('project.not-yours', { id });
      return ok(rows.map((row) => ({ version: row.version, savedAtMs: row.saved_at_ms })));
    });
  }

  save(project: Project, owner = '', { log }: SaveOptions = {}) {
    const content = canonicalize(project);
    assert(content !== undefined, 'a project has a canonical form');
    const bytes = utf8ToBytes(content);
    const digest = bytesToHex(sha256(bytes));
    return answered(() =>
      this.#inTransaction(async (trx) => {
        const newest = await this.#lockedNewest(trx, project, owner);
        if (newest.owner !== owner) return fail('project.not-yours', { id: project.id });
        if (log?.direction === 'in' && !(await hasJustCome(trx, { ...log, studentId: owner, kind: 'project' }))) {
          return ok({ version: newest.version });
        }
        await trx.updateTable('projects').set({ removed_at_ms: null }).where('id', '=', project.id).execute();
        if (newest.digest === digest) return ok({ version: newest.version });
        const version = newest.version + 1;
        const savedAtMs = this.#nowMs();
        await trx
          .insertInto('project_versions')
          .values({ project_id: project.id, version, content, sha256: digest, bytes: bytes.length, saved_at_ms: savedAtMs })
          .execute();
        await trx
          .updateTable('projects')
          .set({ name: project.name, version, updated_at_ms: savedAtMs })
          .where('id', '=', project.id)
          .execute();
        await this.#thin(trx, project.id);
        if (log?.direction === 'out') await sendOn(trx, { ...log, studentId: owner, body: { kind: 'project', project } });
        return ok({ version });
      }),
    );
  }

  remove(id: string, owner = '', { log }: SaveOptions = {}) {
    return answered(() =>
      this.#inTransaction(async (trx) => {
        const row = await trx.selectFrom('projects').select(['owner', 'removed_at_ms']).where('id', '=', id).executeTakeFirst();
        if (row !== undefined && row.owner !== owner) return fail('project.not-yours', { id });
        if (log?.direction === 'in' && !(await hasJustCome(trx, { ...log, studentId: owner, kind: 'project-removed' })))
          return ok(undefined);
        const change = await trx
          .updateTable('projects')
          .set({ removed_at_ms: this.#nowMs() })
          .where('id', '=', id)
          .where('removed_at_ms', 'is', null)
          .executeTakeFirst();
        if (change.numUpdatedRows === 0n) return fail('project.not-found', { id });
        if (log?.direction === 'out') await sendOn(trx, { ...log, studentId: owner, body: { kind: 'project-removed', projectId: id } });
        return ok(undefined);
      }),
    );
  }

  newestOf(owners: readonly string[]) {
    return answered(async () => {
      const found = new Map<string, NewestProject>();
      for (const row of await this.#ownedBy(owners)) {
        const { id, name, version, owner } = row;
        if (!found.has(owner)) found.set(owner, { id, name, version, owner, updatedAtMs: row.updated_at_ms });
      }
      return ok([...found.values()]);
    });
  }

  countOf(owners: readonly string[]) {
    return answered(async () => {
      const counts: Record<string, number> = {};
      for (const { owner } of await this.#ownedBy(owners)) counts[owner] = (counts[owner] ?? 0) + 1;
      return ok(counts);
    });
  }

  /** Erases what was removed long enough ago. */
  eraseRemoved() {
    return answered(async () => {
      const before = this.#nowMs() - REMOVED_KEPT_MS;
      const old = this.#db.selectFrom('projects').select('id').where('removed_at_ms', '<', before);
      await this.#db.deleteFrom('project_versions').where('project_id', 'in', old).execute();
      await this.#db.deleteFrom('pictures').where('project_id', 'in', old).execute();
      await this.#db.deleteFrom('projects').where('removed_at_ms', '<', before).execute();
      return ok(undefined);
    });
  }

  /** Why it keeps the first error: SQLite ends a transaction itself when the disk is full, and then the rollback fails with an error of its own. */
  async #inTransaction<T>(action: (trx: Transaction<StoreTables>) => Promise<T>): Promise<T> {
    let first: unknown;
    const remember = (cause: unknown): never => {
      first = cause;
      throw cause;
    };
    return await this.#db
      .transaction()
      .execute((trx) => action(trx).catch(remember))
      .catch((last: unknown) => {
        throw first ?? last;
      });
  }

  #present(id: string) {
    return this.#db
      .selectFrom('projects')
      .innerJoin('project_versions', (join) =>
        join.onRef('project_versions.project_id', '=', 'projects.id').onRef('project_versions.version', '=', 'projects.version'),
      )
      .where('projects.id', '=', id)
      .where('projects.removed_at_ms', 'is', null);
  }

  /** Newest first. */
  async #ownedBy(owners: readonly string[]) {
    if (owners.length === 0) return [];
    return await this.#db
      .selectFrom('projects')
      .select(['id', 'name', 'version', 'owner', 'updated_at_ms'])
      .where('owner', 'in', owners)
      .where('removed_at_ms', 'is', null)
      .orderBy('updated_at_ms', 'desc')
      .orderBy('id', 'desc')
      .execute();
  }

  /** Why an upsert first: it takes the row's lock in PostgreSQL and the write lock in SQLite, so two pages' saves queue up. */
  async #lockedNewest(
    trx: Transaction<StoreTables>,
    { id, name }: Project,
    owner: string,
  ): Promise<{ version: number; digest: string | undefined; owner: string }> {
    const kept = await trx
      .insertInto('projects')
      .values({ id, name, version: 0, updated_at_ms: this.#nowMs(), removed_at_ms: null, owner })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(({ ref }) => ({ id: ref('excluded.id') })))
      .returning('owner')
      .executeTakeFirstOrThrow();
    const row = await trx
      .selectFrom('project_versions')
      .select(['version', 'sha256'])
      .where('project_id', '=', id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    return { version: row?.version ?? 0, digest: row?.sha256, owner: kept.owner };
  }

  async #thin(trx: Transaction<StoreTables>, id: string): Promise<void> {
    const rows = await trx
      .selectFrom('project_versions')
      .select(['version', 'saved_at_ms', 'bytes'])
      .where('project_id', '=', id)
      .orderBy('version')
      .execute();
    const gone = versionsToForget(rows.map((row) => ({ version: row.version, savedAtMs: row.saved_at_ms, bytes: row.bytes })));
    if (gone.length === 0) return;
    await trx.deleteFrom('project_versions').where('project_id', '=', id).where('version', 'in', gone).execute();
  }
}

function loaded(id: string, owner: string, row: { content: string; owner: string } | undefined): Result<Project, Codes> {
  if (row === undefined) return fail('project.not-found', { id });
  return row.owner === owner ? parseProject(JSON.parse(row.content)) : fail('project.not-yours', { id });
}

type LoggedSave = Omit<LogEntry, 'id' | 'body'> & { readonly entryId: string };

async function sendOn(
  trx: Transaction<StoreTables>,
  { entryId, studentId, atMs, body }: LoggedSave & Pick<LogEntry, 'body'>,
): Promise<void> {
  await trx
    .insertInto('class_log')
    .values(outRow({ id: entryId, studentId, atMs, body }))
    .execute();
}

/** False for an entry that has come before. */
async function hasJustCome(
  trx: Transaction<StoreTables>,
  { entryId, studentId, atMs, kind }: LoggedSave & Pick<ReceivedEntry, 'kind'>,
): Promise<boolean> {
  const inserted = await trx
    .insertInto('class_log')
    .values(inRow({ id: entryId, studentId, atMs, kind }))
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

const answered = <T>(action: () => Promise<Result<T, Codes>>) => guarded<T, Codes>(action);
