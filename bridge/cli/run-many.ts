/** `guiji run A.ts B.ts …`, `--cars N`: several cars in one world. Layer: bridge/cli. Contract: docs/cli.md. */
import { basename, extname } from 'node:path';
import { fail, type Result } from '../../core/base/result.ts';
import type { CrowdCar } from '../../core/run/crowd.ts';
import type { RunSink } from '../../core/run/run-sink.ts';
import { simulateMany } from '../../core/run/simulate-many.ts';
import { CARS_MAX } from '../../core/sim/contacts/arena.ts';
import { startGrid } from '../../core/sim/start-grid.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { fillIn } from '../../core/words/words.ts';
import { openFileSink } from '../runs/file-sink.ts';
import { nodeSha256 } from '../runs/node-sha256.ts';
import type { CliContext, CommandOutcome } from './command.ts';
import { outcomeOf } from './run-outcome.ts';
import { compile, planOf, usage, type RunFlags, type RunPlan } from './run-plan.ts';

const HEAD = { 'zh-CN': '{car} 号车（{file}）', en: 'Car {car} ({file})' } as const;

/** By the cars' numbers: programs are given out in turn where there are more cars than files. */
function filesOf(files: readonly string[], flags: RunFlags): Result<readonly string[]> {
  const cars = flags.cars === undefined ? files.length : Number(flags.cars);
  if (!Number.isInteger(cars) || cars < files.length || cars > CARS_MAX) return usage(`--cars ${cars} (${files.length} … ${CARS_MAX})`);
  if (flags.robot !== 'sim') return usage(`--robot ${flags.robot} --cars ${cars}`);
  return { ok: true, value: Array.from({ length: cars }, (_, i) => files[i % files.length]!) };
}

/** `race.mcap` becomes `race-1.mcap`, `race-2.mcap` … */
function sinksOf(path: string, count: number): Result<readonly RunSink[]> {
  const end = extname(path);
  const sinks: RunSink[] = [];
  for (let car = 1; car <= count; car++) {
    const opened = openFileSink(`${path.slice(0, path.length - end.length)}-${car}${end}`, { durable: false });
    if (!opened.ok) return opened;
    sinks.push(opened.value);
  }
  return { ok: true, value: sinks };
}

interface Entry {
  readonly plan: RunPlan;
  readonly car: Omit<CrowdCar, 'start'>;
}

async function entryOf(
  file: string,
  number: number,
  flags: RunFlags,
  context: CliContext,
): Promise<Entry | { readonly outcome: CommandOutcome }> {
  const plan = await planOf(file, flags, context);
  if (!plan.ok) return { outcome: { exitCode: 2, fault: plan.fault } };
  const compiled = await compile(plan.value, context);
  if ('outcome' in compiled) return compiled;
  const { source, profile, seed, numbers, models } = plan.value;
  return { plan: plan.value, car: { program: compiled.program, source, profile, seed: seed + number, numbers, models } };
}

export async function runManyCars(files: readonly string[], flags: RunFlags, context: CliContext): Promise<CommandOutcome> {
  const named = filesOf(files, flags);
  if (!named.ok) return { exitCode: 2, fault: named.fault };
  const entries: Entry[] = [];
  for (const [number, file] of named.value.entries()) {
    const entry = await entryOf(file, number, flags, context);
    if ('outcome' in entry) return entry.outcome;
    entries.push(entry);
  }
  const { track, limitMs, recordPath, signer } = entries[0]!.plan;
  const bodies = entries.map(({ plan }) => plan.profile.body);
  const starts = startGrid(track, bodies);
  if (starts.length < entries.length)
    return { exitCode: 2, fault: fail('run.no-room', { cars: entries.length, max: starts.length }).fault };
  const sinks = recordPath === undefined ? undefined : sinksOf(recordPath, entries.length);
  if (sinks?.ok === false) return { exitCode: 3, fault: sinks.fault };
  const ran = simulateMany({
    ...{ track, limitMs, form: compiledForm, sha256: nodeSha256, cars: entries.map(({ car }, i) => ({ ...car, start: starts[i]! })) },
    ...(sinks === undefined ? {} : { sinks: sinks.value }),
    ...(signer === undefined ? {} : { signer }),
  });
  const lost = ran.find(({ recorded }) => !recorded.ok)?.recorded;
  if (lost?.ok === false) return { exitCode: 3, fault: lost.fault };
  const outcomes = ran.map(({ summary }, i) => outcomeOf(summary, entries[i]!.plan.source, context));
  const cars = outcomes.flatMap((outcome, i) =>
    'json' in outcome ? [{ car: i + 1, file: named.value[i], ...(outcome.json as object) }] : [],
  );
  const lines = outcomes.flatMap((outcome, i) =>
    'lines' in outcome ? [fillIn(HEAD[context.language], { car: i + 1, file: basename(named.value[i]!) }), ...outcome.lines] : [],
  );
  return { exitCode: outcomes.some(({ exitCode }) => exitCode !== 0) ? 1 : 0, json: { cars }, lines };
}
