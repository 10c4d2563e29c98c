/**
 * A sonar that hears the nearest wall in its beam. Layer: sim. One ping a period; its answer comes when the sound is back, and stands until the
 * next. A wall that is met too slantingly throws the sound away; some echoes are lost for no reason to be seen.
 * Voltage by the MaxBotix LV-MaxSonar-EZ data sheet: Vcc/512 per inch; without an echo it reports its full range, 254 inches.
 */
import type { Random } from '../base/random.ts';
import { cos, RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';
import { partOf, type PartOf, type RobotProfile } from '../robot/profile.ts';
import type { Drive } from './drive.ts';
import { Noise } from './noise.ts';
import type { Walls } from './walls.ts';

/** Odd, so that one ray goes straight ahead. */
const RAYS = 9;
/** Of sound in air at 20 °C. */
const SOUND_MM_PER_MS = 343;
const MM_PER_INCH = 25.4;
const INCHES_NO_ECHO = 254;
const VOLT_STEPS = 512;
const CHANNEL = { distance: 0, loss: 1 } as const;

export interface SonarState {
  readonly mm: number;
  readonly comingMm: number;
  readonly comesAtMs: number;
}

/** Cosine of the most slanting angle, from head-on, at which an echo comes back. */
export const incidenceCosMinOf = ({ glanceDeg }: RobotProfile['sensing']['sonar']): number =>
  glanceDeg >= 90 ? 0 : cos(glanceDeg * RADIANS_PER_DEGREE);

export interface Beam {
  readonly part: PartOf<'sonar'>;
  readonly beamDeg: number;
  readonly incidenceCosMin: number;
}

/** To the nearest wall that a ping hears from here, without noise, mm; Infinity: none. */
export function nearestEchoMm(
  { part, beamDeg, incidenceCosMin }: Beam,
  walls: Walls,
  car: Pick<Drive, 'xMm' | 'yMm' | 'headingRad' | 'sinHeading' | 'cosHeading'>,
): number {
  const x = car.xMm + part.xMm * car.cosHeading + part.yMm * car.sinHeading;
  const y = car.yMm - part.xMm * car.sinHeading + part.yMm * car.cosHeading;
  let nearest = Infinity;
  for (let i = 0; i < RAYS; i++) {
    const offDeg = part.headingDeg + beamDeg * (i / (RAYS - 1) - 0.5);
    const distance = walls.echoMm(x, y, car.headingRad + offDeg * RADIANS_PER_DEGREE, incidenceCosMin, nearest);
    if (distance < nearest) nearest = distance;
  }
  return nearest;
}

export class Sonar {
  readonly #part: PartOf<'sonar'> | undefined;
  readonly #sensing: RobotProfile['sensing']['sonar'];
  readonly #incidenceCosMin: number;
  readonly #supplyV: number;
  readonly #walls: Walls;
  readonly #noise: Noise;
  #mm = Infinity;
  /** Of the ping that is on its way. */
  #comingMm = Infinity;
  #comesAtMs = Infinity;
  /** Nothing happens before: the next ping, or the answer of the last one. 0: not known. */
  #nextMs = 0;

  /** A first ping was answered before the program began. */
  constructor(profile: RobotProfile, walls: Walls, random: Random, car: Drive) {
    this.#part = partOf(profile, 'sonar');
    this.#sensing = profile.sensing.sonar;
    this.#incidenceCosMin = incidenceCosMinOf(this.#sensing);
    this.#supplyV = profile.board.supplyV;
    this.#walls = walls;
    this.#noise = new Noise(random.uint32());
    if (this.#part !== undefined) this.#mm = this.#ping(this.#part, 0, car);
  }

  /** After each step. */
  watch(nowMs: number, car: Drive): void {
    if (this.#part === undefined || nowMs < this.#nextMs) return;
    const { periodMs } = this.#sensing;
    if (nowMs >= this.#comesAtMs) {
      this.#mm = this.#comingMm;
      this.#comesAtMs = Infinity;
    }
    const pastMs = nowMs % periodMs;
    if (pastMs === 0) {
      this.#comingMm = this.#ping(this.#part, nowMs, car);
      const wayMm = 2 * Math.min(this.#part.maxMm, this.#comingMm);
      this.#comesAtMs = nowMs + Math.min(periodMs, Math.ceil(wayMm / SOUND_MM_PER_MS));
    }
    this.#nextMs = Math.min(this.#comesAtMs, nowMs + periodMs - pastMs);
  }

  #ping(part: PartOf<'sonar'>, nowMs: number, car: Drive): number {
    const { echoLoss, noiseMm, minMm } = this.#sensing;
    const nearest = nearestEchoMm({ part, beamDeg: this.#sensing.beamDeg, incidenceCosMin: this.#incidenceCosMin }, this.#walls, car);
    if (nearest > part.maxMm || this.#noise.unit(CHANNEL.loss, nowMs) < echoLoss) return Infinity;
    const measured = nearest + noiseMm * this.#noise.bell(CHANNEL.distance, nowMs);
    return Math.min(part.maxMm, Math.max(minMm, measured));
  }

  state(): SonarState {
    return { mm: this.#mm, comingMm: this.#comingMm, comesAtMs: this.#comesAtMs };
  }

  setState({ mm, comingMm, comesAtMs }: SonarState): void {
    this.#mm = mm;
    this.#comingMm = comingMm;
    this.#comesAtMs = comesAtMs;
    this.#nextMs = 0;
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
