/** An emulated board with nothing around it, in the test's own thread, on a line that can be spoiled. Layer: tests of bridge/emulator and core/device. */
import { Emitter } from '../../../core/base/emitter.ts';
import { ok } from '../../../core/base/result.ts';
import type { ByteStream, ByteStreamOpener, StreamEvent } from '../../../core/device/byte-stream.ts';
import { placeSegments, type HexSegment } from '../../../core/device/intel-hex.ts';
import type { AvrChip } from '../avr-chip.ts';
import { BoardLine } from '../board-line.ts';
import { ChipClock } from './chip-clock.ts';

const MS_PER_S = 1000;
const CHIP_MS_MAX = 120_000;
const NOISE_EVERY_MS = 5;

/** What happens to a byte; `index` counts the bytes of that direction since the board was made. undefined: it arrives as it is. */
export type Spoil = (byte: number, index: number) => SpoiledByte | undefined;
export type SpoiledByte = { readonly bytes: readonly number[] } | { readonly delayMs: number } | 'cut';

export class BareBoard {
  readonly chip: AvrChip;
  readonly clock: ChipClock;
  readonly opener: ByteStreamOpener;
  toBoard: Spoil = () => undefined;
  fromBoard: Spoil = () => undefined;
  /** What the line says by itself after the next opening: a byte every few milliseconds. */
  noise: readonly number[] = [];
  /** Bytes that went each way. */
  readonly counts = { toBoard: 0, fromBoard: 0 };
  readonly #line: BoardLine;
  readonly #cyclesPerMs: number;
  #stream: BareStream | undefined;

  constructor(chip: AvrChip, images: readonly HexSegment[]) {
    this.chip = chip;
    if (!placeSegments(images, chip.flash).ok) throw new Error('the image does not fit the flash');
    this.#cyclesPerMs = chip.freqHz / MS_PER_S;
    this.#line = new BoardLine(chip);
    this.clock = new ChipClock(() => chip.cycles / this.#cyclesPerMs);
    this.opener = { open: ({ baud }) => Promise.resolve(ok(this.#open(baud))) };
  }

  /** Runs the chip until the promise has settled. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    void promise.finally(() => (isSettled = true)).catch(() => {});
    const endMs = this.clock.nowMs() + CHIP_MS_MAX;
    while (!isSettled) {
      if (this.clock.nowMs() > endMs) throw new Error(`not settled after ${CHIP_MS_MAX} ms of chip time`);
      await this.#millisecond();
    }
    return promise;
  }

  async #millisecond(): Promise<void> {
    this.#line.pump();
    this.chip.run(this.#cyclesPerMs);
    const bytes = this.#line.takeFromBoard();
    if (bytes.length > 0) {
      const passed = this.#pass(bytes, 'fromBoard', (late) => this.#stream?.hear(late));
      this.#stream?.hear(passed);
    }
    this.clock.fireDue();
    await new Promise((resolve) => setImmediate(resolve));
  }

  #open(baud: number): ByteStream {
    this.#line.open(baud);
    const stream: BareStream = new BareStream({
      write: (bytes) => this.#line.write(this.#pass(bytes, 'toBoard', (late) => stream.isOpen && this.#line.write(late))),
      reset: () => this.#line.resetBoard(),
      closed: () => this.#line.close(),
    });
    this.#stream = stream;
    for (const [index, byte] of this.noise.entries()) this.clock.after(index * NOISE_EVERY_MS, () => stream.hear(Uint8Array.of(byte)));
    this.noise = [];
    return stream;
  }

  /** What arrives at once; what comes late goes through `later`. */
  #pass(bytes: Uint8Array, way: 'toBoard' | 'fromBoard', later: (bytes: Uint8Array) => void): Uint8Array {
    const arrived: number[] = [];
    for (const [at, byte] of bytes.entries()) {
      const spoiled = this[way](byte, this.counts[way]++);
      if (spoiled === 'cut') {
        this.#stream?.vanish();
        break;
      }
      if (spoiled === undefined) arrived.push(byte);
      else if ('bytes' in spoiled) arrived.push(...spoiled.bytes);
      else {
        // Nothing overtakes it.
        const rest = bytes.slice(at);
        this.counts[way] += rest.length - 1;
        this.clock.after(spoiled.delayMs, () => later(rest));
        break;
      }
    }
    return Uint8Array.from(arrived);
  }
}

interface BareLine {
  write(bytes: Uint8Array): void;
  reset(): void;
  closed(): void;
}

class BareStream implements ByteStream {
  readonly events = new Emitter<StreamEvent>();
  readonly queuedBytes = 0;
  isOpen = true;
  readonly #line: BareLine;

  constructor(line: BareLine) {
    this.#line = line;
  }

  write(bytes: Uint8Array): void {
    if (this.isOpen) this.#line.write(bytes);
  }

  writeFirst(bytes: Uint8Array): void {
    this.write(bytes);
  }

  resetBoard(): Promise<void> {
    if (this.isOpen) this.#line.reset();
    return Promise.resolve();
  }

  close(): Promise<void> {
    this.#end({ kind: 'closed' });
    return Promise.resolve();
  }

  hear(bytes: Uint8Array): void {
    if (this.isOpen && bytes.length > 0) this.events.emit({ kind: 'data', bytes });
  }

  /** As if the cable were pulled. */
  vanish(): void {
    this.#end({ kind: 'closed', fault: { code: 'device.vanished', params: {} } });
  }

  #end(event: StreamEvent): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#line.closed();
    this.events.emit(event);
  }
}
