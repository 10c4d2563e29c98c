/** `guiji run`: compiles and runs programs without a page. Layer: bridge/cli. Contract: docs/cli.md. */
import { fail, type Fault } from '../../../core/base/result.ts';
import { encodeProgram } from '../../../core/bytecode/encoding.ts';
import type { VerifiedProgram } from '../../../core/bytecode/verifier.ts';
import { IDEAL_EFFECTS } from '../../../core/robot/ideal-effects.ts';
import type { RunSink } from '../../../core/run/run-sink.ts';
import { simulate } from '../../../core/run/simulate.ts';
import { DEFAULT_TRACK_ID } from '../../../core/sim/tracks/index.ts';
import { compiledForm } from '../../../core/vm/compiled/compiled-form.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import { openFileSink } from '../../runs/file-sink.ts';
import { nodeSha256 } from '../../runs/node-sha256.ts';
import { runOnDevice } from '../../sessions/run-on-device.ts';
import type { CliContext, CommandOutcome, RegisterCommand } from '../command.ts';
import { kitImagesIn } from '../pack-documents.ts';
import { runManySeeds } from '../run-batch.ts';
import { runManyCars } from '../run-many.ts';
import { outcomeOf } from '../run-outcome.ts';
import { compile, LIMIT_S_DEFAULT, planOf, type RunFlags, type RunPlan } from '../run-plan.ts';

const wrongInput = (fault: Fault): CommandOutcome => ({ exitCode: 2, fault });

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

async function runOnRobot(
  { data }: RunFlags,
  { plan, program }: { readonly plan: RunPlan; readonly program: VerifiedProgram },
  context: CliContext,
): Promise<CommandOutcome> {
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
      ...(shippedProfile(profile.id) === profile ? {} : { profile, images: kitImagesIn(data) }),
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

async function runCommand(
  [file, ...others]: readonly [string, ...string[]],
  flags: RunFlags,
  context: CliContext,
): Promise<CommandOutcome> {
  if (others.length > 0 || flags.cars !== undefined) {
    if (flags.seeds !== undefined) return wrongInput(fail('cli.usage', { what: '--seeds --cars' }).fault);
    return runManyCars([file, ...others], flags, context);
  }
  if (flags.seeds !== undefined) return runManySeeds(file, flags, context);
  if (flags.noise !== undefined) return wrongInput(fail('cli.usage', { what: '--noise' }).fault);
  const plan = await planOf(file, flags, context);
  if (!plan.ok) return wrongInput(plan.fault);
  const compiled = await compile(plan.value, context);
  if ('outcome' in compiled) return compiled.outcome;
  const isHeadless = plan.value.robot === 'sim' || plan.value.robot === 'none';
  return isHeadless
    ? runInSimulator(plan.value, compiled.program, context)
    : runOnRobot(flags, { plan: plan.value, program: compiled.program }, context);
}

export const registerRun: RegisterCommand = (program, run) => {
  program
    .command('run')
    .description('compile and run programs')
    .argument('<files...>', 'programs (.ts) or projects (.guiji); several drive in one world')
    .option('--robot <robot>', 'sim, none or the id of a device', 'sim')
    .option('--car <profile>', 'id or file of a car, or PACK/KIT', DEFAULT_PROFILE_ID)
    .option('--track <track>', 'id or file of a track, or PACK/TRACK', DEFAULT_TRACK_ID)
    .option('--seed <n>', 'of everything random', '1')
    .option('--cars <n>', 'so many cars in one world, the programs given out in turn')
    .option('--seeds <n>', 'so many runs with a seed each, from --seed on: mean, worst, histogram of lap time')
    .option('--noise <factor>', 'with --seeds: so many times the kit’s noise and spread')
    .option('--ideal', 'the ideal car: no lag, noise or slip; the recording says so')
    .option('--without <effects>', `an ideal car in these alone: ${IDEAL_EFFECTS.join(',')}`)
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
    .action((files: [string, ...string[]], flags: RunFlags) => run((context) => runCommand(files, flags, context)));
};
