/**
 * Several cars in one world, each with its own program and recording. Layer: web/adapters/simulator. A piece of the simulator that comes when
 * somebody wants it. The first car's program can be paused and stepped, and all others wait with it. Nothing is changed by hand, told or taken
 * back: each recording is computed again from the programs alone (core/run/rerun-among.ts).
 */
import { Emitter } from '../../../core/base/emitter.ts';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { DebugCommand, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import { Crowd, type CrowdCar } from '../../../core/run/crowd.ts';
import { paceRun } from '../../../core/run/pace.ts';
import { PacedTime } from '../../../core/run/robot-time.ts';
import type { RunEvent, RunState } from '../../../core/run/run-driver.ts';
import type { RunSetup, RunSetupOptions } from '../../../core/run/run-setup.ts';
import { trackOfRun } from '../../../core/run/run-track.ts';
import { amongOf } from '../../../core/run/simulate-many.ts';
import { FrameTimer, worldFrame } from '../../../core/run/telemetry.ts';
import { placeOf } from '../../../core/run/text-place.ts';
import { CARS_MAX } from '../../../core/sim/contacts/arena.ts';
import { startGrid } from '../../../core/sim/start-grid.ts';
import type { Track } from '../../../core/sim/track.ts';
import { EventBatch } from './event-batch.ts';
import type { HostedRun, HostedRunPorts } from './hosted-run.ts';
import { PostedSink } from './posted-sink.ts';
import { carMaterial, speedWithin } from './run-material.ts';

/** In the order of their numbers, each where it starts. */
function carsOf(request: RunRequest, track: Track): Result<readonly CrowdCar[]> {
  const asked = [request, ...(request.others ?? [])];
  const cars: Omit<CrowdCar, 'start'>[] = [];
  for (const each of asked.slice(0, CARS_MAX)) {
    const material = carMaterial(each);
    if (!material.ok) return material;
    const { source, seed, numbers } = each;
    cars.push({ ...material.value, source, seed, ...(numbers === undefined ? {} : { numbers }) });
  }
  const bodies = cars.map(({ profile }) => profile.body);
  const starts = startGrid(track, bodies);
  if (starts.length < asked.length) return fail('run.no-room', { cars: asked.length, max: starts.length });
  return ok(cars.map((car, i) => ({ ...car, start: starts[i]! })));
}

class SimulatedCrowd implements HostedRun {
  readonly isOver = false;
  readonly mayLookBack = false;
  readonly events = new Emitter<RunEvent>();
  state: RunState = 'ready';
  readonly #ports: HostedRunPorts;
  readonly #crowd: Crowd;
  readonly #time: PacedTime;
  readonly #batches: readonly EventBatch[];
  readonly #frames = new FrameTimer();
  /** Each program has had its share of this millisecond. */
  #isTurnDone = false;
  #fiber: number | undefined;

  constructor(request: RunRequest, { track, cars }: { readonly track: Track; readonly cars: readonly CrowdCar[] }, ports: HostedRunPorts) {
    this.#ports = ports;
    this.#batches = cars.map(() => new EventBatch());
    const limitMs = track.rules.timeLimitMs;
    this.#crowd = new Crowd({
      ...{ track, cars, ...(limitMs === null ? {} : { limitMs }) },
      extrasOf: (car) => ({ among: amongOf(cars, car), ...this.#extrasOf(car) }),
    });
    this.#time = new PacedTime({ step: () => this.#step(), clock: ports.clock, speed: speedWithin(request.speed) });
    this.#lead.vm.setBreakpoints(request.breakpoints);
    for (const [car, setup] of this.#crowd.setups.entries()) this.#follow(car, setup);
  }

  #extrasOf(car: number): Partial<RunSetupOptions> {
    const batch = this.#batches[car]!;
    return {
      form: this.#ports.form,
      sink: new PostedSink((bytes) => this.#ports.onRecording(bytes, car)),
      onFrame: ({ others: _, ...frame }) => batch.frame(frame),
      onEffect: (atMs, effect) => (effect.kind === 'log' ? batch.log(atMs, effect.text) : batch.plot(atMs, effect.name, effect.value)),
    };
  }

  get #lead(): RunSetup {
    return this.#crowd.setups[0]!;
  }

  #follow(car: number, setup: RunSetup): void {
    setup.driver.events.subscribe((event) => {
      if (event.kind === 'ended') {
        this.#ports.onEvent({ kind: 'among', car, event: { kind: 'ended', summary: setup.summary() } });
      } else if (event.kind === 'paused') {
        this.#fiber = event.fiber;
        this.#hold();
        this.#tell(event);
      }
    });
  }

  #tell(event: RunEvent): void {
    this.events.emit(event);
    this.#ports.onRunEvent(event);
  }

  #hold(): void {
    this.state = 'paused';
    this.#time.hold();
  }

  /** Cars whose programs have ended are still seen, and pushed. */
  #step(): void {
    this.#crowd.step();
    const { worlds, setups } = this.#crowd;
    if (!this.#frames.isDue(worlds[0]!.timeMs)) return;
    for (const [car, { driver }] of setups.entries()) if (driver.state === 'ended') this.#batches[car]!.frame(worldFrame(worlds[car]!));
  }

  start(how: { readonly paused: boolean }): void {
    this.state = 'running';
    for (const [car, { driver }] of this.#crowd.setups.entries()) driver.start(car === 0 ? how : undefined);
    paceRun({ driver: this, time: this.#time, clock: this.#ports.clock });
  }

  get wakeAtMs(): number {
    return Math.min(...this.#crowd.setups.map(({ driver }) => (driver.state === 'ended' ? Infinity : driver.wakeAtMs)));
  }

  advance(): void {
    while (this.state === 'running') {
      if (!this.#isTurnDone) {
        if (!this.#crowd.turn()) return;
        this.#isTurnDone = true;
        if (this.#crowd.isOver) return this.#end();
      }
      if (!this.#time.pass()) return;
      this.#isTurnDone = false;
    }
  }

  #end(): void {
    if (this.state === 'ended') return;
    this.state = 'ended';
    this.#tell({ kind: 'ended', atMs: this.#crowd.worlds[0]!.timeMs, end: this.#lead.summary().ended });
  }

  tell(): void {}

  pause(): void {
    if (this.state !== 'running') return;
    const { driver } = this.#lead;
    if (driver.state === 'running') return driver.pause();
    this.#fiber = undefined;
    this.#hold();
    driver.showPaused();
  }

  resume(): void {
    this.#goOn(() => this.#lead.driver.resume());
  }

  step(): void {
    this.#goOn(() => this.#lead.driver.step('into'));
  }

  /** Where the first program has ended there is nothing to step through: the others go on. */
  #goOn(lead: () => void): void {
    if (this.state !== 'paused') return;
    lead();
    this.#time.release();
    this.state = 'running';
    this.#tell({ kind: 'resumed', atMs: this.#crowd.worlds[0]!.timeMs });
  }

  stop(): void {
    for (const { driver } of this.#crowd.setups) driver.stop();
    this.#end();
  }

  debug(command: DebugCommand): Result<void> {
    if (command.kind === 'breakpoints') return ok(this.#lead.vm.setBreakpoints(command.points));
    if (command.kind === 'speed') return ok(this.#time.setSpeed(speedWithin(command.speed)));
    if (command.kind !== 'step') return fail('run.among-others');
    if (this.state !== 'paused') return fail('session.wrong-state', { state: this.state });
    return ok(this.#goOn(() => this.#lead.driver.step(command.how)));
  }

  take(): SessionEvent[] {
    return this.#batches.flatMap((batch, car) => {
      const events = batch.take();
      if (car === 0) return events;
      return events.flatMap((event): SessionEvent[] => (event.kind === 'sent' ? [] : [{ kind: 'among', car, event }]));
    });
  }

  pausedEvents({ atMs, position, view }: Extract<RunEvent, { kind: 'paused' }>): readonly SessionEvent[] {
    const place = position === undefined ? {} : { place: placeOf(position) };
    const fiber = this.#fiber === undefined ? {} : { fiber: this.#fiber };
    return [{ kind: 'paused', atMs, view, ...place, ...fiber }];
  }

  endedEvent(): SessionEvent {
    return { kind: 'ended', summary: this.#lead.summary() };
  }
}

/** Errors: see OpenHostedRun. */
export function openCrowd(request: RunRequest, ports: HostedRunPorts): Result<HostedRun> {
  const track = trackOfRun(request);
  if (!track.ok) return track;
  const cars = carsOf(request, track.value);
  return cars.ok ? ok(new SimulatedCrowd(request, { track: track.value, cars: cars.value }, ports)) : cars;
}
