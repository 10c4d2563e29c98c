import { describe, expect, it } from 'vitest';
import type { ProgramSource, SourceOffset } from '../../core/language/source.ts';
import { LANGUAGE_ANSWERS } from './language-answers.ts';

/** `|` is the cursor. */
const at = (text: string): readonly [ProgramSource, SourceOffset] => [
  [{ path: 'main.ts', text: text.replace('|', '') }],
  { file: 0, offset: text.indexOf('|') },
];

describe('the language worker', () => {
  it('helps with units and ranges in the student’s language while a person hovers', () => {
    const hover = (language: 'zh-CN' | 'en') => LANGUAGE_ANSWERS.hover(...at('car.for|ward(5);'), language)?.text;
    expect(hover('zh-CN')).toContain('- `speed` 速度，全速的百分之几（−100 到 100 %；不写就是 50）');
    expect(hover('en')).toContain('- `speed` speed in percent of full (−100 to 100 %; 50 if left out)');
    expect(hover('en')).toContain('function car.forward(speed?: number): void');
  });

  it('says of the parameter at the cursor what it may be', () => {
    const found = LANGUAGE_ANSWERS.signature(...at('buzzer.tone(440, |'), 'zh-CN');
    expect(found?.activeParameter).toBe(1);
    expect(found?.parameters.map(({ documentation }) => documentation)).toEqual(['音高（0 到 20000 赫兹）', '多长时间（0 到 60000 毫秒）']);
  });

  it('completes with help in the student’s language', () => {
    const found = LANGUAGE_ANSWERS.complete(...at('car.|'), 'zh-CN').find(({ label }) => label === 'driveFor');
    expect(found?.documentation).toContain('- `mm` 多远（单位：毫米）');
  });

  it('finds where a name was made, and renames it', () => {
    expect(LANGUAGE_ANSWERS.definition(...at('const 速度 = 5;\ncar.forward(速|度);'))).toMatchObject({ start: 6, end: 8 });
    expect(LANGUAGE_ANSWERS.renamable(...at('car.for|ward(5);'))).toBeUndefined();
    expect(LANGUAGE_ANSWERS.rename(...at('let a| = 5;'), '速度')).toMatchObject({
      ok: true,
      edits: [{ file: 0, start: 4, end: 5, newText: '速度' }],
    });
    expect(LANGUAGE_ANSWERS.rename(...at('let a| = 5;'), '2')).toMatchObject({ ok: false, fault: { code: 'rename.bad-name' } });
  });
});
