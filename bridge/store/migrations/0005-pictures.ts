/** Sorted pictures, one row a class or a picture. Layer: bridge/store. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const pictures: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('pictures')
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('project_id', 'text', (column) => column.notNull())
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('saved_at_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('pictures_key', ['owner', 'project_id', 'id'])
      .execute();
  },
};
