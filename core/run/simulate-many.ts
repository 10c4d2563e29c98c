/** Several programs on one track, headless, each in a car of its own. Layer: run. */
import type { NewSha256 } from '../base/sha256.ts';
import { encodeProgram } from '../bytecode/encoding.ts';
import type { Rules } from '../sim/rules.ts';
import type { Track } from '../sim/track.ts';
import type { Form } from '../vm/execute.ts';
import { Crowd, type CrowdCar } from './crowd.ts';
import { NO_MODELS } from './loaded-models.ts';
import type { RunHeader } from './run-header.ts';
import type { RunSetupOptions } from './run-setup.ts';
import type { Signer } from './seal.ts';
import type { RunSink } from './run-sink.ts';
import { HEADLESS_CHUNK_MS, type Simulated } from './simulate.ts';

export interface SimulateManyOptions {
  readonly track: Track;
  /** In the order of their numbers; `CARS_MAX` at most. */
  readonly cars: readonly CrowdCar[];
  /** Robot time; the rules' own limit counts too. */
  readonly limitMs: number;
  readonly rules?: Rules;
  readonly form?: Form;
  readonly sha256?: NewSha256;
  /** By the cars' numbers: where each is recorded. */
  readonly sinks?: readonly RunSink[];
  readonly signer?: Signer;
  readonly listenTo?: (car: number) => Pick<RunSetupOptions, 'onFrame' | 'onEffect' | 'onRefereeEvent'>;
}

/** What the recording of one car holds of the others. */
export function amongOf(cars: readonly CrowdCar[], car: number): NonNullable<RunHeader['among']> {
  const others = cars.map(({ program, source, profile, start, seed, numbers, models = NO_MODELS }) => ({
    ...{ source: [...source], bytecode: encodeProgram(program), profile, start, seed },
    ...(numbers === 'single' ? { numbers } : {}),
    ...(models.models.length === 0 ? {} : { models: [...models.models] }),
  }));
  return { car, others: others.toSpliced(car, 1) };
}

/** By the cars' numbers. */
export function simulateMany(options: SimulateManyOptions): readonly Simulated[] {
  const { track, cars, rules, form, sha256, sinks, signer, listenTo } = options;
  const limitMs = Math.min(options.limitMs, (rules ?? track.rules).timeLimitMs ?? Infinity);
  const crowd = new Crowd({
    ...{ track, cars, limitMs, ...(rules === undefined ? {} : { rules }) },
    extrasOf: (car) => ({
      ...{ chunkMs: HEADLESS_CHUNK_MS, among: amongOf(cars, car), ...listenTo?.(car) },
      ...(form === undefined ? {} : { form }),
      ...(sha256 === undefined ? {} : { sha256 }),
      ...(sinks === undefined ? {} : { sink: sinks[car]! }),
      ...(signer === undefined ? {} : { signer }),
    }),
  });
  crowd.run();
  return crowd.setups.map((setup) => ({ summary: setup.summary(), recorded: setup.recorded() }));
}
