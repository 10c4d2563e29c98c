/** The words of a printed track in one language. Layer: tracks. */
import type { FaultParams } from '../../base/result.ts';
import { fillIn, type Language } from '../../words/words.ts';
import { PRINT_WORDS, type PrintWord } from './print-words.ts';

export type Say = (word: PrintWord, params?: FaultParams) => string;

export const sayIn =
  (language: Language): Say =>
  (word, params = {}) =>
    fillIn(PRINT_WORDS[language][word], params);

/** As on a tape measure. */
export const mm = (value: number): string => String(Math.round(value));
