/** What an editor says of the robot API: help, and of each parameter its meaning, range, unit and default, in the student's language. Layer: words. */
import { apiEntry, type ApiName, type ApiParam, type ApiUnit } from '../robot/api-table.ts';
import { apiHelp, apiParamHelp } from './api-words.ts';
import type { Language } from './words.ts';

const UNITS: { readonly [L in Language]: { readonly [U in ApiUnit]: string } } = {
  'zh-CN': { ms: '毫秒', mm: '毫米', percent: '%', degrees: '度', hz: '赫兹', volts: '伏', index: '' },
  en: { ms: 'ms', mm: 'mm', percent: '%', degrees: '°', hz: 'Hz', volts: 'V', index: '' },
};

const FORMS = {
  'zh-CN': {
    range: (least: string, most: string, unit: string) => `${least} 到 ${most} ${unit}`,
    least: (least: string, unit: string) => `最少 ${least} ${unit}`,
    unit: (unit: string) => `单位：${unit}`,
    fallback: (value: string) => `不写就是 ${value}`,
    join: (words: string, facts: readonly string[]) => `${words}（${facts.join('；')}）`,
  },
  en: {
    range: (least: string, most: string, unit: string) => `${least} to ${most} ${unit}`,
    least: (least: string, unit: string) => `at least ${least} ${unit}`,
    unit: (unit: string) => `in ${unit}`,
    fallback: (value: string) => `${value} if left out`,
    join: (words: string, facts: readonly string[]) => `${words} (${facts.join('; ')})`,
  },
} as const;

const number = (value: number): string => String(value).replace('-', '−');

/** "速度，全速的百分之几（−100 到 100 %；不写就是 50）". */
export function apiParamDetails(param: ApiParam, language: Language): string {
  const { name, min, max, default: fallback } = param;
  const unit = param.unit === undefined ? '' : UNITS[language][param.unit];
  const form = FORMS[language];
  const facts: string[] = [];
  if (min !== undefined && max !== undefined) facts.push(form.range(number(min), number(max), unit).trim());
  else if (min !== undefined) facts.push(form.least(number(min), unit).trim());
  else if (unit !== '') facts.push(form.unit(unit));
  if (fallback !== undefined) facts.push(form.fallback(typeof fallback === 'number' ? number(fallback) : fallback));
  const words = apiParamHelp(name, language);
  return facts.length === 0 ? words : form.join(words, facts);
}

/** Markdown: the help, then a line for each parameter. */
export function apiDetails(name: ApiName, language: Language): string {
  const params = apiEntry(name).params.map((param: ApiParam) => `- \`${param.name}\` ${apiParamDetails(param, language)}`);
  return [apiHelp(name, language), ...(params.length === 0 ? [] : [params.join('\n')])].join('\n\n');
}
