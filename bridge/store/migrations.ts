/** The store's schema, step by step; a step is never changed after a release. Layer: bridge/store. The same steps run on SQLite and PostgreSQL. */
import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import { projects } from './migrations/0001-projects.ts';
import { runs } from './migrations/0002-runs.ts';
import { classes } from './migrations/0003-classes.ts';
import { progress } from './migrations/0004-progress.ts';
import { pictures } from './migrations/0005-pictures.ts';
import { tracks } from './migrations/0006-tracks.ts';
import { storeFault } from './store-faults.ts';
import type { StoreTables } from './tables.ts';

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001-projects': projects,
  '0002-runs': runs,
  '0003-classes': classes,
  '0004-progress': progress,
  '0005-pictures': pictures,
  '0006-tracks': tracks,
};

/** Errors: `store.newer-version` where a later build has been here, else what the database says. */
export async function migrateStore(db: Kysely<StoreTables>): Promise<Result<void, StoreFaultCode>> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve({ ...MIGRATIONS }) } });
  try {
    if (await hasUnknownMigration(db)) return fail('store.newer-version');
    const { error } = await migrator.migrateToLatest();
    return error === undefined ? ok(undefined) : storeFault(error);
  } catch (cause) {
    return storeFault(cause);
  }
}

async function hasUnknownMigration(db: Kysely<StoreTables>): Promise<boolean> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some((table) => table.name === 'kysely_migration')) return false;
  const names = await (db as unknown as Kysely<{ kysely_migration: { name: string } }>)
    .selectFrom('kysely_migration')
    .select('name')
    .execute();
  return names.some(({ name }) => !Object.hasOwn(MIGRATIONS, name));
}
