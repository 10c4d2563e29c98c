/** The messages between the page and the language worker. Layer: web/adapters/language. Both ends are built together, so they need no version. */
import type { LanguageService } from './language-service.ts';

type Methods = Omit<LanguageService, 'ready' | 'dispose'>;

export type RequestKind = keyof Methods;
export type RequestArgs<K extends RequestKind> = Parameters<Methods[K]>;
export type Answer<K extends RequestKind> = Awaited<ReturnType<Methods[K]>>;

export type LanguageRequest = {
  [K in RequestKind]: { readonly id: number; readonly kind: K; readonly args: RequestArgs<K> };
}[RequestKind];

export type LanguageReply =
  /** The compiler has loaded. Sent once. */
  | { readonly type: 'ready' }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  /** Our own bug, in words for the log. */
  | { readonly type: 'failed'; readonly id: number; readonly what: string };
