/** The store in PostgreSQL, for a district's server. Layer: bridge/store. */
import { Kysely, PostgresDialect } from 'kysely';
import { Pool, types } from 'pg';
import { ok, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import { migrateStore } from './migrations.ts';
import { storeOver, type OpenStore } from './repositories.ts';
import type { StoreTables } from './tables.ts';

const CONNECTIONS_MAX = 10;
const CONNECT_TIMEOUT_MS = 10_000;
const INT8_OID = 20;

/** Why: pg gives 64-bit integers as text; ours are milliseconds, safe as numbers until the year 287396. */
const numericTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8_OID ? Number : types.getTypeParser(oid, format)),
};

/** @param options.url `postgres://user:password@host:port/database`. Errors: `store.*`. */
export async function openPostgresStore(options: {
  readonly url: string;
  readonly nowMs: () => number;
}): Promise<Result<OpenStore, StoreFaultCode>> {
  const pool = new Pool({
    connectionString: options.url,
    max: CONNECTIONS_MAX,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: numericTypes,
  });
  // An idle connection that the server closes is replaced at the next query, which reports its own failure.
  pool.on('error', () => {});
  const db = new Kysely<StoreTables>({ dialect: new PostgresDialect({ pool }) });
  const migrated = await migrateStore(db);
  if (!migrated.ok) {
    await db.destroy();
    return migrated;
  }
  return ok(storeOver({ db, nowMs: options.nowMs }));
}
