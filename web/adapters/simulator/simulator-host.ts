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
import { SimulatedRun } from './simulated-run.ts';
import type { FromSimulator, ToSimulator } from './simulator-messages.ts';

const BATCHES_PER_S = 30;

export interface SimulatorHostOptions {
  readonly clock: Clock;
  readonly post: (message: FromSimulator) => void;
  /** How programs run. */
  readonly form: Form;
}

interface ActiveRun {
  readonly id: number;
  readonly simulated: SimulatedRun;
}

export class SimulatorHost {
  readonly #clock: Clock;
  readonly #post: (message: FromSimulator) => void;
  readonly #form: Form;
  #run: ActiveRun | undefined;
  /** The last one, ended: it can be looked at until the next begins. */
  #ended: ActiveRun | undefined;
  #cancelBatchTimer: CancelTimer | undefined;
  #awaitsAck = false;

  constructor({ clock, post, form }: SimulatorHostOptions) {
    this.#form = form;
    this.#clock = clock;
    this.#post = post;
  }

  receive(message: ToSimulator): void {
    if (message.kind === 'ack') {
      this.#awaitsAck = false;
      return;
    }
    if (message.kind === 'run') return this.#start(message.runId, message.request, message.paused);
    if (message.kind === 'debug' && this.#run === undefined) this.#lookBack(message.runId);
    if (this.#run?.id !== message.runId) return;
    this.#command(message, this.#run);
  }

  #lookBack(runId: number): void {
    const { run } = this.#ended?.simulated ?? {};
    if (this.#ended?.id !== runId || (run?.isOver !== true && run?.timelineOfEnd === undefined)) return;
    this.#run = this.#ended;
    this.#batchLater();
  }

  #command(message: Exclude<ToSimulator, { readonly kind: 'ack' | 'run' }>, active: ActiveRun): void {
    const { simulated } = active;
    const { run } = simulated;
    switch (message.kind) {
      case 'tell':
        return run.tell(message.news);
      case 'stop':
        return run.isOver ? this.#close(active) : run.stop();
      case 'pause':
        return run.setup.driver.pause();
      case 'resume':
        return void run.resume();
      case 'step':
        return void run.step('into');
      case 'debug':
        return this.#post({ kind: 'answer', runId: message.runId, id: message.id, result: plain(simulated.debug(message.command)) });
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

  #start(runId: number, request: RunRequest, paused: boolean): void {
    this.#run?.simulated.run.stop();
    this.#ended = undefined;
    const made = SimulatedRun.of(request, {
      clock: this.#clock,
      form: this.#form,
      onRunEvent: (event) => this.#onRunEvent(run, event),
      onEvent: (event) => this.#event(run, event),
      onRecording: (bytes) => this.#post({ kind: 'recording', runId, bytes }),
      onNextRecording: () => this.#post({ kind: 'next-recording', runId }),
    });
    if (!made.ok) {
      const { code, params } = made.fault;
      this.#post({ kind: 'refused', runId, fault: { code, params } satisfies Fault });
      return;
    }
    const run: ActiveRun = { id: runId, simulated: made.value };
    this.#run = run;
    this.#awaitsAck = false;
    this.#post({ kind: 'started', runId });
    made.value.start({ paused });
    if (made.value.run.setup.driver.state === 'running') this.#status(run, 'running');
    this.#batchLater();
  }

  #onRunEvent(run: ActiveRun, event: RunEvent): void {
    if (event.kind === 'resumed') return this.#status(run, 'running');
    this.#flush(run);
    if (event.kind === 'paused') {
      for (const each of run.simulated.pausedEvent(event)) this.#event(run, each);
      this.#status(run, 'paused');
      return;
    }
    this.#forget();
    this.#ended = run;
    this.#status(run, 'ready');
    const { run: ended, referee } = run.simulated;
    const timeline = ended.timelineOfEnd;
    this.#event(run, { kind: 'ended', summary: ended.setup.summary(), referee, ...(timeline === undefined ? {} : { timeline }) });
  }

  #event(run: ActiveRun, event: SessionEvent): void {
    this.#post({ kind: 'event', runId: run.id, event });
  }

  #status(run: ActiveRun, state: SessionState): void {
    this.#event(run, { kind: 'status', status: { state } });
  }

  /** Sends what waits, taken or not: what a pause or an end shows must be complete. */
  #flush(run: ActiveRun): void {
    const events = run.simulated.batch.take();
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
