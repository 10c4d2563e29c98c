/**
 * The compiler's worker, started once and late; and the problems it finds in the open text. Layer: web/state.
 * Why late: the compiler is larger than everything else together, and blocks can be moved without it.
 */
import type { LanguageService } from '../adapters/language/language-service.ts';
import type { Diagnostic } from '../../core/language/source.ts';

/** Short, for of the checks that wait the worker does only the newest: what a person sees is typing to diagnostics, this and the check. */
const CHECK_AFTER_MS = 15;

export interface Checked {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

export class LanguageTools {
  #service: Promise<LanguageService> | undefined;
  #state = $state<'waiting' | 'loading' | 'ready' | 'failed'>('waiting');
  #checked = $state.raw<Checked>({ text: '', diagnostics: [] });
  #checks = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get state() {
    return this.#state;
  }

  /** Problems of `checked.text`, which may be older than the text that is open. */
  get checked(): Checked {
    return this.#checked;
  }

  get errors(): readonly Diagnostic[] {
    return this.#checked.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  }

  /** The service with its compiler loaded; rejects where its worker cannot load. */
  async service(): Promise<LanguageService> {
    this.#service ??= this.#start();
    const service = await this.#service;
    await service.ready;
    return service;
  }

  /** The service at once, its compiler perhaps still on the way. */
  async serviceEarly(): Promise<LanguageService> {
    this.#service ??= this.#start();
    return await this.#service;
  }

  async #start(): Promise<LanguageService> {
    this.#state = 'loading';
    try {
      const { startLanguageService } = await import('../adapters/language/start-language-service.ts');
      const service = startLanguageService();
      void service.ready.then(
        () => (this.#state = 'ready'),
        () => (this.#state = 'failed'),
      );
      return service;
    } catch (cause) {
      this.#state = 'failed';
      this.#service = undefined;
      throw cause;
    }
  }

  /** Checks the text once nobody has changed it for a moment. Does nothing before the compiler is on its way. */
  checkSoon(text: string, profileId: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(text, profileId).catch(() => {}), CHECK_AFTER_MS);
  }

  async #check(text: string, profileId: string): Promise<void> {
    if (this.#state === 'failed') return;
    const attempt = ++this.#checks;
    const service = await this.service();
    const diagnostics = await service.check(text, profileId);
    // The worker answers an overtaken question with the newer answer: only the newest may say what it is about.
    if (attempt === this.#checks) this.#checked = { text, diagnostics };
  }

  /** What a compilation found out, so that it need not be checked again. */
  found(text: string, diagnostics: readonly Diagnostic[]): void {
    this.#checked = { text, diagnostics };
  }
}
