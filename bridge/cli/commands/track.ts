/** `guiji track check | render | print | import`: track files. Layer: bridge/cli. Contract: docs/cli.md. */
import { writeFile } from 'node:fs/promises';
import { fail, type Result } from '../../../core/base/result.ts';
import { findTrackAdvice } from '../../../core/sim/track-advice.ts';
import { trackPixels } from '../../../core/sim/track-pixels.ts';
import { trackSvg } from '../../../core/sim/track-svg.ts';
import { checkTrack, type Track } from '../../../core/sim/track.ts';
import { sentence } from '../../../core/words/sentence.ts';
import { fillIn, type Language } from '../../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { trackNamed } from '../named-data.ts';
import { pngOf } from '../png.ts';
import { readInputFile } from '../program-file.ts';
import { registerTrackImport } from './track/import.ts';
import { registerTrackPrint } from './track/print.ts';

const TRACK_BYTES_MAX = 4_000_000;
const WIDTH = 1600;
const WIDTH_MAX = 8000;

const WORDS = {
  'zh-CN': { fine: '{file}：没有问题', wrote: '已写入 {file}', error: '错误', warning: '提醒' },
  en: { fine: '{file}: nothing wrong', wrote: 'wrote {file}', error: 'error', warning: 'warning' },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;

interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

async function readJson(file: string): Promise<Result<unknown>> {
  const bytes = await readInputFile(file, TRACK_BYTES_MAX);
  if (!bytes.ok) return bytes;
  try {
    return { ok: true, value: JSON.parse(new TextDecoder().decode(bytes.value)) as unknown };
  } catch (cause) {
    return fail('track.not-this-format', { expected: 'guiji-track' }, cause);
  }
}

function problemsIn(json: unknown): { readonly track?: Track; readonly problems: readonly Problem[] } {
  const checked = checkTrack(json);
  if ('faults' in checked) return { problems: checked.faults.map(({ code, params }) => ({ code, severity: 'error', params })) };
  return { track: checked.track, problems: findTrackAdvice(checked.track).map((advice) => ({ ...advice, severity: 'warning' })) };
}

async function check(file: string, { language }: CliContext): Promise<CommandOutcome> {
  const json = await readJson(file);
  if (!json.ok) return { exitCode: 2, fault: json.fault };
  const { track, problems } = problemsIn(json.value);
  const said = problems.map((problem) => ({ ...problem, message: sentence(problem.code, problem.params, language) ?? problem.code }));
  const words = WORDS[language];
  return {
    exitCode: track === undefined ? 1 : 0,
    json: { ok: track !== undefined, ...(track === undefined ? {} : { id: track.id }), problems: said },
    lines:
      said.length === 0
        ? [fillIn(words.fine, { file })]
        : said.map(({ severity, code, message }) => `${file}: ${words[severity]}: ${message} [${code}]`),
  };
}

interface RenderFlags {
  readonly output: string;
  readonly width: string;
  readonly data?: string;
}

async function render(name: string, flags: RenderFlags, { language }: CliContext): Promise<CommandOutcome> {
  const width = Number(flags.width);
  const { output } = flags;
  const isSvg = output.endsWith('.svg');
  const isWidth = Number.isInteger(width) && width >= 1 && width <= WIDTH_MAX;
  if (!isSvg && !output.endsWith('.png')) return { exitCode: 2, fault: fail('cli.usage', { what: `-o ${output} (.png, .svg)` }).fault };
  if (!isWidth) return { exitCode: 2, fault: fail('cli.usage', { what: `--width ${flags.width} (1 … ${WIDTH_MAX})` }).fault };
  const track = await trackNamed(name, language, flags.data);
  if (!track.ok) return { exitCode: 2, fault: track.fault };
  try {
    await writeFile(output, isSvg ? trackSvg(track.value) : pngOf(trackPixels(track.value, width)));
  } catch (cause) {
    return { exitCode: 3, fault: fail('cli.file-not-writable', { file: output }, cause).fault };
  }
  return { exitCode: 0, json: { file: output, id: track.value.id }, lines: [fillIn(WORDS[language].wrote, { file: output })] };
}

export const registerTrack: RegisterCommand = (program, run) => {
  const track = program.command('track').description('track files');
  track
    .command('check')
    .description('what is wrong with a track file, and where')
    .argument('<file>')
    .action((file: string) => run((context) => check(file, context)));
  track
    .command('render')
    .description('a track as a picture')
    .argument('<file>', "a track file, the id of a track that ships, or a pack's")
    .requiredOption('-o, --output <file>', '.svg in millimetres, or .png')
    .option('--width <pixels>', 'of a PNG', String(WIDTH))
    .option('--data <dir>', 'whose packs count')
    .action((file: string, flags: RenderFlags) => run((context) => render(file, flags, context)));
  registerTrackPrint(track, run);
  registerTrackImport(track, run);
};
