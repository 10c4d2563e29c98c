/** One program on one live robot: the VM runs here, beside the port. Layer: live. */
import type { Clock } from '../device/clock.ts';
import { unreachable } from '../base/assert.ts';
import { fail, ok, type Fault, type Result } from '../base/result.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { FirmataRobot } from '../device/firmata/firmata-robot.ts';
import type { DebugCommand, RunRequest, SessionEvent } from '../protocol/robot-session.ts';
import type { OutsideNews } from '../robot/outside-news.ts';
import { LiveRobot } from '../run/live-robot.ts';
import type { LoadedModels } from '../run/loaded-models.ts';
import { paceRun } from '../run/pace.ts';
import type { RunEvent } from '../run/run-driver.ts';
import type { RunHeader } from '../run/run-header.ts';
import { setUpRun, type RunSetup, type Trajectory } from '../run/run-setup.ts';
import type { Signer } from '../run/seal.ts';
import type { RunSink } from '../run/run-sink.ts';
import type { ProblemAtPlace, RunSummary, TelemetryFrame } from '../run/run-types.ts';
import { placeOf } from '../run/text-place.ts';
import type { RefereeEvent } from '../sim/referee-events.ts';
import type { Track } from '../sim/track.ts';
import type { VmEdit, VmEffect, VmView } from '../vm/vm.ts';
import type { LiveFrames } from './live-frames.ts';
import type { SeenEvents } from './robot-device.ts';

/** Frames of one fiber that a page is shown; recursion may have made thousands. */
const FRAMES_SHOWN_MAX = 50;

export interface LiveRunOptions {
  readonly robot: FirmataRobot;
  /** The device's. A throw in a callback must not get past it. */
  readonly clock: Clock;
  readonly frames: LiveFrames;
  /** Which car it is, for the recording. */
  readonly car?: RunHeader['car'];
  /** On the device's clock: when the car was put on its track. */
  readonly placedAtMs: number;
  readonly request: RunRequest;
  readonly program: VerifiedProgram;
  /** Absent where nobody knows on what the robot stands. */
  readonly track: Track | undefined;
  readonly models: LoadedModels;
  readonly sink?: RunSink;
  /** Seals the recording as it is written. */
  readonly signer?: Signer;
  readonly limitMs?: number;
  /** Frames come from here where the robot's world is not known; else LiveFrames sends them. */
  readonly sendsFrames: boolean;
  readonly emit: (event: SessionEvent) => void;
}

export class LiveRun {
  readonly #options: LiveRunOptions;
  readonly #setup: RunSetup;
  readonly #robot: LiveRobot;
  #fault: Fault | undefined;
  /** Started for stepping, and not yet at the first statement. */
  #isEntering = false;

  constructor(options: LiveRunOptions) {
    const { robot, clock, frames, request, program, track, models, sink, signer, limitMs } = options;
    this.#options = options;
    robot.beginRun();
    this.#robot = new LiveRobot(robot, clock);
    frames.begin((deviceMs) => this.#robot.nowMs() - (clock.nowMs() - deviceMs), options.placedAtMs);
    this.#setup = setUpRun({
      ...{ program, models, source: request.source, robot: this.#robot, time: this.#robot.time, seed: request.seed, isLive: true },
      ...(request.numbers === undefined ? {} : { numbers: request.numbers }),
      ...(options.car === undefined ? {} : { car: options.car }),
      ...(limitMs === undefined ? {} : { limitMs }),
      ...(sink === undefined ? {} : { sink }),
      ...(signer === undefined ? {} : { signer }),
      ...(track === undefined ? {} : { track }),
      frameOf: (atMs) => frames.at(atMs),
      trajectory: () => this.#trajectory(),
      onFrame: (frame) => this.#onFrame(frame),
      onEffect: (atMs, effect) => this.#onEffect(atMs, effect),
      onTuners: (tuners) => options.emit({ kind: 'tuners', tuners }),
      onSend: (message) => options.emit({ kind: 'sent', messages: [message] }),
    });
    this.#setup.vm.setBreakpoints(request.breakpoints);
    this.#setup.driver.events.subscribe((event) => this.#onRunEvent(event));
  }

  get isPaused(): boolean {
    return this.#setup.driver.state === 'paused';
  }

  start(how: { readonly paused: boolean }): void {
    const { driver } = this.#setup;
    this.#isEntering = how.paused;
    driver.start(how);
    this.#isEntering = false;
    if (driver.state === 'running') this.#status('running');
    paceRun({ driver, time: this.#robot.time, clock: this.#options.clock });
    // Why: before its start a program stands nowhere; the first step brings it to its first statement.
    if (how.paused) driver.step();
  }

  pause(): void {
    this.#setup.driver.pause();
  }

  resume(): void {
    this.#setup.driver.resume();
  }

  step(): void {
    this.#setup.driver.step();
  }

  /** Errors: `session.wrong-state`, `run.cannot-rewind`, `vm.*`. */
  debug(command: DebugCommand): Result<void> {
    const { driver, vm } = this.#setup;
    if (command.kind === 'breakpoints') return ok(vm.setBreakpoints(command.points));
    if (command.kind === 'speed') return ok(undefined);
    if (driver.state !== 'paused') return fail('session.wrong-state', { state: driver.state });
    switch (command.kind) {
      case 'step':
        return ok(driver.step(command.how));
      case 'edit':
        return this.#edit(command.change);
      case 'step-back':
      case 'rewind':
        return fail('run.cannot-rewind');
      default:
        return unreachable(command);
    }
  }

  #edit(change: VmEdit): Result<void> {
    const edited = this.#setup.edit(change);
    if (edited.ok) this.#setup.driver.showPaused();
    return edited;
  }

  tell(news: OutsideNews): void {
    this.#setup.tell(news);
  }

  /** Motors off before anything else. */
  stop(): void {
    this.#setup.driver.stop();
  }

  /** The robot went away, or the run cannot go on: it ends as an error. */
  fail(fault: Fault): void {
    this.#fault ??= fault;
    this.stop();
  }

  /** What the referee of the car's world saw. */
  referee({ worldSinceMs, events }: SeenEvents): void {
    const { placedAtMs } = this.#options;
    if (worldSinceMs < Math.floor(placedAtMs)) return;
    for (const event of events) this.#setup.referee(this.#inRobotTime(event));
  }

  #inRobotTime(event: RefereeEvent): RefereeEvent {
    const { clock } = this.#options;
    const timeOf = (deviceMs: number): number => Math.max(0, Math.round(this.#robot.nowMs() - (clock.nowMs() - deviceMs)));
    const atMs = timeOf(event.atMs);
    return event.kind === 'off-line' ? { ...event, atMs, sinceMs: timeOf(event.sinceMs) } : { ...event, atMs };
  }

  #trajectory(): Trajectory {
    const { frames } = this.#options;
    const finalPose = frames.last?.pose ?? { xMm: 0, yMm: 0, headingDeg: 0 };
    return { finalPose, distanceMm: frames.distanceMm };
  }

  #onEffect(atMs: number, effect: VmEffect): void {
    const { emit } = this.#options;
    if (effect.kind === 'log') emit({ kind: 'log', entries: [{ atMs, text: effect.text }] });
    else emit({ kind: 'plot', points: [{ atMs, name: effect.name, value: effect.value }] });
  }

  #onFrame(frame: TelemetryFrame): void {
    if (this.#options.sendsFrames) this.#options.emit({ kind: 'telemetry', frames: [frame] });
  }

  #onRunEvent(event: RunEvent): void {
    if (event.kind === 'resumed') return this.#status('running');
    if (event.kind === 'ended') return this.#onEnd(event.atMs);
    const { atMs, position, view, fiber } = event;
    if (this.#isEntering) return;
    this.#status('paused');
    const halted = fiber === undefined ? {} : { fiber };
    const stands = position === undefined ? {} : { place: placeOf(position) };
    this.#options.emit({ kind: 'paused', atMs, view: bounded(view), ...stands, ...halted });
  }

  #onEnd(atMs: number): void {
    this.#options.frames.end(atMs);
    this.#options.emit({ kind: 'ended', summary: this.#summary() });
  }

  #summary(): RunSummary {
    const summary = this.#setup.summary();
    const recorded = this.#setup.recorded();
    const fault = this.#fault ?? (recorded.ok ? undefined : recorded.fault);
    if (fault === undefined) return summary;
    const error: ProblemAtPlace = { code: fault.code, params: fault.params };
    return { ...summary, ...(this.#fault === undefined ? {} : { ended: 'error' as const }), error: summary.error ?? error };
  }

  #status(state: 'running' | 'paused'): void {
    this.#options.emit({ kind: 'status', status: { state } });
  }
}

function bounded(view: VmView): VmView {
  return { ...view, fibers: view.fibers.map((fiber) => ({ ...fiber, frames: fiber.frames.slice(0, FRAMES_SHOWN_MAX) })) };
}
