/**
 * One run of the simulator, which can be taken back: its present course, its pace, what waits for the page. Layer: web/adapters/simulator.
 */
import { unreachable } from '../../../core/base/assert.ts';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { DebugCommand, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import type { OutsideNews } from '../../../core/robot/outside-news.ts';
import { paceRun } from '../../../core/run/pace.ts';
import { RewindableRun, type Course, type CourseOptions } from '../../../core/run/rewindable-run.ts';
import { PacedTime } from '../../../core/run/robot-time.ts';
import type { RunDriver, RunEvent, RunState } from '../../../core/run/run-driver.ts';
import { setUpRun } from '../../../core/run/run-setup.ts';
import { trackOfRun } from '../../../core/run/run-track.ts';
import { worldFrame } from '../../../core/run/telemetry.ts';
import { placeOf } from '../../../core/run/text-place.ts';
import type { Tuner } from '../../../core/robot/tuner.ts';
import type { RefereeEvent } from '../../../core/sim/referee-events.ts';
import { SimRobot } from '../../../core/sim/sim-robot.ts';
import type { Track } from '../../../core/sim/track.ts';
import { World } from '../../../core/sim/world.ts';
import { EventBatch } from './event-batch.ts';
import type { HostedRun, HostedRunPorts } from './hosted-run.ts';
import { PostedSink } from './posted-sink.ts';
import { carMaterial, speedWithin, type CarMaterial } from './run-material.ts';

const REFEREE_EVENTS_MAX = 2000;

interface Material extends CarMaterial {
  readonly track: Track;
}

export class SimulatedRun implements HostedRun {
  readonly #batch = new EventBatch();
  readonly #run: RewindableRun;
  /** What the referee saw on the present course. */
  #referee: RefereeEvent[] = [];
  readonly #request: RunRequest;
  readonly #material: Material;
  readonly #ports: HostedRunPorts;
  #speed: number;
  #time!: PacedTime;
  #world!: World;
  #fiber: number | undefined;
  #tuners: readonly Tuner[] = [];

  /** Errors: see OpenHostedRun. */
  static of(this: void, request: RunRequest, ports: HostedRunPorts): Result<SimulatedRun> {
    const car = carMaterial(request);
    if (!car.ok) return car;
    const track = trackOfRun(request);
    return track.ok ? ok(new SimulatedRun(request, { ...car.value, track: track.value }, ports)) : track;
  }

  private constructor(request: RunRequest, material: Material, ports: HostedRunPorts) {
    this.#request = request;
    this.#material = material;
    this.#ports = ports;
    this.#speed = speedWithin(request.speed);
    this.#run = new RewindableRun({ begin: (options) => this.#begin(options), onBranch: (course) => this.#branched(course) });
    this.#run.setBreakpoints(request.breakpoints);
  }

  #begin({ branch, onMs }: CourseOptions): Course {
    const { program, profile, track, models } = this.#material;
    const { seed, source, numbers } = this.#request;
    if (branch !== undefined) this.#ports.onNextRecording();
    const world = new World({ profile, track, seed });
    const step = (): void => world.step();
    this.#world = world;
    this.#time = new PacedTime({ step, clock: this.#ports.clock, speed: this.#speed });
    this.#referee = [];
    const setup = setUpRun({
      ...{ program, source, models, robot: new SimRobot(world), time: this.#time, seed, world, onMs },
      form: this.#ports.form,
      ...(numbers === undefined ? {} : { numbers }),
      ...(branch === undefined ? {} : { branch }),
      sink: this.#sink(),
      ...(world.rules.timeLimitMs === null ? {} : { limitMs: world.rules.timeLimitMs }),
      onEffect: (atMs, effect) => {
        if (this.#run.isBranching) return;
        if (effect.kind === 'log') this.#batch.log(atMs, effect.text);
        else this.#batch.plot(atMs, effect.name, effect.value);
      },
      onFrame: (frame) => !this.#run.isBranching && this.#batch.frame(frame),
      onTuners: (tuners) => this.#tuned(tuners),
      onSend: (message) => void (this.#run.isBranching || this.#batch.message(message)),
      onRefereeEvent: (event) => void (this.#referee.length < REFEREE_EVENTS_MAX && this.#referee.push(event)),
    });
    return { setup, step };
  }

  #sink(): PostedSink {
    return new PostedSink((bytes) => this.#ports.onRecording(bytes, 0));
  }

  get state(): RunState {
    return this.#run.setup.driver.state;
  }

  get isOver(): boolean {
    return this.#run.isOver;
  }

  get mayLookBack(): boolean {
    return this.#run.isOver || this.#run.timelineOfEnd !== undefined;
  }

  tell(news: OutsideNews): void {
    this.#run.tell(news);
  }

  pause(): void {
    this.#run.setup.driver.pause();
  }

  resume(): void {
    this.#run.resume();
  }

  step(): void {
    this.#run.step('into');
  }

  stop(): void {
    this.#run.stop();
  }

  take(): SessionEvent[] {
    return this.#batch.take();
  }

  start(how: { readonly paused: boolean }): void {
    this.#follow(this.#run.setup.driver);
    this.#run.setup.driver.start(how);
    this.#pace();
  }

  #pace(): void {
    paceRun({ driver: this.#run.setup.driver, time: this.#time, clock: this.#ports.clock });
  }

  #follow({ events }: RunDriver): void {
    events.subscribe((event) => {
      if (this.#run.isBranching) return;
      if (event.kind === 'paused') this.#fiber = event.fiber;
      this.#ports.onRunEvent(event);
    });
  }

  #branched({ setup }: Course): void {
    this.#follow(setup.driver);
    this.#pace();
    this.#ports.onEvent({ kind: 'branched', atMs: this.#world.timeMs });
  }

  #tuned(tuners: readonly Tuner[]): void {
    this.#tuners = tuners;
    if (!this.#run.isBranching && !this.#run.setup.isMuted) this.#ports.onEvent({ kind: 'tuners', tuners });
  }

  endedEvent(): SessionEvent {
    const timeline = this.#run.timelineOfEnd;
    const { setup } = this.#run;
    return { kind: 'ended', summary: setup.summary(), referee: this.#referee, ...(timeline === undefined ? {} : { timeline }) };
  }

  pausedEvents({ atMs, position, view }: Extract<RunEvent, { kind: 'paused' }>): readonly SessionEvent[] {
    const paused: SessionEvent = {
      ...{ kind: 'paused', atMs, view, timeline: this.#run.timeline, frame: worldFrame(this.#world) },
      ...(position === undefined ? {} : { place: placeOf(position) }),
      ...(this.#fiber === undefined ? {} : { fiber: this.#fiber }),
    };
    return this.#tuners.length === 0 ? [paused] : [paused, { kind: 'tuners', tuners: this.#tuners }];
  }

  debug(command: DebugCommand): Result<void> {
    if (command.kind === 'breakpoints') return ok(this.#run.setBreakpoints(command.points));
    if (command.kind === 'speed') {
      this.#speed = speedWithin(command.speed);
      return ok(this.#time.setSpeed(this.#speed));
    }
    if (command.kind === 'rewind' && this.#run.timelineOfEnd !== undefined) {
      this.#fiber = undefined;
      const reopened = this.#run.reopen();
      return reopened.ok ? this.#run.rewind(command.toMs) : reopened;
    }
    const { state } = this.#run.setup.driver;
    if (state !== 'paused') return fail('session.wrong-state', { state });
    switch (command.kind) {
      case 'step':
        return this.#run.step(command.how);
      case 'edit':
        return this.#run.edit(command.change);
      case 'rewind':
        return this.#run.rewind(command.toMs);
      case 'step-back':
        return this.#run.stepBack(this.#fiber);
      default:
        return unreachable(command);
    }
  }
}
