/**
 * The virtual car as a device of the bridge: an emulated board on a simulated track, in a thread of its own. Layer: bridge/emulator.
 */
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import { assert } from '../../core/base/assert.ts';
import { Emitter, type Events } from '../../core/base/emitter.ts';
import { fail, ok, type Fault, type Result } from '../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamEvent, StreamFault, StreamFaultCode } from '../../core/device/byte-stream.ts';
import type { CancelTimer, Clock } from '../../core/device/clock.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import type { SeenEvents } from '../../core/live/robot-device.ts';
import type { Track } from '../../core/sim/track.ts';
import { loadBoardImages, type BoardImages } from './firmware-image.ts';
import {
  BATCHES_TAKEN_WORD,
  CHIP_TIME_WORD,
  SENT_WORD,
  SHARED_BYTES,
  SPEED_WORD,
  WAKE_WORD,
  type FromWorker,
  type PinChange,
  type ToWorker,
  type WorkerStart,
} from './virtual-car-messages.ts';

export interface VirtualCarOptions {
  readonly profile: RobotProfile;
  readonly track: Track;
  readonly seed: number;
  /** A bootloader and no firmware. */
  readonly blank?: boolean;
  /** What its flash holds to begin with; absent: the images of a kit that ships. */
  readonly images?: BoardImages;
  /** Absent or true: the chip stands still while nobody has the port open and the car does not move. */
  readonly restsWhenIdle?: boolean;
  /** At least as large as the chip's: what it holds outlives this car. */
  readonly eeprom?: SharedArrayBuffer;
}

export interface VirtualCarDevice {
  /** Opening resets the board, as DTR does on a real Uno. One stream at a time: a second open is `device.busy`. */
  readonly opener: ByteStreamOpener;
  /** As `opener`, for a wire without a speed (TCP, a pseudo-terminal). */
  openWithoutSpeed(): Result<ByteStream, StreamFaultCode>;
  /** Batches of 30 a second at most, oldest first; `atMs` is chip time, the same as `clock`. Motors, lamp and buzzer are what the pins do. */
  readonly telemetry: Events<readonly TelemetryFrame[]>;
  /** As soon as the car's referee saw them. */
  readonly referee: Events<SeenEvents>;
  /** The chip's time: 1 ms is 16,000 cycles. A program on the virtual car sees this one. */
  readonly clock: Clock;
  /** Chip time over the computer's time, over the last second; below 1 where the computer is too slow. */
  readonly speedFactor: number;
  /** Puts the car on the start of this track; laps and times begin anew. */
  place(track: Track, seed?: number): void;
  /** Puts the car back on the start of its track. */
  reset(): void;
  /** The button on the car. */
  press(down: boolean): void;
  /** From now on `pinChanges` tells of these pins. */
  watchPins(pins: readonly number[]): void;
  readonly pinChanges: Events<PinChange>;
  /** A copy of all 32 KiB. */
  readFlash(): Promise<Uint8Array>;
  /** The board runs. Error: `device.emulator-failed` {what}. Opening before that is fine: the stream's bytes wait. */
  readonly ready: Promise<Result<void, 'device.emulator-failed'>>;
  /** The thread failed by itself: the stream is closed, and every opening fails from now on. */
  readonly failures: Events<Fault<'device.emulator-failed'>>;
  close(): Promise<void>;
}

const DEVICE_ID = 'virtual-car';

/** Asserts that the images of a kit that ships are whole; for any other the caller has loaded them. */
export function startVirtualCar(options: VirtualCarOptions): VirtualCarDevice {
  const images = options.images === undefined ? loadBoardImages(options.profile, { blank: options.blank ?? false }) : ok(options.images);
  assert(images.ok, 'the images of a shipped kit are whole');
  const { profile, track, seed, restsWhenIdle = true, eeprom } = options;
  return new Device({
    profile,
    track,
    seed,
    restsWhenIdle,
    images: images.value,
    shared: new SharedArrayBuffer(SHARED_BYTES),
    ...(eeprom === undefined ? {} : { eeprom }),
  });
}

/** Chip time, read from the shared word; timers look again when it should have come. */
class SharedChipClock implements Clock {
  readonly #times: BigInt64Array;
  readonly #timers = new Set<NodeJS.Timeout>();
  #isStopped = false;

  constructor(shared: SharedArrayBuffer) {
    this.#times = new BigInt64Array(shared);
  }

  nowMs(): number {
    return Number(Atomics.load(this.#times, CHIP_TIME_WORD)) / 1000;
  }

  after(delayMs: number, callback: () => void): CancelTimer {
    const dueMs = this.nowMs() + delayMs;
    let timer: NodeJS.Timeout | undefined;
    const look = (): void => {
      if (timer !== undefined) this.#timers.delete(timer);
      const leftMs = dueMs - this.nowMs();
      if (timer !== undefined && leftMs <= 0) return callback();
      if (this.#isStopped) return;
      timer = setTimeout(look, leftMs);
      this.#timers.add(timer);
    };
    look();
    return () => {
      clearTimeout(timer);
      if (timer !== undefined) this.#timers.delete(timer);
    };
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

class VirtualCarStream implements ByteStream {
  readonly events = new Emitter<StreamEvent>();
  readonly session: number;
  isOpen = true;
  readonly #words: Int32Array;
  readonly #send: (message: ToWorker) => void;
  #written = 0;

  constructor(session: number, words: Int32Array, send: (message: ToWorker) => void) {
    this.session = session;
    this.#words = words;
    this.#send = send;
  }

  get queuedBytes(): number {
    return this.isOpen ? Math.max(0, this.#written - Atomics.load(this.#words, SENT_WORD)) : 0;
  }

  write(bytes: Uint8Array): void {
    this.#post('write', bytes);
  }

  writeFirst(bytes: Uint8Array): void {
    this.#post('write-first', bytes);
  }

  resetBoard(): Promise<void> {
    if (this.isOpen) this.#send({ kind: 'reset-board' });
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.end(undefined);
    return Promise.resolve();
  }

  end(fault: StreamFault | undefined): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#send({ kind: 'close', session: this.session });
    this.events.emit(fault === undefined ? { kind: 'closed' } : { kind: 'closed', fault });
  }

  #post(kind: 'write' | 'write-first', bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.#written += bytes.length;
    this.#send({ kind, session: this.session, bytes });
  }
}

class Device implements VirtualCarDevice {
  readonly opener: ByteStreamOpener;
  readonly telemetry = new Emitter<readonly TelemetryFrame[]>();
  readonly referee = new Emitter<SeenEvents>();
  readonly pinChanges = new Emitter<PinChange>();
  readonly failures = new Emitter<Fault<'device.emulator-failed'>>();
  readonly clock: SharedChipClock;
  readonly ready: Promise<Result<void, 'device.emulator-failed'>>;
  #onReady: (result: Result<void, 'device.emulator-failed'>) => void = () => {};
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #words: Int32Array;
  #track: Track;
  #seed: number;
  #stream: VirtualCarStream | undefined;
  #sessions = 0;
  /** Why the thread ended; undefined while it runs. */
  #ended: string | undefined;
  readonly #flashWaiters: ((bytes: Uint8Array) => void)[] = [];

  constructor(start: WorkerStart) {
    this.#track = start.track;
    this.#seed = start.seed;
    this.#words = new Int32Array(start.shared);
    this.clock = new SharedChipClock(start.shared);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.ready = new Promise((resolve) => (this.#onReady = resolve));
    this.#worker = new Worker(new URL('./virtual-car-worker.ts', import.meta.url), {
      workerData: { start, port: port2 },
      transferList: [port2],
    });
    this.#port.on('message', (message: FromWorker) => this.#take(message));
    this.#worker.on('error', (cause) => this.#threadEnded(cause instanceof Error ? cause.message : String(cause)));
    this.#worker.on('exit', () => this.#threadEnded('closed'));
    this.opener = { open: ({ baud }) => Promise.resolve(this.#open(baud)) };
  }

  openWithoutSpeed(): Result<ByteStream, StreamFaultCode> {
    return this.#open(undefined);
  }

  get speedFactor(): number {
    return Atomics.load(this.#words, SPEED_WORD) / 1000 || 1;
  }

  place(track: Track, seed = this.#seed): void {
    this.#track = track;
    this.#seed = seed;
    this.#send({ kind: 'place', track, seed });
  }

  reset(): void {
    this.place(this.#track);
  }

  press(down: boolean): void {
    this.#send({ kind: 'press', down });
  }

  watchPins(pins: readonly number[]): void {
    this.#send({ kind: 'watch-pins', pins });
  }

  readFlash(): Promise<Uint8Array> {
    return new Promise((resolve) => {
      this.#flashWaiters.push(resolve);
      this.#send({ kind: 'read-flash' });
    });
  }

  async close(): Promise<void> {
    this.#stream?.end(undefined);
    this.#ended ??= 'closed';
    this.#onReady(fail('device.emulator-failed', { what: 'closed' }));
    this.clock.stop();
    this.#port.close();
    await this.#worker.terminate();
  }

  #open(baud: number | undefined): Result<ByteStream, StreamFaultCode> {
    if (this.#ended !== undefined) return fail('device.open-failed', { device: DEVICE_ID, what: this.#ended });
    if (this.#stream?.isOpen) return fail('device.busy', { device: DEVICE_ID });
    const session = ++this.#sessions;
    Atomics.store(this.#words, SENT_WORD, 0);
    this.#send({ kind: 'open', session, baud });
    this.#stream = new VirtualCarStream(session, this.#words, (message) => this.#send(message));
    return ok(this.#stream);
  }

  #send(message: ToWorker): void {
    if (this.#ended !== undefined) return;
    this.#port.postMessage(message);
    Atomics.add(this.#words, WAKE_WORD, 1);
    Atomics.notify(this.#words, WAKE_WORD);
  }

  #take(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        return this.#onReady(ok(undefined));
      case 'bytes':
        if (this.#stream?.isOpen && message.session === this.#stream.session) {
          this.#stream.events.emit({ kind: 'data', bytes: message.bytes });
        }
        return;
      case 'telemetry':
        Atomics.add(this.#words, BATCHES_TAKEN_WORD, 1);
        return this.telemetry.emit(message.frames);
      case 'referee':
        return this.referee.emit(message.seen);
      case 'pins':
        for (const change of message.changes) this.pinChanges.emit(change);
        return;
      case 'flash':
        return this.#flashWaiters.shift()?.(message.bytes);
    }
  }

  #threadEnded(why: string): void {
    if (this.#ended !== undefined) return;
    this.#ended = why;
    this.clock.stop();
    this.#port.close();
    this.#stream?.end({ code: 'device.vanished', params: {}, cause: why });
    const failure = fail('device.emulator-failed', { what: why });
    this.#onReady(failure);
    this.failures.emit(failure.fault);
  }
}
