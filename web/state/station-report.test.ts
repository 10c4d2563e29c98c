import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../core/language/source.ts';
import { stationReport } from '../../core/protocol/class-views.ts';
import { stationReportOf, type StationFacts } from './station-report.ts';

const calm: StationFacts = {
  robot: 'simulator',
  running: false,
  handUp: false,
  project: { id: '01J8ZQ4X9M6T2V0B7N5C3D1FGH', name: 'A lap' },
  stand: {},
  problem: undefined,
  paths: ['main.ts', '工具.ts'],
  errors: [],
};
const hasErrors = { code: 'page.program-has-errors', params: {} };
const diagnostic = (code: string, line: number): Diagnostic => ({
  code,
  params: {},
  severity: 'error',
  file: 0,
  start: 0,
  end: 1,
  line,
  column: 1,
});

describe('what a station says of itself', () => {
  it('is what the bridge takes, however long its names are', () => {
    const long = 'x'.repeat(1000);
    const report = stationReportOf({
      ...calm,
      robot: long,
      project: { ...calm.project!, name: long },
      problem: { code: 'vm.thrown', params: { text: long } },
    });
    expect(stationReport.safeParse(report).success).toBe(true);
  });

  it('names the first thing to mend in a program that does not start', () => {
    const errors = [diagnostic('ts.2304', 1), diagnostic('language.not-in-subset', 3)];
    expect(stationReportOf({ ...calm, problem: hasErrors, errors }).lastError).toEqual({
      code: 'language.not-in-subset',
      params: {},
      line: 3,
    });
  });

  it('does not send a code that the teacher’s page cannot say', () => {
    expect(stationReportOf({ ...calm, problem: hasErrors, errors: [diagnostic('ts.2304', 1)] }).lastError).toEqual(hasErrors);
  });

  it('has no error once a new run has begun', () => {
    expect(stationReportOf(calm)).not.toHaveProperty('lastError');
  });
});
