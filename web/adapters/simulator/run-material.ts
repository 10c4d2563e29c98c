/** What a request names, found and judged. Layer: web/adapters/simulator. */
import { ok, type Result } from '../../../core/base/result.ts';
import type { VerifiedProgram } from '../../../core/bytecode/verifier.ts';
import type { CarRequest } from '../../../core/protocol/robot-session.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import { loadModels, type LoadedModels } from '../../../core/run/loaded-models.ts';
import { loadProgram } from '../../../core/run/simulate.ts';
import { chosenKit } from '../../../firmware-profiles/index.ts';

export interface CarMaterial {
  readonly program: VerifiedProgram;
  readonly profile: RobotProfile;
  readonly models: LoadedModels;
}

/** Errors: `run.unknown-profile`, `profile.*`, `bytecode.*`, `net.*`, `model.*`. */
export function carMaterial(request: CarRequest): Result<CarMaterial> {
  const profile = chosenKit(request);
  if (!profile.ok) return profile;
  const program = loadProgram(request.bytecode);
  if (!program.ok) return program;
  const models = loadModels(request.models ?? []);
  return models.ok ? ok({ program: program.value, profile: profile.value, models: models.value }) : models;
}

const SPEED_MIN = 0.01;
const SPEED_MAX = 1000;

export const speedWithin = (speed: number): number => Math.min(SPEED_MAX, Math.max(SPEED_MIN, speed));
