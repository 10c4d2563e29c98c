import { describe, expect, it } from 'vitest';
import type { StudentResult } from '../../core/protocol/class-views.ts';
import { resultsCsv } from './results-csv.ts';

const ming: StudentResult = {
  ...{ studentId: '01J8ZQ4Y7G0000000000000000', nickname: '小明', seat: '12', runs: 7, bestLapMs: 8512.4, projects: 2, lastSeenAtMs: 5 },
  lessons: [
    { packId: 'p', lessonId: 'a', requiredDone: 2, requiredCount: 3, optionalDone: 0, optionalCount: 1 },
    { packId: 'p', lessonId: 'b', requiredDone: 1, requiredCount: 1, optionalDone: 1, optionalCount: 1 },
  ],
  lastCheck: { stepId: 'first', passed: true },
};
const linesOf = (students: readonly StudentResult[]) => resultsCsv(students, 'zh-CN', (ms) => `t${ms}`).split('\r\n');

describe('results for a spreadsheet', () => {
  it('have a byte-order mark, a line of titles and a line for each student', () => {
    const [titles, line, end] = linesOf([ming]);
    expect(titles).toBe(
      '\uFEFF座位,昵称,必做完成,必做总数,选做完成,选做总数,最近检查的步骤,最近检查,运行次数,最快一圈（秒）,作品数,最后在线',
    );
    expect(line).toBe('12,小明,3,4,1,2,first,通过,7,8.51,2,t5');
    expect(end).toBe('');
  });

  it('leave empty what a student has not done', () => {
    const { bestLapMs: _, lastCheck: __, seat: ___, ...rest } = ming;
    expect(linesOf([{ ...rest, lessons: [], runs: 0 }])[1]).toBe(',小明,0,0,0,0,,,0,,2,t5');
  });

  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '\t=1', '＝1', '＠x'])('take %j for text', (nickname) => {
    expect(linesOf([{ ...ming, nickname }])[1]).toContain(`,'${nickname},`);
  });

  it('quote what would break the line', () => {
    expect(linesOf([{ ...ming, nickname: 'a,"b"' }])[1]).toContain('"a,""b"""');
    expect(linesOf([{ ...ming, nickname: '=HYPERLINK("http://x","y")' }])[1]).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
  });
});
