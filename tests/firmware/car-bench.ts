/** A board with our firmware, spoken to in its own sysex: docs/protocols/firmware.md §3. Layer: tests. */
import { STATE_BIT, SUB, u14, type Sub } from '../../core/device/firmata/guiji/sysex.ts';
import { FirmwareBench, GUIJI_328P, sysex, sysexes, type BoardMessage, type FirmwareUnderTest } from './firmware-bench.ts';

const GUIJI = 0x0a;

/** Message kinds of MOTOR_PINS. */
export const DRIVER = { none: 0, threePin: 1, pwmDir: 2, twoPin: 3, servo: 4 } as const;

export const REFUSAL = { unknown: 1, wrongLength: 2, wrongPin: 3, outOfRange: 4, busy: 5, motorPin: 6 } as const;

/** L298N as on the first kit: EN, IN1, IN2 of each side. */
export const LEFT = { enable: 5, ahead: 7, back: 8 } as const;
const RIGHT = { enable: 6, ahead: 11, back: 12 } as const;

export class CarBench extends FirmwareBench {
  constructor(firmware: FirmwareUnderTest = GUIJI_328P) {
    super(firmware);
  }

  tell(sub: Sub, ...payload: readonly number[]): void {
    this.send(sysex(GUIJI, sub, ...payload));
  }

  /** Sends and runs; the payloads of every message of ours that came back, by their sub. */
  request(sub: Sub, payload: readonly number[] = [], ms = 10): readonly (readonly number[])[] {
    return ofSub(this.ask(sysex(GUIJI, sub, ...payload), ms), sub);
  }

  /** The reason why a message is refused; undefined: it is not. */
  refusal(sub: number, payload: readonly number[] = [], ms = 10): number | undefined {
    const [answer] = ofSub(this.ask(sysex(GUIJI, sub, ...payload), ms), SUB.refused);
    return answer === undefined ? undefined : answer[0] === sub ? answer[1] : NaN;
  }

  state(): number {
    return this.request(SUB.state, [], 5)[0]?.[0] ?? NaN;
  }

  has(bit: keyof typeof STATE_BIT): boolean {
    return (this.state() & STATE_BIT[bit]) !== 0;
  }

  wireMotors(): void {
    for (const [side, { enable, ahead, back }] of [LEFT, RIGHT].entries()) {
      this.tell(SUB.motorPins, side, DRIVER.threePin, enable, ahead, back, 0);
    }
    this.run(8);
  }

  /** Thousandths of full power. */
  drive(left: number, right: number, ms = 5): void {
    this.tell(SUB.motors, ...u14(left + 1000), ...u14(right + 1000));
    this.run(ms);
  }

  /** Duty of each side times its direction, as the motors get it. */
  motors(ms = 5): readonly [number, number] {
    const one = ({ enable, ahead, back }: { readonly enable: number; readonly ahead: number; readonly back: number }): number => {
      const duty = this.duty(enable, ms);
      const direction = Number(this.chip.isDrivenHigh(ahead)) - Number(this.chip.isDrivenHigh(back));
      return direction === 0 ? 0 : direction * duty;
    };
    return [one(LEFT), one(RIGHT)];
  }

  /** True where no pin can turn a motor. */
  get standsStill(): boolean {
    return [LEFT, RIGHT].every(({ enable, ahead, back }) => ![enable, ahead, back].some((pin) => this.chip.isDrivenHigh(pin)));
  }

  /** Runs until the motors are off; the ms that it took from now, by the chip's cycles. NaN: longer than `msMax`. */
  msUntilOff(msMax: number): number {
    const start = this.nowMs;
    let off = NaN;
    const pins = [LEFT, RIGHT].flatMap(({ ahead, back }) => [ahead, back]);
    const unwatch = pins.map((pin) =>
      this.chip.watchPin(pin, (isHigh, cycle) => {
        if (!isHigh) off = cycle / (this.chip.freqHz / 1000) - start;
      }),
    );
    this.run(msMax);
    for (const end of unwatch) end();
    return this.standsStill ? off : NaN;
  }
}

export function ofSub(said: readonly BoardMessage[], sub: number): readonly (readonly number[])[] {
  return sysexes(said, GUIJI)
    .filter(([first]) => first === sub)
    .map(([, ...payload]) => payload);
}
