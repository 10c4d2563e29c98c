/** The one copy of the TypeScript compiler in the page: checks, compiles, converts to blocks, and serves the text editor. Layer: web/workers. */
import type { LanguageReply, LanguageRequest } from '../adapters/language/language-rpc.ts';
import { LANGUAGE_ANSWERS, warmUp } from './language-answers.ts';

declare const self: DedicatedWorkerGlobalScope;

function answer(request: LanguageRequest): LanguageReply {
  const handler = LANGUAGE_ANSWERS[request.kind] as (...args: readonly unknown[]) => unknown;
  try {
    return { type: 'answer', id: request.id, value: handler(...request.args) };
  } catch (cause) {
    return { type: 'failed', id: request.id, what: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) };
  }
}

self.addEventListener('message', (event: MessageEvent<LanguageRequest>) => self.postMessage(answer(event.data)));

warmUp();
self.postMessage({ type: 'ready' } satisfies LanguageReply);
