/**
 * Two driven wheels: from commands to wheel speeds to a pose. Layer: sim. Floor frame; heading in radians, 0 = up, clockwise positive.
 *
 * A wheel follows its command with a first-order lag, solved exactly over each step: v(t) = target + (v0 − target)·e^(−t/τ), and the way
 * it makes is the integral of that. The car moves along the mean of its headings before and after, right to within dθ²/12 of the step
 * (dθ is 0.01 at most): the trapezoidal rule, which needs one sine and one cosine a step.
 */
import { cos, exp, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import type { Random } from '../base/random.ts';
import type { RobotProfile } from '../robot/profile.ts';

export const STEP_MS = 1;
const STEP_S = STEP_MS / 1000;

/** No kit differs more between two of its motors than this. */
const GAIN_MIN = 0.5;
const GAIN_MAX = 1.5;

export interface CarState {
  readonly xMm: number;
  readonly yMm: number;
  /** Not wrapped: two turns clockwise are 4π. */
  readonly headingRad: number;
  readonly leftMmPerS: number;
  readonly rightMmPerS: number;
}

/**
 * Speed at which a wheel settles, mm/s: nothing within the dead zone, then straight up to the top speed at 100 %.
 * @param percent −100 … 100
 */
export function settledSpeedMmPerS(dynamics: RobotProfile['dynamics'], percent: number): number {
  const strength = Math.abs(percent);
  if (!(strength > dynamics.deadZonePercent)) return 0;
  const speed = (dynamics.topSpeedMmPerS * (strength - dynamics.deadZonePercent)) / (100 - dynamics.deadZonePercent);
  return percent < 0 ? -speed : speed;
}

const clampPercent = (value: number): number => (value > 100 ? 100 : value < -100 ? -100 : value === value ? value : 0);

const gain = (random: Random, spread: number): number => Math.min(GAIN_MAX, Math.max(GAIN_MIN, 1 + spread * random.gaussian()));

/** All that a step changes. */
export interface DriveState extends CarState {
  readonly leftPercent: number;
  readonly rightPercent: number;
  readonly leftWayMm: number;
  readonly rightWayMm: number;
}

export class Drive implements CarState {
  xMm: number;
  yMm: number;
  headingRad: number;
  leftMmPerS = 0;
  rightMmPerS = 0;
  leftPercent = 0;
  rightPercent = 0;
  /** Way of each wheel since the start, signed. */
  leftWayMm = 0;
  rightWayMm = 0;
  /** Of the heading at the end of the last step. */
  sinHeading: number;
  cosHeading: number;

  readonly #dynamics: RobotProfile['dynamics'];
  readonly #wheelBaseMm: number;
  readonly #leftGain: number;
  readonly #rightGain: number;
  /** e^(−step/τ), and the share of the initial difference that the way over one step contains. */
  readonly #remains: number;
  readonly #remainsInWay: number;
  #leftTarget = 0;
  #rightTarget = 0;

  constructor(profile: RobotProfile, start: { xMm: number; yMm: number; headingRad: number }, random: Random) {
    this.xMm = start.xMm;
    this.yMm = start.yMm;
    this.headingRad = start.headingRad;
    this.sinHeading = sin(start.headingRad);
    this.cosHeading = cos(start.headingRad);
    this.#dynamics = profile.dynamics;
    this.#wheelBaseMm = profile.body.wheelBaseMm;
    this.#leftGain = gain(random, profile.dynamics.gainSpread);
    this.#rightGain = gain(random, profile.dynamics.gainSpread);
    const steps = profile.dynamics.motorLagMs / STEP_MS;
    this.#remains = steps === 0 ? 0 : exp(-1 / steps);
    this.#remainsInWay = steps === 0 ? 0 : steps * (1 - this.#remains);
  }

  state(): DriveState {
    const { xMm, yMm, headingRad, leftMmPerS, rightMmPerS, leftPercent, rightPercent, leftWayMm, rightWayMm } = this;
    return { xMm, yMm, headingRad, leftMmPerS, rightMmPerS, leftPercent, rightPercent, leftWayMm, rightWayMm };
  }

  setState(state: DriveState): void {
    this.moveTo(state.xMm, state.yMm, state.headingRad);
    this.setMotors(state.leftPercent, state.rightPercent);
    this.leftMmPerS = state.leftMmPerS;
    this.rightMmPerS = state.rightMmPerS;
    this.leftWayMm = state.leftWayMm;
    this.rightWayMm = state.rightWayMm;
  }

  /** Of the battery's full voltage, and of the speed: what the motors' load leaves of it. */
  get batteryShare(): number {
    return 1 - ((this.#dynamics.batterySag ?? 0) * (Math.abs(this.leftPercent) + Math.abs(this.rightPercent))) / 200;
  }

  /** −180 < h ≤ 180. */
  get headingDeg(): number {
    const degrees = this.headingRad / RADIANS_PER_DEGREE;
    const wrapped = degrees - 360 * Math.ceil(degrees / 360 - 0.5);
    return wrapped === 0 ? 0 : wrapped;
  }

  /** Percent; outside −100 … 100 is clamped, NaN is 0. */
  setMotors(leftPercent: number, rightPercent: number): void {
    this.leftPercent = clampPercent(leftPercent);
    this.rightPercent = clampPercent(rightPercent);
    const share = this.batteryShare;
    this.#leftTarget = this.#leftGain * share * settledSpeedMmPerS(this.#dynamics, this.leftPercent);
    this.#rightTarget = this.#rightGain * share * settledSpeedMmPerS(this.#dynamics, this.rightPercent);
  }

  /** One millisecond, as if nothing stood in the way. */
  step(): void {
    const leftBehind = this.leftMmPerS - this.#leftTarget;
    const rightBehind = this.rightMmPerS - this.#rightTarget;
    const left = (this.#leftTarget + leftBehind * this.#remainsInWay) * STEP_S;
    const right = (this.#rightTarget + rightBehind * this.#remainsInWay) * STEP_S;
    this.leftMmPerS = this.#leftTarget + leftBehind * this.#remains;
    this.rightMmPerS = this.#rightTarget + rightBehind * this.#remains;
    this.leftWayMm += left;
    this.rightWayMm += right;
    const way = (left + right) / 2;
    const turn = (left - right) / this.#wheelBaseMm;
    if (turn === 0) {
      this.xMm += way * this.sinHeading;
      this.yMm += way * this.cosHeading;
      return;
    }
    const { sinHeading, cosHeading } = this;
    this.headingRad += turn;
    this.sinHeading = sin(this.headingRad);
    this.cosHeading = cos(this.headingRad);
    this.xMm += (way * (sinHeading + this.sinHeading)) / 2;
    this.yMm += (way * (cosHeading + this.cosHeading)) / 2;
  }

  /** Puts the car elsewhere; its wheels slip and keep their speed. */
  moveTo(xMm: number, yMm: number, headingRad: number): void {
    this.xMm = xMm;
    this.yMm = yMm;
    this.headingRad = headingRad;
    this.sinHeading = sin(headingRad);
    this.cosHeading = cos(headingRad);
  }

  /** Puts the car elsewhere; its wheels turn only as fast as it really moved from `before`. */
  stopAt(before: Pick<CarState, 'xMm' | 'yMm' | 'headingRad'>, xMm: number, yMm: number, headingRad: number): void {
    const ahead = ((xMm - before.xMm) * this.sinHeading + (yMm - before.yMm) * this.cosHeading) / STEP_S;
    const spin = ((headingRad - before.headingRad) * this.#wheelBaseMm) / 2 / STEP_S;
    this.leftMmPerS = ahead + spin;
    this.rightMmPerS = ahead - spin;
    this.moveTo(xMm, yMm, headingRad);
  }
}
