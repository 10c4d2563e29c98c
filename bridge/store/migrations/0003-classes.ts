/** Classes, students, their tokens, the log between bridges; and whose a project is. Layer: bridge/store. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const classes: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('projects')
      .addColumn('owner', 'text', (column) => column.notNull().defaultTo(''))
      .execute();
    await db.schema.createIndex('projects_by_owner').on('projects').column('owner').execute();
    await addClasses(db);
    await addStudents(db);
    await db.schema
      .createTable('class_tokens')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('student_id', 'text', (column) => column.notNull())
      .addColumn('class_id', 'text', (column) => column.notNull())
      .addColumn('via', 'text', (column) => column.notNull())
      .addColumn('made_at_ms', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('class_settings')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute();
    await addLog(db);
  },
};

async function addClasses(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('classes')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('title', 'text', (column) => column.notNull().unique())
    .addColumn('code', 'text', (column) => column.notNull())
    .addColumn('code_expires_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('opened_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('closed_at_ms', 'bigint')
    .addColumn('locked', 'integer', (column) => column.notNull())
    .addColumn('lock_message', 'text', (column) => column.notNull())
    .addColumn('timer_ends_at_ms', 'bigint')
    .addColumn('handout', 'text')
    .execute();
}

async function addStudents(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('class_students')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('class_id', 'text', (column) => column.notNull())
    .addColumn('nickname', 'text', (column) => column.notNull())
    .addColumn('nickname_key', 'text', (column) => column.notNull())
    .addColumn('seat', 'text', (column) => column.notNull())
    .addColumn('personal_code', 'text', (column) => column.notNull())
    .addColumn('via', 'text', (column) => column.notNull())
    .addColumn('locked', 'integer', (column) => column.notNull())
    .addColumn('joined_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at_ms', 'bigint', (column) => column.notNull())
    .addColumn('running_since_ms', 'bigint', (column) => column.notNull())
    .addColumn('hand_up_since_ms', 'bigint', (column) => column.notNull())
    .addColumn('report', 'text')
    .addColumn('collected', 'text')
    .addUniqueConstraint('class_students_nickname', ['class_id', 'nickname_key'])
    .execute();
}

async function addLog(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('class_log')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('student_id', 'text', (column) => column.notNull())
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('at_ms', 'bigint', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('class_log_by_student').on('class_log').columns(['student_id', 'direction', 'id']).execute();
}
