/** Which language the page speaks, and every sentence it says. Layer: web/messages. Switching takes effect at once. */
import type { Fault, FaultParams } from '../../core/base/result.ts';
import type { Diagnostic } from '../../core/language/source.ts';
import type { CheckFailure } from '../../core/pack/checks/check-outcome.ts';
import { fillIn, type Language } from '../../core/words/words.ts';
import { en } from './en.ts';
import type * as Sentences from './sentences.ts';
import { zhCN, type MessageKey } from './zh-CN.ts';

export type { MessageKey } from './zh-CN.ts';

const CATALOGUES: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { 'zh-CN': zhCN, en };

export type MessageParams = Readonly<Record<string, string | number>>;

export class LanguageState {
  #language = $state<Language>('zh-CN');
  #sentences = $state.raw<typeof Sentences>();
  #fetching: Promise<void> | undefined;
  #isMissing = $state(false);

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

  /** There are many and most pages say none: they come when the first is to be said, or when somebody knows that they will be wanted. */
  async fetchSentences(): Promise<void> {
    this.#fetching ??= import('./sentences.ts').then(
      (sentences) => {
        this.#sentences = sentences;
      },
      () => {
        this.#isMissing = true;
        this.#fetching = undefined;
      },
    );
    await this.#fetching;
  }

  /** undefined: there is none; empty: it is on its way. */
  #sentence(code: string, params: FaultParams): string | undefined {
    if (this.#sentences !== undefined) return this.#sentences.sentence(code, params, this.#language);
    void this.fetchSentences();
    return this.#isMissing ? undefined : '';
  }

  /** What a fault says; a code without a sentence shows itself, so that it can be told to a developer. */
  readonly say = (fault: Pick<Fault, 'code' | 'params'>): string =>
    this.#ownSentence(fault.code) ?? this.#sentence(fault.code, fault.params) ?? this.t('fault.unknown', { code: fault.code });

  #ownSentence(code: string): string | undefined {
    return Object.hasOwn(CATALOGUES[this.#language], code) ? CATALOGUES[this.#language][code as MessageKey] : undefined;
  }

  readonly sayDiagnostic = (diagnostic: Diagnostic): string =>
    this.#sentence(diagnostic.code, diagnostic.params) ?? diagnostic.fallbackText ?? diagnostic.code;

  /** Why a step is not passed yet. @param names puts a person's name in place of an id */
  sayFailure(failure: CheckFailure, names: (id: string) => string): string {
    if (this.#sentences !== undefined) return this.#sentences.checkSentence(failure, this.#language, names);
    void this.fetchSentences();
    return this.#isMissing ? this.t('fault.unknown', { code: failure.code }) : '';
  }
}
