/** `guiji blocks FILE` and `guiji text FILE`: a program as blocks (Blockly's JSON), and the way back. Layer: bridge/cli. */
import { fail, type Result } from '../../../core/base/result.ts';
import type { BlocksLayout, WorkspaceJson } from '../../../core/language/blocks/blocks-document.ts';
import { blocksToText } from '../../../core/language/blocks/blocks-to-text.ts';
import { readLayout, readWorkspace } from '../../../core/language/blocks/read-workspace.ts';
import { textToBlocks } from '../../../core/language/blocks/text-to-blocks.ts';
import { SOURCE_LENGTH_MAX } from '../../../core/language/parse.ts';
import { GUIJI_FILE_EXTENSION, readGuijiFile } from '../../../core/project/guiji-file.ts';
import type { CommandOutcome, RegisterCommand } from '../command.ts';
import { readInputFile, readProgramFile } from '../program-file.ts';

/** Blocks take some thirty times as many characters as their text. */
const BLOCKS_BYTES_MAX = 20_000_000;

/** Where the stacks of a project lie; text alone says nothing of it. */
async function layoutOf(file: string): Promise<BlocksLayout | undefined> {
  if (!file.endsWith(GUIJI_FILE_EXTENSION)) return undefined;
  const bytes = await readInputFile(file, BLOCKS_BYTES_MAX);
  const project = bytes.ok ? readGuijiFile(bytes.value) : undefined;
  return project?.ok ? readLayout(project.value.files[0]!.layout) : undefined;
}

async function toBlocks(file: string): Promise<CommandOutcome> {
  const program = await readProgramFile(file);
  if (!program.ok) return { exitCode: 2, fault: program.fault };
  const [entry] = program.value.source;
  const text = entry?.text ?? '';
  if (text.length > SOURCE_LENGTH_MAX)
    return { exitCode: 2, fault: fail('language.too-long', { length: text.length, max: SOURCE_LENGTH_MAX }).fault };
  const layout = await layoutOf(file);
  const { workspace } = textToBlocks(text, layout);
  workspace.blocks?.blocks.push(...structuredClone([...(layout?.detached ?? [])]));
  return { exitCode: 0, json: workspace, lines: [JSON.stringify(workspace, null, 2)] };
}

function parsed(bytes: Uint8Array): Result<WorkspaceJson> {
  try {
    return readWorkspace(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    return fail('blocks.not-readable', {}, cause);
  }
}

async function toText(file: string): Promise<CommandOutcome> {
  const bytes = await readInputFile(file, BLOCKS_BYTES_MAX);
  if (!bytes.ok) return { exitCode: 2, fault: bytes.fault };
  const workspace = parsed(bytes.value);
  if (!workspace.ok) return { exitCode: 2, fault: workspace.fault };
  const { text, layout } = blocksToText(workspace.value);
  return { exitCode: 0, json: { text, layout }, lines: text === '' ? [] : text.replace(/\n$/, '').split('\n') };
}

export const registerBlocks: RegisterCommand = (program, run) => {
  program
    .command('blocks')
    .description('TypeScript → blocks (Blockly JSON)')
    .argument('<file>')
    .action((file: string) => run(() => toBlocks(file)));
  program
    .command('text')
    .description('blocks (Blockly JSON) → TypeScript')
    .argument('<file>')
    .action((file: string) => run(() => toText(file)));
};
