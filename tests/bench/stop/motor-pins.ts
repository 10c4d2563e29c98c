/** When the pins of a car's two motors last went low, by the chip's time. */
import { partOf, type RobotProfile } from '../../../core/robot/profile.ts';

/** Longer than the slowest PWM of the chip (490 Hz) is low. */
const REST_MS = 5;

/** As its kit names them: the motors are off when all of them are low. */
export function motorPinsOf(profile: RobotProfile): readonly (number | string)[] {
  const motors = partOf(profile, 'motors');
  if (motors?.driver !== 'h-bridge-3-pin') throw new Error('the default kit has an H-bridge');
  return [motors.left, motors.right].flatMap(({ pwm, forward, backward }) => [pwm, forward, backward]);
}

export class MotorPins {
  readonly #high = new Set<number>();
  #lowSinceMs = 0;

  changed(pin: number, isHigh: boolean, atMs: number): void {
    if (isHigh) this.#high.add(pin);
    else if (this.#high.delete(pin)) this.#lowSinceMs = atMs;
  }

  get isAnyHigh(): boolean {
    return this.#high.size > 0;
  }

  /** Since when all of them have been low; undefined where one is high, or may be again within its PWM's period. */
  restingSinceMs(nowMs: number): number | undefined {
    return this.isAnyHigh || nowMs - this.#lowSinceMs < REST_MS ? undefined : this.#lowSinceMs;
  }
}
