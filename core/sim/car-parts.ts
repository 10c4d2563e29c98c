/**
 * What a car carries beside motors, line sensors and sonar: gyro, encoders, bumpers, light, sound, colour, battery. Layer: sim.
 * Computed when it is read; noise is a function of the millisecond.
 */
import { RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';
import type { Random } from '../base/random.ts';
import { partOf, type PartOf, type RobotProfile } from '../robot/profile.ts';
import type { Drive } from './drive.ts';
import { disturbedColor, floorColorAt, nameOfColor } from './floor-color.ts';
import { Noise } from './noise.ts';
import type { RoomLight } from './room-light.ts';
import type { Track } from './track.ts';
import type { Walls } from './walls.ts';

const PI = 3.141592653589793;
const MS_PER_MIN = 60_000;
/** A switch this near to a wall is pressed: its lever, and the gap at which the body is held. */
const BUMP_REACH_MM = 8;
/** A quiet room; both motors at full power; a buzzer near the microphone. */
const SOUND_QUIET = 4;
const SOUND_MOTORS = 25;
const SOUND_BUZZER = 60;

const CHANNEL = { gyro: 0, light: 1, sound: 2, red: 3, green: 4, blue: 5 } as const;

export interface CarPartsState {
  readonly nowMs: number;
  readonly color: string;
}

export interface CarPartsOptions {
  readonly profile: RobotProfile;
  readonly track: Track;
  readonly car: Drive;
  readonly walls: Walls;
  readonly light: RoomLight;
  /** Draws what differs between two cars. */
  readonly random: Random;
}

const percent = (value: number): number => (value <= 0 ? 0 : value >= 100 ? 100 : Math.round(value));

export class CarParts {
  readonly #options: CarPartsOptions;
  readonly #bump: PartOf<'bump'> | undefined;
  readonly #color: PartOf<'color'> | undefined;
  readonly #noise: Noise;
  readonly #driftDegPerMs: number;
  readonly #gyroScale: number;
  readonly #tickMm: number;
  #nowMs = 0;
  /** The last reading of the colour sensor. */
  #colorSeen = '#000000';

  constructor(options: CarPartsOptions) {
    const { profile, random } = options;
    const { gyro } = profile.sensing;
    this.#options = options;
    this.#bump = partOf(profile, 'bump');
    this.#color = partOf(profile, 'color');
    this.#noise = new Noise(random.uint32());
    // A car of its own: drift and scale are drawn once.
    this.#driftDegPerMs = ((gyro?.driftDegPerMin ?? 0) * random.gaussian()) / MS_PER_MIN;
    this.#gyroScale = 1 + (gyro?.scaleSpread ?? 0) * random.gaussian();
    const encoder = partOf(profile, 'encoder');
    this.#tickMm = encoder === undefined ? 0 : (PI * profile.body.wheelDiameterMm) / encoder.ticksPerTurn;
    this.#lookAtColor();
  }

  /** After each step. */
  sample(): void {
    this.#nowMs++;
    if (this.#color !== undefined && this.#nowMs % (this.#options.profile.sensing.color?.periodMs ?? 1) === 0) this.#lookAtColor();
  }

  #lookAtColor(): void {
    if (this.#color === undefined) return;
    const { car, track, profile } = this.#options;
    const [x, y] = placeOnFloor(car, this.#color);
    const share = profile.sensing.color?.noise ?? 0;
    const off = [CHANNEL.red, CHANNEL.green, CHANNEL.blue].map((channel) => share * this.#noise.bell(channel, this.#nowMs));
    this.#colorSeen = disturbedColor(car.isLifted ? '#000000' : floorColorAt(track, x, y), off);
  }

  /** Degrees since the start, with drift, an inexact scale and noise. */
  headingDeg(nowMs: number): number {
    const noiseDeg = (this.#options.profile.sensing.gyro?.noiseDeg ?? 0) * this.#noise.bell(CHANNEL.gyro, nowMs);
    return this.gyroDeg(nowMs) + noiseDeg;
  }

  /** The same without the noise: what a gyroscope's rates add up to. */
  gyroDeg(nowMs: number): number {
    const { car, track } = this.#options;
    const turned = car.headingRad / RADIANS_PER_DEGREE - track.start.headingDeg;
    return turned * this.#gyroScale + this.#driftDegPerMs * nowMs;
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

  /** `#rrggbb` as the colour sensor measured it last. */
  floorColor(): string {
    return this.#colorSeen;
  }

  colorName(): string {
    return nameOfColor(this.#colorSeen);
  }

  /** 0 … 100. */
  light(): number {
    const { car, light } = this.#options;
    return percent(light.at(car.xMm, car.yMm) + this.#ambientNoise(CHANNEL.light));
  }

  #ambientNoise(channel: number): number {
    return 100 * (this.#options.profile.sensing.ambient?.noise ?? 0) * this.#noise.bell(channel, this.#nowMs);
  }

  /** 0 … 100. */
  sound(buzzerSounds: boolean): number {
    const { car } = this.#options;
    const motors = (Math.abs(car.leftPercent) + Math.abs(car.rightPercent)) / 200;
    return percent(SOUND_QUIET + SOUND_MOTORS * motors + (buzzerSounds ? SOUND_BUZZER : 0) + this.#ambientNoise(CHANNEL.sound));
  }

  /** Of the battery under the load of both motors; where there is no divider, what feeds the board. */
  batteryVolts(): number {
    const { profile, car } = this.#options;
    const battery = partOf(profile, 'battery');
    return battery === undefined ? profile.board.supplyV : battery.fullV * car.batteryShare;
  }

  state(): CarPartsState {
    return { nowMs: this.#nowMs, color: this.#colorSeen };
  }

  setState({ nowMs, color }: CarPartsState): void {
    this.#nowMs = nowMs;
    this.#colorSeen = color;
  }
}

/** A place on the car, in the floor's frame. */
function placeOnFloor(car: Drive, { xMm, yMm }: { readonly xMm: number; readonly yMm: number }): readonly [number, number] {
  const { sinHeading, cosHeading } = car;
  return [car.xMm + xMm * cosHeading + yMm * sinHeading, car.yMm - xMm * sinHeading + yMm * cosHeading];
}
