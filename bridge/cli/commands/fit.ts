/** `guiji fit`: a car's numbers from its recorded runs, and the drive to record for it. Layer: bridge/cli. Contract: docs/cli.md. */
import { writeFile } from 'node:fs/promises';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import { calibrationDrive } from '../../../core/fit/calibration-drive.ts';
import { fitCar } from '../../../core/fit/fit-car.ts';
import { openFitRun, type FitRun } from '../../../core/fit/fit-run.ts';
import type { FitResult, FittedParameter, PredictedRun, SignalId } from '../../../core/fit/fit-types.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import { fitParameterWords } from '../../../core/words/fit-parameter-words.ts';
import { fillIn, type Language } from '../../../core/words/words.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { carNamed } from '../named-data.ts';
import { readRunBytes } from '../run-input.ts';

const DEFAULT_CAR = 'uno-line-car';

const LINES = {
  'zh-CN': {
    told: '{name}：{before} → {value} ± {error} {unit}',
    untold: '{name}：从这些记录看不准，保持 {before} {unit}',
    fitted: '{run}：用了 {used} 秒',
    unseen: '{run}：没有用来拟合，用来检验',
    signal: '  {name}：误差 {before} → {after} {unit}',
    pose: '  位置：平均差 {mean} mm，终点差 {end} mm（走了 {way} mm）',
    residual: '剩下的误差：{before} → {after}（以传感器噪声为 1）',
  },
  en: {
    told: '{name}: {before} → {value} ± {error} {unit}',
    untold: '{name}: these recordings do not tell; it stays {before} {unit}',
    fitted: '{run}: {used} s were used',
    unseen: '{run}: not used for the fit; predicted',
    signal: '  {name}: error {before} → {after} {unit}',
    pose: '  Place: {mean} mm off on average, {end} mm at the end (of a way of {way} mm)',
    residual: 'What is left: {before} → {after} (the sensors’ own noise is 1)',
  },
} as const;

const UNIT_OF = { line: '%', encoder: 'mm', gyro: '°', sonar: 'mm' } as const;
const UNIT_TEXT: { readonly [U in FittedParameter['unit']]: string } = {
  ms: 'ms',
  percent: '%',
  'mm/s': 'mm/s',
  'mm/s²': 'mm/s²',
  share: '',
};

interface FitFlags {
  readonly profile?: string;
  readonly holdout?: readonly string[];
  readonly as: string;
  readonly drive?: boolean;
  readonly data?: string;
  readonly output?: string;
}

async function openAll(paths: readonly string[]): Promise<Result<readonly FitRun[]>> {
  const runs: FitRun[] = [];
  for (const path of paths) {
    const bytes = await readRunBytes(path);
    const run = bytes.ok ? openFitRun(path, bytes.value) : bytes;
    if (!run.ok) return run;
    runs.push(run.value);
  }
  return ok(runs);
}

async function write(file: string | undefined, text: string): Promise<Result<void>> {
  if (file === undefined) return ok(undefined);
  try {
    await writeFile(file, text);
    return ok(undefined);
  } catch (cause) {
    return fail('cli.file-not-writable', { file }, cause);
  }
}

async function fitCommand(paths: readonly string[], flags: FitFlags, context: CliContext): Promise<CommandOutcome> {
  if (flags.as !== 'car' && flags.as !== 'kit') return { exitCode: 2, fault: fail('cli.usage', { what: `--as ${flags.as}` }).fault };
  const kit = flags.profile === undefined ? ok(undefined) : await carNamed(flags.profile, context.language, flags.data);
  if (!kit.ok) return { exitCode: 2, fault: kit.fault };
  if (flags.drive === true) return driveCommand(kit.value, flags, context);
  const runs = await openAll(paths);
  if (!runs.ok) return { exitCode: 2, fault: runs.fault };
  const heldOut = await openAll(flags.holdout ?? []);
  if (!heldOut.ok) return { exitCode: 2, fault: heldOut.fault };
  const request = { runs: runs.value, heldOut: heldOut.value, ...(kit.value === undefined ? {} : { profile: kit.value }) };
  const result = fitted(request, context);
  if (!result.ok) return { exitCode: 2, fault: result.fault };
  const profile = result.value[flags.as];
  const written = await write(flags.output, `${JSON.stringify(profile, null, 2)}\n`);
  if (!written.ok) return { exitCode: 3, fault: written.fault };
  return { exitCode: 0, json: { ...resultJson(result.value), profile }, lines: linesOf(result.value, context.language) };
}

const NOTE_EVERY = 0.1;

function fitted(request: Parameters<typeof fitCar>[0], { note }: CliContext): Result<FitResult> {
  const steps = fitCar(request);
  for (let noted = 0; ;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value.share < noted + NOTE_EVERY) continue;
    noted = step.value.share;
    note(`${Math.round(100 * noted)} %`);
  }
}

async function driveCommand(kit: RobotProfile | undefined, { output, data }: FitFlags, context: CliContext): Promise<CommandOutcome> {
  const car = kit === undefined ? await carNamed(DEFAULT_CAR, context.language, data) : ok(kit);
  if (!car.ok) return { exitCode: 2, fault: car.fault };
  const text = calibrationDrive(car.value);
  const written = await write(output, text);
  if (!written.ok) return { exitCode: 3, fault: written.fault };
  return { exitCode: 0, json: { profile: car.value.id, text }, lines: output === undefined ? [text.trimEnd()] : [] };
}

const runJson = ({ name, durationMs, usedMs, curves, pose }: PredictedRun): unknown => ({
  ...{ run: name, durationS: durationMs / 1000, usedS: usedMs / 1000, ...(pose === undefined ? {} : { pose }) },
  signals: curves.map(({ signal, atMs, rmsBefore, rms }) => ({ ...signal, readings: atMs.length, rmsBefore, rms })),
});

function resultJson({ parameters, residual, residualBefore, runs, heldOut, calibration }: FitResult): object {
  return {
    parameters: parameters.map(({ fitted: found, ...rest }) => ({ ...rest, ...(found ?? { value: null }) })),
    ...{ residualBefore, residual, runs: runs.map(runJson), heldOut: heldOut.map(runJson), calibration: calibration ?? null },
  };
}

const short = (value: number): string => String(Number(value.toPrecision(3)));
const numbered = (name: string, index: number | undefined): string => (index === undefined ? name : `${name} ${index + 1}`);

function parameterLine({ id, sensor, unit, before, fitted: found }: FittedParameter, language: Language): string {
  const params = { name: numbered(fitParameterWords[language][id], sensor), before: short(before), unit: UNIT_TEXT[unit] };
  if (found === undefined) return fillIn(LINES[language].untold, params).trimEnd();
  return fillIn(LINES[language].told, { ...params, value: short(found.value), error: short(found.standardError) }).trimEnd();
}

function signalName({ kind, index }: SignalId, language: Language): string {
  return numbered(fitParameterWords[language][kind], kind === 'line' || kind === 'encoder' ? index : undefined);
}

function runLines({ name, usedMs, curves, pose }: PredictedRun, head: string, language: Language): readonly string[] {
  const words = LINES[language];
  const signals = curves.map(({ signal, rmsBefore, rms }) =>
    fillIn(words.signal, { name: signalName(signal, language), before: short(rmsBefore), after: short(rms), unit: UNIT_OF[signal.kind] }),
  );
  const place = pose && fillIn(words.pose, { mean: short(pose.meanMm), end: short(pose.endMm), way: Math.round(pose.wayMm) });
  return [fillIn(head, { run: name, used: short(usedMs / 1000) }), ...signals, ...(place === undefined ? [] : [place])];
}

function linesOf({ parameters, residual, residualBefore, runs, heldOut }: FitResult, language: Language): readonly string[] {
  const words = LINES[language];
  return [
    ...parameters.map((parameter) => parameterLine(parameter, language)),
    fillIn(words.residual, { before: short(residualBefore), after: short(residual) }),
    ...runs.flatMap((run) => runLines(run, words.fitted, language)),
    ...heldOut.flatMap((run) => runLines(run, words.unseen, language)),
  ];
}

export const registerFit: RegisterCommand = (program, run) => {
  program
    .command('fit')
    .description('the numbers of a car from its recorded runs')
    .argument('[runs...]', 'recordings (.mcap) of one car')
    .option('--profile <profile>', 'the kit to start from; without it, as the recordings have it')
    .option('--holdout <runs...>', 'recordings that are not fitted but predicted')
    .option('--as <what>', 'what -o and --json give: this one car, or its kit', 'car')
    .option('--drive', 'only print the program to drive and record, on the track calibration-floor')
    .option('--data <dir>', 'whose kits and packs count')
    .option('-o, --output <file>', 'the fitted profile, or with --drive the program')
    .action((paths: string[], flags: FitFlags) => run((context) => fitCommand(paths, flags, context)));
};
