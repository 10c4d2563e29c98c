import { describe, expect, it } from 'vitest';
import { API_NAMES, apiEntry } from '../robot/api-table.ts';
import { apiHelp, apiLabel, apiParamHelp } from './api-words.ts';
import { LANGUAGES } from './words.ts';

const shown = API_NAMES.filter((name) => !apiEntry(name).internal);

describe.each(LANGUAGES)('words of the robot API in %s', (language) => {
  it.each(shown)('%s: the label has a place for each parameter and none more', (name) => {
    const places = [...apiLabel(name, language).matchAll(/%(\d+)/g)].map((match) => Number(match[1])).sort();
    expect(places).toEqual(apiEntry(name).params.map((_, index) => index + 1));
  });

  it.each(shown)('%s: optional parameters, and only those, stand in parts that can go', (name) => {
    const optional = [...apiLabel(name, language).matchAll(/\[[^\]]*%(\d+)[^\]]*\]/g)].map((match) => Number(match[1]));
    const wanted = apiEntry(name).params.flatMap((param, index) => (param.default === undefined ? [] : [index + 1]));
    expect(optional).toEqual(wanted);
  });

  it.each(shown)('%s: the help is one sentence, and each parameter has words', (name) => {
    expect(apiHelp(name, language)).toMatch(/[。.]$/);
    for (const param of apiEntry(name).params) expect(apiParamHelp(param.name, language)).not.toBe('');
  });
});
