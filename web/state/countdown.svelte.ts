/** Time that runs out, in whole seconds. Layer: web/state. By this computer's own clock: two computers' clocks need not agree. */

const LOOK_EVERY_MS = 250;
/** How long "time is up" stays. */
const OVER_FOR_S = 60;

export class Countdown {
  #leftS = $state<number | undefined>(undefined);
  #endsAtMs = 0;
  #interval: ReturnType<typeof setInterval> | undefined;

  /** 0: time is up. undefined: no time is running. */
  get leftS(): number | undefined {
    return this.#leftS;
  }

  /** Seconds from now; 0 ends it. */
  set(seconds: number): void {
    clearInterval(this.#interval);
    this.#interval = undefined;
    if (seconds <= 0) return void (this.#leftS = undefined);
    this.#endsAtMs = performance.now() + seconds * 1000;
    this.#interval = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#look();
  }

  #look(): void {
    const leftS = Math.ceil((this.#endsAtMs - performance.now()) / 1000);
    if (leftS <= -OVER_FOR_S) return this.set(0);
    this.#leftS = Math.max(0, leftS);
  }
}

/** `5:09`, or `1:00:05` from an hour on. */
export function clockText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${hours}:${two(minutes)}:${two(seconds % 60)}`;
}
