/**
 * The simulator as its worker runs it, apart from the worker: messages in, messages out, a clock. Layer: web/adapters/simulator.
 * It never works longer than a few milliseconds before it looks at messages again (core/run/robot-time.ts), so Stop is quick even while
 * a program never waits.
 */
import { unreachable } from '../../../core/base/assert.ts';
import type { Fault, Result } from '../../../core/base/result.ts';
import type { CancelTimer, Clock } from '../../../core/device/clock.ts';
import type { RunRequest, SessionEvent, SessionState } from '../../../core/protocol/robot-session.ts';
import type { RunEvent } from '../../../core/run/run-driver.ts';
import type { Form } from '../../../core/vm/execute.ts';
import type { HostedRun, OpenHostedRun } from './hosted-run.ts';
import { SimulatedRun } from './simulated-run.ts';
import type { FromSimulator, ToSimulator } from './simulator-messages.ts';

const BATCHES_PER_S = 30;

export interface SimulatorHostOptions {
  readonly clock: Clock;
  readonly post: (message: FromSimulator) => void;
  /** How programs run. */
  readonly form: Form;
  /** For several cars in one world: fetched when somebody wants them. */
  readonly fetchCrowd: () => Promise<OpenHostedRun>;
}

interface ActiveRun {
  readonly id: number;
  readonly hosted: HostedRun;
}

export class SimulatorHost {
  readonly #clock: Clock;
  readonly #post: (message: FromSimulator) => void;
  readonly #form: Form;
  readonly #fetchCrowd: SimulatorHostOptions['fetchCrowd'];
  /** The run that was asked for last. */
  #wantedId = -1;
  #run: ActiveRun | undefined;
  /** The last one, ended: it can be looked at until the next begins. */
  #ended: ActiveRun | undefined;
  #cancelBatchTimer: CancelTimer | undefined;
  #awaitsAck = false;

  constructor({ clock, post, form, fetchCrowd }: SimulatorHostOptions) {
    this.#fetchCrowd = fetchCrowd;
    this.#form = form;
    this.#clock = clock;
    this.#post = post;
  }

  receive(message: ToSimulator): void {
    if (message.kind === 'ack') {
      this.#awaitsAck = false;
      return;
    }
    if (message.kind === 'run') return this.#begin(message);
    if (message.kind === 'stop' && this.#run === undefined) return this.#leave(message.runId);
    if (message.kind === 'debug' && this.#run === undefined) this.#lookBack(message.runId);
    if (this.#run?.id !== message.runId) return;
    this.#command(message, this.#run);
  }

  #lookBack(runId: number): void {
    if (this.#ended?.id !== runId || !this.#ended.hosted.mayLookBack) return;
    this.#run = this.#ended;
    this.#batchLater();
  }

  #command(message: Exclude<ToSimulator, { readonly kind: 'ack' | 'run' }>, active: ActiveRun): void {
    const { hosted } = active;
    switch (message.kind) {
      case 'tell':
        return hosted.tell(message.news);
      case 'stop':
        return hosted.isOver ? this.#close(active) : hosted.stop();
      case 'pause':
        return hosted.pause();
      case 'resume':
        return hosted.resume();
      case 'step':
        return hosted.step();
      case 'debug':
        return this.#post({ kind: 'answer', runId: message.runId, id: message.id, result: plain(hosted.debug(message.command)) });
      default:
        return unreachable(message);
    }
  }

  /** What was said of its end still holds. */
  #close(run: ActiveRun): void {
    this.#forget();
    this.#status(run, 'ready');
    this.#post({ kind: 'closed', runId: run.id });
  }

  #forget(): void {
    this.#run = undefined;
    this.#cancelBatchTimer?.();
    this.#cancelBatchTimer = undefined;
  }

  #begin({ runId, request, paused }: Extract<ToSimulator, { kind: 'run' }>): void {
    this.#run?.hosted.stop();
    this.#ended = undefined;
    this.#wantedId = runId;
    if (request.others === undefined) return this.#start(runId, request, paused, SimulatedRun.of);
    void this.#fetchCrowd().then(
      (open) => void (this.#wantedId === runId && this.#start(runId, request, paused, open)),
      () => this.#refuse(runId, { code: 'run.simulator-lost', params: {} }),
    );
  }

  /** Stopped before it began. */
  #leave(runId: number): void {
    if (this.#wantedId !== runId || this.#ended?.id === runId) return;
    this.#wantedId = -1;
    this.#post({ kind: 'closed', runId });
  }

  #refuse(runId: number, { code, params }: Fault): void {
    this.#post({ kind: 'refused', runId, fault: { code, params } });
  }

  #start(runId: number, request: RunRequest, paused: boolean, open: OpenHostedRun): void {
    const made = open(request, {
      clock: this.#clock,
      form: this.#form,
      onRunEvent: (event) => this.#onRunEvent(run, event),
      onEvent: (event) => this.#event(run, event),
      onRecording: (bytes, car) => this.#post({ kind: 'recording', runId, car, bytes }),
      onNextRecording: () => this.#post({ kind: 'next-recording', runId }),
    });
    if (!made.ok) return this.#refuse(runId, made.fault);
    const run: ActiveRun = { id: runId, hosted: made.value };
    this.#run = run;
    this.#awaitsAck = false;
    this.#post({ kind: 'started', runId });
    made.value.start({ paused });
    if (made.value.state === 'running') this.#status(run, 'running');
    this.#batchLater();
  }

  #onRunEvent(run: ActiveRun, event: RunEvent): void {
    if (event.kind === 'resumed') return this.#status(run, 'running');
    this.#flush(run);
    if (event.kind === 'paused') {
      for (const each of run.hosted.pausedEvents(event)) this.#event(run, each);
      this.#status(run, 'paused');
      return;
    }
    this.#forget();
    this.#ended = run;
    this.#status(run, 'ready');
    this.#event(run, run.hosted.endedEvent());
  }

  #event(run: ActiveRun, event: SessionEvent): void {
    this.#post({ kind: 'event', runId: run.id, event });
  }

  #status(run: ActiveRun, state: SessionState): void {
    this.#event(run, { kind: 'status', status: { state } });
  }

  /** Sends what waits, taken or not: what a pause or an end shows must be complete. */
  #flush(run: ActiveRun): void {
    const events = run.hosted.take();
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

/** Without a cause, which may not be fit for a structured clone. */
function plain(result: Result<void>): Result<void> {
  return result.ok ? result : { ok: false, fault: { code: result.fault.code, params: result.fault.params } };
}
