/** What a command prints of a run, and its exit code. Layer: bridge/cli. Contract: docs/cli.md. */
import type { Diagnostic, ProgramSource } from '../../core/language/source.ts';
import type { ProblemAtPlace, RunSummary } from '../../core/run/run-types.ts';
import { sentence } from '../../core/words/sentence.ts';
import type { CliContext, CommandOutcome } from './command.ts';
import { summaryLines } from './run-text.ts';

const NOTHING_RAN: Omit<RunSummary, 'error'> = {
  ...{ ended: 'error', simTimeS: 0, instructions: 0, distanceMm: 0, finalPose: { xMm: 0, yMm: 0, headingDeg: 0 } },
  ...{ laps: 0, lapTimesS: [], checkpoints: [], offLine: { count: 0, totalS: 0 }, collisions: 0, log: [], plots: {}, digest: '' },
};

/** What the command prints of a run, and whether it was one that ended well. */
export function outcomeOf(summary: RunSummary, source: ProgramSource, context: CliContext, fallbackText?: string): CommandOutcome {
  const { error } = summary;
  const exitCode = summary.ended === 'error' ? 1 : 0;
  if (error === undefined) return { exitCode, json: summary, lines: summaryLines(summary, context.language, undefined) };
  const message = sentence(error.code, error.params, context.language) ?? fallbackText ?? error.code;
  const file = error.file === undefined ? undefined : source[error.file]?.path;
  const place = error.line === undefined ? '' : `${file === undefined ? '' : `${file}:`}${error.line}:${error.column} `;
  const lines = summaryLines(summary, context.language, `${place}${message} [${error.code}]`);
  return { exitCode, json: { ...summary, error: { ...error, ...(file !== undefined && { file }), message } }, lines };
}

/** The program does not compile. */
export function refused(diagnostic: Diagnostic, source: ProgramSource, context: CliContext): CommandOutcome {
  const { code, params, file, line, column, start, end } = diagnostic;
  const error: ProblemAtPlace = { code, params, ...(file > 0 && { file }), line, column, start, end };
  return outcomeOf({ ...NOTHING_RAN, error }, source, context, diagnostic.fallbackText);
}
