/** Reflectance sensors over the floor: an analog channel each, or a comparator's yes and no. Layer: device. */
import { learntLevels, levelsOf, type LineLevels } from '../../../robot/line-levels.ts';
import { partOf, type PartOf } from '../../../robot/profile.ts';
import { RAW_MAX } from '../guiji/sysex.ts';
import { digitalPin, type AttachPart, type PartContext } from './firmata-part.ts';

/** A sensor darker than this sees black, or no floor. The simulated car judges alike. */
const DARK_PERCENT = 50;
/** A car that crosses a line sees all dark for a shorter time than this. */
const LIFTED_AFTER_MS = 200;

export const attachLine: AttachPart<'line'> = (part, context) => {
  const sensors = new LineSensors(part, context);
  watchSensors(part, context, sensors);
  return {
    inputs: { line: (index) => sensors.percent(index), lifted: () => sensors.isLifted },
    outputs: { learnLine: ([learning]) => sensors.learn(learning === 1) },
    rawLine: () => sensors.raw,
    calibrate: (profile) => sensors.calibrate(partOf(profile, 'line') ?? part),
    off: () => sensors.learn(false),
  };
};

class LineSensors {
  readonly #part: PartOf<'line'>;
  readonly #context: PartContext;
  /** Shares of the ADC's range. */
  readonly #raw: Float64Array;
  #levels: LineLevels;
  /** The least and the most of each while it learns. */
  #seen: { readonly least: Float64Array; readonly most: Float64Array } | undefined;
  /** Since all of them are dark. */
  #darkFromMs: number | undefined;

  constructor(part: PartOf<'line'>, context: PartContext) {
    this.#part = part;
    this.#context = context;
    this.#raw = new Float64Array(part.sensors.length).fill(part.rawWhite);
    this.#levels = levelsOf(part);
  }

  get raw(): readonly number[] {
    return [...this.#raw];
  }

  /** By what this car measured, from now on. */
  calibrate(part: PartOf<'line'>): void {
    this.#levels = levelsOf(part);
  }

  /** 0 (light) … 100 (dark), whole; a sensor that is not there sees nothing. */
  percent(index: number): number {
    const raw = this.#raw[index];
    if (raw === undefined) return 0;
    const { rawWhite, rawBlack, kind } = this.#part;
    // While it learns nobody knows what is black: the nominal values stand.
    const white = this.#seen === undefined ? this.#levels.white[index]! : rawWhite;
    const black = this.#seen === undefined ? this.#levels.black[index]! : rawBlack;
    const percent = (100 * (raw - white)) / (black - white);
    if (kind === 'digital') return percent > DARK_PERCENT ? 100 : 0;
    return Math.round(Math.min(100, Math.max(0, percent)));
  }

  /** A digital sensor has a screw instead: nothing to learn. */
  learn(learning: boolean): void {
    if (this.#part.kind !== 'analog' || learning === (this.#seen !== undefined)) return;
    if (learning) this.#seen = { least: this.#raw.slice(), most: this.#raw.slice() };
    else {
      this.#levels = learntLevels(this.#part, this.#seen!.least, this.#seen!.most);
      this.#seen = undefined;
    }
  }

  see(index: number, share: number): void {
    this.#raw[index] = share;
    if (this.#seen === undefined) return;
    this.#seen.least[index] = Math.min(this.#seen.least[index]!, share);
    this.#seen.most[index] = Math.max(this.#seen.most[index]!, share);
  }

  /** By the kit's nominal values, as our firmware and the simulated car do. */
  judgeDark(): void {
    const { rawWhite, rawBlack } = this.#part;
    const middle = (rawWhite + rawBlack) / 2;
    const isDark = this.#raw.every((raw) => (raw - middle) * (rawBlack - rawWhite) > 0);
    if (isDark === (this.#darkFromMs !== undefined)) return;
    this.#darkFromMs = isDark ? this.#context.clock.nowMs() : undefined;
    this.#context.onDark(isDark);
  }

  get isLifted(): boolean {
    return this.#darkFromMs !== undefined && this.#context.clock.nowMs() - this.#darkFromMs >= LIFTED_AFTER_MS;
  }
}

function watchSensors(part: PartOf<'line'>, { firmata, own, onAnalog, onDigital }: PartContext, sensors: LineSensors): void {
  if (own === undefined) {
    for (const [index, { pin }] of part.sensors.entries()) {
      const see = (share: number): void => {
        sensors.see(index, share);
        sensors.judgeDark();
      };
      if (part.kind === 'analog') onAnalog(pin, see);
      else onDigital(pin, { pullUp: false }, (isHigh) => see(isHigh ? 1 : 0));
    }
    return;
  }
  own.sensors.line(
    part.sensors.map(({ pin }) => ({ pin: digitalPin(pin, firmata), kind: part.kind })),
    (shares) => {
      shares.forEach((share, index) => sensors.see(index, share));
      sensors.judgeDark();
    },
  );
  const raw = Math.round(((part.rawWhite + part.rawBlack) / 2) * RAW_MAX);
  const isDarkBelow = part.rawBlack < part.rawWhite;
  own.sensors.lifted(
    LIFTED_AFTER_MS,
    part.sensors.map(() => ({ raw, isDarkBelow })),
  );
}
