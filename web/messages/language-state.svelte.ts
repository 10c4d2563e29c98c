/** Which language the page speaks, and every sentence it says. Layer: web/messages. Switching takes effect at once. */
import type { Fault, FaultParams } from '../../core/base/result.ts';
import type { Diagnostic } from '../../core/language/source.ts';
import type { CheckFailure } from '../../core/pack/checks/check-outcome.ts';
import { fillIn, type Language } from '../../core/words/words.ts';
import { en } from './en.ts';
import type * as PageWords from './page-words.ts';
import type * as Sentences from './sentences.ts';
import { zhCN } from './zh-CN.ts';

export type MessageKey = keyof typeof zhCN | keyof typeof PageWords.zhCN;

type Catalogues = Readonly<Record<Language, Readonly<Partial<Record<string, string>>>>>;

const CATALOGUES: Catalogues = { 'zh-CN': zhCN, en };

export type MessageParams = Readonly<Record<string, string | number>>;

export class LanguageState {
  #language = $state<Language>('zh-CN');
  #sentences = $state.raw<typeof Sentences>();
  #fetching: Promise<void> | undefined;
  /** Words or sentences could not be fetched. */
  #isMissing = $state(false);
  #pageWords = $state.raw<Catalogues>();
  #fetchingPageWords: Promise<void> | undefined;

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
  readonly t = (key: MessageKey, params: MessageParams = {}): string => fillIn(this.#words(key), params);

  /** Empty while it is on its way: whoever opens a page waits for its words (`fetchPageWords`). */
  #words(key: MessageKey): string {
    const words = CATALOGUES[this.#language][key] ?? this.#pageWords?.[this.#language][key];
    if (words === undefined) void this.fetchPageWords().catch(() => undefined);
    return words ?? '';
  }

  /** What pages beside Code say. Rejects where it cannot be fetched; the next call tries again. */
  async fetchPageWords(): Promise<void> {
    this.#fetchingPageWords ??= import('./page-words.ts').then(
      ({ zhCN, en }) => {
        this.#pageWords = { 'zh-CN': zhCN, en };
      },
      (cause: unknown) => {
        this.#isMissing = true;
        this.#fetchingPageWords = undefined;
        throw cause;
      },
    );
    await this.#fetchingPageWords;
  }

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
    this.#ownSentence(fault.code, fault.params) ?? this.#sentence(fault.code, fault.params) ?? this.#unknown(fault.code);

  #unknown(code: string): string {
    if (this.#pageWords !== undefined || this.#isMissing) return this.t('fault.unknown', { code });
    void this.fetchPageWords().catch(() => undefined);
    return '';
  }

  #ownSentence(code: string, params: FaultParams): string | undefined {
    const catalogues = [CATALOGUES[this.#language], this.#pageWords?.[this.#language] ?? {}];
    const words = catalogues.find((catalogue) => Object.hasOwn(catalogue, code))?.[code];
    return words === undefined ? undefined : fillIn(words, params);
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
