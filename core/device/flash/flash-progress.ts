/** How far a flash has come, and how long it will take from here. Layer: device. */
import type { Clock } from '../clock.ts';

export type FlashPhase = 'connecting' | 'writing' | 'reading-back' | 'starting';

export interface FlashProgress {
  readonly phase: FlashPhase;
  /** 1, and more where it had to begin anew. */
  readonly attempt: number;
  /** Of this phase. */
  readonly doneBytes: number;
  readonly totalBytes: number;
  /** Of writing and reading back together, 0 … 100. */
  readonly percent: number;
  /** To the end of reading back; absent before anything is known. */
  readonly leftMs?: number;
}

export interface Pace {
  readonly msPerByteWritten: number;
  readonly msPerByteRead: number;
}

const BITS_PER_BYTE = 10;
const MS_PER_S = 1000;
/** Most that the guess counts before it is measured: pages that have really gone weigh more and more. */
const GUESS_WEIGHT_BYTES = 512;
/** A bootloader waits for its flash, and the computer for the bootloader: how much longer than the wire alone. */
const WRITING_OVERHEAD = 1.6;
const READING_OVERHEAD = 1.2;

export class FlashMeter {
  readonly #clock: Clock;
  readonly #totalBytes: number;
  readonly #report: (progress: FlashProgress) => void;
  readonly #guess: Pace;
  readonly #attempt: number;
  #phase: FlashPhase = 'connecting';
  #phaseStartMs = 0;
  #doneBytes = 0;
  #writtenMs = 0;

  constructor(options: {
    readonly clock: Clock;
    readonly totalBytes: number;
    readonly baud: number;
    readonly attempt: number;
    readonly report: (progress: FlashProgress) => void;
  }) {
    this.#clock = options.clock;
    this.#totalBytes = options.totalBytes;
    this.#report = options.report;
    this.#attempt = options.attempt;
    const wire = (BITS_PER_BYTE * MS_PER_S) / options.baud;
    this.#guess = { msPerByteWritten: wire * WRITING_OVERHEAD, msPerByteRead: wire * READING_OVERHEAD };
  }

  /** Of writing and reading back together. */
  get percent(): number {
    const { written, read } = this.#bytes();
    return this.#totalBytes === 0 ? 0 : Math.floor((50 * (written + read)) / this.#totalBytes);
  }

  enter(phase: FlashPhase): void {
    if (this.#phase === 'writing') this.#writtenMs = this.#clock.nowMs() - this.#phaseStartMs;
    this.#phase = phase;
    this.#phaseStartMs = this.#clock.nowMs();
    this.#doneBytes = phase === 'starting' ? this.#totalBytes : 0;
    this.#tell();
  }

  did(doneBytes: number): void {
    this.#doneBytes = doneBytes;
    this.#tell();
  }

  #bytes(): { readonly written: number; readonly read: number } {
    if (this.#phase === 'connecting') return { written: 0, read: 0 };
    if (this.#phase === 'writing') return { written: this.#doneBytes, read: 0 };
    return { written: this.#totalBytes, read: this.#doneBytes };
  }

  #leftMs(): number | undefined {
    if (this.#phase === 'connecting') return undefined;
    const { written, read } = this.#bytes();
    const phaseMs = this.#clock.nowMs() - this.#phaseStartMs;
    const writingMs = this.#phase === 'writing' ? phaseMs : this.#writtenMs;
    const perWritten = blend(this.#guess.msPerByteWritten, writingMs, written);
    const perRead = blend(this.#guess.msPerByteRead, this.#phase === 'writing' ? 0 : phaseMs, read);
    return Math.round((this.#totalBytes - written) * perWritten + (this.#totalBytes - read) * perRead);
  }

  #tell(): void {
    const leftMs = this.#leftMs();
    this.#report({
      ...{ phase: this.#phase, attempt: this.#attempt, doneBytes: this.#doneBytes, totalBytes: this.#totalBytes, percent: this.percent },
      ...(leftMs === undefined ? {} : { leftMs }),
    });
  }
}

/** Milliseconds a byte: the guess, and more and more what was measured. */
function blend(guess: number, measuredMs: number, measuredBytes: number): number {
  return (guess * GUESS_WEIGHT_BYTES + measuredMs) / (GUESS_WEIGHT_BYTES + measuredBytes);
}
