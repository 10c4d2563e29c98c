/** What the language worker answers to each question: the core's answers in the student's words. Layer: web/workers. */
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { textToBlocks } from '../../core/language/blocks/text-to-blocks.ts';
import { createCompiler } from '../../core/language/compile.ts';
import { createEditing } from '../../core/language/editor/editing.ts';
import { programFacts } from '../../core/language/program-facts.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import { createTsService } from '../../core/language/ts-service.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { apiDetails, apiParamDetails } from '../../core/words/api-details.ts';
import { apiHelp } from '../../core/words/api-words.ts';
import type { Language } from '../../core/words/words.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Answer, RequestArgs, RequestKind } from '../adapters/language/language-rpc.ts';

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
    ...(apiName && { documentation: apiDetails(apiName, language) }),
  }));
}

function hover(text: string, offset: number, language: Language): Answer<'hover'> {
  const found = editing.hover(sourceOf(text), offset);
  if (!found) return undefined;
  const help = found.apiName ? `\n\n${apiDetails(found.apiName, language)}` : '';
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
      documentation: api ? apiParamDetails(api, language) : '',
    })),
    activeParameter: found.activeParameter,
  };
}

function rename(text: string, offset: number, newName: string): Answer<'rename'> {
  const found = editing.rename(sourceOf(text), offset, newName);
  return found.ok ? { ok: true, edits: found.value } : { ok: false, fault: found.fault };
}

function compile(text: string, profileId: string): Answer<'compile'> {
  const { program, diagnostics } = compiler.compile(sourceOf(text), profileOf(profileId));
  return program ? { bytecode: encodeProgram(program), diagnostics } : { diagnostics };
}

export const LANGUAGE_ANSWERS: { readonly [K in RequestKind]: (...args: RequestArgs<K>) => Answer<K> } = {
  check: (text, profileId) => compiler.check(sourceOf(text), profileOf(profileId)),
  compile,
  toBlocks: (text, layout) => textToBlocks(text, layout),
  format: (text) => editing.format(sourceOf(text)),
  facts: programFacts,
  complete: (text, offset, _profileId, language) => complete(text, offset, language),
  hover: (text, offset, _profileId, language) => hover(text, offset, language),
  signature: (text, offset, _profileId, language) => signature(text, offset, language),
  definition: (text, offset) => editing.definition(sourceOf(text), offset),
  renamable: (text, offset) => editing.renamable(sourceOf(text), offset),
  rename,
};

/** The first check reads the language's own declarations, which every later one keeps. */
export function warmUp(): void {
  compiler.check(sourceOf(''), profileOf(DEFAULT_PROFILE_ID));
}
