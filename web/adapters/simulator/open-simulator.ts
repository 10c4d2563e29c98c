/**
 * The simulated car as a RobotSession: the page's side of the simulator worker. Layer: web/adapters/simulator.
 * A worker that does not answer a Stop in time is ended and replaced, so Stop always works; what was shown of the run stays.
 */
import { Emitter } from '../../../core/base/emitter.ts';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { CancelTimer, Clock } from '../../../core/device/clock.ts';
import type { DebugCommand, RobotSession, RunRequest, SessionEvent, SessionStatus } from '../../../core/protocol/robot-session.ts';
import type { OutsideNews } from '../../../core/robot/outside-news.ts';
import type { RunSummary, TelemetryFrame } from '../../../core/run/run-types.ts';
import { browserClock } from '../browser-clock.ts';
import type { RunRecording, RunRecordings } from './run-recordings.ts';
import type { FromSimulator, ToSimulator } from './simulator-messages.ts';

/** Under the 100 ms within which Stop must work. */
const STOP_ANSWER_MS_MAX = 80;

/** As much of a Worker as the session needs. */
export interface SimulatorThread {
  postMessage(message: ToSimulator): void;
  terminate(): void;
}

export interface SimulatorThreadListeners {
  readonly onMessage: (message: FromSimulator) => void;
  /** The thread threw, or could not be loaded. */
  readonly onFailure: () => void;
}

export interface SimulatorOptions {
  readonly startThread: (listeners: SimulatorThreadListeners) => SimulatorThread;
  readonly clock: Clock;
  readonly recordings: RunRecordings;
}

function startWorker({ onMessage, onFailure }: SimulatorThreadListeners): SimulatorThread {
  const worker = new Worker(new URL('../../workers/simulator-worker.ts', import.meta.url), { type: 'module', name: 'simulator' });
  worker.onmessage = (event: MessageEvent<FromSimulator>) => onMessage(event.data);
  worker.onerror = onFailure;
  return worker;
}

/** What is known of a run whose worker never said how it ended. */
function summaryOfLost(frame: TelemetryFrame | undefined, isStopped: boolean): RunSummary {
  const finalPose = frame?.pose ?? { xMm: 0, yMm: 0, headingDeg: 0 };
  return {
    ...{ ended: isStopped ? 'stopped' : 'error', simTimeS: (frame?.atMs ?? 0) / 1000, instructions: 0, distanceMm: 0, finalPose },
    ...{ laps: 0, lapTimesS: [], checkpoints: [], offLine: { count: 0, totalS: 0 }, collisions: 0, log: [], plots: {}, digest: '' },
    ...(isStopped ? {} : { error: { code: 'run.simulator-lost', params: {} } }),
  };
}

class SimulatorSession implements RobotSession {
  readonly events = new Emitter<SessionEvent>();
  status: SessionStatus = { state: 'ready' };
  readonly #options: SimulatorOptions;
  #thread: SimulatorThread;
  #runId = 0;
  #lastRequest: RunRequest | undefined;
  #lastFrame: TelemetryFrame | undefined;
  /** By the cars' numbers. */
  readonly #recordings = new Map<number, RunRecording>();
  #answerRun: ((result: Result<void>) => void) | undefined;
  #debugId = 0;
  readonly #answerDebug = new Map<number, (result: Result<void>) => void>();
  #answerStop: (() => void) | undefined;
  #cancelStopTimer: CancelTimer | undefined;
  #isClosed = false;

  constructor(options: SimulatorOptions) {
    this.#options = options;
    this.#thread = this.#start();
  }

  #start(): SimulatorThread {
    const thread: SimulatorThread = this.#options.startThread({
      onMessage: (message) => this.#receive(message),
      onFailure: () => {
        if (thread === this.#thread && !this.#isClosed) this.#fail();
      },
    });
    return thread;
  }

  /** Why not always start another: one that cannot even be loaded would fail for ever. */
  #fail(): void {
    if (this.#isBusy || this.#answerRun !== undefined) return this.#replaceThread(false);
    this.status = { state: 'lost', problem: { code: 'run.simulator-lost', params: {} } };
    this.events.emit({ kind: 'status', status: this.status });
  }

  get #isBusy(): boolean {
    return this.status.state === 'running' || this.status.state === 'paused';
  }

  run(request: RunRequest): Promise<Result<void>> {
    return this.#begin(request, false);
  }

  async #begin(request: RunRequest, paused: boolean): Promise<Result<void>> {
    if (this.#isBusy) await this.stop();
    if (this.status.state === 'lost') this.#thread = this.#start();
    this.#lastRequest = request;
    this.#lastFrame = undefined;
    this.#runId++;
    return new Promise((resolve) => {
      this.#answerRun = resolve;
      this.#thread.postMessage({ kind: 'run', runId: this.#runId, request, paused });
    });
  }

  pause(): Promise<Result<void>> {
    return this.#command('pause');
  }

  resume(): Promise<Result<void>> {
    return this.#command('resume');
  }

  step(): Promise<Result<void>> {
    if (this.#isBusy) return this.#command('step');
    if (this.#lastRequest === undefined) return Promise.resolve(fail('run.no-last-program'));
    return this.#begin(this.#lastRequest, true);
  }

  #command(kind: 'pause' | 'resume' | 'step'): Promise<Result<void>> {
    this.#thread.postMessage({ kind, runId: this.#runId });
    return Promise.resolve(ok(undefined));
  }

  debug(command: DebugCommand): Promise<Result<void>> {
    // An ended run can be looked at: the worker has it until the next begins.
    if (!this.#isBusy && command.kind !== 'rewind') return Promise.resolve(fail('session.wrong-state', { state: this.status.state }));
    const id = ++this.#debugId;
    return new Promise((resolve) => {
      this.#answerDebug.set(id, resolve);
      this.#thread.postMessage({ kind: 'debug', runId: this.#runId, id, command });
    });
  }

  tell(news: OutsideNews): void {
    if (this.#isBusy) this.#thread.postMessage({ kind: 'tell', runId: this.#runId, news });
  }

  stop(): Promise<void> {
    if (!this.#isBusy && this.#answerRun === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const before = this.#answerStop;
      this.#answerStop = () => {
        before?.();
        resolve();
      };
      this.#cancelStopTimer ??= this.#options.clock.after(STOP_ANSWER_MS_MAX, () => this.#replaceThread(true));
      this.#thread.postMessage({ kind: 'stop', runId: this.#runId });
    });
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#thread.terminate();
    this.#endRecordings();
    this.#settle(fail('run.simulator-lost'));
    return Promise.resolve();
  }

  #receive(message: FromSimulator): void {
    if (this.#isClosed || message.runId !== this.#runId) return;
    switch (message.kind) {
      case 'started':
        this.#answerRun?.(ok(undefined));
        this.#answerRun = undefined;
        return;
      case 'refused':
        return this.#settle({ ok: false, fault: message.fault });
      case 'batch':
        this.#thread.postMessage({ kind: 'ack' });
        for (const event of message.events) this.#show(event);
        return;
      case 'answer':
        this.#answerDebug.get(message.id)?.(message.result);
        this.#answerDebug.delete(message.id);
        return;
      case 'closed':
        return this.#settle(fail('run.simulator-lost'));
      case 'next-recording':
        return this.#endRecordings(0);
      case 'recording':
        return this.#record(message.car, message.bytes);
      case 'event':
        return this.#show(message.event);
    }
  }

  #record(car: number, bytes: Uint8Array): void {
    const request = this.#lastRequest;
    if (request === undefined) return;
    const { project } = request.others?.[car - 1] ?? request;
    const of = { trackId: request.trackId, ...(project === undefined ? {} : { project }) };
    const recording = this.#recordings.get(car) ?? this.#options.recordings.begin(of, { robot: 'sim', robotName: '' });
    this.#recordings.set(car, recording);
    recording.write(bytes);
  }

  /** @param only of this car */
  #endRecordings(only?: number): void {
    for (const [car, recording] of this.#recordings) {
      if (only !== undefined && car !== only) continue;
      recording.end();
      this.#recordings.delete(car);
    }
  }

  #show(event: SessionEvent): void {
    if (event.kind === 'status') this.status = event.status;
    if (event.kind === 'telemetry') this.#lastFrame = event.frames.at(-1);
    if (event.kind === 'ended') {
      this.#endRecordings();
      this.#settle(fail('run.simulator-lost'));
    }
    this.events.emit(event);
  }

  /** Nobody waits any longer. */
  #settle(run: Result<void>): void {
    this.#cancelStopTimer?.();
    this.#cancelStopTimer = undefined;
    this.#answerRun?.(run);
    this.#answerRun = undefined;
    this.#answerStop?.();
    this.#answerStop = undefined;
    for (const answer of this.#answerDebug.values()) answer(fail('session.wrong-state', { state: 'ready' }));
    this.#answerDebug.clear();
  }

  #replaceThread(isStopped: boolean): void {
    if (this.#isClosed) return;
    const wasBusy = this.#isBusy;
    this.#thread.terminate();
    this.#endRecordings();
    this.#runId++;
    this.#thread = this.#start();
    this.status = isStopped ? { state: 'ready' } : { state: 'ready', problem: { code: 'run.simulator-lost', params: {} } };
    this.#settle(fail('run.simulator-lost'));
    this.events.emit({ kind: 'status', status: this.status });
    if (wasBusy) this.events.emit({ kind: 'ended', summary: summaryOfLost(this.#lastFrame, isStopped) });
  }
}

/** One car in a worker of its own; ready at once. */
export function openSimulator(options: Partial<SimulatorOptions> & Pick<SimulatorOptions, 'recordings'>): RobotSession {
  return new SimulatorSession({ startThread: startWorker, clock: browserClock, ...options });
}
