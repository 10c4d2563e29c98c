/**
 * How the page sees a robot, whichever it is. Layer: protocol.
 * Implemented by the simulator worker's client (web/adapters/simulator) and by the bridge's client (web/adapters/bridge). No page knows which it has.
 */
import type { Events } from '../base/emitter.ts';
import type { NumberKind } from '../base/single-precision.ts';
import type { Fault, Result } from '../base/result.ts';
import type { AiModel } from '../robot/ai-model.ts';
import type { RobotMessage } from '../robot/message.ts';
import type { OutsideNews } from '../robot/outside-news.ts';
import type { Tuner } from '../robot/tuner.ts';
import type { ProblemAtPlace, RunSummary, SourcePlace, TelemetryFrame } from '../run/run-types.ts';
import type { RefereeEvent } from '../sim/referee-events.ts';
import type { SourceFile } from '../language/source.ts';
import type { CarCalibration } from '../robot/calibration.ts';
import type { CarAbout } from '../robot/car-about.ts';
import type { PortValue, RobotInputId } from '../robot/robot-port.ts';
import type { StatementStart, VmEdit, VmView } from '../vm/vm.ts';

export const BREAKPOINTS_MAX = 1000;

export type SessionState =
  | 'connecting' // no program can start yet
  | 'ready'
  | 'running'
  | 'paused'
  | 'lost'; // the robot or the bridge went away; `problem` says why

export interface SessionStatus {
  readonly state: SessionState;
  readonly problem?: ProblemAtPlace;
}

/** A program and the car that it drives. */
export interface CarRequest {
  readonly source: readonly SourceFile[];
  /** core/bytecode encoding; the receiver verifies it before it runs. */
  readonly bytecode: Uint8Array;
  readonly profileId: string;
  /** The document of a kit that does not ship (docs/protocols/profile.md); the receiver judges it before it runs. */
  readonly profile?: unknown;
  readonly seed: number;
  /** Absent: IEEE double. */
  readonly numbers?: NumberKind;
  /** Of which project this is a run; kept beside its recording. */
  readonly project?: { readonly id: string; readonly name: string };
  /** What the program may ask; absent: nothing. The receiver judges them before it runs. */
  readonly models?: readonly AiModel[];
}

export interface RunRequest extends CarRequest {
  readonly trackId: string;
  /** The document of a track that does not ship (docs/protocols/track.md); the receiver judges it before it runs. */
  readonly track?: unknown;
  /** Other cars in the same world, behind this one; in the simulator only. Then nothing reaches the programs from outside. */
  readonly others?: readonly CarRequest[];
  /** 1 is real time; the simulator may go faster or slower. Ignored by live robots. */
  readonly speed: number;
  readonly breakpoints: readonly StatementStart[];
}

/** What one does to a run with a debugger. All but `speed` and `breakpoints` while it is paused; `rewind` after its end too. */
export type DebugCommand =
  | { readonly kind: 'step'; readonly how: 'into' | 'over' | 'out' }
  /** To the statement before; in the simulator only. */
  | { readonly kind: 'step-back' }
  /** To this robot time, or to where the run had got to; in the simulator only. Who goes on from there begins a branch. */
  | { readonly kind: 'rewind'; readonly toMs: number }
  /** Sets a variable; it is recorded. */
  | { readonly kind: 'edit'; readonly change: VmEdit }
  /** In place of those before. */
  | { readonly kind: 'breakpoints'; readonly points: readonly StatementStart[] }
  /** As in RunRequest; a live robot keeps real time. */
  | { readonly kind: 'speed'; readonly speed: number };

/** How far a paused run can be taken back. */
export interface RunTimeline {
  readonly fromMs: number;
  /** Where it had got to. */
  readonly toMs: number;
}

export interface LinkView {
  /** From a change under the sensors to a motor that turns by it: half of the last 5 s below, and the worst of them. */
  readonly medianMs: number;
  readonly worstMs: number;
  /** How often the program looks and drives, where that is too often for this link. */
  readonly programEveryMs?: number;
  /** Types of parts that the board has and that have answered nothing. */
  readonly silentParts: readonly string[];
  /** The board itself stops its motors when nobody speaks to it any more: our firmware does, others do not. */
  readonly stopsAlone: boolean;
}

/** What is seen and heard of a program's car while it runs. */
export type CarNews =
  /** Batched at 30 Hz at most; oldest first. */
  | { readonly kind: 'telemetry'; readonly frames: readonly TelemetryFrame[] }
  | { readonly kind: 'log'; readonly entries: readonly { readonly atMs: number; readonly text: string }[] }
  | { readonly kind: 'plot'; readonly points: readonly { readonly atMs: number; readonly name: string; readonly value: number }[] };

export type SessionEvent =
  | CarNews
  | { readonly kind: 'status'; readonly status: SessionStatus }
  /** Of one of the request's `others`, by its number: the request's own car is 0, of which only the end of its program comes here, before the run's. */
  | { readonly kind: 'among'; readonly car: number; readonly event: CarNews | { readonly kind: 'ended'; readonly summary: RunSummary } }
  /** Where the program stands while paused, and its variables. Again after each command that changes it. */
  | {
      readonly kind: 'paused';
      readonly atMs: number;
      /** Absent where it stands nowhere in the student's files. */
      readonly place?: SourcePlace;
      readonly view: VmView;
      /** Id of the fiber that halted; absent where somebody pressed Pause. */
      readonly fiber?: number;
      /** Absent where it cannot be taken back. */
      readonly timeline?: RunTimeline;
      /** What the car was and saw at that moment; absent on a live robot. */
      readonly frame?: TelemetryFrame;
    }
  /** The run went on from a moment of the past: what came after it is no longer so, and belongs to a recording of its own. */
  | { readonly kind: 'branched'; readonly atMs: number }
  /** The program's sliders (`tune`), as they now stand. */
  | { readonly kind: 'tuners'; readonly tuners: readonly Tuner[] }
  /** Which car it is: once it is connected, and when it was named or measured. */
  | { readonly kind: 'car'; readonly car: CarAbout }
  /** How long a live robot takes to answer, and whether its parts do: once a second. */
  | { readonly kind: 'link'; readonly link: LinkView }
  /** What the program tells others: batched, the newest of each name; for whoever relays it (class.send). */
  | { readonly kind: 'sent'; readonly messages: readonly RobotMessage[] }
  | {
      readonly kind: 'ended';
      readonly summary: RunSummary;
      /** What was seen on the track, where somebody watched; oldest first. */
      readonly referee?: readonly RefereeEvent[];
      /** How far back it can be looked at until the next run begins; absent where it cannot. `debug` with `rewind` goes there and pauses. */
      readonly timeline?: RunTimeline;
    };

/** A value that one of the car's parts measures, in the units of the API. */
export interface Reading {
  readonly input: RobotInputId;
  readonly index: number;
  readonly value: PortValue;
}

/** Something that is shown, heard or turned; lamp and display are dark again after `ms`. */
export interface OutputTry {
  readonly output: 'led' | 'tone' | 'servo' | 'display';
  readonly values: readonly PortValue[];
  readonly ms: number;
}

/** What a car measures of itself, for its calibration and for trying its parts; not while a program runs. */
export interface CarBench {
  /** Errors: `session.wrong-state`. */
  measure(): Promise<Result<CarMeasures>>;
  /** Both wheels at these powers, as they are: no calibration. Off by itself after `ms`. Errors: `session.wrong-state`. */
  spin(leftPercent: number, rightPercent: number, ms: number): Promise<Result<void>>;
  /** Errors: `session.wrong-state`, `car.no-such-part`. */
  tryOutput(what: OutputTry): Promise<Result<void>>;
  /** Kept on the car's board and by the bridge under the car's identity, and used from now on. Errors: `session.wrong-state`, `calibration.*`. */
  calibrate(calibration: CarCalibration): Promise<Result<void>>;
  /** Kept on the car's board. Errors: `session.wrong-state`, `car.*`. */
  name(name: string): Promise<Result<void>>;
}

/** A call on the bench as a message, for whoever has it in another thread. */
export type BenchCall = { readonly [M in keyof CarBench]: { readonly method: M; readonly args: Parameters<CarBench[M]> } }[keyof CarBench];

export interface CarMeasures {
  /** What each line sensor reads now, a share of the ADC's range, leftmost first. */
  readonly rawLine: readonly number[];
  /** Of every part that measures something. */
  readonly readings: readonly Reading[];
  /** Who the board says it is. */
  readonly carId?: string | undefined;
  /** What is in use. */
  readonly calibration?: CarCalibration | undefined;
}

/** Of one try. */
export const TRY_MS_MAX = 3000;

export interface RobotSession {
  /** Absent where no real car is behind it. */
  readonly bench?: CarBench;
  readonly events: Events<SessionEvent>;
  readonly status: SessionStatus;
  run(request: RunRequest): Promise<Result<void>>;
  /** Motors off while paused on a live robot; restored on resume. */
  pause(): Promise<Result<void>>;
  resume(): Promise<Result<void>>;
  /** One statement, then paused again. From 'ready' it starts the last request paused at its first statement. */
  step(): Promise<Result<void>>;
  /** Errors: `session.wrong-state`, `run.cannot-rewind`, `vm.no-such-variable`, `vm.other-type`. */
  debug(command: DebugCommand): Promise<Result<void>>;
  /**
   * Motors off first, then everything else. Never fails, never waits for a busy program.
   * @param why a run that is on ends as an error that says so; absent: somebody pressed Stop
   */
  stop(why?: Fault): Promise<void>;
  /**
   * What the program reads from now on of the world outside: a camera's answer, a driver's keys. Nothing where no run is on that asks for it.
   * Never fails and is not answered; of many in a row only the last counts.
   */
  tell(news: OutsideNews): void;
  close(): Promise<void>;
}
