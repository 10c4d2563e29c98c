/** What `guiji run` is asked to do: options and files, read and judged, and the program compiled. Layer: bridge/cli. */
import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { NumberKind } from '../../core/base/single-precision.ts';
import { verifyProgram, type VerifiedProgram } from '../../core/bytecode/verifier.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import { IDEAL_EFFECTS, type IdealEffect } from '../../core/robot/ideal-effects.ts';
import { idealProfile } from '../../core/robot/ideal-profile.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { loadModels, type LoadedModels } from '../../core/run/loaded-models.ts';
import type { Signer } from '../../core/run/seal.ts';
import type { Track } from '../../core/sim/track.ts';
import type { Language } from '../../core/words/words.ts';
import { nodeSigner } from '../runs/node-signer.ts';
import { openSealKey } from '../runs/seal-key.ts';
import type { CliContext, CommandOutcome } from './command.ts';
import { openDataFolder } from './data-folder.ts';
import { withModelFiles } from './model-files.ts';
import { carNamed, trackNamed } from './named-data.ts';
import { readProgramFile } from './program-file.ts';
import { refused } from './run-outcome.ts';

export const LIMIT_S_DEFAULT = 120;
const LIMIT_S_MAX = 86_400;

export interface RunFlags {
  readonly robot: string;
  readonly car: string;
  readonly track: string;
  readonly seed: string;
  readonly cars?: string;
  readonly seeds?: string;
  readonly noise?: string;
  readonly ideal?: boolean;
  readonly without?: string;
  readonly numbers: string;
  readonly limitS: string;
  readonly record?: string;
  readonly data?: string;
  readonly model: readonly string[];
}

export interface RunPlan {
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

export const usage = (what: string): Result<never> => fail('cli.usage', { what });

function readNumbers(flags: RunFlags): Result<{ seed: number; limitMs: number; numbers: NumberKind }> {
  const seed = Number(flags.seed);
  if (!/^-?\d+$/.test(flags.seed) || !Number.isSafeInteger(seed)) return usage(`--seed ${flags.seed}`);
  const limitS = Number(flags.limitS);
  if (flags.limitS.trim() === '' || !(limitS > 0 && limitS <= LIMIT_S_MAX)) return usage(`--limit-s ${flags.limitS} (0 … ${LIMIT_S_MAX})`);
  const { numbers } = flags;
  if (numbers !== 'double' && numbers !== 'single') return usage(`--numbers ${numbers} (double, single)`);
  return ok({ numbers, seed, limitMs: Math.max(1, Math.round(limitS * 1000)) });
}

/** What the car is to lack. */
function readIdeal({ ideal, without, robot }: RunFlags): Result<readonly IdealEffect[]> {
  if (!ideal && without === undefined) return ok([]);
  if (ideal && without !== undefined) return usage('--ideal --without');
  if (robot !== 'sim') return usage(`${ideal ? '--ideal' : '--without'} (--robot sim)`);
  if (without === undefined) return ok(IDEAL_EFFECTS);
  const names = without.split(',').map((name) => name.trim());
  const known = IDEAL_EFFECTS.filter((effect) => names.includes(effect));
  const stranger = names.find((name) => !known.some((effect) => effect === name));
  return stranger === undefined ? ok(known) : usage(`--without ${stranger} (${IDEAL_EFFECTS.join(', ')})`);
}

/** The key of this computer's bridge. Without a folder for it a run is recorded all the same. */
async function signerOf(data: string | undefined, context: CliContext): Promise<Signer | undefined> {
  const folder = await openDataFolder(data);
  const key = folder.ok ? await openSealKey(folder.value.path) : folder;
  if (key.ok) return nodeSigner(key.value.secretKey);
  context.note(UNSEALED[context.language]);
  return undefined;
}

export async function planOf(file: string, flags: RunFlags, context: CliContext): Promise<Result<RunPlan>> {
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
  const off = readIdeal(flags);
  if (!off.ok) return off;
  const profile = await carNamed(flags.car, context.language, flags.data);
  if (!profile.ok) return profile;
  const track = await trackNamed(flags.track, context.language, flags.data);
  if (!track.ok) return track;
  const found = { source, models: loaded.value, profile: idealProfile(profile.value, off.value), track: track.value };
  const signer = recordPath === undefined ? undefined : await signerOf(flags.data, context);
  return ok({ ...numbers.value, ...found, robot: flags.robot, recordPath, signer });
}

export type Compiled = { readonly program: VerifiedProgram } | { readonly outcome: CommandOutcome };

export async function compile(plan: RunPlan, context: CliContext): Promise<Compiled> {
  // Why here: the compiler is the heaviest thing in the product, and other commands do without.
  const { createCompiler } = await import('../../core/language/compile.ts');
  const profile = plan.robot === 'none' ? { ...plan.profile, parts: [] } : plan.profile;
  const { program, diagnostics } = createCompiler().compile(plan.source, profile);
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  if (problem !== undefined) return { outcome: refused(problem, plan.source, context) };
  if (program === undefined) throw new Error('the compiler gave neither a program nor a reason');
  const verified = verifyProgram(program);
  if (!verified.ok) throw new Error(`our own compiler's program is refused: ${JSON.stringify(verified.fault.params)}`);
  return { program: verified.value };
}
