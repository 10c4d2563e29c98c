/**
 * Reflectance sensors under the car: spot, spread, noise, delay, sunlight, screws, a car in the air. Layer: sim. Raw readings are shares of
 * the ADC's range, as on the pin. What a sensor saw is computed when it is asked for, from where the car was then.
 */
import type { Random } from '../base/random.ts';
import { levelsOf, learntLevels } from '../robot/line-levels.ts';
import { partOf, type PartOf, type RobotProfile } from '../robot/profile.ts';
import { DARKNESS_OFF_FLOOR, type DarknessMap } from './darkness.ts';
import type { Drive } from './drive.ts';
import { Noise } from './noise.ts';
import type { RoomLight } from './room-light.ts';

/** Between white (0) and black (1). */
const DARK_FROM = 0.5;
/** All sensors dark whenever somebody looked, for this long: in the air or off the table. */
const LIFTED_AFTER_MS = 200;
const LIFTED_LOOK_MS = 10;
/** x, y, sine and cosine of the heading. */
const PLACE_NUMBERS = 4;

export interface LineSensorsState {
  /** Of the car in the last delay + 1 milliseconds. */
  readonly places: Float64Array;
  readonly at: number;
  readonly nowMs: number;
  readonly darkForMs: number;
  readonly liftedMm: number;
  readonly learning: boolean;
  readonly white: Float64Array;
  readonly black: Float64Array;
}

export interface LineSensorsOptions {
  readonly profile: RobotProfile;
  readonly map: DarknessMap;
  readonly light: RoomLight;
  /** Draws what differs between the sensors. */
  readonly random: Random;
  readonly car: Drive;
}

export class LineSensors {
  readonly count: number;
  readonly #part: PartOf<'line'> | undefined;
  readonly #map: DarknessMap;
  readonly #light: RoomLight;
  readonly #noise: Noise;
  readonly #noiseShare: number;
  readonly #sunlight: number;
  readonly #heightMm: number;
  readonly #delayMs: number;
  readonly #adcMax: number;
  readonly #xMm: Float64Array;
  readonly #yMm: Float64Array;
  /** By sensor, how much of the kit's contrast it has. */
  readonly #contrast: Float64Array;
  /** By digital sensor, where it flips between white (0) and black (1). */
  readonly #threshold: Float64Array;
  /** By sensor: what it gives over white and black. */
  readonly #trueWhite: Float64Array;
  readonly #trueBlack: Float64Array;
  /** Ring of the last delay + 1 places; `#at` is the oldest of them, at which a program sees the floor. */
  readonly #places: Float64Array;
  readonly #slots: number;
  #at = 0;
  #nowMs = 0;
  #darkForMs = 0;
  /** The sensor that saw white last: while it does, the car is not lifted. */
  #whiteOne = 0;
  #liftedMm = 0;
  #learning = false;
  /** By sensor: what reads 0 and 100; the car's measured values, the kit's, or what was learnt. */
  readonly #white: Float64Array;
  readonly #black: Float64Array;
  /** By sensor and by what its ADC says: 1 + the percent; 0 where nobody has asked yet. */
  readonly #percents: Uint8Array;

  constructor({ profile, map, light, random, car }: LineSensorsOptions) {
    const { spread, noise, sunlight, heightMm, delayMs, thresholdSpread } = profile.sensing.line;
    this.#part = partOf(profile, 'line');
    const sensors = this.#part?.sensors ?? [];
    this.count = sensors.length;
    this.#map = map;
    this.#light = light;
    this.#noiseShare = noise;
    this.#sunlight = sunlight;
    this.#heightMm = heightMm;
    this.#delayMs = delayMs;
    this.#adcMax = 2 ** profile.board.adcBits - 1;
    this.#xMm = Float64Array.from(sensors, (sensor) => sensor.xMm);
    this.#yMm = Float64Array.from(sensors, (sensor) => sensor.yMm);
    this.#noise = new Noise(random.uint32());
    // Why both for each: another entry of the kit must not change what the next sensor draws.
    const drawn = sensors.map(() => ({ contrast: 1 + spread * random.gaussian(), threshold: thresholdSpread * random.gaussian() }));
    this.#contrast = Float64Array.from(sensors, (sensor, i) => (sensor.rawBlack === undefined ? drawn[i]!.contrast : 1));
    this.#threshold = Float64Array.from(sensors, (sensor, i) => sensor.threshold ?? DARK_FROM + drawn[i]!.threshold);
    const levels = this.#part === undefined ? { white: new Float64Array(), black: new Float64Array() } : levelsOf(this.#part);
    this.#trueWhite = levels.white;
    this.#trueBlack = levels.black;
    this.#white = levels.white.slice();
    this.#black = levels.black.slice();
    this.#percents = new Uint8Array(this.count * (this.#adcMax + 1));
    this.#slots = delayMs + 1;
    this.#places = new Float64Array(this.#slots * PLACE_NUMBERS);
    for (let slot = 0; slot < this.#slots; slot++) this.#remember(car);
  }

  #remember({ xMm, yMm, sinHeading, cosHeading }: Drive): void {
    const places = this.#places;
    const newest = this.#at * PLACE_NUMBERS;
    places[newest] = xMm;
    places[newest + 1] = yMm;
    places[newest + 2] = sinHeading;
    places[newest + 3] = cosHeading;
    this.#at = this.#at + 1 === this.#slots ? 0 : this.#at + 1;
  }

  /** After each step: moves on what a program sees. */
  sample(car: Drive): void {
    if (this.count === 0) return;
    this.#nowMs++;
    this.#remember(car);
    if (this.#nowMs % LIFTED_LOOK_MS === 0) this.#darkForMs = this.#allDark() ? this.#darkForMs + LIFTED_LOOK_MS : 0;
    if (this.#learning) this.#learnFromNow();
  }

  /** Holds the sensors so far above where they belong; 0: the car stands on the floor. */
  lift(mm: number): void {
    this.#liftedMm = mm;
  }

  /** A digital sensor has a screw instead: nothing to learn. */
  learn(learning: boolean): void {
    if (this.#part?.kind !== 'analog' || learning === this.#learning) return;
    this.#learning = learning;
    if (learning) {
      this.#white.fill(Infinity);
      this.#black.fill(-Infinity);
      this.#learnFromNow();
      return;
    }
    const learnt = learntLevels(this.#part, this.#white, this.#black);
    this.#white.set(learnt.white);
    this.#black.set(learnt.black);
    this.#percents.fill(0);
  }

  /** The least and the most of each sensor, whichever of them is black. */
  #learnFromNow(): void {
    for (let i = 0; i < this.count; i++) {
      const raw = this.raw(i);
      if (raw < this.#white[i]!) this.#white[i] = raw;
      if (raw > this.#black[i]!) this.#black[i] = raw;
    }
  }

  /** Share of the ADC's range, 0 … 1, before the ADC rounds it; of a digital sensor its level. Sensor 0 is the leftmost. */
  raw(index: number): number {
    const seen = this.#seen(index);
    const white = this.#trueWhite[index]!;
    const black = this.#trueBlack[index]!;
    if (this.#part!.kind === 'digital') return seen > this.#threshold[index]! ? black : white;
    const raw = white + (black - white) * seen;
    return raw < 0 ? 0 : raw > 1 ? 1 : raw;
  }

  /** What the sensor says about the floor under it: 0 as white as the kit's white, 1 as black as its black, less and more beyond. */
  #seen(index: number): number {
    const at = this.#at * PLACE_NUMBERS;
    const places = this.#places;
    const sin = places[at + 2]!;
    const cos = places[at + 3]!;
    const sx = this.#xMm[index]!;
    const sy = this.#yMm[index]!;
    const x = places[at]! + sx * cos + sy * sin;
    const y = places[at + 1]! - sx * sin + sy * cos;
    let darkness = this.#map.at(x, y);
    if (this.#liftedMm > 0) darkness = DARKNESS_OFF_FLOOR + (darkness - DARKNESS_OFF_FLOOR) * this.#echoOfLifted();
    if (this.#sunlight > 0) darkness -= this.#sunlight * this.#light.sunAt(x, y);
    const noise = this.#noiseShare === 0 ? 0 : this.#noiseShare * this.#noise.bell(index, this.#nowMs - this.#delayMs);
    return darkness * this.#contrast[index]! + noise;
  }

  /** Share of the light that still comes back: spot and sensor each lose with the square of the distance. */
  #echoOfLifted(): number {
    const share = this.#heightMm / (this.#heightMm + this.#liftedMm);
    return share * share * share * share;
  }

  /** 0 (light) … 100 (dark), whole numbers, through the kit's ADC and what is taken for black and white. */
  percent(index: number): number {
    const part = this.#part!;
    const raw = this.raw(index);
    if (part.kind === 'digital') return raw === this.#trueBlack[index]! ? 100 : 0;
    const steps = Math.round(raw * this.#adcMax);
    // While it learns nobody knows what is black: the values from before stand.
    if (this.#learning) return this.#percentBetween(steps, this.#trueWhite[index]!, this.#trueBlack[index]!);
    const at = index * (this.#adcMax + 1) + steps;
    const known = this.#percents[at]!;
    if (known > 0) return known - 1;
    const percent = this.#percentBetween(steps, this.#white[index]!, this.#black[index]!);
    this.#percents[at] = 1 + percent;
    return percent;
  }

  #percentBetween(steps: number, white: number, black: number): number {
    const percent = (100 * (steps / this.#adcMax - white)) / (black - white);
    return percent <= 0 ? 0 : percent >= 100 ? 100 : Math.round(percent);
  }

  state(): LineSensorsState {
    return {
      ...{ places: this.#places.slice(), at: this.#at, nowMs: this.#nowMs, darkForMs: this.#darkForMs, liftedMm: this.#liftedMm },
      ...{ learning: this.#learning, white: this.#white.slice(), black: this.#black.slice() },
    };
  }

  setState({ places, at, nowMs, darkForMs, liftedMm, learning, white, black }: LineSensorsState): void {
    this.#places.set(places);
    this.#at = at;
    this.#nowMs = nowMs;
    this.#darkForMs = darkForMs;
    this.#liftedMm = liftedMm;
    this.#learning = learning;
    this.#white.set(white);
    this.#black.set(black);
    this.#percents.fill(0);
  }

  get isLifted(): boolean {
    return this.#darkForMs >= LIFTED_AFTER_MS;
  }

  #allDark(): boolean {
    if (this.#seen(this.#whiteOne) <= DARK_FROM) return false;
    for (let i = 0; i < this.count; i++) {
      if (this.#seen(i) > DARK_FROM) continue;
      this.#whiteOne = i;
      return false;
    }
    return true;
  }
}
