/**
 * The thread of a virtual car: runs the chip at real time and never lets its event loop turn. Layer: bridge/emulator.
 * Why so: a message wakes it within microseconds (it sleeps on a shared word), where a timer would take a millisecond.
 */
import { receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import { Pacer } from './pacer.ts';
import { VirtualCar } from './virtual-car.ts';
import {
  BATCHES_TAKEN_WORD,
  CHIP_TIME_WORD,
  SENT_WORD,
  SPEED_WORD,
  WAKE_WORD,
  type FromWorker,
  type PinChange,
  type ToWorker,
  type WorkerStart,
} from './virtual-car-messages.ts';

/** Longest run of the chip between two looks at the messages. */
const SLICE_MS = 1;
const SLEEP_MS = 0.5;
/** Chip time between two frames: 62.5 a second. */
const FRAME_EVERY_MS = 16;
const BATCH_EVERY_MS = 33;
const FRAMES_MAX = 64;
/** Batches on their way to a bridge that is too busy to take them. */
const BATCHES_UNTAKEN_MAX = 4;
const REST_AFTER_MS = 1500;

class CarThread {
  readonly #start: WorkerStart;
  readonly #port: MessagePort;
  readonly #words: Int32Array;
  readonly #times: BigInt64Array;
  readonly #car: VirtualCar;
  readonly #pacer = new Pacer();
  #session = 0;
  /** Bytes that came from the bridge in this session. */
  #received = 0;
  #frames: TelemetryFrame[] = [];
  #nextFrameMs = 0;
  #nextBatchAtHostMs = 0;
  #batchesSent = 0;
  #pinChanges: PinChange[] = [];
  #unwatch: (() => void)[] = [];
  #closedAtMs = 0;

  constructor(start: WorkerStart, port: MessagePort) {
    this.#start = start;
    this.#port = port;
    this.#words = new Int32Array(start.shared);
    this.#times = new BigInt64Array(start.shared);
    this.#car = new VirtualCar(start);
    const { eeprom } = this.#car.chip;
    if (start.eeprom !== undefined) eeprom.set(new Uint8Array(start.eeprom, 0, eeprom.length));
  }

  /** Ends only with the thread. */
  run(): never {
    this.#pacer.restart(performance.now(), this.#car.nowMs);
    this.#send({ kind: 'ready' });
    for (;;) {
      const wake = Atomics.load(this.#words, WAKE_WORD);
      this.#takeMessages();
      if (this.#rests()) {
        this.#sendTelemetry();
        Atomics.wait(this.#words, WAKE_WORD, wake);
        this.#pacer.restart(performance.now(), this.#car.nowMs);
        continue;
      }
      const dueMs = this.#pacer.dueMs(performance.now(), this.#car.nowMs);
      this.#car.runTo(Math.min(dueMs, this.#car.nowMs + SLICE_MS));
      this.#publish();
      if (this.#car.nowMs >= dueMs) Atomics.wait(this.#words, WAKE_WORD, wake, SLEEP_MS);
    }
  }

  #rests(): boolean {
    if (!this.#start.restsWhenIdle || this.#car.line.isOpen || !this.#car.standsStill) return false;
    return this.#car.nowMs - this.#closedAtMs >= REST_AFTER_MS;
  }

  #takeMessages(): void {
    for (;;) {
      const received = receiveMessageOnPort(this.#port);
      if (received === undefined) return;
      this.#obey(received.message as ToWorker);
    }
  }

  #obey(message: ToWorker): void {
    const { line } = this.#car;
    switch (message.kind) {
      case 'open':
        this.#session = message.session;
        this.#received = 0;
        return line.open(message.baud);
      case 'write':
        this.#received += message.bytes.length;
        return line.write(message.bytes);
      case 'write-first':
        this.#received += message.bytes.length;
        return line.writeFirst(message.bytes);
      case 'close':
        this.#closedAtMs = this.#car.nowMs;
        return line.close();
      case 'reset-board':
        return line.resetBoard();
      case 'place':
        this.#frames = [];
        return this.#car.place(message.track, message.seed);
      case 'press':
        return this.#car.press(message.down);
      case 'watch-pins':
        return this.#watchPins(message.pins);
      case 'read-flash':
        return this.#send({ kind: 'flash', bytes: this.#car.chip.flash.slice() });
    }
  }

  #watchPins(pins: readonly number[]): void {
    for (const unwatch of this.#unwatch) unwatch();
    this.#unwatch = pins.map((pin) =>
      this.#car.chip.watchPin(pin, (isHigh) => {
        this.#pinChanges.push({ pin, isHigh, atMs: this.#car.nowMs, hostMs: performance.timeOrigin + performance.now() });
      }),
    );
  }

  #publish(): void {
    const nowMs = this.#car.nowMs;
    Atomics.store(this.#times, CHIP_TIME_WORD, BigInt(Math.floor(nowMs * 1000)));
    Atomics.store(this.#words, SENT_WORD, this.#received - this.#car.line.queuedBytes);
    if (this.#start.eeprom !== undefined) new Uint8Array(this.#start.eeprom).set(this.#car.chip.eeprom);
    Atomics.store(this.#words, SPEED_WORD, Math.round(this.#pacer.speedFactor * 1000));
    const bytes = this.#car.line.takeFromBoard();
    if (bytes.length > 0) this.#send({ kind: 'bytes', session: this.#session, bytes });
    // Why at once: a run that ends must not miss what its car did last.
    const events = this.#car.takeEvents();
    if (events.length > 0) this.#send({ kind: 'referee', seen: { worldSinceMs: this.#car.worldSinceMs, events } });
    if (this.#pinChanges.length > 0) {
      this.#send({ kind: 'pins', changes: this.#pinChanges });
      this.#pinChanges = [];
    }
    if (nowMs >= this.#nextFrameMs) {
      this.#nextFrameMs = nowMs + FRAME_EVERY_MS;
      this.#frames.push(this.#car.telemetry());
      if (this.#frames.length > FRAMES_MAX) this.#frames.shift();
    }
    const hostMs = performance.now();
    if (hostMs < this.#nextBatchAtHostMs) return;
    this.#nextBatchAtHostMs = hostMs + BATCH_EVERY_MS;
    this.#sendTelemetry();
  }

  #sendTelemetry(): void {
    const untaken = this.#batchesSent - Atomics.load(this.#words, BATCHES_TAKEN_WORD);
    if (this.#frames.length === 0 || untaken >= BATCHES_UNTAKEN_MAX) return;
    this.#batchesSent++;
    this.#send({ kind: 'telemetry', frames: this.#frames });
    this.#frames = [];
  }

  #send(message: FromWorker): void {
    this.#port.postMessage(message);
  }
}

const { start, port } = workerData as { readonly start: WorkerStart; readonly port: MessagePort };
new CarThread(start, port).run();
