/** The one block in which our firmware reports line sensors, sonar and encoders together. Layer: device. Spec: docs/protocols/firmware.md, Sensors. */
import type { GuijiLink } from './guiji-link.ts';
import { NO_ECHO, NO_PIN, PayloadReader, RAW_MAX, SUB, u14 } from './sysex.ts';

/** 200 Hz at 115200 baud and above; a slower line takes half of that, with room for everything else. */
const INTERVAL_MS = 5;
const SLOW_INTERVAL_MS = 10;
const FAST_BAUD = 100_000;
const STEPS_MODULUS = 2 ** 21;
const KIND = { analog: 0, digital: 1, 'digital-pull-up': 2 } as const;

export interface OwnLineSensor {
  readonly pin: number;
  readonly kind: keyof typeof KIND;
}

export interface EncoderPins {
  readonly a: number;
  /** Absent: one channel, counts up. */
  readonly b?: number;
}

export class OwnSensors {
  readonly #link: GuijiLink;
  #sensors: readonly OwnLineSensor[] = [];
  #onLine: (shares: readonly number[]) => void = () => {};
  #onSonar: ((mm: number) => void) | undefined;
  readonly #encoders: { readonly onSteps: (steps: number) => void; last: number | undefined }[] = [];
  #setUp: (() => void)[] = [];
  /** Once a block: before the parts have heard it. */
  onBlock: () => void = () => {};

  constructor(link: GuijiLink) {
    this.#link = link;
    link.messages.subscribe(({ sub, payload }) => {
      if (sub === SUB.sensors) this.#take(new PayloadReader(payload));
    });
  }

  /** @param onLine shares of full scale, 0 … 1, leftmost first */
  line(sensors: readonly OwnLineSensor[], onLine: (shares: readonly number[]) => void): void {
    this.#sensors = sensors;
    this.#onLine = onLine;
  }

  /** @param onSonar mm, Infinity without an echo */
  sonar(
    { trigger, echo, periodMs }: { readonly trigger: number; readonly echo: number; readonly periodMs: number },
    onSonar: (mm: number) => void,
  ): void {
    this.#onSonar = onSonar;
    this.#setUp.push(() => this.#link.send(SUB.sonar, trigger, echo, ...u14(periodMs)));
  }

  /** Left first. @param onSteps how many since the last block, signed */
  encoder({ a, b = NO_PIN }: EncoderPins, onSteps: (steps: number) => void): void {
    const index = this.#encoders.length;
    this.#encoders.push({ onSteps, last: undefined });
    this.#setUp.push(() => this.#link.send(SUB.encoder, index, a, b, 1));
  }

  /** The car stops itself where all sensors are on the dark side of these values for that long. */
  lifted(forMs: number, thresholds: readonly { readonly raw: number; readonly isDarkBelow: boolean }[]): void {
    const values = thresholds.flatMap(({ raw, isDarkBelow }) => u14(raw + (isDarkBelow ? RAW_MAX_FLAG : 0)));
    this.#setUp.push(() => this.#link.send(SUB.lifted, ...u14(forMs), ...values));
  }

  get isUsed(): boolean {
    return this.#sensors.length > 0 || this.#onSonar !== undefined || this.#encoders.length > 0;
  }

  /** After every part has said what it needs. */
  start(baud: number): void {
    if (!this.isUsed) return;
    const intervalMs = baud >= FAST_BAUD ? INTERVAL_MS : SLOW_INTERVAL_MS;
    this.#link.send(SUB.sensors, ...u14(intervalMs), ...this.#sensors.flatMap(({ pin, kind }) => [pin, KIND[kind]]));
    for (const setUp of this.#setUp) setUp();
  }

  #take(reader: PayloadReader): void {
    reader.u7();
    reader.u14();
    reader.u7();
    const bytesNeeded = 2 * this.#sensors.length + (this.#onSonar === undefined ? 0 : 2) + 3 * this.#encoders.length;
    // Of the set-up before.
    if (reader.left !== bytesNeeded) return;
    this.onBlock();
    if (this.#sensors.length > 0) this.#onLine(this.#sensors.map(() => reader.u14() / RAW_MAX));
    if (this.#onSonar !== undefined) {
      const mm = reader.u14();
      this.#onSonar(mm === NO_ECHO ? Infinity : mm);
    }
    for (const encoder of this.#encoders) {
      const steps = reader.u21();
      const moved = encoder.last === undefined ? 0 : (steps - encoder.last + STEPS_MODULUS) % STEPS_MODULUS;
      encoder.last = steps;
      encoder.onSteps(moved >= STEPS_MODULUS / 2 ? moved - STEPS_MODULUS : moved);
    }
  }
}

/** Added to a threshold: dark is the lower side. */
const RAW_MAX_FLAG = 8192;
