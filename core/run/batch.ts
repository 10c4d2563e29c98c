/**
 * One program on many cars of one kit, each with a seed of its own: how sure is it? Layer: run. Who runs them side by side (worker threads, workers
 * of a page) hands each worker the material once and then seed after seed.
 */
import { ok, type Result } from '../base/result.ts';
import type { NewSha256 } from '../base/sha256.ts';
import type { NumberKind } from '../base/single-precision.ts';
import type { AiModel } from '../robot/ai-model.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { RefereeEvent } from '../sim/referee-events.ts';
import type { Track } from '../sim/track.ts';
import type { Form } from '../vm/execute.ts';
import type { BatchFailure, SeedResult } from './batch-report.ts';
import { loadModels } from './loaded-models.ts';
import type { RunText } from './run-report.ts';
import type { RunSummary } from './run-types.ts';
import { loadProgram, simulate } from './simulate.ts';

/** What all runs of a batch share; plain data, fit for a message to a worker. */
export interface BatchMaterial {
  readonly bytecode: Uint8Array;
  readonly source: readonly RunText[];
  readonly profile: RobotProfile;
  readonly track: Track;
  readonly models: readonly AiModel[];
  readonly limitMs: number;
  readonly numbers?: NumberKind;
}

/** What went wrong up to the finish; what a car does after it is nobody's business. */
class Slips {
  offLine = 0;
  collisions = 0;
  #hasFinished = false;

  take({ kind }: RefereeEvent): void {
    if (kind === 'finished') this.#hasFinished = true;
    if (this.#hasFinished) return;
    if (kind === 'off-line') this.offLine++;
    if (kind === 'collision') this.collisions++;
  }

  failure({ ended, laps }: RunSummary, { finish }: Track): BatchFailure | undefined {
    if (ended === 'error') return 'error';
    if (finish !== null && laps === 0) return 'no-lap';
    if (this.offLine > 0) return 'off-line';
    return this.collisions > 0 ? 'collision' : undefined;
  }
}

/** Made once for each worker. Errors: `bytecode.*`, `net.*`, `model.*`. */
export function batchRunner(
  material: BatchMaterial,
  how: { readonly form: Form; readonly sha256?: NewSha256 },
): Result<(seed: number) => SeedResult> {
  const program = loadProgram(material.bytecode);
  if (!program.ok) return program;
  const models = loadModels(material.models);
  if (!models.ok) return models;
  const { bytecode: _bytecode, ...shared } = material;
  return ok((seed) => {
    const slips = new Slips();
    const onRefereeEvent = (event: RefereeEvent): void => slips.take(event);
    const { summary } = simulate({ ...shared, ...how, program: program.value, models: models.value, seed, onRefereeEvent });
    const failure = slips.failure(summary, material.track);
    const { ended, simTimeS, distanceMm, lapTimesS, offLine, collisions, digest, error } = summary;
    return {
      ...{ seed, ended, simTimeS, distanceMm, lapTimesS, offLine, collisions, digest },
      ...(failure === undefined ? {} : { failure }),
      ...(error === undefined ? {} : { error }),
    };
  });
}
