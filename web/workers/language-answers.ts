/** What the language worker answers to each question: the core's answers in the student's words. Layer: web/workers. */
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { textToBlocks } from '../../core/language/blocks/text-to-blocks.ts';
import { createCompiler } from '../../core/language/compile.ts';
import { createEditing } from '../../core/language/editor/editing.ts';
import { programFacts } from '../../core/language/program-facts.ts';
import type { ProgramSource, SourceOffset } from '../../core/language/source.ts';
import { createTsService } from '../../core/language/ts-service.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { apiDetails, apiParamDetails } from '../../core/words/api-details.ts';
import { apiHelp } from '../../core/words/api-words.ts';
import type { Language } from '../../core/words/words.ts';
import { chosenKit, DEFAULT_PROFILE_ID, shippedProfile, type KitChoice } from '../../firmware-profiles/index.ts';
import type { Answer, RequestArgs, RequestKind } from '../adapters/language/language-rpc.ts';

const tsService = createTsService();
const compiler = createCompiler(tsService);
const editing = createEditing(tsService);

/** Where a car is not known, programs are checked for the usual one; that it cannot run says whoever is to run it. */
function profileOf(kit: KitChoice): RobotProfile {
  const chosen = chosenKit(kit);
  return chosen.ok ? chosen.value : shippedProfile(DEFAULT_PROFILE_ID)!;
}

function complete(source: ProgramSource, at: SourceOffset, language: Language): Answer<'complete'> {
  return editing.complete(source, at).map(({ name, snippet, kind, apiName, replaces, importing }) => ({
    label: name,
    insertText: snippet,
    kind,
    ...(apiName && { documentation: apiDetails(apiName, language) }),
    ...(replaces && { replaces }),
    ...(importing && { detail: importing.from, edit: importing.edit }),
  }));
}

function hover(source: ProgramSource, at: SourceOffset, language: Language): Answer<'hover'> {
  const found = editing.hover(source, at);
  if (!found) return undefined;
  const help = found.apiName ? `\n\n${apiDetails(found.apiName, language)}` : '';
  return { start: found.start, end: found.end, text: `\`\`\`typescript\n${found.declaration}\n\`\`\`${help}` };
}

function signature(source: ProgramSource, at: SourceOffset, language: Language): Answer<'signature'> {
  const found = editing.signature(source, at);
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

function rename(source: ProgramSource, at: SourceOffset, newName: string): Answer<'rename'> {
  const found = editing.rename(source, at, newName);
  return found.ok ? { ok: true, edits: found.value } : { ok: false, fault: found.fault };
}

function compile(source: ProgramSource, kit: KitChoice): Answer<'compile'> {
  const { program, diagnostics } = compiler.compile(source, profileOf(kit));
  return program ? { bytecode: encodeProgram(program), diagnostics } : { diagnostics };
}

export const LANGUAGE_ANSWERS: { readonly [K in RequestKind]: (...args: RequestArgs<K>) => Answer<K> } = {
  check: (source, kit) => compiler.check(source, profileOf(kit)),
  compile,
  toBlocks: (text, layout) => textToBlocks(text, layout),
  format: (source, file) => editing.format(source, file),
  facts: programFacts,
  complete,
  hover,
  signature,
  definition: (source, at) => editing.definition(source, at),
  renamable: (source, at) => editing.renamable(source, at),
  rename,
  moveFile: (source, file, newPath) => editing.moveFile(source, file, newPath),
};

/** The first check reads the language's own declarations, which every later one keeps. */
export function warmUp(): void {
  compiler.check([{ path: 'main.ts', text: '' }], profileOf({ profileId: DEFAULT_PROFILE_ID }));
}
