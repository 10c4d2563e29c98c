/** `guiji track print`: a track on paper, as a PDF. Layer: bridge/cli. Contract: docs/cli.md. */
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { fail } from '../../../../core/base/result.ts';
import { printTrack, type PrintOptions } from '../../../../core/tracks/print/print-track.ts';
import { fillIn } from '../../../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../../command.ts';
import { trackNamed } from '../../named-data.ts';

const WORDS = { 'zh-CN': '已写入 {file}：{pages} 页，请按 100% 打印', en: 'wrote {file}: {pages} pages; print them at 100 %' } as const;
const PARTS = ['floor', 'tape', 'all'] as const satisfies readonly PrintOptions['what'][];

interface PrintFlags {
  readonly output: string;
  readonly only: string;
  readonly data?: string;
}

async function print(name: string, { output, only, data }: PrintFlags, { language }: CliContext): Promise<CommandOutcome> {
  const what = PARTS.find((part) => part === only);
  if (what === undefined) return { exitCode: 2, fault: fail('cli.usage', { what: `--only ${only} (floor, tape)` }).fault };
  const track = await trackNamed(name, language, data);
  if (!track.ok) return { exitCode: 2, fault: track.fault };
  const printed = await printTrack(track.value, { language, what });
  if (!printed.ok) return { exitCode: 2, fault: printed.fault };
  try {
    await writeFile(output, printed.value.pdf);
  } catch (cause) {
    return { exitCode: 3, fault: fail('cli.file-not-writable', { file: output }, cause).fault };
  }
  const { pages } = printed.value;
  return { exitCode: 0, json: { file: output, id: track.value.id, pages }, lines: [fillIn(WORDS[language], { file: output, pages })] };
}

export const registerTrackPrint = (track: Command, run: Parameters<RegisterCommand>[1]): void => {
  track
    .command('print')
    .description('a track as a PDF: sheets of A4 at 1:1, and the plan of what tape to lay')
    .argument('<file>', "a track file, the id of a track that ships, or a pack's")
    .requiredOption('-o, --output <file>', 'the PDF')
    .option('--only <part>', 'floor: the sheets alone · tape: the tape plan alone', 'all')
    .option('--data <dir>', 'whose packs count')
    .action((file: string, flags: PrintFlags) => run((context) => print(file, flags, context)));
};
