/** Tracks that people have drawn, one row a track. Layer: bridge/store. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const tracks: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('tracks')
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('saved_at_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('tracks_key', ['owner', 'id'])
      .execute();
  },
};
