import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse, type AST } from 'svelte/compiler';
import { describe, expect, it } from 'vitest';
import * as firstWords from './en.ts';
import type { MessageKey } from './language-state.svelte.ts';
import * as pageWords from './page-words.ts';
import { zhCN as firstChinese } from './zh-CN.ts';

const en = { ...firstWords.en, ...pageWords.en };
const zhCN = { ...firstChinese, ...pageWords.zhCN };
const keys = Object.keys(zhCN) as MessageKey[];
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('the catalogues', () => {
  it.each(keys)('%s has the same places in both languages', (key) => {
    expect(places(en[key])).toEqual(places(zhCN[key]));
  });

  it.each(keys)('%s keeps its voice down', (key) => {
    expect(`${zhCN[key]}${en[key]}`).not.toMatch(/[!！]/);
  });

  it('say each thing once', () => {
    expect(Object.keys(pageWords.zhCN).filter((key) => Object.hasOwn(firstChinese, key))).toEqual([]);
  });

  it('have no Chinese in English but the name of the other language', () => {
    const mixed = keys.filter((key) => /[\u4e00-\u9fff]/.test(en[key]));
    expect(mixed).toEqual(['language.other', 'language.switch']);
  });
});

/**
 * The pseudo-locale, held against the source: where every message would read ⟦…⟧, what would still read as it is? Letters in a
 * template, or in an attribute that people read or hear, that come from no message.
 */
const READ_ATTRIBUTES = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'text', 'closeLabel']);
/** Units and names that are the same in every language. */
const SAME_EVERYWHERE = new Set(['mm/s', 's', 'Ctrl', 'Enter', 'Esc', 'Z', '·', '–', '(Ctrl+Enter)', '(Esc)']);

function untranslated(source: string): string[] {
  const found: string[] = [];
  const note = (text: string) => {
    const words = text.trim();
    if (/\p{L}/u.test(words) && !SAME_EVERYWHERE.has(words)) found.push(words);
  };
  const noteAttribute = (attribute: AST.Attribute) => {
    const parts = Array.isArray(attribute.value) ? attribute.value : [];
    for (const part of parts) if (part.type === 'Text') note(part.data);
  };
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach(walk);
    const typed = node as { readonly type?: string; readonly data?: string; readonly name?: string };
    if (typed.type === 'Attribute') {
      if (READ_ATTRIBUTES.has(typed.name ?? '')) noteAttribute(node as AST.Attribute);
      return;
    }
    if (typed.type === 'StyleDirective') return;
    if (typed.type === 'Text') return note(typed.data ?? '');
    Object.values(node).forEach(walk);
  };
  walk(parse(source, { modern: true }).fragment);
  return found;
}

describe('the pseudo-locale', () => {
  const root = fileURLToPath(new URL('..', import.meta.url));

  it.each(globSync('{app,features,ui}/**/*.svelte', { cwd: root }))('%s says nothing that cannot be translated', (file) => {
    expect(untranslated(readFileSync(`${root}${file}`, 'utf8'))).toEqual([]);
  });

  it('notices text in a template and in a spoken attribute', () => {
    expect(untranslated('<button aria-label="Go">Drive {fast}</button>')).toEqual(['Go', 'Drive']);
  });
});
