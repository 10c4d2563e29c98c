/**
 * How long a car takes to answer, honestly: from a change under its sensors to a motor that turns by it. Layer: device.
 *
 * One round = the longest gap between two reports of the sensors (a change may come right after one) + the way there and back, asked through
 * the same queue as everything else. Both are measured, over the last 5 s.
 */

const WINDOW_MS = 5000;
/** Ten a second. */
const SAMPLES_MAX = 60;
/** A program that decides this much oftener than the car can answer acts on what is long past. */
const TOO_OFTEN = 3;
const ROUNDS_MIN = 10;

export interface LinkQuality {
  readonly medianMs: number;
  readonly worstMs: number;
  /** How often the program reads and drives, where that is too often for this link. */
  readonly programEveryMs?: number;
}

interface Sample {
  readonly atMs: number;
  readonly loopMs: number;
}

export class LinkMeter {
  #samples: Sample[] = [];
  #lastReportMs: number | undefined;
  #longestGapMs = 0;
  #hasRead = false;
  #rounds: number[] = [];

  /** The sensors have reported. */
  reported(nowMs: number): void {
    if (this.#lastReportMs !== undefined) this.#longestGapMs = Math.max(this.#longestGapMs, nowMs - this.#lastReportMs);
    this.#lastReportMs = nowMs;
  }

  /** A question that was asked at `askedAtMs` has come back. */
  answered(nowMs: number, askedAtMs: number): void {
    this.#samples.push({ atMs: nowMs, loopMs: nowMs - askedAtMs + this.#longestGapMs });
    this.#longestGapMs = 0;
    while (this.#samples.length > SAMPLES_MAX || this.#samples[0]!.atMs < nowMs - WINDOW_MS) this.#samples.shift();
  }

  read(): void {
    this.#hasRead = true;
  }

  /** The program drives the motors. A round is a drive that follows a look. */
  drove(nowMs: number): void {
    if (!this.#hasRead) return;
    this.#hasRead = false;
    this.#rounds.push(nowMs);
    if (this.#rounds.length > 2 * ROUNDS_MIN) this.#rounds.shift();
  }

  /** A program ends or begins. */
  forgetProgram(): void {
    this.#rounds = [];
    this.#hasRead = false;
  }

  /** undefined before the first answer, and where the last one is too old to say anything. */
  quality(nowMs: number): LinkQuality | undefined {
    const recent = this.#samples.filter(({ atMs }) => atMs >= nowMs - WINDOW_MS).map(({ loopMs }) => loopMs);
    if (recent.length === 0) return undefined;
    recent.sort((a, b) => a - b);
    const medianMs = recent[recent.length >> 1]!;
    const everyMs = this.#programEveryMs(nowMs);
    const isTooOften = everyMs !== undefined && everyMs * TOO_OFTEN < medianMs;
    return { medianMs, worstMs: recent.at(-1)!, ...(isTooOften ? { programEveryMs: everyMs } : {}) };
  }

  #programEveryMs(nowMs: number): number | undefined {
    const rounds = this.#rounds.filter((atMs) => atMs >= nowMs - WINDOW_MS);
    return rounds.length < ROUNDS_MIN ? undefined : (rounds.at(-1)! - rounds[0]!) / (rounds.length - 1);
  }
}
