/**
 * What a car with these numbers would have done in a recorded run, and what its sensors would have read. Layer: fit. Specification: docs/protocols/fit.md.
 * The way is the simulator's own drive (core/sim/drive.ts), given the recorded powers; the floor is the simulator's own map. Readings are what is
 * to be expected, without noise, so that they change smoothly with the numbers.
 */
import { exp, RADIANS_PER_DEGREE } from '../base/deterministic-math.ts';
import { Random } from '../base/random.ts';
import { partOf, type PartOf, type RobotProfile } from '../robot/profile.ts';
import { darknessOfTrack, type DarknessMap } from '../sim/darkness.ts';
import { Drive, STEP_MS } from '../sim/drive.ts';
import { incidenceCosMinOf, nearestEchoMm } from '../sim/sonar.ts';
import { Walls } from '../sim/walls.ts';
import type { FitRun, Signal } from './fit-run.ts';
import type { ParameterId, SignalKind } from './fit-types.ts';
import { drivenAs } from './fitted-profile.ts';
import type { UnknownId } from './unknowns.ts';

/** x, y, heading, ways of the left and of the right wheel, sine and cosine of the heading. */
const NUMBERS = 7;
const SQRT_TWO_PI = 2.5066282746310002;
/** Least doubt about a line's reading, in percent: what the model of spot and floor is worth. */
const LINE_DOUBT_MIN = 2;
/** A digital sensor flips over so much of black − white: what its noise and its model are worth. */
const FLIP_SHARE = 0.08;
const FLIP_DOUBT = 20;
const SOUND_MM_PER_MS = 343;
const GYRO_DOUBT_MIN_DEG = 0.5;
const SONAR_DOUBT_MIN_MM = 3;

/** Any value of an unknown; undefined where the fit has no such one. */
export type AnyValueOf = (id: UnknownId | ParameterId, index?: number) => number | undefined;

/** Where a car was, millisecond by millisecond. */
export class Way {
  readonly #numbers: Float64Array;
  readonly #lastMs: number;

  constructor(run: FitRun, kit: RobotProfile, valueOf: AnyValueOf, untilMs: number) {
    const { atMs, left, right } = run.commands;
    const start = {
      xMm: valueOf('startXMm') ?? run.start.xMm,
      yMm: valueOf('startYMm') ?? run.start.yMm,
      headingRad: valueOf('startHeadingRad') ?? run.start.headingRad,
    };
    const drive = new Drive(drivenAs(kit, valueOf), start, new Random(0));
    this.#lastMs = Math.ceil(Math.max(0, untilMs));
    this.#numbers = new Float64Array((this.#lastMs + 1) * NUMBERS);
    let next = 0;
    for (let ms = 0; ; ms += STEP_MS) {
      this.#remember(drive, ms * NUMBERS);
      if (ms >= this.#lastMs) return;
      for (; next < atMs.length && atMs[next]! <= ms; next++) drive.setMotors(left[next]!, right[next]!);
      drive.step();
    }
  }

  #remember(drive: Drive, at: number): void {
    const numbers = this.#numbers;
    numbers[at] = drive.xMm;
    numbers[at + 1] = drive.yMm;
    numbers[at + 2] = drive.headingRad;
    numbers[at + 3] = drive.leftWayMm;
    numbers[at + 4] = drive.rightWayMm;
    numbers[at + 5] = drive.sinHeading;
    numbers[at + 6] = drive.cosHeading;
  }

  /** Between two milliseconds: in proportion. @param what 0 x, 1 y, 2 heading, 3 and 4 the ways of the wheels, 5 sine and 6 cosine of the heading */
  at(ms: number, what: 0 | 1 | 2 | 3 | 4 | 5 | 6): number {
    const bounded = ms <= 0 ? 0 : ms >= this.#lastMs ? this.#lastMs : ms;
    const whole = Math.floor(bounded);
    const from = this.#numbers[whole * NUMBERS + what]!;
    return whole === bounded ? from : from + (this.#numbers[(whole + 1) * NUMBERS + what]! - from) * (bounded - whole);
  }
}

/** Beyond so many deviations nothing is cut off, or all. */
const BELL_ENDS = 4;
const BELL_STEPS = 512;

/** By z = −4 … 4: ∫ of Φ up to z, the mean of what is above 0 of a bell curve with mean z and deviation 1. Source of Φ: Abramowitz & Stegun, 26.2.17. */
const MEAN_ABOVE_ZERO = Float64Array.from({ length: BELL_STEPS + 1 }, (_, i) => {
  const z = (2 * BELL_ENDS * i) / BELL_STEPS - BELL_ENDS;
  const size = Math.abs(z);
  const density = exp((-size * size) / 2) / SQRT_TWO_PI;
  const t = 1 / (1 + 0.2316419 * size);
  const tail = density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z * (z > 0 ? 1 - tail : tail) + density;
});

function meanAboveZero(mean: number): number {
  if (mean >= BELL_ENDS) return mean;
  if (mean <= -BELL_ENDS) return 0;
  const at = ((mean + BELL_ENDS) * BELL_STEPS) / (2 * BELL_ENDS);
  const i = Math.floor(at);
  return MEAN_ABOVE_ZERO[i]! + (MEAN_ABOVE_ZERO[i + 1]! - MEAN_ABOVE_ZERO[i]!) * (at - i);
}

/** What a reading is on average that is cut off below 0 and above 100. */
function meanReading(percent: number, noisePercent: number): number {
  if (noisePercent === 0) return Math.min(100, Math.max(0, percent));
  return noisePercent * (meanAboveZero(percent / noisePercent) - meanAboveZero((percent - 100) / noisePercent));
}

/** Writes what a signal would have read, at the first `count` of its times. */
type Reader = (way: Way, valueOf: AnyValueOf, out: Float64Array, count: number) => void;

export interface SignalModel {
  readonly signal: Signal;
  /** Standard deviation of one reading, in the signal's unit. */
  readonly doubt: number;
  readonly read: Reader;
}

/** Of each signal of a run. */
export function signalModels(run: FitRun, kit: RobotProfile): readonly SignalModel[] {
  return run.signals.map((signal) => MODELS[signal.id.kind](signal, run, kit));
}

const MODELS: { readonly [K in SignalKind]: (signal: Signal, run: FitRun, kit: RobotProfile) => SignalModel } = {
  line: (signal, run, kit) => {
    const part = partOf(run.profile, 'line')!;
    const { spotMm, noise, delayMs } = kit.sensing.line;
    const map = darknessOfTrack(run.track!, spotMm);
    const place = part.sensors[signal.id.index]!;
    const darkness: Reader = (way, valueOf, out, count) => {
      const late = valueOf('lineDelayMs') ?? delayMs;
      for (let i = 0; i < count; i++) out[i] = darknessUnder(map, way, signal.atMs[i]! - late, place);
    };
    return part.kind === 'digital' ? digital(signal, darkness, place.threshold ?? 0.5) : analog(signal, darkness, noise);
  },
  encoder: (signal, _run, kit) => ({
    signal,
    doubt: Math.max(0.5, kit.dynamics.topSpeedMmPerS * 0.002),
    read(way, valueOf, out, count) {
      const late = valueOf('encoderDelayMs') ?? 0;
      const zero = valueOf('encoderZeroMm', signal.id.index) ?? 0;
      const side = signal.id.index === 0 ? 3 : 4;
      for (let i = 0; i < count; i++) out[i] = way.at(signal.atMs[i]! - late, side) + zero;
    },
  }),
  gyro: (signal, _run, kit) => ({
    signal,
    doubt: Math.max(GYRO_DOUBT_MIN_DEG, kit.sensing.gyro?.noiseDeg ?? 0),
    read(way, valueOf, out, count) {
      const late = valueOf('gyroDelayMs') ?? 0;
      const scale = (valueOf('gyroScale') ?? 1) / RADIANS_PER_DEGREE;
      const from = way.at(0, 2);
      for (let i = 0; i < count; i++) out[i] = (way.at(signal.atMs[i]! - late, 2) - from) * scale;
    },
  }),
  sonar: (signal, run, kit) => {
    const walls = new Walls(run.track!, kit, []);
    const part = partOf(kit, 'sonar')!;
    const beam = { part, beamDeg: kit.sensing.sonar.beamDeg, incidenceCosMin: incidenceCosMinOf(kit.sensing.sonar) };
    return {
      signal,
      doubt: Math.max(SONAR_DOUBT_MIN_MM, kit.sensing.sonar.noiseMm),
      read(way, valueOf, out, count) {
        const late = valueOf('sonarDelayMs') ?? 0;
        for (let i = 0; i < count; i++) {
          // A ping left so much before its answer came.
          const ms = signal.atMs[i]! - late - (2 * signal.values[i]!) / SOUND_MM_PER_MS;
          const place = {
            xMm: way.at(ms, 0),
            yMm: way.at(ms, 1),
            headingRad: way.at(ms, 2),
            sinHeading: way.at(ms, 5),
            cosHeading: way.at(ms, 6),
          };
          const nearest = nearestEchoMm(beam, walls, place);
          out[i] = nearest <= part.maxMm ? Math.max(kit.sensing.sonar.minMm, nearest) : signal.values[i]!;
        }
      },
    };
  },
};

function darknessUnder(map: DarknessMap, way: Way, ms: number, place: PartOf<'line'>['sensors'][number]): number {
  const s = way.at(ms, 5);
  const c = way.at(ms, 6);
  return map.at(way.at(ms, 0) + place.xMm * c + place.yMm * s, way.at(ms, 1) - place.xMm * s + place.yMm * c);
}

function analog(signal: Signal, darkness: Reader, noise: number): SignalModel {
  const { index } = signal.id;
  return {
    signal,
    doubt: Math.max(LINE_DOUBT_MIN, 100 * noise),
    read(way, valueOf, out, count) {
      darkness(way, valueOf, out, count);
      const white = 100 * (valueOf('lineWhite', index) ?? 0);
      const contrast = 100 * (valueOf('lineContrast', index) ?? 1);
      for (let i = 0; i < count; i++) out[i] = meanReading(white + contrast * out[i]!, 100 * noise);
    },
  };
}

function digital(signal: Signal, darkness: Reader, threshold: number): SignalModel {
  const { index } = signal.id;
  return {
    signal,
    doubt: FLIP_DOUBT,
    read(way, valueOf, out, count) {
      darkness(way, valueOf, out, count);
      const flip = valueOf('lineThreshold', index) ?? threshold;
      for (let i = 0; i < count; i++) out[i] = 100 / (1 + exp((flip - out[i]!) / FLIP_SHARE));
    },
  };
}
