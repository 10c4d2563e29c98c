/** The list of recorded runs. Layer: bridge/store. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const runs: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('runs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('started_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('project_id', 'text', (column) => column.notNull())
      .addColumn('project_name', 'text', (column) => column.notNull())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('robot', 'text', (column) => column.notNull())
      .addColumn('robot_name', 'text', (column) => column.notNull())
      .addColumn('track_id', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('ended', 'text')
      .addColumn('duration_ms', 'double precision')
      .addColumn('laps', 'integer')
      .addColumn('best_lap_ms', 'double precision')
      .addColumn('off_line_ms', 'double precision')
      .addColumn('collisions', 'integer')
      .addColumn('checked', 'text', (column) => column.notNull())
      .addColumn('evidence', 'text', (column) => column.notNull())
      .addColumn('sealed_by', 'text', (column) => column.notNull())
      .addColumn('pinned', 'integer', (column) => column.notNull())
      .addColumn('note', 'text', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('runs_by_time').on('runs').columns(['started_at_ms', 'id']).execute();
    await db.schema.createIndex('runs_by_owner').on('runs').columns(['owner', 'started_at_ms']).execute();
  },
};
