/**
 * From keys or pads to motors, as a hand would: a key held turns further. Layer: web/state.
 * Why not all or nothing: half-turned is what a net can learn from, and what a child can drive with.
 */
import type { RemoteDrive } from '../../core/robot/outside-news.ts';

export type DriveControl = 'forward' | 'backward' | 'left' | 'right';

const SPEED_PERCENT = 45;
/** Of full, per second, while a key is held; back to the middle twice as fast. */
const STEER_PER_S = 3;
const RETURN_PER_S = 7;
const SPEED_PER_S = 4;
/** How much of its speed the inner wheel loses at full steer. */
const INNER_LOSS = 1;

function toward(value: number, target: number, step: number): number {
  return value < target ? Math.min(target, value + step) : Math.max(target, value - step);
}

export class DriveHands {
  /** −1 back … 1 ahead, and −1 left … 1 right. */
  #speed = 0;
  #steer = 0;

  /** What the motors are asked for after so many more milliseconds with these controls held. */
  hold(held: ReadonlySet<DriveControl>, elapsedMs: number): RemoteDrive {
    const elapsedS = Math.min(elapsedMs, 100) / 1000;
    const speed = (held.has('forward') ? 1 : 0) - (held.has('backward') ? 1 : 0);
    const steer = (held.has('right') ? 1 : 0) - (held.has('left') ? 1 : 0);
    this.#speed = toward(this.#speed, speed, SPEED_PER_S * elapsedS);
    const isBack = steer === 0 || steer * this.#steer < 0;
    this.#steer = toward(this.#steer, steer, (isBack ? RETURN_PER_S : STEER_PER_S) * elapsedS);
    const outer = this.#speed * SPEED_PERCENT;
    const inner = outer * (1 - INNER_LOSS * Math.abs(this.#steer));
    const isLeft = this.#steer < 0;
    return { kind: 'remote', leftPercent: round(isLeft ? inner : outer), rightPercent: round(isLeft ? outer : inner) };
  }
}

const round = (percent: number): number => Math.round(percent * 10) / 10;
