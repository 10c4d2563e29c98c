/** `guiji track import`: a drawing, or a photo of a floor, as a track file. Layer: bridge/cli. Contract: docs/cli.md. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { LocalText } from '../../../../core/base/local-text.ts';
import { fail, ok, type Result } from '../../../../core/base/result.ts';
import { importSvg, type ImportedTrack } from '../../../../core/tracks/import/import-svg.ts';
import { importPhoto } from '../../../../core/tracks/import/photo/import-photo.ts';
import type { Corners } from '../../../../core/tracks/import/photo/homography.ts';
import { SVG_CHARACTERS_MAX } from '../../../../core/tracks/import/safe-xml.ts';
import { fillIn } from '../../../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../../command.ts';
import { readInputFile } from '../../program-file.ts';
import { inFile, PHOTO_BYTES_MAX, readPicture, seenSize, type Picture } from '../../read-picture.ts';

const WORDS = {
  'zh-CN': '已写入 {file}：{lines} 条线，{zones} 个区域，没有用上的 {skipped} 个。起点和终点是猜的，请看一看。',
  en: 'wrote {file}: {lines} lines, {zones} zones, {skipped} things left out. Start and finish are guesses: look at them.',
} as const;

interface ImportFlags {
  readonly output: string;
  readonly widthMm?: string;
  readonly heightMm?: string;
  readonly corners?: readonly string[];
  readonly darkness: string;
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

const PHOTO = /\.(jpe?g|png)$/i;

interface About {
  readonly id: string;
  readonly name: LocalText;
}

const usage = (what: string): Result<never> => fail('cli.usage', { what });

/** undefined where it is not given. */
function positive(value: string | undefined, option: string): Result<number | undefined> {
  if (value === undefined) return ok(undefined);
  return Number(value) > 0 ? ok(Number(value)) : usage(`${option} ${value}`);
}

async function readDrawing(file: string, about: About, flags: ImportFlags): Promise<Result<ImportedTrack>> {
  const widthMm = positive(flags.widthMm, '--width-mm');
  if (!widthMm.ok) return widthMm;
  const bytes = await readInputFile(file, SVG_CHARACTERS_MAX);
  return bytes.ok ? importSvg(new TextDecoder().decode(bytes.value), { ...about, widthMm: widthMm.value }) : bytes;
}

async function readPhoto(file: string, about: About, flags: ImportFlags): Promise<Result<ImportedTrack>> {
  const [widthMm, heightMm] = [positive(flags.widthMm, '--width-mm'), positive(flags.heightMm, '--height-mm')];
  const darkness = positive(flags.darkness, '--darkness');
  for (const each of [widthMm, heightMm, darkness]) if (!each.ok) return each;
  if (!widthMm.ok || !heightMm.ok || !darkness.ok || widthMm.value === undefined || heightMm.value === undefined)
    return usage('--width-mm MM --height-mm MM');
  const bytes = await readInputFile(file, PHOTO_BYTES_MAX);
  const picture = bytes.ok ? readPicture(bytes.value) : bytes;
  if (!picture.ok) return picture;
  const corners = cornersOf(picture.value, flags.corners);
  if (!corners.ok) return corners;
  const size = { widthMm: widthMm.value, heightMm: heightMm.value };
  const track = importPhoto(picture.value, { ...about, ...size, corners: corners.value, darkness: darkness.value! });
  return track.ok ? ok({ track: track.value, skipped: 0 }) : track;
}

/** Absent: the picture's own. */
function cornersOf(picture: Picture, given: readonly string[] | undefined): Result<Corners> {
  const { width, height } = seenSize(picture);
  const texts = given ?? ['0,0', `${width},0`, `${width},${height}`, `0,${height}`];
  const places = texts.map((text) => /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text));
  const corners = places.flatMap((place) => (place === null ? [] : [inFile(picture, { x: Number(place[1]), y: Number(place[2]) })]));
  const [a, b, c, d, ...more] = corners;
  if (a === undefined || b === undefined || c === undefined || d === undefined || more.length > 0 || texts.length !== 4)
    return usage(`--corners ${texts.join(' ')} (x,y x,y x,y x,y)`);
  return ok([a, b, c, d]);
}

async function importTrack(file: string, flags: ImportFlags, { language }: CliContext): Promise<CommandOutcome> {
  const { output, id = idOf(file) } = flags;
  if (!ID.test(id)) return { exitCode: 2, fault: fail('cli.usage', { what: `--id ${id}` }).fault };
  const bare = basename(file)
    .replace(/\.[^.]+$/, '')
    .slice(0, 80);
  const name = bare === '' ? id : bare;
  const imported = await (PHOTO.test(file) ? readPhoto : readDrawing)(file, { id, name: { 'zh-CN': name, en: name } }, flags);
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
    .description('an SVG drawing or a photo of a floor as a track file; nothing in it is run or fetched')
    .argument('<file>', 'an SVG, a JPEG or a PNG')
    .requiredOption('-o, --output <file>', 'the track file, *.json')
    .option('--width-mm <mm>', 'how wide the drawing or the photographed floor is; a drawing’s own size otherwise')
    .option('--height-mm <mm>', 'how high the photographed floor is')
    .option(
      '--corners <x,y...>',
      'of the floor in the photo, in pixels: upper left, upper right, lower right, lower left; else the photo’s own',
    )
    .option('--darkness <share>', 'by what share a line is darker than the floor around it', '0.3')
    .option('--id <id>', "the track's id; else from the file's name")
    .action((file: string, flags: ImportFlags) => run((context) => importTrack(file, flags, context)));
};
