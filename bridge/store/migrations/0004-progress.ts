/** Progress in lessons, one row a step. Layer: bridge/store. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const progress: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('progress')
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('pack_id', 'text', (column) => column.notNull())
      .addColumn('lesson_id', 'text', (column) => column.notNull())
      .addColumn('step_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('required_count', 'integer', (column) => column.notNull())
      .addColumn('optional_count', 'integer', (column) => column.notNull())
      .addColumn('done', 'integer', (column) => column.notNull())
      .addColumn('content', 'text', (column) => column.notNull())
      .addColumn('saved_at_ms', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('progress_key', ['owner', 'pack_id', 'lesson_id', 'step_id'])
      .execute();
  },
};
