/**
 * A RobotSession on a live robot. Layer: live.
 * Whatever happens (the program ends or fails, the page goes, the board vanishes, our own bug) the motors are switched off first.
 */
import { Emitter, type Unsubscribe } from '../base/emitter.ts';
import { fail, ok, type Fault, type Result } from '../base/result.ts';
import { connectFirmataRobot } from '../device/firmata/connect-firmata-robot.ts';
import type { FirmataRobot } from '../device/firmata/firmata-robot.ts';
import type { CancelTimer, Clock } from '../device/clock.ts';
import type { DebugCommand, RobotSession, RunRequest, SessionEvent, SessionStatus } from '../protocol/robot-session.ts';
import type { CarAbout } from '../robot/car-about.ts';
import type { OutsideNews } from '../robot/outside-news.ts';
import { baudsOf } from '../robot/profile.ts';
import { loadModels } from '../run/loaded-models.ts';
import type { Signer } from '../run/seal.ts';
import type { RunSink } from '../run/run-sink.ts';
import { loadProgram } from '../run/simulate.ts';
import { trackOfRun } from '../run/run-track.ts';
import type { Track } from '../sim/track.ts';
import { LiveBench } from './live-bench.ts';
import { LiveFrames } from './live-frames.ts';
import { LiveRun, type LiveRunOptions } from './live-run.ts';
import type { RobotDevice } from './robot-device.ts';

const LINK_EVERY_MS = 1000;

export interface RunExtras {
  readonly limitMs?: number;
  /** In place of the one the request names. */
  readonly track?: Track;
  readonly sink?: RunSink;
}

export interface LiveSessionOptions {
  /** Takes the device for this session. */
  readonly take: () => Promise<Result<RobotDevice>>;
  /** Where a run's recording goes; a failure runs without one and is told to `onBug`. */
  readonly openSink?: (request: RunRequest) => Result<RunSink>;
  /** Seals what is recorded. */
  readonly signer?: Signer;
  /** The device is free again, or was never taken. */
  readonly onGone: () => void;
  readonly onBug: (cause: unknown) => void;
}

interface Connected {
  readonly device: RobotDevice;
  readonly robot: FirmataRobot;
  readonly frames: LiveFrames;
  readonly unsubscribe: Unsubscribe | undefined;
}

export class LiveSession implements RobotSession {
  readonly events = new Emitter<SessionEvent>();
  status: SessionStatus = { state: 'connecting' };
  readonly bench = new LiveBench({
    car: () => (this.#run === undefined && this.status.state !== 'lost' ? this.#connected : undefined),
    onAbout: (car) => this.events.emit({ kind: 'car', car }),
  });
  readonly #options: LiveSessionOptions;
  readonly #connecting: Promise<void>;
  #connected: Connected | undefined;
  #run: LiveRun | undefined;
  #lastRequest: RunRequest | undefined;
  #cancelLinkTimer: CancelTimer = () => {};
  #isClosed = false;

  constructor(options: LiveSessionOptions) {
    this.#options = options;
    this.#connecting = this.#connect().catch((cause: unknown) => {
      options.onBug(cause);
      this.#neverConnected(bugFault(cause));
    });
  }

  run(request: RunRequest): Promise<Result<void>> {
    return Promise.resolve(this.begin(request, { paused: false }));
  }

  pause(): Promise<Result<void>> {
    return this.#whenIn(['running'], () => this.#run?.pause());
  }

  resume(): Promise<Result<void>> {
    return this.#whenIn(['paused'], () => this.#run?.resume());
  }

  step(): Promise<Result<void>> {
    if (this.status.state === 'ready') {
      const request = this.#lastRequest;
      return Promise.resolve(request === undefined ? fail('session.no-program') : this.begin(request, { paused: true }));
    }
    return this.#whenIn(['paused'], () => this.#run?.step());
  }

  debug(command: DebugCommand): Promise<Result<void>> {
    const run = this.#run;
    if (run === undefined) return Promise.resolve(fail('session.wrong-state', { state: this.status.state }));
    return Promise.resolve(run.debug(command));
  }

  tell(news: OutsideNews): void {
    this.#run?.tell(news);
  }

  stop(why?: Fault): Promise<void> {
    if (this.#run === undefined) this.#connected?.robot.stopAll();
    else if (why === undefined) this.#run.stop();
    else this.#run.fail(why);
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stop();
    await this.#connecting;
    await this.#disconnect();
  }

  /** Errors: `session.wrong-state`, `session.profile-mismatch`, `bytecode.*`, `net.*`, `model.*`. */
  begin(request: RunRequest, how: { readonly paused: boolean }, extras: RunExtras = {}): Result<void> {
    const { state } = this.status;
    const connected = this.#connected;
    if (state !== 'ready' || connected === undefined) return fail('session.wrong-state', { state });
    const { device, robot, frames } = connected;
    if (request.profileId !== device.profile.id) {
      return fail('session.profile-mismatch', { asked: request.profileId, actual: device.profile.id });
    }
    const program = loadProgram(request.bytecode);
    if (!program.ok) return program;
    const models = loadModels(request.models ?? []);
    if (!models.ok) return models;
    // A real car drives wherever it stands; a track that nobody knows changes nothing for it.
    const track = extras.track === undefined ? trackOfRun(request) : ok(extras.track);
    if (!track.ok && (device.car !== undefined || request.track !== undefined)) return track;
    this.bench.end();
    this.#lastRequest = request;
    const placedAtMs = device.clock.nowMs();
    if (track.ok) device.car?.place(track.value, request.seed);
    const sink = extras.sink ?? this.#openSink(request);
    this.#run = new LiveRun({
      ...{ robot, frames, placedAtMs, request, program: program.value, models: models.value },
      track: track.ok ? track.value : undefined,
      clock: this.#guarded(device.clock),
      sendsFrames: device.car === undefined,
      emit: (event) => this.#onRunEvent(event),
      ...carOf(this.bench.about),
      ...(sink === undefined ? {} : { sink }),
      ...(this.#options.signer === undefined ? {} : { signer: this.#options.signer }),
      ...(extras.limitMs === undefined ? {} : { limitMs: extras.limitMs }),
    });
    this.#run.start(how);
    return ok(undefined);
  }

  async #connect(): Promise<void> {
    const taken = await this.#options.take();
    if (!taken.ok) return this.#neverConnected(taken.fault);
    const device = taken.value;
    const robot = await openRobot(device);
    if (!robot.ok) {
      await device.release();
      return this.#neverConnected(robot.fault);
    }
    const frames = new LiveFrames({
      device,
      robot: robot.value,
      onFrames: (shown) => this.events.emit({ kind: 'telemetry', frames: shown }),
    });
    const unsubscribe = device.car?.referee.subscribe((seen) => this.#run?.referee(seen));
    this.#connected = { device, robot: robot.value, frames, unsubscribe };
    robot.value.faults.subscribe((fault) => this.#lose(fault));
    robot.value.halts.subscribe((fault) => this.#run?.fail(fault));
    if (!robot.value.isConnected) return this.#lose(fail('device.vanished').fault);
    await this.bench.start();
    if (!robot.value.isConnected) return;
    if (!this.#isClosed) this.#setStatus({ state: 'ready' });
    this.#tellLink();
  }

  /** Once a second, for as long as it is connected. */
  #tellLink(): void {
    const { device, robot } = this.#connected ?? {};
    if (device === undefined || robot === undefined) return;
    const quality = robot.link();
    if (quality !== undefined)
      this.events.emit({ kind: 'link', link: { ...quality, silentParts: robot.silentParts, stopsAlone: robot.own !== undefined } });
    this.#cancelLinkTimer = device.clock.after(LINK_EVERY_MS, () => this.#tellLink());
  }

  #neverConnected(fault: Fault): void {
    this.#options.onGone();
    this.#setStatus({ state: 'lost', problem: problemOf(fault) });
  }

  #onRunEvent(event: SessionEvent): void {
    if (event.kind === 'status') return this.#setStatus(event.status);
    if (event.kind !== 'ended') return this.events.emit(event);
    this.#run = undefined;
    const { robot } = this.#connected ?? {};
    // Why before the event: who hears that a run has ended may start the next one.
    if (robot?.isConnected && this.status.state !== 'lost') this.status = { state: 'ready' };
    this.events.emit(event);
    if (this.status.state === 'ready' && this.#run === undefined) this.#setStatus(this.status);
  }

  #lose(fault: Fault): void {
    if (this.status.state === 'lost') return;
    this.#connected?.robot.stopAll();
    this.status = { state: 'lost', problem: problemOf(fault) };
    this.#run?.fail(fault);
    this.#setStatus(this.status);
    void this.#disconnect().catch(this.#options.onBug);
  }

  async #disconnect(): Promise<void> {
    const connected = this.#connected;
    if (connected === undefined) return;
    this.#connected = undefined;
    this.#cancelLinkTimer();
    this.bench.end();
    connected.frames.close();
    connected.unsubscribe?.();
    await connected.robot.close();
    await connected.device.release();
    this.#options.onGone();
  }

  #whenIn(states: readonly SessionStatus['state'][], action: () => void): Promise<Result<void>> {
    const { state } = this.status;
    if (!states.includes(state)) return Promise.resolve(fail('session.wrong-state', { state }));
    action();
    return Promise.resolve(ok(undefined));
  }

  #setStatus(status: SessionStatus): void {
    this.status = status;
    if (!this.#isClosed) this.events.emit({ kind: 'status', status });
  }

  #openSink(request: RunRequest): RunSink | undefined {
    const sink = this.#options.openSink?.(request);
    if (sink === undefined || sink.ok) return sink?.value;
    this.#options.onBug(sink.fault);
    return undefined;
  }

  /** A throw in the VM's slice is our bug: the robot stops, the bridge lives. */
  #guarded(clock: Clock): Clock {
    return {
      nowMs: () => clock.nowMs(),
      after: (delayMs, callback) =>
        clock.after(delayMs, () => {
          try {
            callback();
          } catch (cause) {
            this.#options.onBug(cause);
            this.#lose(bugFault(cause));
          }
        }),
    };
  }
}

async function openRobot(device: RobotDevice): Promise<Result<FirmataRobot>> {
  const { profile, clock, opener } = device;
  const stream = await opener.open({ baud: baudsOf(profile)[0] });
  return stream.ok ? await connectFirmataRobot({ stream: stream.value, profile, clock }) : stream;
}

/** What a recording says of the car; nothing where the car says nothing of itself. */
function carOf({ id, name, calibratedAt }: CarAbout): Pick<LiveRunOptions, 'car'> {
  const car = { ...(id && { id }), ...(name && { name }), ...(calibratedAt && { calibratedAt }) };
  return Object.keys(car).length === 0 ? {} : { car };
}

function problemOf({ code, params }: Fault): { readonly code: string; readonly params: Fault['params'] } {
  return { code, params };
}

function bugFault(cause: unknown): Fault {
  return { code: 'bridge.failed', params: { what: cause instanceof Error ? cause.message : String(cause) } };
}
