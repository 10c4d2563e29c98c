/**
 * The store in one SQLite file. Layer: bridge/store. Its calls block their thread while the disk writes, so the bridge uses it
 * through store-worker.ts.
 */
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { ok, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import { migrateStore } from './migrations.ts';
import { storeOver, type OpenStore } from './repositories.ts';
import { storeFault } from './store-faults.ts';
import type { StoreTables } from './tables.ts';

const BUSY_WAIT_MS = 5000;

export interface SqliteStoreOptions {
  /** A path, or ':memory:'. */
  readonly file: string;
  readonly nowMs: () => number;
  /** For tests of a full disk: SQLite refuses to grow the file beyond it. */
  readonly pagesMax?: number;
}

/** Errors: `store.*`. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Result<OpenStore, StoreFaultCode>> {
  let database: Database.Database;
  try {
    database = new Database(options.file, { timeout: BUSY_WAIT_MS });
    database.pragma('journal_mode = WAL');
    // FULL: a commit is on the disk when it is confirmed. NORMAL loses the last commits when the power goes.
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    if (options.pagesMax !== undefined) database.pragma(`max_page_count = ${options.pagesMax}`);
  } catch (cause) {
    return storeFault(cause);
  }
  const db = new Kysely<StoreTables>({ dialect: new SqliteDialect({ database }) });
  const migrated = await migrateStore(db);
  if (!migrated.ok) {
    await db.destroy();
    return migrated;
  }
  return ok(storeOver({ db, nowMs: options.nowMs }));
}
