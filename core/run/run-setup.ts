/**
 * Puts one run together: VM, port, time, recorder, digest, report. Layer: run.
 * The command line, the simulator worker and the bridge all begin here; what they bring differs only in robot and time.
 */
import { assert } from '../base/assert.ts';
import { encodeProgram } from '../bytecode/encoding.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { Result } from '../base/result.ts';
import { ok } from '../base/result.ts';
import type { NumberKind } from '../base/single-precision.ts';
import type { RecordedEdit } from './exact-decoder.ts';
import type { NewSha256 } from '../base/sha256.ts';
import type { OutsideNews } from '../robot/outside-news.ts';
import type { RobotPort } from '../robot/robot-port.ts';
import type { RobotMessage } from '../robot/message.ts';
import type { Tuner } from '../robot/tuner.ts';
import type { RefereeEvent } from '../sim/referee-events.ts';
import type { Track } from '../sim/track.ts';
import type { World, WorldState } from '../sim/world.ts';
import type { Form } from '../vm/execute.ts';
import { createInterpreter } from '../vm/interpreter.ts';
import type { ProgramFault, Vm, VmEdit, VmEditFaultCode, VmEffect, VmSnapshot } from '../vm/vm.ts';
import { RunDigest } from './digest.ts';
import { LiveTally } from './live-tally.ts';
import { LabelWatch } from './label-watch.ts';
import { NO_MODELS, type LoadedModels } from './loaded-models.ts';
import { ObservedPort, type PortObserver } from './observed-port.ts';
import { asksOutside, OutsidePort, type OutsideEars, type OutsideState } from './outside-port.ts';
import { RunRecorder } from './recorder.ts';
import type { RobotTime } from './robot-time.ts';
import { createRunDriver, QUOTA_PER_MS, type DriverState, type RunDriver } from './run-driver.ts';
import { CHUNK_MS, RUN_FILE_VERSION, type RunHeader } from './run-header.ts';
import { problemOf, RunReport, seenBy, type RunText } from './run-report.ts';
import type { RunSink } from './run-sink.ts';
import { FileTape, type RunTape } from './run-tape.ts';
import type { RunEnd, RunSummary, TelemetryFrame } from './run-types.ts';
import type { Signer } from './seal.ts';
import { SEMANTICS_VERSIONS } from './semantics-versions.ts';
import { FrameTimer, worldFrame } from './telemetry.ts';

export type Trajectory = Pick<RunSummary, 'distanceMm' | 'finalPose'>;

const NO_TRAJECTORY: Trajectory = { distanceMm: 0, finalPose: { xMm: 0, yMm: 0, headingDeg: 0 } };

export interface RunSetupOptions {
  readonly program: VerifiedProgram;
  readonly source: readonly RunText[];
  readonly robot: RobotPort;
  readonly time: RobotTime;
  readonly seed: number;
  readonly limitMs?: number;
  readonly quotaPerMs?: number;
  /** How the program's fibers run; interpreted where absent. Results are the same. */
  readonly form?: Form;
  /** IEEE double where absent. */
  readonly numbers?: NumberKind;
  /** What the program may ask; none where absent. */
  readonly models?: LoadedModels;
  /** Around the robot and what reaches it from outside, under the recorder: for running a recording again with its own outside inputs. */
  readonly around?: (port: RobotPort) => RobotPort;
  /** Real inputs, so no run is like another: no digest. */
  readonly isLive?: boolean;
  /** The simulated world behind `robot`: gives trajectory, digest, referee events and telemetry. Absent on a live robot. */
  readonly world?: World;
  /** Which one a live robot is. */
  readonly car?: RunHeader['car'];
  /** The other cars of the world, where there are some. */
  readonly among?: NonNullable<RunHeader['among']>;
  /** On which a live robot is said to stand. */
  readonly track?: Track | null;
  /** Of a live robot, in place of the world's. */
  readonly frameOf?: (atMs: number) => TelemetryFrame;
  /** Of a live robot whose place is known, at the end: how far it went and where it stands. */
  readonly trajectory?: () => Trajectory;
  /** Records the run. */
  readonly sink?: RunSink;
  /** Seals the recording. */
  readonly signer?: Signer;
  /** Robot time after which a chunk of the recording closes; `CHUNK_MS` where absent. */
  readonly chunkMs?: number;
  /** Records the run on this, in place of `sink`. */
  readonly tape?: RunTape;
  /** See RunDriverOptions. */
  readonly halts?: ReadonlyMap<number, number>;
  /** By turn, from 0: what a person changed by hand before it, when a recording is run again; see recorded-turns.ts. */
  readonly edits?: ReadonlyMap<number, readonly RecordedEdit[]>;
  /** The recording goes on from a moment of another run, to which somebody went back. */
  readonly branch?: { readonly atMs: number };
  /** Once at the start and after each millisecond of robot time. */
  readonly onMs?: (nowMs: number) => void;
  /** The computer's own, for the digest. */
  readonly sha256?: NewSha256;
  /** The program's sliders, as they now stand: after it offers one, after one was moved, after the run was taken back. */
  readonly onTuners?: (tuners: readonly Tuner[]) => void;
  /** The program tells the others something; not while the run is muted. */
  readonly onSend?: (message: RobotMessage) => void;
  readonly onEffect?: (atMs: number, effect: VmEffect) => void;
  /** 60 a second of robot time. */
  readonly onFrame?: (frame: TelemetryFrame) => void;
  readonly onRefereeEvent?: (event: RefereeEvent) => void;
}

export interface RunSetup {
  readonly driver: RunDriver;
  readonly vm: Vm;
  /** After the end: what the run was. */
  summary(): RunSummary;
  /** After the end: did the recording reach its place? `ok` without one. Errors: of the sink. */
  recorded(): Result<void>;
  /** A camera's answer, a driver's keys: what the program reads from now on. Nothing where it asks for no such thing. */
  tell(news: OutsideNews): void;
  /** Sets a variable of the paused program and records it. `atMs`: robot time, the present one where none is given. Errors: see Vm.edit. */
  edit(edit: VmEdit, atMs?: number): Result<void, VmEditFaultCode>;
  /** Nobody is told and nothing recorded: what has happened once is only done again. */
  isMuted: boolean;
  /** Of a simulated run, between two turns. */
  keyframe(): Keyframe;
  /** To a keyframe of this run or of another of the same program, profile, track and seed; the driver is then paused. */
  goBack(keyframe: Keyframe): void;
  /** A live robot's referee (a virtual car's, a judge's) says so. */
  referee(event: RefereeEvent): void;
}

/** A simulated run at one moment: program, world, driver, and what has come from outside. In memory only. */
export interface Keyframe {
  readonly atMs: number;
  readonly vm: VmSnapshot;
  readonly world: WorldState;
  readonly driver: DriverState;
  readonly outside: OutsideState | undefined;
}

/** With the rules that are in force. */
function trackOf({ world, track }: RunSetupOptions): Track | null {
  return world === undefined ? (track ?? null) : { ...world.track, rules: world.rules };
}

function headerOf(options: RunSetupOptions, outside: OutsidePort | undefined): RunHeader {
  const { models } = options.models ?? NO_MODELS;
  return {
    version: RUN_FILE_VERSION,
    robot: options.isLive ? 'live' : 'sim',
    source: [...options.source],
    bytecode: encodeProgram(options.program),
    profile: options.robot.profile,
    ...(options.car === undefined ? {} : { car: options.car }),
    track: trackOf(options),
    seed: options.seed,
    quotaPerMs: options.quotaPerMs ?? QUOTA_PER_MS,
    ...(options.numbers === 'single' ? { numbers: options.numbers } : {}),
    limitMs: options.limitMs ?? null,
    ...(outside === undefined || models.length === 0 ? {} : { models: [...models] }),
    ...(options.chunkMs === undefined ? {} : { chunkMs: options.chunkMs }),
    ...(options.among === undefined ? {} : { among: options.among }),
    ...(options.branch === undefined ? {} : { branch: options.branch }),
    semantics: SEMANTICS_VERSIONS,
  };
}

class Setup implements RunSetup {
  readonly driver: RunDriver;
  readonly vm: Vm;
  readonly #options: RunSetupOptions;
  readonly #world: World | undefined;
  readonly #report = new RunReport();
  readonly #digest: RunDigest;
  readonly #recorder: RunRecorder | undefined;
  readonly #outside: OutsidePort | undefined;
  readonly #labels: LabelWatch | undefined;
  readonly #port: ObservedPort;
  readonly #tally = new LiveTally();
  readonly #frames = new FrameTimer();
  readonly #frameOf: ((atMs: number) => TelemetryFrame) | undefined;
  #summary: RunSummary | undefined;
  #recorded: Result<void> = ok(undefined);

  constructor(options: RunSetupOptions) {
    const { program, robot, time, seed, sink, signer, world } = options;
    this.#options = options;
    this.#world = world;
    this.#digest = new RunDigest(options.sha256);
    this.#frameOf = world === undefined ? options.frameOf : () => worldFrame(world);
    this.#outside = asksOutside(program) ? new OutsidePort(robot, options.models ?? NO_MODELS, this.#ears(options)) : undefined;
    const header = headerOf(options, this.#outside);
    const tape =
      options.tape ?? (sink === undefined ? undefined : new FileTape({ sink, header, ...(signer === undefined ? {} : { signer }) }));
    if (tape !== undefined)
      this.#recorder = new RunRecorder({ tape, instructions: () => this.vm.instructions, chunkMs: options.chunkMs ?? CHUNK_MS });
    if (this.#outside !== undefined) this.#labels = new LabelWatch();
    const observers: PortObserver[] = [this.#digest, this.#recorder, this.#labels].filter((observer) => observer !== undefined);
    const met = this.#outside ?? robot;
    const port = (this.#port = new ObservedPort(options.around?.(met) ?? met, observers));
    this.vm = createInterpreter({
      ...{ program, port, seed, numbers: options.numbers ?? 'double', onEffect: (effect) => this.#effect(effect) },
      ...(options.form === undefined ? {} : { form: options.form }),
    });
    this.driver = createRunDriver({
      ...{ vm: this.vm, port: robot, time },
      ...(options.quotaPerMs === undefined ? {} : { quotaPerMs: options.quotaPerMs }),
      ...(options.limitMs === undefined ? {} : { limitMs: options.limitMs }),
      ...(options.halts === undefined ? {} : { halts: options.halts }),
      ...(this.#recorder === undefined && options.edits === undefined ? {} : { onTurn: (budget: number) => this.#turn(budget) }),
      onMs: (nowMs) => this.#tick(nowMs),
      onEnd: (end, fault) => this.#end(end, fault),
    });
  }

  #effect(effect: VmEffect): void {
    if (this.isMuted) return;
    const atMs = this.#options.robot.nowMs();
    this.#digest.onEffect(effect);
    this.#report.effect(atMs, effect);
    this.#recorder?.effect(atMs, effect);
    this.#options.onEffect?.(atMs, effect);
  }

  #ears({ onTuners, onSend }: RunSetupOptions): OutsideEars {
    return { onTuners, onSend: (message) => void (this.isMuted || onSend?.(message)) };
  }

  #turn(budget: number): void {
    if (this.isMuted) return;
    for (const edit of this.#options.edits?.get(this.driver.turns) ?? []) this.edit(edit, edit.atMs);
    this.#recorder?.turn(budget);
  }

  edit(edit: VmEdit, atMs = this.#options.robot.nowMs()): Result<void, VmEditFaultCode> {
    const edited = this.vm.edit(edit);
    if (edited.ok && !this.isMuted) this.#recorder?.edit(edit, atMs);
    return edited;
  }

  keyframe(): Keyframe {
    assert(this.#world !== undefined, 'a live robot cannot be taken back');
    return {
      ...{ atMs: this.#world.timeMs, vm: this.vm.snapshot(), world: this.#world.state(), driver: this.driver.memory() },
      outside: this.#outside?.state(),
    };
  }

  goBack({ vm, world, driver, outside }: Keyframe): void {
    this.vm.restore(vm);
    this.#world!.setState(world);
    this.driver.recall(driver);
    if (outside !== undefined) this.#outside?.setState(outside);
  }

  #tick(nowMs: number): void {
    if (this.isMuted) return void this.#options.world?.takeEvents();
    const world = this.#world;
    if (world !== undefined) {
      const { xMm, yMm, headingRad } = world.car;
      this.#digest.pose(xMm, yMm, headingRad);
      this.#takeReferee(world);
    }
    if (this.#frameOf !== undefined && this.#frames.isDue(nowMs)) this.#frame(this.#frameOf, nowMs);
    this.#recorder?.tick(nowMs);
    this.#options.onMs?.(nowMs);
  }

  #frame(frameOf: (atMs: number) => TelemetryFrame, nowMs: number): void {
    const recorder = this.#recorder?.takesFrame() ? this.#recorder : undefined;
    const { onFrame } = this.#options;
    if (recorder === undefined && onFrame === undefined) return;
    const frame = this.#labels?.labelled(frameOf(nowMs)) ?? frameOf(nowMs);
    recorder?.telemetry(frame);
    onFrame?.(frame);
  }

  #takeReferee(world: World): void {
    for (const event of world.takeEvents()) this.referee(event);
  }

  get isMuted(): boolean {
    return this.#port.isMuted;
  }

  set isMuted(isMuted: boolean) {
    this.#port.isMuted = isMuted;
  }

  tell(news: OutsideNews): void {
    this.#outside?.tell(news);
  }

  referee(event: RefereeEvent): void {
    if (this.#world === undefined) this.#tally.take(event);
    this.#recorder?.referee(event);
    this.#options.onRefereeEvent?.(event);
  }

  #end(end: RunEnd, fault: ProgramFault | undefined): void {
    const error = fault === undefined ? undefined : problemOf(fault, this.#options.source);
    const atMs = this.#options.robot.nowMs();
    const digest = this.#options.isLive ? '' : this.#digest.finish();
    const world = this.#world;
    const trajectory = this.#options.trajectory?.() ?? NO_TRAJECTORY;
    const seen = world === undefined ? { ...trajectory, ...this.#tally.at(atMs) } : seenBy(world);
    this.#summary = this.#report.summary({ end, atMs, instructions: this.vm.instructions, digest, seen, error });
    if (this.#recorder !== undefined) this.#recorded = this.#recorder.finish(this.#summary);
  }

  summary(): RunSummary {
    if (this.#summary === undefined) throw new TypeError('the run has not ended');
    return this.#summary;
  }

  recorded(): Result<void> {
    return this.#recorded;
  }
}

/** The VM has not begun; `driver.start()` does. */
export function setUpRun(options: RunSetupOptions): RunSetup {
  return new Setup(options);
}
