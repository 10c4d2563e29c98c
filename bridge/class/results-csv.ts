/**
 * A class's results as a table for Excel: RFC 4180 with a byte-order mark, without which Excel garbles Chinese. Layer: bridge/class.
 * A cell that a spreadsheet would take for a formula is text: nicknames are typed by children, and by anybody in the room.
 */
import type { StudentResult } from '../../core/protocol/class-views.ts';
import type { Language } from '../../core/words/words.ts';

const BYTE_ORDER_MARK = '\uFEFF';
/** OWASP, "CSV Injection"; full-width forms count in East Asian versions of Excel. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const COLUMNS = {
  'zh-CN': {
    ...{
      seat: '座位',
      nickname: '昵称',
      requiredDone: '必做完成',
      requiredCount: '必做总数',
      optionalDone: '选做完成',
      optionalCount: '选做总数',
    },
    ...{ lastStep: '最近检查的步骤', lastCheck: '最近检查', runs: '运行次数', bestLapS: '最快一圈（秒）', projects: '作品数' },
    ...{ lastSeen: '最后在线', passed: '通过', failed: '未通过' },
  },
  en: {
    ...{ seat: 'Seat', nickname: 'Nickname', requiredDone: 'Required done', requiredCount: 'Required steps' },
    ...{
      optionalDone: 'Optional done',
      optionalCount: 'Optional steps',
      lastStep: 'Last checked step',
      lastCheck: 'Last check',
      runs: 'Runs',
    },
    ...{ bestLapS: 'Best lap (s)', projects: 'Projects', lastSeen: 'Last seen', passed: 'passed', failed: 'not passed' },
  },
} as const satisfies Record<Language, object>;

/** @param formatTime of ms since 1970, in the reader's own time zone. */
export function resultsCsv(students: readonly StudentResult[], language: Language, formatTime: (ms: number) => string): string {
  const { passed, failed, ...titles } = COLUMNS[language];
  const rows = students.map((student) => {
    const steps = stepsOf(student);
    const check = student.lastCheck;
    return [
      ...[student.seat ?? '', student.nickname, ...steps, check?.stepId ?? ''],
      check === undefined ? '' : check.passed ? passed : failed,
      ...[student.runs, student.bestLapMs === undefined ? '' : (student.bestLapMs / 1000).toFixed(2), student.projects],
      formatTime(student.lastSeenAtMs),
    ];
  });
  return BYTE_ORDER_MARK + [Object.values(titles), ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function stepsOf({ lessons }: StudentResult): readonly number[] {
  const fields = ['requiredDone', 'requiredCount', 'optionalDone', 'optionalCount'] as const;
  return fields.map((field) => lessons.reduce((sum, lesson) => sum + lesson[field], 0));
}

function cell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
