/**
 * A sonar that hears the nearest wall in its beam. Layer: sim. One ping a period; between two pings the last reading stands.
 * Voltage by the MaxBotix LV-MaxSonar-EZ data sheet: Vcc/512 per inch; without an echo it reports its full range, 254 inches.
 */
import type { Random, RandomState } from '../base/random.ts';
import { RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';
import { partOf, type PartOf, type RobotProfile } from '../robot/profile.ts';
import type { Drive } from './drive.ts';
import type { Walls } from './walls.ts';

/** Odd, so that one ray goes straight ahead. */
const RAYS = 9;
const MM_PER_INCH = 25.4;
const INCHES_NO_ECHO = 254;
const VOLT_STEPS = 512;

export interface SonarState {
  readonly mm: number;
  readonly random: RandomState;
}

export class Sonar {
  readonly #part: PartOf<'sonar'> | undefined;
  readonly #sensing: RobotProfile['sensing']['sonar'];
  readonly #supplyV: number;
  readonly #walls: Walls;
  readonly #random: Random;
  #mm = Infinity;

  constructor(profile: RobotProfile, walls: Walls, random: Random) {
    this.#part = partOf(profile, 'sonar');
    this.#sensing = profile.sensing.sonar;
    this.#supplyV = profile.board.supplyV;
    this.#walls = walls;
    this.#random = random;
  }

  /** After each step, and once before the first. */
  watch(nowMs: number, car: Drive): void {
    if (this.#part === undefined || nowMs % this.#sensing.periodMs !== 0) return;
    const nearest = this.#nearestMm(this.#part, car);
    // Why before the range is judged: every ping draws the same number of times, echo or not.
    const noise = this.#sensing.noiseMm * this.#random.gaussian();
    this.#mm = nearest > this.#part.maxMm ? Infinity : Math.min(this.#part.maxMm, Math.max(this.#sensing.minMm, nearest + noise));
  }

  #nearestMm(part: PartOf<'sonar'>, car: Drive): number {
    const x = car.xMm + part.xMm * car.cosHeading + part.yMm * car.sinHeading;
    const y = car.yMm - part.xMm * car.sinHeading + part.yMm * car.cosHeading;
    let nearest = Infinity;
    for (let i = 0; i < RAYS; i++) {
      const offDeg = part.headingDeg + this.#sensing.beamDeg * (i / (RAYS - 1) - 0.5);
      const distance = this.#walls.rayMm(x, y, car.headingRad + offDeg * RADIANS_PER_DEGREE);
      if (distance < nearest) nearest = distance;
    }
    return nearest;
  }

  state(): SonarState {
    return { mm: this.#mm, random: this.#random.state() };
  }

  setState({ mm, random }: SonarState): void {
    this.#mm = mm;
    this.#random.setState(random);
  }

  /** Infinity without an echo. */
  get mm(): number {
    return this.#mm;
  }

  /** On the pin of an `analog-voltage` sonar. */
  get volts(): number {
    const inches = Math.min(INCHES_NO_ECHO, this.#mm / MM_PER_INCH);
    return (this.#supplyV / VOLT_STEPS) * inches;
  }
}
