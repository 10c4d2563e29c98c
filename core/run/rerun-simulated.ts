/** Computes a recorded simulation again: the same program in the same world, with the outside inputs of the recording. Layer: run. */
import { fail, ok, type Result } from '../base/result.ts';
import type { NewSha256 } from '../base/sha256.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { RobotPort } from '../robot/robot-port.ts';
import { SimRobot } from '../sim/sim-robot.ts';
import { World } from '../sim/world.ts';
import { BareRobot } from './bare-robot.ts';
import { loadModels, NO_MODELS, type LoadedModels } from './loaded-models.ts';
import { readsExternal, RecordedInputs } from './recorded-inputs.ts';
import { rerunAmong } from './rerun-among.ts';
import { recordedTurns, type RecordedTurns } from './recorded-turns.ts';
import { SimulatedTime, type RobotTime } from './robot-time.ts';
import type { RunFile } from './run-file.ts';
import { setUpRun, type RunSetup } from './run-setup.ts';
import type { RunTape } from './run-tape.ts';
import type { RunSummary } from './run-types.ts';
import { loadProgram } from './simulate.ts';

export interface RerunOptions {
  readonly file: RunFile;
  readonly tape?: RunTape;
  /** Once at the start and after each millisecond of robot time. */
  readonly onMs?: (nowMs: number, setup: RunSetup) => void;
  /** The computer's own, for the digest. */
  readonly sha256?: NewSha256;
  /** Asked before each millisecond: nobody needs the rest. */
  readonly isOver?: () => boolean;
}

export interface Rerun {
  readonly summary: RunSummary;
  /** Errors: of the tape. */
  readonly recorded: Result<void>;
  readonly hasExternalInputs: boolean;
}

export interface Material {
  readonly program: VerifiedProgram;
  readonly models: LoadedModels;
  readonly turns: RecordedTurns;
}

/** Errors: `bytecode.*`, `net.*`, `model.*`, `run-file.malformed-exact`. */
export function materialOf(file: RunFile): Result<Material> {
  const program = loadProgram(file.header.bytecode);
  if (!program.ok) return program;
  const models = file.header.models === undefined ? ok(NO_MODELS) : loadModels(file.header.models);
  if (!models.ok) return models;
  const turns = recordedTurns(file);
  return turns === undefined ? fail('run-file.malformed-exact') : ok({ program: program.value, models: models.value, turns });
}

/** When the recording ends: by Stop at a moment, or of itself. */
function endOf({ outcome }: RunFile): number {
  return outcome?.ended === 'stopped' ? Math.round(outcome.simTimeS * 1000) : Infinity;
}

class Rerunning {
  readonly #options: RerunOptions;
  readonly #turns: RecordedTurns;
  readonly #setup: RunSetup;
  readonly #inputs: { last?: RecordedInputs } = {};

  constructor(options: RerunOptions, { program, models, turns }: Material) {
    this.#options = options;
    this.#turns = turns;
    const { source, seed, quotaPerMs, numbers, limitMs, chunkMs } = options.file.header;
    this.#setup = setUpRun({
      ...{ program, source, seed, models, quotaPerMs, halts: turns.halts, edits: turns.edits, ...this.#robot() },
      ...(numbers === undefined ? {} : { numbers }),
      ...(limitMs === null ? {} : { limitMs }),
      ...(chunkMs === undefined ? {} : { chunkMs }),
      ...(options.tape === undefined ? {} : { tape: options.tape }),
      ...(options.sha256 === undefined ? {} : { sha256: options.sha256 }),
      // Why not around every robot: each read would go one call deeper.
      ...(readsExternal(program) ? { around: (port) => (this.#inputs.last = new RecordedInputs(port, options.file)) } : {}),
      onMs: (nowMs) => options.onMs?.(nowMs, this.#setup),
    });
  }

  #robot(): { readonly robot: RobotPort; readonly time: RobotTime; readonly world?: World } {
    const { profile, track, seed } = this.#options.file.header;
    if (track === null) {
      const robot = new BareRobot(profile);
      return { robot, time: this.#time(robot, () => robot.step()) };
    }
    const world = new World({ profile, track, seed });
    const robot = new SimRobot(world);
    return { robot, world, time: this.#time(robot, () => world.step()) };
  }

  #time(robot: RobotPort, step: () => void): RobotTime {
    const endMs = endOf(this.#options.file);
    const time = new SimulatedTime(step);
    return {
      pass: () => {
        if (robot.nowMs() < endMs && !this.#options.isOver?.()) return time.pass();
        this.#stop();
        return false;
      },
      hold: () => {},
      release: () => {},
    };
  }

  run(): Rerun {
    const { driver, vm } = this.#setup;
    const { outcome } = this.#options.file;
    driver.start();
    while (driver.state !== 'ended') {
      driver.advance();
      if (driver.state !== 'paused') continue;
      const isStop = outcome?.ended === 'stopped' && vm.instructions === outcome.instructions && this.#isLastTurn();
      if (isStop) this.#stop();
      else driver.resume();
    }
    return { summary: this.#setup.summary(), recorded: this.#setup.recorded(), hasExternalInputs: this.#inputs.last?.wereUsed ?? false };
  }

  /** What was changed by hand after the last turn is changed too. */
  #stop(): void {
    if (this.#isLastTurn()) for (const edit of this.#turns.edits.get(this.#turns.count) ?? []) this.#setup.edit(edit, edit.atMs);
    this.#setup.driver.stop();
  }

  #isLastTurn(): boolean {
    return this.#setup.driver.turns >= this.#turns.count;
  }
}

/** Errors: `bytecode.*`, `net.*`, `model.*`, `run-file.malformed-exact`. */
export function rerunSimulated(options: RerunOptions): Result<Rerun> {
  const material = materialOf(options.file);
  if (material.ok && options.file.header.among !== undefined) return rerunAmong(options, material.value);
  return material.ok ? ok(new Rerunning(options, material.value).run()) : material;
}
