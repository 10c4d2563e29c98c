/** `guiji track import`: a drawing as a track file. Layer: bridge/cli. Contract: docs/cli.md. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { fail, type Result } from '../../../../core/base/result.ts';
import { importSvg, type ImportedTrack } from '../../../../core/tracks/import/import-svg.ts';
import { SVG_CHARACTERS_MAX } from '../../../../core/tracks/import/safe-xml.ts';
import { fillIn } from '../../../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../../command.ts';
import { readInputFile } from '../../program-file.ts';

const WORDS = {
  'zh-CN': '已写入 {file}：{lines} 条线，{zones} 个区域，没有用上的 {skipped} 个。起点和终点是猜的，请看一看。',
  en: 'wrote {file}: {lines} lines, {zones} zones, {skipped} things left out. Start and finish are guesses: look at them.',
} as const;

interface ImportFlags {
  readonly output: string;
  readonly widthMm?: string;
  readonly id?: string;
}

const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** `My Track.svg` is `my-track`; a name in another script is `track`. */
const idOf = (file: string): string =>
  basename(file)
    .replace(/\.[^.]+$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'track';

async function read(file: string, options: { readonly id: string; readonly widthMm: number | undefined }): Promise<Result<ImportedTrack>> {
  const bytes = await readInputFile(file, SVG_CHARACTERS_MAX);
  if (!bytes.ok) return bytes;
  const name =
    basename(file)
      .replace(/\.[^.]+$/, '')
      .slice(0, 80) || options.id;
  return importSvg(new TextDecoder().decode(bytes.value), { ...options, name: { 'zh-CN': name, en: name } });
}

async function importTrack(file: string, flags: ImportFlags, { language }: CliContext): Promise<CommandOutcome> {
  const { output, id = idOf(file) } = flags;
  const widthMm = flags.widthMm === undefined ? undefined : Number(flags.widthMm);
  if (widthMm !== undefined && !(widthMm > 0))
    return { exitCode: 2, fault: fail('cli.usage', { what: `--width-mm ${flags.widthMm}` }).fault };
  if (!ID.test(id)) return { exitCode: 2, fault: fail('cli.usage', { what: `--id ${id}` }).fault };
  const imported = await read(file, { id, widthMm });
  if (!imported.ok) return { exitCode: 2, fault: imported.fault };
  const { track, skipped } = imported.value;
  try {
    await writeFile(output, `${JSON.stringify(track, undefined, 2)}\n`);
  } catch (cause) {
    return { exitCode: 3, fault: fail('cli.file-not-writable', { file: output }, cause).fault };
  }
  const found = { lines: track.lines.length, zones: track.zones.length, skipped };
  return { exitCode: 0, json: { file: output, id, ...found }, lines: [fillIn(WORDS[language], { file: output, ...found })] };
}

export const registerTrackImport = (track: Command, run: Parameters<RegisterCommand>[1]): void => {
  track
    .command('import')
    .description('an SVG drawing as a track file; nothing in it is run or fetched')
    .argument('<file>', 'an SVG')
    .requiredOption('-o, --output <file>', 'the track file, *.json')
    .option('--width-mm <mm>', 'how wide the drawing is on the floor; else as its file says')
    .option('--id <id>', "the track's id; else from the file's name")
    .action((file: string, flags: ImportFlags) => run((context) => importTrack(file, flags, context)));
};
