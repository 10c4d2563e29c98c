/**
 * TypeScript's names of types, said to a student: 'number' is “数”, `() => void` a function. Layer: words.
 * What has no words is said as TypeScript writes it, so that nothing is lost.
 */
import type { Language } from './words.ts';

type Said = { readonly [L in Language]: string };

const NAMES: ReadonlyMap<string, Said> = new Map<string, Said>([
  ['number', { 'zh-CN': '数', en: 'a number' }],
  ['string', { 'zh-CN': '文字', en: 'a text' }],
  ['boolean', { 'zh-CN': '真假（true 或 false）', en: 'true or false' }],
  ['undefined', { 'zh-CN': '空（undefined）', en: 'nothing (undefined)' }],
  ['null', { 'zh-CN': '空（null）', en: 'nothing (null)' }],
  ['void', { 'zh-CN': '什么也没有（void）', en: 'nothing (void)' }],
  ['number[]', { 'zh-CN': '一组数', en: 'a list of numbers' }],
  ['readonly number[]', { 'zh-CN': '一组数', en: 'a list of numbers' }],
  ['string[]', { 'zh-CN': '一组文字', en: 'a list of texts' }],
  ['boolean[]', { 'zh-CN': '一组真假', en: 'a list of true and false' }],
  ['true', { 'zh-CN': '真假（true）', en: 'true' }],
  ['false', { 'zh-CN': '真假（false）', en: 'false' }],
  ['LedColor', { 'zh-CN': '颜色的名字，如 "red"', en: 'the name of a colour, such as "red"' }],
  ['WheelSide', { 'zh-CN': '"left" 或 "right"', en: '"left" or "right"' }],
  ['unknown', { 'zh-CN': '不知道是什么的值', en: 'something unknown' }],
  ['{}', { 'zh-CN': '空的对象', en: 'an empty object' }],
]);

const OR: Said = { 'zh-CN': '或', en: ' or ' };
const FUNCTION: Said = { 'zh-CN': '函数', en: 'a function' };
const LIST: Said = { 'zh-CN': '数组', en: 'a list' };
const NUMBER: Said = { 'zh-CN': '数 ', en: 'the number ' };
const TEXT: Said = { 'zh-CN': '文字 ', en: 'the text ' };

function one(type: string, language: Language): string {
  const name = NAMES.get(type);
  if (name) return name[language];
  if (/^-?\d/.test(type)) return NUMBER[language] + type;
  if (/^"[^"]*"$/.test(type)) return TEXT[language] + type;
  if (/^(<.*>)?\(.*\) => /.test(type)) return `${FUNCTION[language]} ${type}`;
  if (/^[\w"' |()]+\[\]$/.test(type)) return `${LIST[language]} ${type}`;
  return type;
}

/** 'string | undefined' is said by its parts; a union inside brackets is left whole. */
export function typeInWords(type: string, language: Language): string {
  const parts = /[()<>{}]/.test(type) ? [type] : type.split(' | ');
  return parts.map((part) => one(part, language)).join(OR[language]);
}
