/** Which language the page speaks, and every sentence it says. Layer: web/messages. Switching takes effect at once. */
import type { Fault } from '../../core/base/result.ts';
import type { Diagnostic } from '../../core/language/source.ts';
import { sentence } from '../../core/words/sentence.ts';
import { fillIn, type Language } from '../../core/words/words.ts';
import { en } from './en.ts';
import { zhCN, type MessageKey } from './zh-CN.ts';

export type { MessageKey } from './zh-CN.ts';

const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { 'zh-CN': zhCN, en };

export type MessageParams = Readonly<Record<string, string | number>>;

export class LanguageState {
  #language = $state<Language>('zh-CN');

  constructor(language: Language) {
    this.#language = language;
    document.documentElement.lang = language;
  }

  get language(): Language {
    return this.#language;
  }

  speak(language: Language): void {
    this.#language = language;
    document.documentElement.lang = language;
  }

  /** The message of the page's own catalogue. */
  readonly t = (key: MessageKey, params: MessageParams = {}): string => fillIn(CATALOGUES[this.#language][key], params);

  /** What a fault says; a code without a sentence shows itself, so that it can be told to a developer. */
  readonly say = (fault: Pick<Fault, 'code' | 'params'>): string =>
    sentence(fault.code, fault.params, this.#language) ?? this.#ownSentence(fault.code) ?? this.t('fault.unknown', { code: fault.code });

  #ownSentence(code: string): string | undefined {
    return Object.hasOwn(CATALOGUES[this.#language], code) ? CATALOGUES[this.#language][code as MessageKey] : undefined;
  }

  readonly sayDiagnostic = (diagnostic: Diagnostic): string =>
    sentence(diagnostic.code, diagnostic.params, this.#language) ?? diagnostic.fallbackText ?? diagnostic.code;
}
