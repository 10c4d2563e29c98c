/**
 * The page's end of the language worker. Layer: web/adapters/language.
 * One request at a time is with the worker; what waits can be overtaken: a newer request of the same kind takes the older one's place, and both get the newer
 * answer. Compiling and converting to blocks are never overtaken: their answers belong to one text.
 */
import type { Answer, LanguageReply, LanguageRequest, RequestArgs, RequestKind } from './language-rpc.ts';
import type { LanguageService, StartLanguageService } from './language-service.ts';

const OVERTAKEN_BY_NEWER: ReadonlySet<RequestKind> = new Set(['check', 'complete', 'hover', 'signature'] satisfies RequestKind[]);

interface Waiting {
  readonly request: LanguageRequest;
  readonly settle: { readonly resolve: (value: unknown) => void; readonly reject: (cause: Error) => void }[];
}

/** What this end needs of a Worker; a test passes its own. */
export interface WorkerLike {
  postMessage(message: LanguageRequest): void;
  addEventListener(type: 'message', listener: (event: { readonly data: LanguageReply }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message?: string }) => void): void;
  terminate(): void;
}

export class LanguageWorkerClient implements LanguageService {
  readonly ready: Promise<void>;
  readonly #worker: WorkerLike;
  readonly #queue: Waiting[] = [];
  #current: Waiting | undefined;
  #nextId = 1;

  constructor(worker: WorkerLike) {
    this.#worker = worker;
    let isReady = (): void => {};
    let hasFailed = (_cause: Error): void => {};
    this.ready = new Promise((resolve, reject) => {
      isReady = resolve;
      hasFailed = reject;
    });
    // Whoever awaits `ready` hears of the failure; nobody has to.
    this.ready.catch(() => {});
    worker.addEventListener('message', ({ data }) => (data.type === 'ready' ? isReady() : this.#answered(data)));
    worker.addEventListener('error', ({ message }) => {
      const cause = new Error(`language worker: ${message ?? 'failed to load'}`);
      hasFailed(cause);
      this.#failAll(cause);
    });
  }

  check(...args: RequestArgs<'check'>): Promise<Answer<'check'>> {
    return this.#ask('check', args);
  }

  compile(...args: RequestArgs<'compile'>): Promise<Answer<'compile'>> {
    return this.#ask('compile', args);
  }

  toBlocks(...args: RequestArgs<'toBlocks'>): Promise<Answer<'toBlocks'>> {
    return this.#ask('toBlocks', args);
  }

  format(...args: RequestArgs<'format'>): Promise<Answer<'format'>> {
    return this.#ask('format', args);
  }

  facts(...args: RequestArgs<'facts'>): Promise<Answer<'facts'>> {
    return this.#ask('facts', args);
  }

  complete(...args: RequestArgs<'complete'>): Promise<Answer<'complete'>> {
    return this.#ask('complete', args);
  }

  hover(...args: RequestArgs<'hover'>): Promise<Answer<'hover'>> {
    return this.#ask('hover', args);
  }

  signature(...args: RequestArgs<'signature'>): Promise<Answer<'signature'>> {
    return this.#ask('signature', args);
  }

  definition(...args: RequestArgs<'definition'>): Promise<Answer<'definition'>> {
    return this.#ask('definition', args);
  }

  renamable(...args: RequestArgs<'renamable'>): Promise<Answer<'renamable'>> {
    return this.#ask('renamable', args);
  }

  rename(...args: RequestArgs<'rename'>): Promise<Answer<'rename'>> {
    return this.#ask('rename', args);
  }

  moveFile(...args: RequestArgs<'moveFile'>): Promise<Answer<'moveFile'>> {
    return this.#ask('moveFile', args);
  }

  dispose(): void {
    this.#worker.terminate();
    this.#failAll(new Error('the language worker was closed'));
  }

  #ask<K extends RequestKind>(kind: K, args: RequestArgs<K>): Promise<Answer<K>> {
    return new Promise<Answer<K>>((resolve, reject) => {
      const request = { id: this.#nextId++, kind, args } as LanguageRequest;
      const settle = { resolve: resolve as (value: unknown) => void, reject };
      const overtaken = OVERTAKEN_BY_NEWER.has(kind) ? this.#queue.findIndex((waiting) => waiting.request.kind === kind) : -1;
      const older = overtaken >= 0 ? this.#queue.splice(overtaken, 1) : [];
      this.#queue.push({ request, settle: [...older.flatMap((waiting) => waiting.settle), settle] });
      this.#sendNext();
    });
  }

  #sendNext(): void {
    if (this.#current) return;
    this.#current = this.#queue.shift();
    if (this.#current) this.#worker.postMessage(this.#current.request);
  }

  #answered(reply: Exclude<LanguageReply, { type: 'ready' }>): void {
    const answered = this.#current;
    if (answered?.request.id !== reply.id) return;
    this.#current = undefined;
    for (const { resolve, reject } of answered.settle) {
      if (reply.type === 'answer') resolve(reply.value);
      else reject(new Error(`language worker: ${reply.what}`));
    }
    this.#sendNext();
  }

  #failAll(cause: Error): void {
    const waiting = this.#current ? [this.#current, ...this.#queue] : [...this.#queue];
    this.#current = undefined;
    this.#queue.length = 0;
    for (const { reject } of waiting.flatMap(({ settle }) => settle)) reject(cause);
  }
}

export const startLanguageService: StartLanguageService = () =>
  new LanguageWorkerClient(new Worker(new URL('../../workers/language-worker.ts', import.meta.url), { type: 'module', name: 'language' }));
