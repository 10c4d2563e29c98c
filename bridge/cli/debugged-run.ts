/** One simulated run under the debugger, driven by a list of steps. Layer: bridge/cli. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { VerifiedProgram } from '../../core/bytecode/verifier.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { LoadedModels } from '../../core/run/loaded-models.ts';
import { RewindableRun, type CourseOptions, type Course } from '../../core/run/rewindable-run.ts';
import { SimulatedTime } from '../../core/run/robot-time.ts';
import type { RunEvent } from '../../core/run/run-driver.ts';
import { setUpRun } from '../../core/run/run-setup.ts';
import type { RunSummary } from '../../core/run/run-types.ts';
import { lineAndColumn } from '../../core/run/text-place.ts';
import { SimRobot } from '../../core/sim/sim-robot.ts';
import type { Track } from '../../core/sim/track.ts';
import { World } from '../../core/sim/world.ts';
import type { StatementListener, StatementStart, VariableView, VmView } from '../../core/vm/vm.ts';
import { valueFor, variableNamed, type DebugStep } from './debug-script.ts';

/** Statements that a trace holds; what comes later is left out. */
const TRACE_MAX = 100_000;

export interface Stop {
  readonly atS: number;
  /** Absent: the main file. */
  readonly file?: string;
  readonly line: number;
  readonly column: number;
  readonly fiber: number | null;
  /** Innermost first. */
  readonly stack: readonly { readonly function: string; readonly file?: string; readonly line: number }[];
  readonly variables: Readonly<Record<string, string>>;
  readonly pose: World['pose'];
  readonly sensors: readonly number[];
}

export interface Traced {
  readonly atS: number;
  readonly fiber: number;
  /** Absent: the main file. */
  readonly file?: string;
  readonly line: number;
}

export interface DebuggedRunOptions {
  readonly program: VerifiedProgram;
  readonly source: ProgramSource;
  readonly models: LoadedModels;
  readonly profile: RobotProfile;
  readonly track: Track;
  readonly seed: number;
  readonly limitMs: number;
  readonly breakpoints: readonly StatementStart[];
  readonly steps: readonly DebugStep[];
  readonly stopsMax: number;
  readonly traces: boolean;
}

export interface DebuggedRun {
  readonly summary: RunSummary;
  readonly stops: readonly Stop[];
  readonly trace: readonly Traced[];
  /** Whether a variable was set: the run is then not the program's alone. */
  readonly isChangedByHand: boolean;
}

class Debugging {
  readonly stops: Stop[] = [];
  trace: Traced[] = [];
  isChangedByHand = false;
  readonly #options: DebuggedRunOptions;
  readonly #run: RewindableRun;
  readonly #steps: DebugStep[];
  #world!: World;
  #paused: Extract<RunEvent, { kind: 'paused' }> | undefined;

  constructor(options: DebuggedRunOptions) {
    this.#options = options;
    this.#steps = [...options.steps];
    this.#run = new RewindableRun({ begin: (how) => this.#begin(how), onBranch: () => {} });
    if (options.traces) this.#run.watchStatements((statement) => this.#watch(statement));
    this.#run.setBreakpoints(options.breakpoints);
  }

  #begin({ branch, onMs }: CourseOptions): Course {
    const { program, source, models, profile, track, seed, limitMs } = this.#options;
    const world = new World({ profile, track, seed });
    this.#world = world;
    this.trace = [];
    const step = (): void => world.step();
    const setup = setUpRun({
      ...{ program, source, models, seed, world, onMs, robot: new SimRobot(world), time: new SimulatedTime(step) },
      limitMs: Math.min(limitMs, world.rules.timeLimitMs ?? Infinity),
      ...(branch === undefined ? {} : { branch }),
    });
    setup.driver.events.subscribe((event) => void (event.kind === 'paused' && (this.#paused = event)));
    return { setup, step };
  }

  #watch({ fiber, position }: Parameters<StatementListener>[0]): void {
    if (this.trace.length >= TRACE_MAX) return;
    const { column: _, ...where } = this.#where(position);
    this.trace.push({ atS: this.#world.timeMs / 1000, fiber, ...where });
  }

  #where({ file, start }: StatementStart): { readonly file?: string; readonly line: number; readonly column: number } {
    const { path, text } = this.#options.source[file]!;
    return { ...(file > 0 && { file: path }), ...lineAndColumn(text, start) };
  }

  finish(): Result<RunSummary> {
    this.#run.setup.driver.start();
    for (;;) {
      const { driver } = this.#run.setup;
      driver.advance();
      if (driver.state === 'ended') return ok(this.#run.setup.summary());
      const done = this.#atPause();
      if (!done.ok) return done;
    }
  }

  /** Until the program goes on. Errors: `cli.usage`, `run.cannot-rewind`, `vm.*`. */
  #atPause(): Result<void> {
    for (;;) {
      this.#note();
      const step = this.#steps.shift();
      if (step === undefined || this.stops.length >= this.#options.stopsMax) return this.#goOn();
      const done = this.#do(step);
      if (!done.ok || this.#run.setup.driver.state !== 'paused') return done;
    }
  }

  #goOn(): Result<void> {
    if (this.stops.length >= this.#options.stopsMax) this.#run.setBreakpoints([]);
    return this.#run.resume();
  }

  #do(step: DebugStep): Result<void> {
    switch (step.kind) {
      case 'continue':
        return this.#run.resume();
      case 'stop':
        return ok(this.#run.stop());
      case 'back':
        return this.#run.stepBack(this.#paused?.fiber);
      case 'rewind':
        return this.#run.rewind(step.toMs);
      case 'set':
        return this.#set(step);
      default:
        return this.#run.step(step.kind);
    }
  }

  #set({ name, text }: Extract<DebugStep, { kind: 'set' }>): Result<void> {
    const variable = variableNamed(this.#paused!.view, this.#paused!.fiber, name);
    if (variable === undefined) return fail('vm.no-such-variable', { at: name });
    const value = valueFor(variable, text);
    if (value === undefined) return fail('vm.other-type', { type: variable.type });
    this.isChangedByHand = true;
    return this.#run.edit({ at: variable.at, value });
  }

  #note(): void {
    const { position, fiber, view } = this.#paused!;
    const where = this.#where(position ?? { file: 0, start: 0 });
    const world = this.#world;
    this.stops.push({
      ...{ atS: world.timeMs / 1000, ...where, fiber: fiber ?? null, variables: valuesOf(view, fiber), pose: world.pose },
      stack: (view.fibers.find(({ id }) => id === fiber)?.frames ?? []).map(({ functionName, position: at }) => {
        const { column: _, ...line } = this.#where(at);
        return { function: functionName, ...line };
      }),
      sensors: Array.from({ length: world.lineCount }, (_, i) => world.line(i)),
    });
  }
}

/** By name; the innermost call's stand before the program's. */
function valuesOf(view: VmView, fiber: number | undefined): Readonly<Record<string, string>> {
  const frames = view.fibers.find(({ id }) => id === fiber)?.frames ?? [];
  const all: readonly VariableView[] = [...view.globals, ...frames.toReversed().flatMap(({ variables }) => variables)];
  return Object.fromEntries(all.map(({ name, text }) => [name, text]));
}

/** Errors: of a step that cannot be done. */
export function debugRun(options: DebuggedRunOptions): Result<DebuggedRun> {
  const debugging = new Debugging(options);
  const summary = debugging.finish();
  if (!summary.ok) return summary;
  const { stops, trace, isChangedByHand } = debugging;
  return ok({ summary: summary.value, stops, trace, isChangedByHand });
}
