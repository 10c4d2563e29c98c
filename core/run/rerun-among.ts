/** Computes again the run of a car that was among others: with all their programs. Layer: run. Nothing is taken from the recording's inputs. */
import { fail, ok, type Result } from '../base/result.ts';
import { Crowd, type CrowdCar } from './crowd.ts';
import { loadModels, NO_MODELS } from './loaded-models.ts';
import type { Material, Rerun, RerunOptions } from './rerun-simulated.ts';
import type { RunHeader } from './run-header.ts';
import { loadProgram } from './simulate.ts';

type Other = NonNullable<RunHeader['among']>['others'][number];

/** Errors: `bytecode.*`, `net.*`, `model.*`. */
function carOf({ source, bytecode, profile, start, seed, numbers, models }: Other): Result<CrowdCar> {
  const program = loadProgram(bytecode);
  if (!program.ok) return program;
  const loaded = models === undefined ? ok(NO_MODELS) : loadModels(models);
  if (!loaded.ok) return loaded;
  return ok({ program: program.value, source, profile, start, seed, models: loaded.value, ...(numbers === undefined ? {} : { numbers }) });
}

/** Errors: `bytecode.*`, `net.*`, `model.*`, `run-file.bad-header`. */
export function rerunAmong(options: RerunOptions, { program, models, turns }: Material): Result<Rerun> {
  const { source, profile, track, seed, numbers, limitMs, quotaPerMs, chunkMs, among } = options.file.header;
  if (track === null || among === undefined) return fail('run-file.bad-header', { path: 'among' });
  const own: CrowdCar = { program, source, profile, start: track.start, seed, models, ...(numbers === undefined ? {} : { numbers }) };
  const cars: CrowdCar[] = [];
  for (const other of among.others) {
    const car = carOf(other);
    if (!car.ok) return car;
    cars.push(car.value);
  }
  cars.splice(among.car, 0, own);
  const crowd: Crowd = new Crowd({
    ...{ track, cars, quotaPerMs, ...(limitMs === null ? {} : { limitMs }) },
    extrasOf: (car) =>
      car !== among.car
        ? {}
        : {
            ...{ among, halts: turns.halts, edits: turns.edits },
            ...(chunkMs === undefined ? {} : { chunkMs }),
            ...(options.tape === undefined ? {} : { tape: options.tape }),
            ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
            onMs: (nowMs) => options.onMs?.(nowMs, crowd.setups[among.car]!),
          },
  });
  const setup = crowd.setups[among.car]!;
  crowd.run(() => setup.driver.state === 'ended' || options.isOver?.() === true);
  setup.driver.stop();
  return ok({ summary: setup.summary(), recorded: setup.recorded(), hasExternalInputs: false });
}
