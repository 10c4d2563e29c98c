/** Says the words of the kit's form. Layer: web/features. */
import type { FaultParams } from '../../../../core/base/result.ts';
import { fillIn, type Language } from '../../../../core/words/words.ts';
import { en, zh } from '../../../messages/areas/kit.ts';

export type KitWordKey = keyof typeof zh;

const WORDS = { 'zh-CN': zh, en } as const;

export function kitWord(language: Language, key: KitWordKey, params: FaultParams = {}): string {
  return fillIn(WORDS[language][key], params);
}

/** An entry of profile.json; one that has no words yet stands under its own name. */
export function fieldName(language: Language, kind: 'field' | 'choice', name: string): string {
  const words: Readonly<Record<string, string>> = WORDS[language];
  return words[`${kind}.${name}`] ?? name;
}
