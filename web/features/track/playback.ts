/**
 * Between telemetry batches and the screen. Layer: web/features/track.
 * Why: batches come 30 times a second and not quite evenly; a screen draws 60. Playing a little behind and in between looks like driving.
 */
/** How far the picture may lag behind what is known. */
const LAG_MS_MAX = 120;
const LAG_MS_USUAL = 50;

export class Playback {
  #shownAtMs = 0;

  /** Robot time to show, after so much screen time has passed. */
  advance(elapsedMs: number, latestAtMs: number, driving: boolean): number {
    if (!driving || latestAtMs < this.#shownAtMs) this.#shownAtMs = latestAtMs;
    else {
      const lagMs = latestAtMs - this.#shownAtMs;
      const rate = lagMs > LAG_MS_USUAL ? 1.1 : 0.95;
      this.#shownAtMs = Math.min(latestAtMs, Math.max(latestAtMs - LAG_MS_MAX, this.#shownAtMs + elapsedMs * rate));
    }
    return this.#shownAtMs;
  }
}
