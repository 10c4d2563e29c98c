/** `guiji replay`: what a recording holds. Layer: bridge/cli. Contract: docs/cli.md. */
import { fail, type Result } from '../../../core/base/result.ts';
import { openRun, type RunFile } from '../../../core/run/run-file.ts';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';
import { fillIn, type Language } from '../../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { readInputFile } from '../program-file.ts';
import { summaryLines } from '../run-text.ts';

const FILE_BYTES_MAX = 1 << 30;

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

function linesOf(file: RunFile, atS: number | undefined, language: Language): string[] {
  const { header, durationMs, summary } = file;
  const seconds = (durationMs / 1000).toFixed(3);
  const { robot, profile, track, seed } = header;
  const lines = [
    fillIn(LINES[language].head, { robot, profile: profile.name[language], track: track?.name[language] ?? '–', seed, seconds }),
  ];
  if (atS !== undefined) return [...lines, frameLine(file.stateAt(atS * 1000).frame, atS, language)];
  const events = file.events.map(({ atMs, kind }) => `[${(atMs / 1000).toFixed(3)} s] ${kind}`);
  const end = summary === undefined ? [fillIn(LINES[language].torn, { seconds })] : summaryLines(summary, language, summary.error?.code);
  return [...lines, ...events, ...end];
}

function stateJson(file: RunFile, atS: number): unknown {
  const { frame, log, events } = file.stateAt(atS * 1000);
  return { atS, state: frame ?? null, log: log.map(({ atMs, text }) => ({ atS: atMs / 1000, text })), events };
}

async function replayCommand(path: string, at: string | undefined, context: CliContext): Promise<CommandOutcome> {
  const time = readTime(at);
  if (!time.ok) return { exitCode: 2, fault: time.fault };
  const bytes = await readInputFile(path, FILE_BYTES_MAX);
  if (!bytes.ok) return { exitCode: 2, fault: bytes.fault };
  const opened = openRun(bytes.value);
  if (!opened.ok) return { exitCode: 2, fault: opened.fault };
  const file = opened.value;
  const atS = time.value;
  const json = {
    header: headerJson(file),
    complete: file.isComplete,
    durationS: file.durationMs / 1000,
    summary: file.summary ?? null,
    events: file.events,
    log: file.log.map(({ atMs, text }) => ({ atS: atMs / 1000, text })),
    ...(atS === undefined ? {} : { at: stateJson(file, atS) }),
  };
  return { exitCode: 0, json, lines: linesOf(file, atS, context.language) };
}

export const registerReplay: RegisterCommand = (program, run) => {
  program
    .command('replay')
    .description('show what a recording holds')
    .argument('<run>', 'a recording (.mcap)')
    .option('--at <s>', 'the state at this robot time')
    .action((path: string, flags: { readonly at?: string }) => run((context) => replayCommand(path, flags.at, context)));
};
