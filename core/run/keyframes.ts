/**
 * Moments of a run to which it can be taken back. Layer: run. Every 100 ms of robot time; of what is longer ago than ten seconds fewer, and never
 * more than a bounded number of bounded size.
 */
import type { Keyframe } from './run-setup.ts';

const KEYFRAME_MS = 100;
/** So long ago every keyframe is kept. */
const DENSE_MS = 10_000;
/** Beyond: one a second, up to a minute; then one in ten seconds, up to ten minutes. */
const THINNER: readonly { readonly agoMs: number; readonly stepMs: number }[] = [
  { agoMs: 60_000, stepMs: 1000 },
  { agoMs: 600_000, stepMs: 10_000 },
];
/** Values of programs held in all keyframes together: some tens of MB. */
const SIZE_MAX = 1_000_000;
/** A program that holds more than this many values is kept less often. */
const SIZE_OF_ONE = SIZE_MAX / (DENSE_MS / KEYFRAME_MS);

export class Keyframes {
  #kept: Keyframe[] = [];
  #size = 0;
  #nextMs = 0;

  /** Is one due at this robot time? */
  isDue(atMs: number): boolean {
    return atMs >= this.#nextMs;
  }

  get oldestMs(): number | undefined {
    return this.#kept[0]?.atMs;
  }

  get count(): number {
    return this.#kept.length;
  }

  add(keyframe: Keyframe): void {
    const { atMs, vm } = keyframe;
    this.#kept.push(keyframe);
    this.#size += vm.size;
    this.#nextMs = (Math.floor(atMs / KEYFRAME_MS) + Math.max(1, Math.ceil(vm.size / SIZE_OF_ONE))) * KEYFRAME_MS;
    this.#thin(atMs);
  }

  /** The last one that begins at or before this robot time, else the oldest. */
  before(atMs: number): Keyframe | undefined {
    return this.#kept.findLast((keyframe) => keyframe.atMs <= atMs) ?? this.#kept[0];
  }

  /** The run goes on otherwise from here. */
  forgetAfter(atMs: number): void {
    this.#keep((keyframe) => keyframe.atMs <= atMs);
    this.#nextMs = (this.#kept.at(-1)?.atMs ?? -KEYFRAME_MS) + KEYFRAME_MS;
  }

  #thin(nowMs: number): void {
    let lastMs = -Infinity;
    this.#keep(({ atMs }) => {
      const agoMs = nowMs - atMs;
      const stepMs = agoMs <= DENSE_MS ? 0 : THINNER.find((part) => agoMs <= part.agoMs)?.stepMs;
      const isKept = stepMs === 0 || (stepMs !== undefined && Math.floor(atMs / stepMs) > Math.floor(lastMs / stepMs));
      if (isKept) lastMs = atMs;
      return isKept;
    });
    while (this.#size > SIZE_MAX && this.#kept.length > 1) this.#size -= this.#kept.shift()!.vm.size;
  }

  #keep(isKept: (keyframe: Keyframe) => boolean): void {
    this.#kept = this.#kept.filter(isKept);
    this.#size = this.#kept.reduce((sum, { vm }) => sum + vm.size, 0);
  }
}
