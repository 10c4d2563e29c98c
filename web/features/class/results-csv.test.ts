import { describe, expect, it } from 'vitest';
import { resultsCsv, type Results, type ResultsHeadings } from './results-csv.ts';

const headings: ResultsHeadings = {
  seat: 'Seat',
  nickname: 'Name',
  lessons: 'Lessons',
  requiredDone: 'Required done',
  requiredCount: 'Required',
  optionalDone: 'Optional done',
  optionalCount: 'Optional',
  runs: 'Runs',
  bestLapS: 'Best lap (s)',
  projects: 'Projects',
};
const lesson = { packId: 'p', lessonId: 'a', requiredDone: 2, requiredCount: 3, optionalDone: 1, optionalCount: 1 };
const student: Results['students'][number] = {
  studentId: '01J8ZQ4X9M6T2V0B7N5C3D1FGH',
  nickname: '小明',
  seat: '3',
  lessons: [lesson, lesson],
  runs: 7,
  bestLapMs: 16234,
  projects: 2,
  lastSeenAtMs: 0,
};
const csvOf = (...students: Results['students']) => resultsCsv({ title: 'Class 5', students }, headings);

describe('the results as a table', () => {
  it('begins with a byte-order mark, so that Excel reads Chinese, and has one row a student', () => {
    expect(csvOf(student)).toBe(
      '\ufeffSeat,Name,Lessons,Required done,Required,Optional done,Optional,Runs,Best lap (s),Projects\r\n3,小明,2,4,6,2,2,7,16.23,2\r\n',
    );
  });

  it('has no cell that a spreadsheet would run or split', () => {
    const names = ['=1+1', '@SUM(A1)', '-2', 'a,b', 'say "hi"'];
    const rows = csvOf(...names.map((nickname) => ({ ...student, nickname }))).split('\r\n');
    expect(rows.slice(1, 6).map((row) => row.slice(2).split(',2,4,6')[0])).toEqual([`'=1+1`, `'@SUM(A1)`, `'-2`, '"a,b"', '"say ""hi"""']);
  });

  it('leaves empty what is not known', () => {
    const { bestLapMs: _lap, seat: _seat, ...unknown } = student;
    expect(csvOf({ ...unknown, lessons: [] }).split('\r\n')[1]).toBe(',小明,0,0,0,0,0,7,,2');
  });
});
