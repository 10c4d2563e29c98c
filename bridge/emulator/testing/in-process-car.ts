/** A virtual car in the test's own thread, with the chip's cycles as the only clock. Layer: tests of bridge/emulator and core/device. */
import { Emitter } from '../../../core/base/emitter.ts';
import { ok } from '../../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamEvent } from '../../../core/device/byte-stream.ts';
import { baudsOf, type RobotProfile } from '../../../core/robot/profile.ts';
import { shippedTrack } from '../../../core/sim/tracks/index.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../../firmware-profiles/index.ts';
import { loadBoardImages } from '../firmware-image.ts';
import { VirtualCar } from '../virtual-car.ts';
import { ChipClock } from './chip-clock.ts';

class InProcessStream implements ByteStream {
  readonly events = new Emitter<StreamEvent>();
  isOpen = true;
  readonly #car: VirtualCar;
  readonly #onClose: () => void;
  /** Everything the client sent, in the order in which it was to go out. */
  readonly written: number[] = [];

  constructor(car: VirtualCar, onClose: () => void) {
    this.#car = car;
    this.#onClose = onClose;
  }

  get queuedBytes(): number {
    return this.#car.line.queuedBytes;
  }

  write(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.written.push(...bytes);
    this.#car.line.write(bytes);
  }

  writeFirst(bytes: Uint8Array): void {
    if (!this.isOpen) return;
    this.written.push(...bytes);
    this.#car.line.writeFirst(bytes);
  }

  resetBoard(): Promise<void> {
    this.#car.line.resetBoard();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.end();
    return Promise.resolve();
  }

  /** As if the cable were pulled. */
  vanish(): void {
    this.end({ code: 'device.vanished', params: {} });
  }

  end(fault?: { readonly code: 'device.vanished'; readonly params: Record<string, never> }): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#car.line.close();
    this.#onClose();
    this.events.emit(fault ? { kind: 'closed', fault } : { kind: 'closed' });
  }
}

/** Less than one cycle. */
const EPSILON_MS = 0.00003;

export interface InProcessOptions {
  readonly trackId?: string;
  readonly blank?: boolean;
  readonly seed?: number;
  readonly profile?: RobotProfile;
}

export class InProcessCar {
  readonly profile: RobotProfile;
  readonly car: VirtualCar;
  readonly clock: ChipClock;
  readonly opener: ByteStreamOpener;
  stream: InProcessStream | undefined;

  constructor({ trackId = 'oval', blank = false, seed = 1, profile = shippedProfile(DEFAULT_PROFILE_ID)! }: InProcessOptions = {}) {
    this.profile = profile;
    const images = loadBoardImages(this.profile, { blank });
    if (!images.ok) throw new Error(images.fault.code);
    this.car = new VirtualCar({ profile: this.profile, images: images.value, track: shippedTrack(trackId)!, seed });
    this.clock = new ChipClock(() => this.car.nowMs);
    this.opener = { open: ({ baud }) => Promise.resolve(ok(this.openStream({ baud }))) };
  }

  openStream({ baud = baudsOf(this.profile)[0], reset = true } = {}): InProcessStream {
    if (reset) this.car.line.open(baud);
    else this.car.line.openWithoutReset(baud);
    this.stream = new InProcessStream(this.car, () => (this.stream = undefined));
    return this.stream;
  }

  /** Runs the chip and lets the program in the test answer after each millisecond. */
  async runMs(ms: number): Promise<void> {
    const end = this.car.nowMs + ms;
    while (this.car.nowMs < end - EPSILON_MS) await this.#millisecond(end);
  }

  /** Runs the chip until the promise has settled; throws after `chipMsMax`. */
  async until<T>(promise: Promise<T>, chipMsMax = 15_000): Promise<T> {
    let settled = false;
    void promise.finally(() => (settled = true)).catch(() => {});
    const end = this.car.nowMs + chipMsMax;
    while (!settled) {
      if (this.car.nowMs >= end) throw new Error(`not settled after ${chipMsMax} ms of chip time`);
      await this.#millisecond(end);
    }
    return promise;
  }

  async #millisecond(endMs: number): Promise<void> {
    this.car.runTo(Math.min(endMs, Math.floor(this.car.nowMs + EPSILON_MS) + 1));
    const bytes = this.car.line.takeFromBoard();
    if (bytes.length > 0) this.stream?.events.emit({ kind: 'data', bytes });
    this.clock.fireDue();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
