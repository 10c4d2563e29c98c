/** `guiji debug`: the same run under the debugger, told what to do at each stop. Layer: bridge/cli. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { verifyProgram, type VerifiedProgram } from '../../../core/bytecode/verifier.ts';
import { statementStarts } from '../../../core/bytecode/statement-starts.ts';
import type { Diagnostic, ProgramSource } from '../../../core/language/source.ts';
import { loadModels } from '../../../core/run/loaded-models.ts';
import { lineAndColumn } from '../../../core/run/text-place.ts';
import { DEFAULT_TRACK_ID } from '../../../core/sim/tracks/index.ts';
import type { StatementStart } from '../../../core/vm/vm.ts';
import { fillIn, type Language } from '../../../core/words/words.ts';
import { DEFAULT_PROFILE_ID } from '../../../firmware-profiles/index.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { parseDebugSteps } from '../debug-script.ts';
import { debugRun, type DebuggedRunOptions, type Stop, type Traced } from '../debugged-run.ts';
import { carNamed, trackNamed } from '../named-data.ts';
import { readProgramFile } from '../program-file.ts';
import { outcomeOf, refused } from '../run-outcome.ts';

const LIMIT_S_DEFAULT = 120;
const LIMIT_S_MAX = 86_400;
const STOPS_DEFAULT = 100;
const STOPS_MAX = 10_000;

interface DebugFlags {
  readonly break: readonly string[];
  readonly do: string;
  readonly trace?: true;
  readonly stops: string;
  readonly car: string;
  readonly track: string;
  readonly seed: string;
  readonly limitS: string;
  readonly data?: string;
}

const WORDS: { readonly [L in Language]: { readonly stop: string; readonly main: string; readonly traced: string } } = {
  'zh-CN': { stop: '[{at} s] 停在第 {line} 行（{where}）', main: '主程序', traced: '[{at} s] 任务 {fiber} 第 {line} 行' },
  en: { stop: '[{at} s] paused at line {line} ({where})', main: 'main program', traced: '[{at} s] task {fiber} line {line}' },
};

const usage = (what: string): Result<never> => fail('cli.usage', { what });

function wholeNumber(name: string, text: string, [min, max]: readonly [number, number]): Result<number> {
  const number = Number(text);
  return /^-?\d+$/.test(text) && number >= min && number <= max ? ok(number) : usage(`${name} ${text} (${min} … ${max})`);
}

/** A line to pause at, from 1, and its file. */
interface Halt {
  readonly file: number;
  readonly line: number;
}

type Plan = Omit<DebuggedRunOptions, 'program' | 'breakpoints'> & { readonly halts: readonly Halt[] };

/** `12`, or `parts.ts:12` for another file than the main one. Errors: `cli.usage`. */
function haltAt(text: string, source: ProgramSource): Result<Halt> {
  const colon = text.lastIndexOf(':');
  const file = colon < 0 ? 0 : source.findIndex(({ path }) => path === text.slice(0, colon));
  if (file < 0) return usage(`--break ${text}`);
  const line = wholeNumber('--break', text.slice(colon + 1), [1, Number.MAX_SAFE_INTEGER]);
  return line.ok ? ok({ file, line: line.value }) : line;
}

async function planOf(file: string, flags: DebugFlags, context: CliContext): Promise<Result<Plan>> {
  const steps = parseDebugSteps(flags.do);
  if (!steps.ok) return steps;
  const seed = wholeNumber('--seed', flags.seed, [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]);
  if (!seed.ok) return seed;
  const stopsMax = wholeNumber('--stops', flags.stops, [1, STOPS_MAX]);
  if (!stopsMax.ok) return stopsMax;
  const limitS = Number(flags.limitS);
  if (flags.limitS.trim() === '' || !(limitS > 0 && limitS <= LIMIT_S_MAX)) return usage(`--limit-s ${flags.limitS} (0 … ${LIMIT_S_MAX})`);
  const program = await readProgramFile(file);
  if (!program.ok) return program;
  const halts: Halt[] = [];
  for (const text of flags.break) {
    const halt = haltAt(text, program.value.source);
    if (!halt.ok) return halt;
    halts.push(halt.value);
  }
  const models = loadModels(program.value.models);
  if (!models.ok) return models;
  const profile = await carNamed(flags.car, context.language, flags.data);
  if (!profile.ok) return profile;
  const track = await trackNamed(flags.track, context.language, flags.data);
  if (!track.ok) return track;
  return ok({
    ...{ halts, steps: steps.value, seed: seed.value, stopsMax: stopsMax.value, limitMs: Math.max(1, Math.round(limitS * 1000)) },
    ...{ source: program.value.source, models: models.value, profile: profile.value, track: track.value, traces: flags.trace === true },
  });
}

type Compiled = { readonly program: VerifiedProgram } | { readonly problem: Diagnostic };

async function compile({ source, profile }: Plan): Promise<Compiled> {
  // Why here: the compiler is the heaviest thing in the product, and other commands do without.
  const { createCompiler } = await import('../../../core/language/compile.ts');
  const { program, diagnostics } = createCompiler().compile(source, profile);
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  if (problem !== undefined) return { problem };
  if (program === undefined) throw new Error('the compiler gave neither a program nor a reason');
  const verified = verifyProgram(program);
  if (!verified.ok) throw new Error(`our own compiler's program is refused: ${JSON.stringify(verified.fault.params)}`);
  return { program: verified.value };
}

/** The first statement in each line, or else after it. Errors: `cli.usage`. */
function statementsIn(program: VerifiedProgram, { source, halts }: Plan): Result<readonly StatementStart[]> {
  const found: StatementStart[] = [];
  for (const { file, line } of halts) {
    const starts = statementStarts(program, file);
    const start = starts.find((each) => lineAndColumn(source[file]!.text, each).line >= line);
    if (start === undefined) return usage(`--break ${line}`);
    found.push({ file, start });
  }
  return ok(found);
}

function stopLines({ atS, line, stack, variables }: Stop, language: Language): readonly string[] {
  const words = WORDS[language];
  const where =
    stack.map((frame) => `${frame.function || words.main}:${frame.file === undefined ? '' : `${frame.file}:`}${frame.line}`).join(' ← ') ||
    words.main;
  const values = Object.entries(variables).map(([name, text]) => `    ${name} = ${text}`);
  return [fillIn(words.stop, { at: atS.toFixed(3), line, where }), ...values];
}

const tracedLine = ({ atS, fiber, file, line }: Traced, language: Language): string =>
  fillIn(WORDS[language].traced, { at: atS.toFixed(3), fiber, line: file === undefined ? line : `${file}:${line}` });

async function debugCommand(file: string, flags: DebugFlags, context: CliContext): Promise<CommandOutcome> {
  const plan = await planOf(file, flags, context);
  if (!plan.ok) return { exitCode: 2, fault: plan.fault };
  const compiled = await compile(plan.value);
  if ('problem' in compiled) return refused(compiled.problem, plan.value.source, context);
  const breakpoints = statementsIn(compiled.program, plan.value);
  if (!breakpoints.ok) return { exitCode: 2, fault: breakpoints.fault };
  const debugged = debugRun({ ...plan.value, program: compiled.program, breakpoints: breakpoints.value });
  if (!debugged.ok) return { exitCode: 2, fault: debugged.fault };
  const { summary, stops, trace, isChangedByHand } = debugged.value;
  const outcome = outcomeOf(summary, plan.value.source, context);
  if ('fault' in outcome) return outcome;
  const { language } = context;
  return {
    exitCode: outcome.exitCode,
    json: { ...(outcome.json as object), stops, isChangedByHand, ...(plan.value.traces ? { trace } : {}) },
    lines: [...trace.map((each) => tracedLine(each, language)), ...stops.flatMap((stop) => stopLines(stop, language)), ...outcome.lines],
  };
}

export const registerDebug: RegisterCommand = (program, run) => {
  program
    .command('debug')
    .description('the same run under the debugger')
    .argument('<file>', 'a program (.ts) or a project (.guiji)')
    .option(
      '--break <line>',
      'pauses there, or at <file>:<line> of a project; may be given several times',
      (each: string, all: readonly string[]) => [...all, each],
      [],
    )
    .option('--do <steps>', 'at each stop the next of: into; over; out; back; continue; stop; rewind S; set NAME VALUE', '')
    .option('--trace', 'lists every statement')
    .option('--stops <n>', 'goes on without breakpoints after so many stops', String(STOPS_DEFAULT))
    .option('--car <profile>', 'id or file of a car', DEFAULT_PROFILE_ID)
    .option('--track <track>', 'id or file of a track, or PACK/TRACK', DEFAULT_TRACK_ID)
    .option('--seed <n>', 'of everything random', '1')
    .option('--limit-s <s>', 'of robot time', String(LIMIT_S_DEFAULT))
    .option('--data <dir>', 'where packs are')
    .action((file: string, flags: DebugFlags) => run((context) => debugCommand(file, flags, context)));
};
