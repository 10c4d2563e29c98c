/**
 * What a car carries beside motors, line sensors and sonar: gyro, encoders, bumpers, light, sound, colour, battery. Layer: sim.
 * One sample of what has noise each millisecond, read or not; what has none is computed when it is read.
 */
import { RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';
import type { Random, RandomState } from '../base/random.ts';
import { partOf, type PartOf, type RobotProfile } from '../robot/profile.ts';
import type { Drive } from './drive.ts';
import { floorColorAt, nameOfColor } from './floor-color.ts';
import { coarseGaussian } from './noise.ts';
import type { Track } from './track.ts';
import type { Walls } from './walls.ts';

const PI = 3.141592653589793;
const MS_PER_MIN = 60_000;
/** A switch this near to a wall is pressed: its lever, and the gap at which the body is held. */
const BUMP_REACH_MM = 8;
/** A classroom in daylight. */
export const AMBIENT_LIGHT_PERCENT = 60;
/** A quiet room; both motors at full power; a buzzer near the microphone. */
const SOUND_QUIET = 4;
const SOUND_MOTORS = 25;
const SOUND_BUZZER = 60;

export interface CarPartsState {
  readonly gyroNoiseDeg: number;
  readonly lightNoise: number;
  readonly soundNoise: number;
  readonly random: RandomState;
}

export interface CarPartsOptions {
  readonly profile: RobotProfile;
  readonly track: Track;
  readonly car: Drive;
  readonly walls: Walls;
  readonly random: Random;
}

const percent = (value: number): number => (value <= 0 ? 0 : value >= 100 ? 100 : Math.round(value));

export class CarParts {
  readonly #options: CarPartsOptions;
  readonly #bump: PartOf<'bump'> | undefined;
  readonly #color: PartOf<'color'> | undefined;
  readonly #hasNoise: boolean;
  readonly #gyroNoise: number;
  readonly #ambientNoise: number;
  readonly #driftDegPerMs: number;
  readonly #tickMm: number;
  #gyroNoiseDeg = 0;
  #lightNoise = 0;
  #soundNoise = 0;

  constructor(options: CarPartsOptions) {
    const { profile, random } = options;
    const { gyro, ambient } = profile.sensing;
    this.#options = options;
    this.#bump = partOf(profile, 'bump');
    this.#color = partOf(profile, 'color');
    this.#hasNoise = ['gyro', 'light', 'sound'].some((type) => profile.parts.some((part) => part.type === type));
    this.#gyroNoise = gyro?.noiseDeg ?? 0;
    this.#ambientNoise = 100 * (ambient?.noise ?? 0);
    // A car of its own: the drift is drawn once.
    this.#driftDegPerMs = gyro === undefined ? 0 : (gyro.driftDegPerMin * random.gaussian()) / MS_PER_MIN;
    const encoder = partOf(profile, 'encoder');
    this.#tickMm = encoder === undefined ? 0 : (PI * profile.body.wheelDiameterMm) / encoder.ticksPerTurn;
  }

  /** After each step. */
  sample(): void {
    if (!this.#hasNoise) return;
    const { random } = this.#options;
    this.#gyroNoiseDeg = this.#gyroNoise * coarseGaussian(random);
    this.#lightNoise = this.#ambientNoise * coarseGaussian(random);
    this.#soundNoise = this.#ambientNoise * coarseGaussian(random);
  }

  /** Degrees since the start, with drift and noise. */
  headingDeg(nowMs: number): number {
    const { car, track } = this.#options;
    const turned = car.headingRad / RADIANS_PER_DEGREE - track.start.headingDeg;
    return turned + this.#driftDegPerMs * nowMs + this.#gyroNoiseDeg;
  }

  /** Whole steps that a wheel has turned, signed: 0 left, 1 right. */
  encoderTicks(side: 0 | 1): number {
    const { car } = this.#options;
    const way = side === 0 ? car.leftWayMm : car.rightWayMm;
    return this.#tickMm === 0 ? 0 : Math.trunc(way / this.#tickMm) + 0;
  }

  encoderMm(side: 0 | 1): number {
    return this.encoderTicks(side) * this.#tickMm;
  }

  /** A switch that is not there is never pressed. */
  bump(index: number): boolean {
    const at = this.#bump?.switches[index];
    if (at === undefined) return false;
    const { car, walls } = this.#options;
    const [x, y] = placeOnFloor(car, at);
    return walls.distanceMm(x, y) <= BUMP_REACH_MM;
  }

  /** `#rrggbb` under the colour sensor. */
  floorColor(): string {
    if (this.#color === undefined) return '#000000';
    const [x, y] = placeOnFloor(this.#options.car, this.#color);
    return floorColorAt(this.#options.track, x, y);
  }

  colorName(): string {
    return nameOfColor(this.floorColor());
  }

  /** 0 … 100 at an ambient light of so many percent. */
  light(ambientPercent: number): number {
    return percent(ambientPercent + this.#lightNoise);
  }

  /** 0 … 100. */
  sound(buzzerSounds: boolean): number {
    const { car } = this.#options;
    const motors = (Math.abs(car.leftPercent) + Math.abs(car.rightPercent)) / 200;
    return percent(SOUND_QUIET + SOUND_MOTORS * motors + (buzzerSounds ? SOUND_BUZZER : 0) + this.#soundNoise);
  }

  /** Of the battery under the load of both motors; where there is no divider, what feeds the board. */
  batteryVolts(): number {
    const { profile, car } = this.#options;
    const battery = partOf(profile, 'battery');
    return battery === undefined ? profile.board.supplyV : battery.fullV * car.batteryShare;
  }

  state(): CarPartsState {
    const { random } = this.#options;
    return { gyroNoiseDeg: this.#gyroNoiseDeg, lightNoise: this.#lightNoise, soundNoise: this.#soundNoise, random: random.state() };
  }

  setState({ gyroNoiseDeg, lightNoise, soundNoise, random }: CarPartsState): void {
    this.#gyroNoiseDeg = gyroNoiseDeg;
    this.#lightNoise = lightNoise;
    this.#soundNoise = soundNoise;
    this.#options.random.setState(random);
  }
}

/** A place on the car, in the floor's frame. */
function placeOnFloor(car: Drive, { xMm, yMm }: { readonly xMm: number; readonly yMm: number }): readonly [number, number] {
  const { sinHeading, cosHeading } = car;
  return [car.xMm + xMm * cosHeading + yMm * sinHeading, car.yMm - xMm * sinHeading + yMm * cosHeading];
}
