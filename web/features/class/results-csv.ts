/** The class's results as a table for Excel and WPS. Layer: web/features/class. RFC 4180, UTF-8 with a byte-order mark: without it Excel garbles Chinese. */
import type { ResultOf } from '../../../core/protocol/bridge-methods.ts';

export type Results = ResultOf<'class.results'>;

export interface ResultsHeadings {
  readonly seat: string;
  readonly nickname: string;
  readonly lessons: string;
  readonly requiredDone: string;
  readonly requiredCount: string;
  readonly optionalDone: string;
  readonly optionalCount: string;
  readonly runs: string;
  readonly bestLapS: string;
  readonly projects: string;
}

const COLUMNS = [
  'seat',
  'nickname',
  'lessons',
  'requiredDone',
  'requiredCount',
  'optionalDone',
  'optionalCount',
  'runs',
  'bestLapS',
  'projects',
] as const satisfies readonly (keyof ResultsHeadings)[];

const BYTE_ORDER_MARK = '\ufeff';
/** A spreadsheet takes a cell that begins so for a formula: what a child typed as a name must not become one. */
const FORMULA_START = /^[=+\-@\t\r]/;

export function resultsCsv(results: Results, headings: ResultsHeadings): string {
  const rows = results.students.map((student) => {
    const sum = (count: (lesson: (typeof student.lessons)[number]) => number) =>
      student.lessons.reduce((all, each) => all + count(each), 0);
    return [
      student.seat ?? '',
      student.nickname,
      student.lessons.length,
      // Why not "2/3" in one cell: a spreadsheet reads a date.
      sum((each) => each.requiredDone),
      sum((each) => each.requiredCount),
      sum((each) => each.optionalDone),
      sum((each) => each.optionalCount),
      student.runs,
      student.bestLapMs === undefined ? '' : (student.bestLapMs / 1000).toFixed(2),
      student.projects,
    ];
  });
  const table = [COLUMNS.map((column) => headings[column]), ...rows];
  return BYTE_ORDER_MARK + table.map((row) => row.map(cell).join(',')).join('\r\n') + '\r\n';
}

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const plain = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
