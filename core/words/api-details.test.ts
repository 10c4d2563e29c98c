import { describe, expect, it } from 'vitest';
import { API_NAMES, apiEntry, type ApiParam } from '../robot/api-table.ts';
import { apiDetails, apiParamDetails } from './api-details.ts';
import { LANGUAGES } from './words.ts';

const paramOf = (name: (typeof API_NAMES)[number], index: number): ApiParam => apiEntry(name).params[index]!;

describe('what an editor says of a parameter', () => {
  it('holds its range, unit and default in the student’s language', () => {
    expect(apiParamDetails(paramOf('car.forward', 0), 'zh-CN')).toBe('速度，全速的百分之几（−100 到 100 %；不写就是 50）');
    expect(apiParamDetails(paramOf('car.forward', 0), 'en')).toBe('speed in percent of full (−100 to 100 %; 50 if left out)');
    expect(apiParamDetails(paramOf('buzzer.tone', 0), 'zh-CN')).toBe('音高（0 到 20000 赫兹）');
    expect(apiParamDetails(paramOf('wait', 0), 'zh-CN')).toBe('多长时间（最少 0 毫秒）');
    expect(apiParamDetails(paramOf('car.driveFor', 0), 'en')).toBe('how far (in mm)');
  });

  it('names every unit and range of the API table', () => {
    for (const name of API_NAMES.filter((one) => !apiEntry(one).internal)) {
      for (const language of LANGUAGES) {
        const details = apiDetails(name, language);
        for (const param of apiEntry(name).params) {
          expect(details).toContain(`\`${param.name}\``);
          if (param.max !== undefined) expect(details).toContain(String(param.max));
          if (param.unit === 'ms') expect(details).toContain(language === 'en' ? 'ms' : '毫秒');
        }
      }
    }
  });
});
