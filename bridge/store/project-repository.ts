/** Projects and their history in SQL that SQLite and PostgreSQL both speak. Layer: bridge/store. */
import canonicalize from 'canonicalize';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Kysely, Transaction } from 'kysely';
import { assert } from '../../core/base/assert.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { parseProject, type ProjectFaultCode } from '../../core/project/migrations.ts';
import type { Project } from '../../core/project/project.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import { versionsToForget } from './history-thinning.ts';
import { REMOVED_KEPT_MS, type ProjectStore } from './project-store.ts';
import { storeFault } from './store-faults.ts';
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

  list() {
    return guarded(async () => {
      const rows = await this.#db
        .selectFrom('projects')
        .select(['id', 'name', 'updated_at_ms'])
        .where('removed_at_ms', 'is', null)
        .orderBy('updated_at_ms', 'desc')
        .orderBy('id')
        .execute();
      return ok(rows.map((row) => ({ id: row.id, name: row.name, updatedAtMs: row.updated_at_ms })));
    });
  }

  load(id: string) {
    return guarded(async () => {
      const row = await this.#present(id).select('project_versions.content').executeTakeFirst();
      return row === undefined ? fail('project.not-found', { id }) : parseProject(JSON.parse(row.content));
    });
  }

  loadVersion(id: string, version: number) {
    return guarded(async () => {
      const row = await this.#db
        .selectFrom('project_versions')
        .select('content')
        .where('project_id', '=', id)
        .where('version', '=', version)
        .executeTakeFirst();
      return row === undefined ? fail('project.not-found', { id }) : parseProject(JSON.parse(row.content));
    });
  }

  history(id: string) {
    return guarded(async () => {
      const rows = await this.#db
        .selectFrom('project_versions')
        .select(['version', 'saved_at_ms'])
        .where('project_id', '=', id)
        .orderBy('version', 'desc')
        .execute();
      if (rows.length === 0) return fail('project.not-found', { id });
      return ok(rows.map((row) => ({ version: row.version, savedAtMs: row.saved_at_ms })));
    });
  }

  save(project: Project) {
    const content = canonicalize(project);
    assert(content !== undefined, 'a project has a canonical form');
    const bytes = utf8ToBytes(content);
    const digest = bytesToHex(sha256(bytes));
    return guarded(() =>
      this.#inTransaction(async (trx) => {
        const newest = await this.#lockedNewest(trx, project);
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
        return ok({ version });
      }),
    );
  }

  remove(id: string) {
    return guarded(async () => {
      const change = await this.#db
        .updateTable('projects')
        .set({ removed_at_ms: this.#nowMs() })
        .where('id', '=', id)
        .where('removed_at_ms', 'is', null)
        .executeTakeFirst();
      return change.numUpdatedRows === 0n ? fail('project.not-found', { id }) : ok(undefined);
    });
  }

  /** Erases what was removed long enough ago. */
  eraseRemoved() {
    return guarded(async () => {
      const before = this.#nowMs() - REMOVED_KEPT_MS;
      const old = this.#db.selectFrom('projects').select('id').where('removed_at_ms', '<', before);
      await this.#db.deleteFrom('project_versions').where('project_id', 'in', old).execute();
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

  /** Why an upsert first: it takes the row's lock in PostgreSQL and the write lock in SQLite, so two pages' saves queue up. */
  async #lockedNewest(trx: Transaction<StoreTables>, project: Project): Promise<{ version: number; digest: string | undefined }> {
    const { id, name } = project;
    await trx
      .insertInto('projects')
      .values({ id, name, version: 0, updated_at_ms: this.#nowMs(), removed_at_ms: null })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ removed_at_ms: null }))
      .execute();
    const row = await trx
      .selectFrom('project_versions')
      .select(['version', 'sha256'])
      .where('project_id', '=', id)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    return { version: row?.version ?? 0, digest: row?.sha256 };
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

async function guarded<T>(action: () => Promise<Result<T, Codes>>): Promise<Result<T, Codes>> {
  try {
    return await action();
  } catch (cause) {
    return storeFault(cause);
  }
}
