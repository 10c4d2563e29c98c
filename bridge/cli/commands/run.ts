/** `guiji run`: compiles and runs one program without a page. Layer: bridge/cli. Contract: docs/cli.md. */
import { resolve } from 'node:path';
import { fail, ok, type Fault, type Result } from '../../../core/base/result.ts';
import type { NumberKind } from '../../../core/base/single-precision.ts';
import { encodeProgram } from '../../../core/bytecode/encoding.ts';
import { verifyProgram, type VerifiedProgram } from '../../../core/bytecode/verifier.ts';
import type { Diagnostic, ProgramSource } from '../../../core/language/source.ts';
import { compiledForm } from '../../../core/vm/compiled/compiled-form.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import { loadModels, type LoadedModels } from '../../../core/run/loaded-models.ts';
import type { ProblemAtPlace, RunSummary } from '../../../core/run/run-types.ts';
import type { RunSink } from '../../../core/run/run-sink.ts';
import type { Signer } from '../../../core/run/seal.ts';
import { simulate } from '../../../core/run/simulate.ts';
import { DEFAULT_TRACK_ID } from '../../../core/sim/tracks/index.ts';
import type { Track } from '../../../core/sim/track.ts';
import { sentence } from '../../../core/words/sentence.ts';
import { DEFAULT_PROFILE_ID } from '../../../firmware-profiles/index.ts';
import type { Language } from '../../../core/words/words.ts';
import { openFileSink } from '../../runs/file-sink.ts';
import { nodeSha256 } from '../../runs/node-sha256.ts';
import { nodeSigner } from '../../runs/node-signer.ts';
import { openSealKey } from '../../runs/seal-key.ts';
import { runOnDevice } from '../../sessions/run-on-device.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { openDataFolder } from '../data-folder.ts';
import { carNamed, trackNamed } from '../named-data.ts';
import { withModelFiles } from '../model-files.ts';
import { readProgramFile } from '../program-file.ts';
import { summaryLines } from '../run-text.ts';

const LIMIT_S_DEFAULT = 120;
const LIMIT_S_MAX = 86_400;

interface RunFlags {
  readonly robot: string;
  readonly car: string;
  readonly track: string;
  readonly seed: string;
  readonly numbers: string;
  readonly limitS: string;
  readonly record?: string;
  readonly data?: string;
  readonly model: readonly string[];
}

interface RunPlan {
  readonly source: ProgramSource;
  readonly models: LoadedModels;
  readonly profile: RobotProfile;
  readonly track: Track;
  readonly seed: number;
  readonly numbers: NumberKind;
  readonly limitMs: number;
  readonly robot: string;
  readonly recordPath: string | undefined;
  /** Seals the recording. */
  readonly signer: Signer | undefined;
}

const UNSEALED: { readonly [L in Language]: string } = {
  'zh-CN': '数据文件夹不能写入，这份记录没有封印。',
  en: 'The data folder cannot be written to: this recording has no seal.',
};

const wrongInput = (fault: Fault): CommandOutcome => ({ exitCode: 2, fault });
const usage = (what: string): Result<never> => fail('cli.usage', { what });

function readNumbers(flags: RunFlags): Result<{ seed: number; limitMs: number; numbers: NumberKind }> {
  const seed = Number(flags.seed);
  if (!/^-?\d+$/.test(flags.seed) || !Number.isSafeInteger(seed)) return usage(`--seed ${flags.seed}`);
  const limitS = Number(flags.limitS);
  if (flags.limitS.trim() === '' || !(limitS > 0 && limitS <= LIMIT_S_MAX)) return usage(`--limit-s ${flags.limitS} (0 … ${LIMIT_S_MAX})`);
  const { numbers } = flags;
  if (numbers !== 'double' && numbers !== 'single') return usage(`--numbers ${numbers} (double, single)`);
  return ok({ numbers, seed, limitMs: Math.max(1, Math.round(limitS * 1000)) });
}

/** The key of this computer's bridge. Without a folder for it a run is recorded all the same. */
async function signerOf(data: string | undefined, context: CliContext): Promise<Signer | undefined> {
  const folder = await openDataFolder(data);
  const key = folder.ok ? await openSealKey(folder.value.path) : folder;
  if (key.ok) return nodeSigner(key.value.secretKey);
  context.note(UNSEALED[context.language]);
  return undefined;
}

async function planOf(file: string, flags: RunFlags, context: CliContext): Promise<Result<RunPlan>> {
  const numbers = readNumbers(flags);
  if (!numbers.ok) return numbers;
  const recordPath = flags.record;
  if (recordPath !== undefined && resolve(recordPath) === resolve(file)) return usage(`--record ${recordPath}`);
  const program = await readProgramFile(file);
  if (!program.ok) return program;
  const { source } = program.value;
  const models = await withModelFiles(program.value.models, flags.model);
  if (!models.ok) return models;
  const loaded = loadModels(models.value);
  if (!loaded.ok) return loaded;
  const profile = await carNamed(flags.car, context.language, flags.data);
  if (!profile.ok) return profile;
  const track = await trackNamed(flags.track, context.language, flags.data);
  if (!track.ok) return track;
  const found = { source, models: loaded.value, profile: profile.value, track: track.value };
  const signer = recordPath === undefined ? undefined : await signerOf(flags.data, context);
  return ok({ ...numbers.value, ...found, robot: flags.robot, recordPath, signer });
}

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

type Compiled = { readonly program: VerifiedProgram } | { readonly outcome: CommandOutcome };

async function compile(plan: RunPlan, context: CliContext): Promise<Compiled> {
  // Why here: the compiler is the heaviest thing in the product, and other commands do without.
  const { createCompiler } = await import('../../../core/language/compile.ts');
  const profile = plan.robot === 'none' ? { ...plan.profile, parts: [] } : plan.profile;
  const { program, diagnostics } = createCompiler().compile(plan.source, profile);
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  if (problem !== undefined) return { outcome: refused(problem, plan.source, context) };
  if (program === undefined) throw new Error('the compiler gave neither a program nor a reason');
  const verified = verifyProgram(program);
  if (!verified.ok) throw new Error(`our own compiler's program is refused: ${JSON.stringify(verified.fault.params)}`);
  return { program: verified.value };
}

function runInSimulator(plan: RunPlan, program: VerifiedProgram, context: CliContext): CommandOutcome {
  let sink: RunSink | undefined;
  if (plan.recordPath !== undefined) {
    const opened = openFileSink(plan.recordPath, { durable: false });
    if (!opened.ok) return { exitCode: 3, fault: opened.fault };
    sink = opened.value;
  }
  const { source, models, profile, seed, numbers, limitMs, signer } = plan;
  const track = plan.robot === 'none' ? null : plan.track;
  const { summary, recorded } = simulate({
    ...{ program, source, models, profile, track, seed, numbers, limitMs, form: compiledForm },
    sha256: nodeSha256,
    ...(sink === undefined ? {} : { sink }),
    ...(signer === undefined ? {} : { signer }),
  });
  return recorded.ok ? outcomeOf(summary, plan.source, context) : { exitCode: 3, fault: recorded.fault };
}

async function runOnRobot(plan: RunPlan, program: VerifiedProgram, context: CliContext): Promise<CommandOutcome> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  try {
    const { source, models, profile, track, seed, numbers, limitMs, recordPath, signer } = plan;
    const bytecode = encodeProgram(program);
    const ran = await runOnDevice({
      deviceId: plan.robot,
      request: {
        ...{ source, bytecode, models: models.models, profileId: profile.id, trackId: track.id, seed, numbers, speed: 1 },
        breakpoints: [],
      },
      track,
      limitMs,
      signal: stop.signal,
      onLog: ({ atMs, text }) => context.note(`[${(atMs / 1000).toFixed(3)} s] ${text}`),
      ...(recordPath === undefined ? {} : { recordPath }),
      ...(signer === undefined ? {} : { signer }),
    });
    return ran.ok ? outcomeOf(ran.value, plan.source, context) : { exitCode: 3, fault: ran.fault };
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

async function runCommand(file: string, flags: RunFlags, context: CliContext): Promise<CommandOutcome> {
  const plan = await planOf(file, flags, context);
  if (!plan.ok) return wrongInput(plan.fault);
  const compiled = await compile(plan.value, context);
  if ('outcome' in compiled) return compiled.outcome;
  const isHeadless = plan.value.robot === 'sim' || plan.value.robot === 'none';
  return isHeadless ? runInSimulator(plan.value, compiled.program, context) : runOnRobot(plan.value, compiled.program, context);
}

export const registerRun: RegisterCommand = (program, run) => {
  program
    .command('run')
    .description('compile and run one program')
    .argument('<file>', 'a program (.ts) or a project (.guiji)')
    .option('--robot <robot>', 'sim, none or the id of a device', 'sim')
    .option('--car <profile>', 'id or file of a car', DEFAULT_PROFILE_ID)
    .option('--track <track>', 'id or file of a track, or PACK/TRACK', DEFAULT_TRACK_ID)
    .option('--seed <n>', 'of everything random', '1')
    .option('--numbers <kind>', 'double or single precision', 'double')
    .option('--limit-s <s>', 'of robot time', String(LIMIT_S_DEFAULT))
    .option('--record <file>', 'writes the run as MCAP')
    .option('--data <dir>', 'where packs and the seal key are')
    .option(
      '--model <name=file>',
      'a model for ai.run, as an ONNX file; may be given several times',
      (each: string, all: readonly string[]) => [...all, each],
      [],
    )
    .action((file: string, flags: RunFlags) => run((context) => runCommand(file, flags, context)));
};
