/** `guiji replay`: what a recording holds. Layer: bridge/cli. Contract: docs/cli.md. */
import { fail, type Result } from '../../../core/base/result.ts';
import { checkSeal } from '../../../core/run/check-seal.ts';
import { evidenceOf, type EvidenceLevel } from '../../../core/run/evidence.ts';
import type { RunFile } from '../../../core/run/run-file.ts';
import { lineAndColumn } from '../../../core/run/text-place.ts';
import { traceRun } from '../../../core/run/trace-run.ts';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import { fillIn, type Language } from '../../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { readRun } from '../run-input.ts';
import { summaryLines } from '../run-text.ts';
import { evidenceText } from '../verdict-text.ts';
import { readTrustedSealKeys } from '../../runs/seal-key.ts';
import { dataFolderPath } from '../data-folder.ts';

const LINES = {
  'zh-CN': {
    head: '{robot}，{profile}，赛道 {track}，种子 {seed}，{seconds} 秒',
    torn: '记录没有写完：到 {seconds} 秒为止',
    at: '{seconds} 秒：x {x} mm，y {y} mm，方向 {heading}°，电机 {left} / {right} %，灰度 {line}',
    nothing: '{seconds} 秒以前没有数据',
  },
  en: {
    head: '{robot}, {profile}, track {track}, seed {seed}, {seconds} s',
    torn: 'The recording was not finished: it ends at {seconds} s',
    at: '{seconds} s: x {x} mm, y {y} mm, heading {heading}°, motors {left} / {right} %, line {line}',
    nothing: 'There is nothing before {seconds} s',
  },
} as const;

function headerJson({ header }: RunFile): unknown {
  const { robot, seed, quotaPerMs, limitMs, semantics, source, profile, track } = header;
  const limitS = limitMs === null ? null : limitMs / 1000;
  return { robot, profile: profile.id, track: track?.id ?? null, seed, limitS, quotaPerMs, semantics, source };
}

function readTime(at: string | undefined): Result<number | undefined> {
  if (at === undefined) return { ok: true, value: undefined };
  const seconds = Number(at);
  return at.trim() !== '' && seconds >= 0 && seconds < Infinity ? { ok: true, value: seconds } : fail('cli.usage', { what: `--at ${at}` });
}

function frameLine(frame: TelemetryFrame | undefined, atS: number, language: Language): string {
  if (frame === undefined) return fillIn(LINES[language].nothing, { seconds: atS });
  const { pose, leftPercent, rightPercent, line } = frame;
  const places = pose === undefined ? ['?', '?', '?'] : [pose.xMm, pose.yMm, pose.headingDeg].map((value) => value.toFixed(1));
  const [x, y, heading] = places as [string, string, string];
  const motors = { left: leftPercent.toFixed(0), right: rightPercent.toFixed(0) };
  return fillIn(LINES[language].at, { seconds: (frame.atMs / 1000).toFixed(3), x, y, heading, ...motors, line: line.join(' ') });
}

interface Moment {
  readonly atS: number | undefined;
  readonly place: PlaceInText | undefined;
}

function linesOf(file: RunFile, { atS, place }: Moment, language: Language): string[] {
  const { header, durationMs, summary } = file;
  const seconds = (durationMs / 1000).toFixed(3);
  const { robot, profile, track, seed } = header;
  const lines = [
    fillIn(LINES[language].head, { robot, profile: profile.name[language], track: track?.name[language] ?? '–', seed, seconds }),
  ];
  if (atS !== undefined) {
    const frame = frameLine(file.stateAt(atS * 1000).frame, atS, language);
    return [...lines, frame, ...(place === undefined ? [] : [`${place.line}:${place.column} ${place.text.split('\n', 1)[0] ?? ''}`])];
  }
  const events = file.events.map(({ atMs, kind }) => `[${(atMs / 1000).toFixed(3)} s] ${kind}`);
  const end = summary === undefined ? [fillIn(LINES[language].torn, { seconds })] : summaryLines(summary, language, summary.error?.code);
  return [...lines, ...events, ...end];
}

interface PlaceInText {
  /** Of a project of several. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** What was running then; the program is run again to find it. */
function placeAt(file: RunFile, atS: number): PlaceInText | undefined {
  const place = traceRun(file).placeAt(atS * 1000);
  const source = place === undefined ? undefined : file.header.source[place.file];
  if (place === undefined || source === undefined) return undefined;
  const at = { ...lineAndColumn(source.text, place.start), text: source.text.slice(place.start, place.end) };
  return file.header.source.length > 1 ? { file: source.path, ...at } : at;
}

function stateJson(file: RunFile, atS: number, place: PlaceInText | undefined): unknown {
  const { frame, log, events } = file.stateAt(atS * 1000);
  const said = log.map(({ atMs, text }) => ({ atS: atMs / 1000, text }));
  return { atS, state: frame ?? null, place: place ?? null, log: said, events };
}

/** By the seal alone; `guiji verify` runs it again. */
async function sealOf(
  bytes: Uint8Array,
  file: RunFile,
  data: string | undefined,
): Promise<{ readonly evidence: EvidenceLevel; readonly sealedBy: string | null }> {
  const { state, publicKey } = checkSeal(bytes);
  const trusted = await readTrustedSealKeys(dataFolderPath(data));
  const isTrusted = publicKey !== undefined && state !== 'broken' && trusted.includes(publicKey);
  return { evidence: state === 'broken' ? 'none' : evidenceOf(file.header, { isTrusted }), sealedBy: publicKey ?? null };
}

interface ReplayFlags {
  readonly at?: string;
  readonly data?: string;
}

async function replayCommand(path: string, { at, data }: ReplayFlags, context: CliContext): Promise<CommandOutcome> {
  const time = readTime(at);
  if (!time.ok) return { exitCode: 2, fault: time.fault };
  const read = await readRun(path);
  if (!read.ok) return { exitCode: 2, fault: read.fault };
  const { bytes, file } = read.value;
  const atS = time.value;
  const place = atS === undefined ? undefined : placeAt(file, atS);
  const seal = await sealOf(bytes, file, data);
  const json = {
    header: headerJson(file),
    ...seal,
    complete: file.isComplete,
    durationS: file.durationMs / 1000,
    summary: file.summary ?? null,
    events: file.events,
    log: file.log.map(({ atMs, text }) => ({ atS: atMs / 1000, text })),
    ...(atS === undefined ? {} : { at: stateJson(file, atS, place) }),
  };
  return { exitCode: 0, json, lines: [...linesOf(file, { atS, place }, context.language), evidenceText(seal.evidence, context.language)] };
}

export const registerReplay: RegisterCommand = (program, run) => {
  program
    .command('replay')
    .description('show what a recording holds')
    .argument('<run>', 'a recording (.mcap)')
    .option('--at <s>', 'the state at this robot time')
    .option('--data <dir>', 'whose trust list counts')
    .action((path: string, flags: ReplayFlags) => run((context) => replayCommand(path, flags, context)));
};
