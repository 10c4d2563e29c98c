/**
 * Reflectance sensors under the car: spot, noise, delay. Layer: sim. Raw readings are shares of the ADC's range, as on the pin.
 * One sample of every sensor each millisecond, read or not, so that reading more often changes nothing.
 */
import type { Random, RandomState } from '../base/random.ts';
import { partOf, type PartOf, type RobotProfile } from '../robot/profile.ts';
import { learntLevels } from '../robot/line-levels.ts';
import type { DarknessMap } from './darkness.ts';
import type { Drive } from './drive.ts';
import { coarseGaussian } from './noise.ts';

const DARK_PERCENT = 50;
/** All sensors dark for this long: in the air or off the table. */
const LIFTED_AFTER_MS = 200;

export interface LineSensorsState {
  readonly samples: Float64Array;
  readonly at: number;
  readonly darkForMs: number;
  readonly random: RandomState;
  readonly learning: boolean;
  readonly white: Float64Array;
  readonly black: Float64Array;
}

export class LineSensors {
  readonly count: number;
  readonly #part: PartOf<'line'> | undefined;
  readonly #map: DarknessMap;
  readonly #random: Random;
  readonly #xMm: Float64Array;
  readonly #yMm: Float64Array;
  readonly #rawNoise: number;
  readonly #adcMax: number;
  /** Ring of the last delay + 1 samples, `count` values each; `#at` is the oldest of them, which is what a program sees. */
  readonly #samples: Float64Array;
  readonly #slots: number;
  #at = 0;
  #darkForMs = 0;
  #learning = false;
  /** By sensor: what reads 0 and 100; the kit's nominal values, or what was learnt. */
  readonly #white: Float64Array;
  readonly #black: Float64Array;

  constructor(profile: RobotProfile, map: DarknessMap, random: Random, car: Drive) {
    this.#part = partOf(profile, 'line');
    const sensors = this.#part?.sensors ?? [];
    this.count = sensors.length;
    this.#map = map;
    this.#random = random;
    this.#xMm = Float64Array.from(sensors, (sensor) => sensor.xMm);
    this.#yMm = Float64Array.from(sensors, (sensor) => sensor.yMm);
    this.#rawNoise = profile.sensing.line.noise * ((this.#part?.rawBlack ?? 1) - (this.#part?.rawWhite ?? 0));
    this.#adcMax = 2 ** profile.board.adcBits - 1;
    this.#slots = profile.sensing.line.delayMs + 1;
    this.#samples = new Float64Array(this.#slots * this.count);
    this.#white = new Float64Array(this.count).fill(this.#part?.rawWhite ?? 0);
    this.#black = new Float64Array(this.count).fill(this.#part?.rawBlack ?? 1);
    for (let slot = 0; slot < this.#slots; slot++) this.sample(car);
    this.#darkForMs = 0;
  }

  /** After each step: measures now, and moves on what a program sees. */
  sample(car: Drive): void {
    const { count } = this;
    const part = this.#part;
    if (part === undefined) return;
    const { rawWhite, rawBlack } = part;
    const { xMm, yMm, sinHeading, cosHeading } = car;
    const newest = this.#at * count;
    for (let i = 0; i < count; i++) {
      const sx = this.#xMm[i]!;
      const sy = this.#yMm[i]!;
      const darkness = this.#map.at(xMm + sx * cosHeading + sy * sinHeading, yMm - sx * sinHeading + sy * cosHeading);
      const noise = this.#rawNoise === 0 ? 0 : this.#rawNoise * coarseGaussian(this.#random);
      const raw = rawWhite + (rawBlack - rawWhite) * darkness + noise;
      this.#samples[newest + i] = raw < 0 ? 0 : raw > 1 ? 1 : raw;
    }
    this.#at = this.#at + 1 === this.#slots ? 0 : this.#at + 1;
    this.#darkForMs = this.#allDark() ? this.#darkForMs + 1 : 0;
    if (this.#learning) this.#learnFromNow();
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
  }

  /** The least and the most of each sensor, whichever of them is black. */
  #learnFromNow(): void {
    for (let i = 0; i < this.count; i++) {
      const raw = this.raw(i);
      if (raw < this.#white[i]!) this.#white[i] = raw;
      if (raw > this.#black[i]!) this.#black[i] = raw;
    }
  }

  /** Share of the ADC's range, 0 … 1, before the ADC rounds it. Sensor 0 is the leftmost. */
  raw(index: number): number {
    return this.#samples[this.#at * this.count + index]!;
  }

  /** 0 (light) … 100 (dark), whole numbers, through the kit's ADC and nominal black and white. */
  percent(index: number): number {
    const part = this.#part!;
    const measured = Math.round(this.raw(index) * this.#adcMax) / this.#adcMax;
    // While it learns nobody knows what is black: the nominal values stand.
    const white = this.#learning ? part.rawWhite : this.#white[index]!;
    const black = this.#learning ? part.rawBlack : this.#black[index]!;
    const percent = (100 * (measured - white)) / (black - white);
    if (part.kind === 'digital') return percent > DARK_PERCENT ? 100 : 0;
    return percent <= 0 ? 0 : percent >= 100 ? 100 : Math.round(percent);
  }

  state(): LineSensorsState {
    return {
      ...{ samples: this.#samples.slice(), at: this.#at, darkForMs: this.#darkForMs, random: this.#random.state() },
      ...{ learning: this.#learning, white: this.#white.slice(), black: this.#black.slice() },
    };
  }

  setState({ samples, at, darkForMs, random, learning, white, black }: LineSensorsState): void {
    this.#learning = learning;
    this.#white.set(white);
    this.#black.set(black);
    this.#samples.set(samples);
    this.#at = at;
    this.#darkForMs = darkForMs;
    this.#random.setState(random);
  }

  get isLifted(): boolean {
    return this.#darkForMs >= LIFTED_AFTER_MS;
  }

  #allDark(): boolean {
    const { rawWhite, rawBlack } = this.#part!;
    const middle = (rawWhite + rawBlack) / 2;
    const sign = rawBlack > rawWhite ? 1 : -1;
    const oldest = this.#at * this.count;
    for (let i = 0; i < this.count; i++) {
      if ((this.#samples[oldest + i]! - middle) * sign <= 0) return false;
    }
    return true;
  }
}
