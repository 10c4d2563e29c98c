/**
 * The simulator as its worker runs it, apart from the worker: messages in, messages out, a clock. Layer: web/adapters/simulator.
 * It never works longer than a few milliseconds before it looks at messages again (core/run/robot-time.ts), so Stop is quick even while
 * a program never waits.
 */
import { fail, type Fault, type Result } from '../../../core/base/result.ts';
import type { CancelTimer, Clock } from '../../../core/device/clock.ts';
import type { RunRequest, SessionEvent, SessionState } from '../../../core/protocol/robot-session.ts';
import { loadModels } from '../../../core/run/loaded-models.ts';
import { paceRun } from '../../../core/run/pace.ts';
import { PacedTime } from '../../../core/run/robot-time.ts';
import type { RunEvent } from '../../../core/run/run-driver.ts';
import { setUpRun, type RunSetup } from '../../../core/run/run-setup.ts';
import { trackOfRun } from '../../../core/run/run-track.ts';
import { loadProgram } from '../../../core/run/simulate.ts';
import type { RefereeEvent } from '../../../core/sim/referee-events.ts';
import { SimRobot } from '../../../core/sim/sim-robot.ts';
import { World } from '../../../core/sim/world.ts';
import type { Form } from '../../../core/vm/execute.ts';
import { shippedProfile } from '../../../firmware-profiles/index.ts';
import { EventBatch } from './event-batch.ts';
import { PostedSink } from './posted-sink.ts';
import type { FromSimulator, ToSimulator } from './simulator-messages.ts';

const BATCHES_PER_S = 30;
const SPEED_MIN = 0.01;
const SPEED_MAX = 1000;
const REFEREE_EVENTS_MAX = 2000;

export interface SimulatorHostOptions {
  readonly clock: Clock;
  readonly post: (message: FromSimulator) => void;
  /** How programs run. */
  readonly form: Form;
}

interface ActiveRun {
  readonly id: number;
  readonly setup: RunSetup;
  readonly batch: EventBatch;
  readonly referee: RefereeEvent[];
  readonly time: PacedTime;
}

export class SimulatorHost {
  readonly #clock: Clock;
  readonly #post: (message: FromSimulator) => void;
  readonly #form: Form;
  #run: ActiveRun | undefined;
  #cancelBatchTimer: CancelTimer | undefined;
  #awaitsAck = false;

  constructor({ clock, post, form }: SimulatorHostOptions) {
    this.#clock = clock;
    this.#post = post;
    this.#form = form;
  }

  receive(message: ToSimulator): void {
    if (message.kind === 'ack') {
      this.#awaitsAck = false;
      return;
    }
    if (message.kind === 'run') return this.#start(message.runId, message.request, message.paused);
    if (this.#run?.id !== message.runId) return;
    if (message.kind === 'tell') return this.#run.setup.tell(message.news);
    this.#run.setup.driver[message.kind]();
  }

  #start(runId: number, request: RunRequest, paused: boolean): void {
    this.#run?.setup.driver.stop();
    const made = this.#setUp(runId, request);
    if (!made.ok) {
      const { code, params } = made.fault;
      this.#post({ kind: 'refused', runId, fault: { code, params } satisfies Fault });
      return;
    }
    const run = made.value;
    this.#run = run;
    this.#awaitsAck = false;
    this.#post({ kind: 'started', runId });
    const { driver } = run.setup;
    driver.events.subscribe((event) => this.#onRunEvent(run, event));
    driver.start({ paused });
    if (driver.state === 'running') this.#status(run, 'running');
    paceRun({ driver, time: run.time, clock: this.#clock });
    this.#batchLater();
  }

  #setUp(runId: number, request: RunRequest): Result<ActiveRun> {
    const profile = shippedProfile(request.profileId);
    if (profile === undefined) return fail('run.unknown-profile', { id: request.profileId });
    const track = trackOfRun(request);
    if (!track.ok) return track;
    const program = loadProgram(request.bytecode);
    if (!program.ok) return program;
    const models = loadModels(request.models ?? []);
    if (!models.ok) return models;
    const batch = new EventBatch();
    const referee: RefereeEvent[] = [];
    const world = new World({ profile, track: track.value, seed: request.seed });
    const speed = Math.min(SPEED_MAX, Math.max(SPEED_MIN, request.speed));
    const time = new PacedTime({ step: () => world.step(), clock: this.#clock, speed });
    const setup = setUpRun({
      ...{ program: program.value, source: request.source, robot: new SimRobot(world), time, seed: request.seed, world },
      models: models.value,
      form: this.#form,
      ...(request.numbers === undefined ? {} : { numbers: request.numbers }),
      sink: new PostedSink((bytes) => this.#post({ kind: 'recording', runId, bytes })),
      ...(world.rules.timeLimitMs === null ? {} : { limitMs: world.rules.timeLimitMs }),
      onEffect: (atMs, effect) => (effect.kind === 'log' ? batch.log(atMs, effect.text) : batch.plot(atMs, effect.name, effect.value)),
      onFrame: (frame) => batch.frame(frame),
      onRefereeEvent: (event) => void (referee.length < REFEREE_EVENTS_MAX && referee.push(event)),
    });
    setup.vm.setBreakpoints(request.breakpoints.map((start) => ({ file: 0, start })));
    return { ok: true, value: { id: runId, setup, batch, referee, time } };
  }

  #onRunEvent(run: ActiveRun, event: RunEvent): void {
    if (event.kind === 'resumed') return this.#status(run, 'running');
    this.#flush(run);
    if (event.kind === 'paused') {
      const place = event.position?.file === 0 ? event.position : { start: 0, end: 0 };
      this.#event(run, { kind: 'paused', atMs: event.atMs, start: place.start, end: place.end, view: event.view });
      this.#status(run, 'paused');
      return;
    }
    this.#run = undefined;
    this.#cancelBatchTimer?.();
    this.#cancelBatchTimer = undefined;
    this.#status(run, 'ready');
    this.#event(run, { kind: 'ended', summary: run.setup.summary(), referee: run.referee });
  }

  #event(run: ActiveRun, event: SessionEvent): void {
    this.#post({ kind: 'event', runId: run.id, event });
  }

  #status(run: ActiveRun, state: SessionState): void {
    this.#event(run, { kind: 'status', status: { state } });
  }

  /** Sends what waits, taken or not: what a pause or an end shows must be complete. */
  #flush(run: ActiveRun): void {
    const events = run.batch.take();
    if (events.length === 0) return;
    this.#awaitsAck = true;
    this.#post({ kind: 'batch', runId: run.id, events });
  }

  #batchLater(): void {
    this.#cancelBatchTimer?.();
    this.#cancelBatchTimer = this.#clock.after(1000 / BATCHES_PER_S, () => {
      if (this.#run === undefined) return;
      if (!this.#awaitsAck) this.#flush(this.#run);
      this.#batchLater();
    });
  }
}
