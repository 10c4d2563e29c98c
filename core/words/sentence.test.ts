import { describe, expect, it } from 'vitest';
import { knownCodes, sentence } from './sentence.ts';
import { LANGUAGES } from './words.ts';

const placesIn = (text: string): string[] => [...text.matchAll(/\{([\w:]+)\}/g)].map((match) => match[1]!).sort();

describe('sentences for codes', () => {
  it('has every code in every language', () => {
    for (const language of LANGUAGES) expect([...knownCodes(language)].sort()).toEqual([...knownCodes('en')].sort());
  });

  it.each(knownCodes('en'))('%s says the same parameters in both languages, without an exclamation mark', (code) => {
    const [chinese, english] = [sentence(code, {}, 'zh-CN')!, sentence(code, {}, 'en')!];
    expect(placesIn(chinese)).toEqual(placesIn(english));
    expect(`${chinese}${english}`).not.toMatch(/[!！]/);
    expect(chinese).toMatch(/[\u4e00-\u9fff]/);
  });

  it('fills in parameters and leaves unknown codes to the caller', () => {
    expect(sentence('cli.usage', { what: 'x' }, 'en')).toBe('The command is not right: x');
    expect(sentence('no.such-code', {}, 'en')).toBeUndefined();
  });
});
