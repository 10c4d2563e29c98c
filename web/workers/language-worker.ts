/** The one copy of the TypeScript compiler in the page: checks, compiles, converts to blocks, and serves the text editor. Layer: web/workers. */
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { textToBlocks } from '../../core/language/blocks/text-to-blocks.ts';
import { createCompiler } from '../../core/language/compile.ts';
import { rangeText } from '../../core/language/declarations.ts';
import { createEditing } from '../../core/language/editor/editing.ts';
import { programFacts } from '../../core/language/program-facts.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import { createTsService } from '../../core/language/ts-service.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { apiHelp, apiParamHelp } from '../../core/words/api-words.ts';
import type { Language } from '../../core/words/words.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Answer, LanguageReply, LanguageRequest, RequestArgs, RequestKind } from '../adapters/language/language-rpc.ts';

declare const self: DedicatedWorkerGlobalScope;

const tsService = createTsService();
const compiler = createCompiler(tsService);
const editing = createEditing(tsService);

function sourceOf(text: string): ProgramSource {
  return [{ path: 'main.ts', text }];
}

function profileOf(id: string): RobotProfile {
  const profile = shippedProfile(id) ?? shippedProfile(DEFAULT_PROFILE_ID);
  if (!profile) throw new Error(`no robot profile ${id}`);
  return profile;
}

function complete(text: string, offset: number, language: Language): Answer<'complete'> {
  return editing.complete(sourceOf(text), offset).map(({ name, snippet, kind, apiName }) => ({
    label: name,
    insertText: snippet,
    kind,
    ...(apiName && { documentation: apiHelp(apiName, language) }),
  }));
}

function hover(text: string, offset: number, language: Language): Answer<'hover'> {
  const found = editing.hover(sourceOf(text), offset);
  if (!found) return undefined;
  const help = found.apiName ? `\n\n${apiHelp(found.apiName, language)}` : '';
  return { start: found.start, end: found.end, text: `\`\`\`typescript\n${found.declaration}\n\`\`\`${help}` };
}

function signature(text: string, offset: number, language: Language): Answer<'signature'> {
  const found = editing.signature(sourceOf(text), offset);
  if (!found) return undefined;
  return {
    label: found.label,
    documentation: found.apiName ? apiHelp(found.apiName, language) : '',
    parameters: found.parameters.map(({ label, api }) => ({
      label,
      documentation: api ? apiParamHelp(api.name, language) || rangeText(api) : '',
    })),
    activeParameter: found.activeParameter,
  };
}

function compile(text: string, profileId: string): Answer<'compile'> {
  const { program, diagnostics } = compiler.compile(sourceOf(text), profileOf(profileId));
  return program ? { bytecode: encodeProgram(program), diagnostics } : { diagnostics };
}

const HANDLERS: { readonly [K in RequestKind]: (...args: RequestArgs<K>) => Answer<K> } = {
  check: (text, profileId) => compiler.check(sourceOf(text), profileOf(profileId)),
  compile,
  toBlocks: (text, layout) => textToBlocks(text, layout),
  format: (text) => editing.format(sourceOf(text)),
  facts: programFacts,
  complete: (text, offset, _profileId, language) => complete(text, offset, language),
  hover: (text, offset, _profileId, language) => hover(text, offset, language),
  signature: (text, offset, _profileId, language) => signature(text, offset, language),
};

function answer(request: LanguageRequest): LanguageReply {
  const handler = HANDLERS[request.kind] as (...args: readonly unknown[]) => unknown;
  try {
    return { type: 'answer', id: request.id, value: handler(...request.args) };
  } catch (cause) {
    return { type: 'failed', id: request.id, what: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) };
  }
}

self.addEventListener('message', (event: MessageEvent<LanguageRequest>) => self.postMessage(answer(event.data)));

// The first check reads the language's own declarations, which every later one keeps.
compiler.check(sourceOf(''), profileOf(DEFAULT_PROFILE_ID));
self.postMessage({ type: 'ready' } satisfies LanguageReply);
