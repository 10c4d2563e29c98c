/**
 * Two driven wheels and a castor: from commands to wheel speeds to a pose. Layer: sim. Floor frame; heading in radians, 0 = up, clockwise
 * positive. What each number of the kit means: docs/protocols/profile.md.
 *
 * - Motor: the rim of a wheel follows its command with a first-order lag, solved exactly over each step: v(t) = target + (v0 − target)·e^(−t/τ);
 *   the way it makes is the integral of that. The target falls with the battery's voltage, which the motors' currents pull down, most of all while
 *   they start.
 * - Castor: Coulomb friction against the way its contact is dragged, smoothed below `CREEP_MM_PER_S`. Straight on, at a steady speed, the motors
 *   make up for it (the kit's top speed was measured with it); it is felt when the car rolls out and when it turns.
 * - Tyre: the floor's speed under a wheel follows the rim's by no more than the grip allows; in between it slips.
 * - Pose: along the mean of the headings before and after, right to within dθ²/12 of the step: the trapezoidal rule.
 */
import { cos, exp, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import type { Random } from '../base/random.ts';
import type { RobotProfile } from '../robot/profile.ts';
import { cosOfSmall, sinOfSmall } from './small-turn.ts';
import { GAIN_MAX, GAIN_MIN, GRIP_ENDLESS_MM_PER_S2 } from '../robot/profile-dynamics.ts';

export const STEP_MS = 1;
const STEP_S = STEP_MS / 1000;

/** No battery falls below this share of its voltage. */
const BATTERY_SHARE_MIN = 0.1;
/** Below this speed friction fades with the speed, so that it never turns a car round. */
const CREEP_MM_PER_S = 10;
/** Of a body whose mass is spread evenly over its outline: k² = (width² + length²) / 12. */
const GYRATION_DIVISOR = 12;
/** In k²: a castor sits under its car. */
const CASTER_SQUARE_MAX = 4;

export interface CarState {
  readonly xMm: number;
  readonly yMm: number;
  /** Not wrapped: two turns clockwise are 4π. */
  readonly headingRad: number;
  /** Of the floor under each wheel; a wheel that slips turns at another speed. */
  readonly leftMmPerS: number;
  readonly rightMmPerS: number;
}

/**
 * Speed at which a wheel settles, straight on, mm/s: nothing within the dead zone, then up a bent curve to the top
 * speed at 100 %.
 * @param percent −100 … 100
 */
export function settledSpeedMmPerS(dynamics: RobotProfile['dynamics'], percent: number): number {
  const strength = Math.abs(percent);
  if (!(strength > dynamics.deadZonePercent)) return 0;
  const share = (strength - dynamics.deadZonePercent) / (100 - dynamics.deadZonePercent);
  const speed = dynamics.topSpeedMmPerS * (share + dynamics.speedCurve * share * (1 - share));
  return percent < 0 ? -speed : speed;
}

const clampPercent = (value: number): number => (value > 100 ? 100 : value < -100 ? -100 : value === value ? value : 0);

const drawnGain = (random: Random, spread: number): number => Math.min(GAIN_MAX, Math.max(GAIN_MIN, 1 + spread * random.gaussian()));

/** All that a step changes. */
export interface DriveState extends CarState {
  readonly leftPercent: number;
  readonly rightPercent: number;
  readonly leftRimMmPerS: number;
  readonly rightRimMmPerS: number;
  readonly leftWayMm: number;
  readonly rightWayMm: number;
  readonly sinHeading: number;
  readonly cosHeading: number;
  readonly batteryShare: number;
  readonly isLifted: boolean;
}

export class Drive implements CarState {
  xMm: number;
  yMm: number;
  headingRad: number;
  leftMmPerS = 0;
  rightMmPerS = 0;
  leftPercent = 0;
  rightPercent = 0;
  leftRimMmPerS = 0;
  rightRimMmPerS = 0;
  /** Way of each wheel's rim since the start, signed: what an encoder counts. */
  leftWayMm = 0;
  rightWayMm = 0;
  /** Of the heading at the end of the last step. */
  sinHeading: number;
  cosHeading: number;
  /** What the motors' load leaves of the battery's full voltage, and of the speed with it. */
  batteryShare = 1;
  /** In the air: the wheels turn and the car stays where it is. */
  isLifted = false;
  /** Gravity along the heading, where the floor slopes: positive downhill. Whoever knows the floor sets it before a step. */
  slopeMmPerS2 = 0;

  readonly #dynamics: RobotProfile['dynamics'];
  readonly #wheelBaseMm: number;
  readonly #leftGain: number;
  readonly #rightGain: number;
  readonly #lagS: number;
  /** e^(−step/τ), and the share of the initial difference that the way over one step contains. */
  readonly #remains: number;
  readonly #remainsInWay: number;
  /** How much the floor's speed under a wheel can change in a step. */
  readonly #gripMmPerS: number;
  /** Lag × castor drag: what the drag takes from a wheel's target, straight on. */
  readonly #dragMmPerS: number;
  readonly #casterSquare: number;
  /** Of the drag's moment, in terms of a wheel's target: lag × drag × castor² × half base / k². */
  readonly #turnDrag: number;
  /** Gravity that the gears hold while no motor drives: as much as the dead zone is worth. */
  readonly #heldMmPerS: number;
  readonly #stallLoadPerMmPerS: number;
  #leftSettled = 0;
  #rightSettled = 0;
  /** The same with a battery that does not sag. */
  #leftFull = 0;
  #rightFull = 0;
  #leftDragMade = 0;
  #rightDragMade = 0;

  constructor(profile: RobotProfile, start: { xMm: number; yMm: number; headingRad: number }, random: Random) {
    this.xMm = start.xMm;
    this.yMm = start.yMm;
    this.headingRad = start.headingRad;
    this.sinHeading = sin(start.headingRad);
    this.cosHeading = cos(start.headingRad);
    const { dynamics, body } = profile;
    this.#dynamics = dynamics;
    this.#wheelBaseMm = body.wheelBaseMm;
    this.#leftGain = dynamics.gains?.left ?? drawnGain(random, dynamics.gainSpread);
    this.#rightGain = dynamics.gains?.right ?? drawnGain(random, dynamics.gainSpread);
    const steps = dynamics.motorLagMs / STEP_MS;
    this.#lagS = dynamics.motorLagMs / 1000;
    this.#remains = steps === 0 ? 0 : exp(-1 / steps);
    this.#remainsInWay = steps === 0 ? 0 : steps * (1 - this.#remains);
    this.#gripMmPerS = dynamics.gripMmPerS2 >= GRIP_ENDLESS_MM_PER_S2 ? Infinity : dynamics.gripMmPerS2 * STEP_S;
    this.#dragMmPerS = this.#lagS * dynamics.casterDragMmPerS2;
    const gyrationSquare = (body.widthMm * body.widthMm + body.lengthMm * body.lengthMm) / GYRATION_DIVISOR;
    this.#casterSquare = Math.min(body.casterYMm * body.casterYMm, CASTER_SQUARE_MAX * gyrationSquare);
    this.#turnDrag = (this.#dragMmPerS * this.#casterSquare * body.wheelBaseMm) / (2 * gyrationSquare);
    this.#stallLoadPerMmPerS = (dynamics.stallLoad - 1) / dynamics.topSpeedMmPerS;
    this.#heldMmPerS = (dynamics.topSpeedMmPerS * dynamics.deadZonePercent) / (100 - dynamics.deadZonePercent);
  }

  state(): DriveState {
    const { xMm, yMm, headingRad, sinHeading, cosHeading, leftMmPerS, rightMmPerS, leftRimMmPerS, rightRimMmPerS } = this;
    const { leftPercent, rightPercent, leftWayMm, rightWayMm, batteryShare, isLifted } = this;
    return {
      ...{ xMm, yMm, headingRad, sinHeading, cosHeading, leftMmPerS, rightMmPerS, leftRimMmPerS, rightRimMmPerS },
      ...{ leftPercent, rightPercent, leftWayMm, rightWayMm, batteryShare, isLifted },
    };
  }

  setState(state: DriveState): void {
    this.xMm = state.xMm;
    this.yMm = state.yMm;
    this.headingRad = state.headingRad;
    this.sinHeading = state.sinHeading;
    this.cosHeading = state.cosHeading;
    this.setMotors(state.leftPercent, state.rightPercent);
    this.leftMmPerS = state.leftMmPerS;
    this.rightMmPerS = state.rightMmPerS;
    this.leftRimMmPerS = state.leftRimMmPerS;
    this.rightRimMmPerS = state.rightRimMmPerS;
    this.leftWayMm = state.leftWayMm;
    this.rightWayMm = state.rightWayMm;
    this.batteryShare = state.batteryShare;
    this.isLifted = state.isLifted;
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
    this.#leftSettled = this.#leftGain * settledSpeedMmPerS(this.#dynamics, this.leftPercent);
    this.#rightSettled = this.#rightGain * settledSpeedMmPerS(this.#dynamics, this.rightPercent);
    this.#leftFull = this.#leftSettled / this.#steadyShare(this.leftPercent);
    this.#rightFull = this.#rightSettled / this.#steadyShare(this.rightPercent);
    this.#leftDragMade = this.#dragMade(this.#leftSettled);
    this.#rightDragMade = this.#dragMade(this.#rightSettled);
  }

  /** Of the battery, while both motors run steadily at this power: the speeds of the kit were measured so. */
  #steadyShare(percent: number): number {
    return 1 - (this.#dynamics.batterySag * Math.abs(percent)) / 100;
  }

  #dragMade(settled: number): number {
    return (this.#dragMmPerS * settled) / Math.sqrt(settled * settled + CREEP_MM_PER_S * CREEP_MM_PER_S);
  }

  /** One millisecond, as if nothing stood in the way. */
  step(): void {
    const share = (this.batteryShare = this.#batteryShareNow());
    let leftTarget = share * this.#leftFull;
    let rightTarget = share * this.#rightFull;
    if (!this.isLifted) {
      const ahead = (this.leftRimMmPerS + this.rightRimMmPerS) / 2;
      const spin = (this.leftRimMmPerS - this.rightRimMmPerS) / this.#wheelBaseMm;
      const dragged = Math.sqrt(ahead * ahead + spin * spin * this.#casterSquare + CREEP_MM_PER_S * CREEP_MM_PER_S);
      const back = (this.#dragMmPerS * ahead) / dragged - (this.slopeMmPerS2 === 0 ? 0 : this.#slopePush());
      const against = (this.#turnDrag * spin) / dragged;
      leftTarget += this.#leftDragMade - back - against;
      rightTarget += this.#rightDragMade - back + against;
    }
    const leftBehind = this.leftRimMmPerS - leftTarget;
    const rightBehind = this.rightRimMmPerS - rightTarget;
    const leftRim = leftTarget + leftBehind * this.#remains;
    const rightRim = rightTarget + rightBehind * this.#remains;
    const leftWay = (leftTarget + leftBehind * this.#remainsInWay) * STEP_S;
    const rightWay = (rightTarget + rightBehind * this.#remainsInWay) * STEP_S;
    this.leftWayMm += leftWay;
    this.rightWayMm += rightWay;
    const leftBefore = this.leftMmPerS;
    const rightBefore = this.rightMmPerS;
    const left = (this.leftMmPerS = this.#floorSpeed(leftBefore, leftRim));
    const right = (this.rightMmPerS = this.#floorSpeed(rightBefore, rightRim));
    if (!this.isLifted) {
      // A wheel that does not slip goes its rim's way.
      const leftGoes = leftBefore === this.leftRimMmPerS && left === leftRim ? leftWay : ((leftBefore + left) / 2) * STEP_S;
      const rightGoes = rightBefore === this.rightRimMmPerS && right === rightRim ? rightWay : ((rightBefore + right) / 2) * STEP_S;
      this.#move((leftGoes + rightGoes) / 2, (leftGoes - rightGoes) / this.#wheelBaseMm);
    }
    this.leftRimMmPerS = leftRim;
    this.rightRimMmPerS = rightRim;
  }

  /** The current of a motor grows with its power and with how far it is behind the speed of that power. */
  #batteryShareNow(): number {
    const sag = this.#dynamics.batterySag;
    if (sag === 0) return 1;
    const left = this.#loadOf(this.leftPercent, this.#leftSettled - this.leftRimMmPerS);
    const right = this.#loadOf(this.rightPercent, this.#rightSettled - this.rightRimMmPerS);
    const share = 1 - (sag * (left + right)) / 200;
    return share < BATTERY_SHARE_MIN ? BATTERY_SHARE_MIN : share;
  }

  #loadOf(percent: number, behindMmPerS: number): number {
    const strength = percent < 0 ? -percent : percent;
    const current = 1 + (percent < 0 ? -behindMmPerS : behindMmPerS) * this.#stallLoadPerMmPerS;
    return current > 0 ? strength * current : 0;
  }

  /** What a slope adds to the wheels' targets. While no motor drives, the gears hold what the dead zone is worth. */
  #slopePush(): number {
    const push = this.slopeMmPerS2 * this.#lagS;
    if (this.#leftSettled !== 0 || this.#rightSettled !== 0) return push;
    const held = this.#heldMmPerS;
    return push > held ? push - held : push < -held ? push + held : 0;
  }

  #floorSpeed(floor: number, rim: number): number {
    if (this.isLifted) return 0;
    const grip = this.#gripMmPerS;
    const change = rim - floor;
    return change > grip ? floor + grip : change < -grip ? floor - grip : rim;
  }

  #move(way: number, turn: number): void {
    const { sinHeading, cosHeading } = this;
    if (turn === 0) {
      this.xMm += way * sinHeading;
      this.yMm += way * cosHeading;
      return;
    }
    this.headingRad += turn;
    const s = sinOfSmall(turn);
    const c = cosOfSmall(turn);
    const nextSin = sinHeading * c + cosHeading * s;
    const nextCos = cosHeading * c - sinHeading * s;
    // One step of Newton's towards length 1: what is rounded away does not add up.
    const length = 1.5 - (nextSin * nextSin + nextCos * nextCos) / 2;
    this.sinHeading = nextSin * length;
    this.cosHeading = nextCos * length;
    this.xMm += (way * (sinHeading + this.sinHeading)) / 2;
    this.yMm += (way * (cosHeading + this.cosHeading)) / 2;
  }

  /** Into the air, or back onto the floor, where the wheels must first take hold. */
  lift(isLifted: boolean): void {
    this.isLifted = isLifted;
    this.leftMmPerS = 0;
    this.rightMmPerS = 0;
  }

  /** Puts the car elsewhere; its wheels keep their speed. */
  moveTo(xMm: number, yMm: number, headingRad: number, sinHeading = sin(headingRad), cosHeading = cos(headingRad)): void {
    this.xMm = xMm;
    this.yMm = yMm;
    this.headingRad = headingRad;
    this.sinHeading = sinHeading;
    this.cosHeading = cosHeading;
  }

  /** Puts the car elsewhere; its wheels turn only as fast as it really moved from `before`. */
  stopAt(
    before: Pick<CarState, 'xMm' | 'yMm' | 'headingRad'>,
    xMm: number,
    yMm: number,
    headingRad: number,
    sinHeading = sin(headingRad),
    cosHeading = cos(headingRad),
  ): void {
    const ahead = ((xMm - before.xMm) * this.sinHeading + (yMm - before.yMm) * this.cosHeading) / STEP_S;
    const spin = ((headingRad - before.headingRad) * this.#wheelBaseMm) / 2 / STEP_S;
    this.leftWayMm += (ahead + spin - this.leftRimMmPerS) * STEP_S;
    this.rightWayMm += (ahead - spin - this.rightRimMmPerS) * STEP_S;
    this.leftMmPerS = ahead + spin;
    this.rightMmPerS = ahead - spin;
    this.leftRimMmPerS = this.leftMmPerS;
    this.rightRimMmPerS = this.rightMmPerS;
    this.moveTo(xMm, yMm, headingRad, sinHeading, cosHeading);
  }
}
