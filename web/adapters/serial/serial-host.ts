/**
 * A board behind Web Serial as its worker drives it, apart from the worker: messages in, messages out. Layer: web/adapters/serial.
 * The same LiveSession as in the bridge, so the same program, the same Stop. Why a worker: a page in the background has slow timers, and one
 * that draws must not keep a car waiting.
 */
import { bytesToHex } from '@noble/hashes/utils.js';
import { unreachable } from '../../../core/base/assert.ts';
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { Clock } from '../../../core/device/clock.ts';
import { LiveSession } from '../../../core/live/live-session.ts';
import type { CarRecords } from '../../../core/live/robot-device.ts';
import type { BenchCall, CarBench, SessionEvent } from '../../../core/protocol/robot-session.ts';
import { chosenKit, type KitChoice } from '../../../firmware-profiles/index.ts';
import { PAGE_HUNG_MS_MAX } from '../../../core/protocol/heartbeat.ts';
import { EventBatch } from '../simulator/event-batch.ts';
import { PostedSink } from '../simulator/posted-sink.ts';
import type { FromSerial, PortChoice, SerialCommand, ToSerial } from './serial-messages.ts';
import { nameOf, webSerialOpener, type GrantedPorts } from './web-serial-stream.ts';

const BATCH_EVERY_MS = 33;

export interface SerialHostOptions {
  readonly clock: Clock;
  readonly post: (message: FromSerial) => void;
  /** The ports that a person has let this page use. */
  readonly ports: GrantedPorts;
  /** What cars measured whose board does not keep it; `key` names the kind of board. */
  readonly recordsAt: (key: string) => CarRecords;
}

export class SerialHost {
  readonly #options: SerialHostOptions;
  readonly #batch = new EventBatch();
  #session: LiveSession | undefined;
  /** Since when the page has been asked for a sign that it takes what it is sent. */
  #awaitsAckSinceMs: number | undefined;

  constructor(options: SerialHostOptions) {
    this.#options = options;
  }

  receive(message: ToSerial): void {
    switch (message.kind) {
      case 'open':
        return this.#open(message.port, message.kit);
      case 'command':
        return void this.#do(message.command).then((result) =>
          this.#options.post({ kind: 'answer', id: message.id, result: plain(result) }),
        );
      case 'tell':
        return this.#session?.tell(message.news);
      case 'ack':
        this.#awaitsAckSinceMs = undefined;
        return;
      default:
        return unreachable(message);
    }
  }

  #open(choice: PortChoice, kit: KitChoice): void {
    const { clock, ports, recordsAt } = this.#options;
    const session = new LiveSession({
      async take() {
        const profile = chosenKit(kit);
        if (!profile.ok) return profile;
        const opener = webSerialOpener(choice, ports, clock);
        const newCarId = (): string => bytesToHex(crypto.getRandomValues(new Uint8Array(8)));
        const records = recordsAt(nameOf(choice));
        return await Promise.resolve(ok({ profile: profile.value, clock, opener, newCarId, records, release: () => Promise.resolve() }));
      },
      openSink: () => ok(new PostedSink((bytes) => this.#options.post({ kind: 'recording', bytes }))),
      onGone: () => {},
      onBug: (cause) => console.error(cause),
    });
    session.events.subscribe((event) => this.#onEvent(event));
    this.#session = session;
    this.#batchLater();
  }

  async #do(command: SerialCommand): Promise<Result<unknown>> {
    const session = this.#session;
    if (session === undefined) return fail('session.unknown');
    switch (command.kind) {
      case 'run':
        return await session.run(command.request);
      case 'debug':
        return await session.debug(command.command);
      case 'bench':
        return await onBench(session.bench, command.call);
      case 'stop':
      case 'close':
        return ok(await session[command.kind]());
      default:
        return await session[command.kind]();
    }
  }

  #onEvent(event: SessionEvent): void {
    if (event.kind === 'telemetry') for (const frame of event.frames) this.#batch.frame(frame);
    else if (event.kind === 'log') for (const { atMs, text } of event.entries) this.#batch.log(atMs, text);
    else if (event.kind === 'plot') for (const { atMs, name, value } of event.points) this.#batch.plot(atMs, name, value);
    else {
      // What was shown before comes before.
      this.#flush();
      this.#options.post({ kind: 'event', event });
    }
  }

  #flush(): void {
    const events = this.#batch.take();
    if (events.length === 0) return;
    this.#awaitsAckSinceMs ??= this.#options.clock.nowMs();
    this.#options.post({ kind: 'batch', events });
  }

  /** A page that takes nothing any more hears nobody's Stop either. */
  #stopForSilentPage(): void {
    if (this.#session?.status.state === 'running') void this.#session.stop(fail('session.page-silent').fault);
  }

  #batchLater(): void {
    this.#options.clock.after(BATCH_EVERY_MS, () => {
      if (this.#awaitsAckSinceMs === undefined) this.#flush();
      else if (this.#options.clock.nowMs() - this.#awaitsAckSinceMs > PAGE_HUNG_MS_MAX) this.#stopForSilentPage();
      this.#batchLater();
    });
  }
}

/** What `BenchCall` pairs, TypeScript cannot follow through a call. */
function onBench(bench: CarBench, { method, args }: BenchCall): Promise<Result<unknown>> {
  return (bench[method] as (...args: readonly unknown[]) => Promise<Result<unknown>>).apply(bench, [...args]);
}

/** Without a cause, which may not be fit for a structured clone. */
function plain(result: Result<unknown>): Result<unknown> {
  return result.ok ? result : { ok: false, fault: { code: result.fault.code, params: result.fault.params } };
}
