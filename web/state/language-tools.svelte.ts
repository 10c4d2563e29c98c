/**
 * The compiler's worker, started once and late; and the problems it finds in the open project. Layer: web/state.
 * Why late: the compiler is larger than everything else together, and blocks can be moved without it.
 */
import type { LanguageService } from '../adapters/language/language-service.ts';
import type { KitChoice } from '../../firmware-profiles/index.ts';
import type { Diagnostic, ProgramSource } from '../../core/language/source.ts';

/** Short, for of the checks that wait the worker does only the newest: what a person sees is typing to diagnostics, this and the check. */
const CHECK_AFTER_MS = 15;

export interface Checked {
  readonly source: ProgramSource;
  readonly diagnostics: readonly Diagnostic[];
}

export class LanguageTools {
  #service: Promise<LanguageService> | undefined;
  #state = $state<'waiting' | 'loading' | 'ready' | 'failed'>('waiting');
  #checked = $state.raw<Checked>({ source: [], diagnostics: [] });
  #checks = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  get state() {
    return this.#state;
  }

  /** Of the last check. */
  get errors(): readonly Diagnostic[] {
    return this.#checked.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  }

  /** What was found in exactly these texts; nothing while they are being checked. @param source as the project has it: the same array */
  foundIn(source: ProgramSource): readonly Diagnostic[] {
    return this.#checked.source === source ? this.#checked.diagnostics : [];
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

  /** Checks the program once nobody has changed it for a moment. Does nothing before the compiler is on its way. */
  checkSoon(source: ProgramSource, kit: KitChoice): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#check(source, kit).catch(() => {}), CHECK_AFTER_MS);
  }

  async #check(source: ProgramSource, kit: KitChoice): Promise<void> {
    if (this.#state === 'failed') return;
    const attempt = ++this.#checks;
    const service = await this.service();
    const diagnostics = await service.check(source, kit);
    // The worker answers an overtaken question with the newer answer: only the newest may say what it is about.
    if (attempt === this.#checks) this.#checked = { source, diagnostics };
  }

  /** What a compilation found out, so that it need not be checked again. */
  found(source: ProgramSource, diagnostics: readonly Diagnostic[]): void {
    this.#checked = { source, diagnostics };
  }
}
