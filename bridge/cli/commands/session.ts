/** `guiji session export`: a class's results as a file. Layer: bridge/cli. Contract: docs/cli.md. A bridge may run on the same data meanwhile. */
import { writeFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { StudentResult } from '../../../core/protocol/class-views.ts';
import type { Language } from '../../../core/words/words.ts';
import type { Store } from '../../store/store.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';

const FORMATS = ['csv', 'xlsx', 'json'] as const;

interface ExportFlags {
  readonly format: string;
  readonly output: string;
  readonly data?: string;
  readonly class?: string;
}

interface ClassResults {
  readonly title: string;
  readonly students: readonly StudentResult[];
}

const WORDS: Readonly<Record<Language, (file: string, count: number) => string>> = {
  'zh-CN': (file, count) => `已写入 ${file}：${count} 位同学`,
  en: (file, count) => `wrote ${file}: ${count} students`,
};

export const registerSession: RegisterCommand = (program, run) => {
  program
    .command('session')
    .description("a class's results")
    .command('export')
    .description('results of the class that was opened last, or of --class')
    .option('--format <format>', FORMATS.join('|'), 'csv')
    .requiredOption('-o, --output <file>', 'the file to write')
    .option('--class <title>', 'which class')
    .option('--data <dir>', 'where work is kept')
    .action((flags: ExportFlags) => run((context) => exportResults(flags, context)));
};

async function exportResults(flags: ExportFlags, context: CliContext): Promise<CommandOutcome> {
  const { format, output: file } = flags;
  if (!FORMATS.some((known) => known === format)) {
    return { exitCode: 2, fault: fail('cli.usage', { what: `--format ${format} (${FORMATS.join(', ')})` }).fault };
  }
  if (format === 'xlsx') return { exitCode: 2, fault: fail('class.no-xlsx').fault };
  const results = await readResults(flags);
  if (!results.ok) return { exitCode: results.fault.code === 'class.no-such-class' ? 2 : 3, fault: results.fault };
  const { title, students } = results.value;
  try {
    await writeFile(file, format === 'json' ? `${JSON.stringify({ title, students }, undefined, 2)}\n` : await csvOf(students, context));
  } catch (cause) {
    return { exitCode: 3, fault: fail('class.output-not-writable', { file }, cause).fault };
  }
  return { exitCode: 0, json: { file, title, students: students.length }, lines: [WORDS[context.language](file, students.length)] };
}

async function csvOf(students: readonly StudentResult[], { language }: CliContext): Promise<string> {
  const { resultsCsv } = await import('../../class/results-csv.ts');
  const time = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium' });
  return resultsCsv(students, language, (ms) => time.format(ms));
}

async function readResults({ data, class: title }: ExportFlags): Promise<Result<ClassResults>> {
  const store = await openStore(data);
  if (!store.ok) return store;
  try {
    return await resultsIn(store.value, title);
  } finally {
    await store.value.close();
  }
}

async function resultsIn(store: Store, title: string | undefined): Promise<Result<ClassResults>> {
  const { resultOf } = await import('../../class/class-results.ts');
  const classes = await store.classes.classes();
  if (!classes.ok) return classes;
  const found = classes.value.find(({ record }) => title === undefined || record.title === title)?.record;
  if (found === undefined) return fail('class.no-such-class');
  const students = await store.classes.students(found.id);
  if (!students.ok) return students;
  const results = await resultOf(students.value, store);
  return results.ok ? ok({ title: found.title, students: results.value }) : results;
}

async function openStore(data: string | undefined): Promise<Result<Store>> {
  const { GUIJI_DATABASE_URL: url } = process.env;
  const nowMs = (): number => Date.now();
  if (url !== undefined) return await (await import('../../store/postgres-store.ts')).openPostgresStore({ url, nowMs });
  const folder = await (await import('../data-folder.ts')).openDataFolder(data);
  if (!folder.ok) return folder;
  return await (await import('../../store/sqlite-store.ts')).openSqliteStore({ file: folder.value.storeFile, nowMs });
}
