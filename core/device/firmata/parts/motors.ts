/** Two motors on an H-bridge with three pins each (L298N: EN, IN1, IN2), as johnny-five Motors. Layer: device. */
import type { Motor } from 'johnny-five';
import { assert } from '../../../base/assert.ts';
import { digitalPin, type PartContext, type PartDriver, type PinNeed, type ProfilePin } from './firmata-part.ts';

interface MotorPins {
  readonly pwm: ProfilePin;
  readonly forward: ProfilePin;
  readonly backward: ProfilePin;
}

const PWM_MAX = 255;

class FirmataMotor {
  readonly #motor: Motor;
  #percent = 0;

  constructor(pins: MotorPins, { firmata }: PartContext) {
    this.#motor = new firmata.five.Motor({
      board: firmata.board,
      pins: { pwm: digitalPin(pins.pwm, firmata), dir: digitalPin(pins.forward, firmata), cdir: digitalPin(pins.backward, firmata) },
      threshold: 0,
    });
    this.#motor.stop();
  }

  get percent(): number {
    return this.#percent;
  }

  /** Writes only what changes: a program that sets the same power in every round must not fill the wire. */
  set(percent: number): void {
    if (percent === this.#percent) return;
    this.#percent = percent;
    const speed = Math.round((Math.abs(percent) * PWM_MAX) / 100);
    const direction = percent > 0 ? 1 : 0;
    if (speed === 0) this.#motor.stop();
    else if (direction === this.#motor.direction.value) this.#motor.start(speed);
    else if (direction === 1) this.#motor.forward(speed);
    else this.#motor.reverse(speed);
  }

  stop(): void {
    this.#percent = 0;
    this.#motor.stop();
  }
}

function motorNeeds(pins: MotorPins): readonly PinNeed[] {
  return [
    { pin: pins.pwm, mode: 'PWM' },
    { pin: pins.forward, mode: 'OUTPUT' },
    { pin: pins.backward, mode: 'OUTPUT' },
  ];
}

export const motorsDriver: PartDriver<'motors'> = {
  needs: (part) => (part.driver === 'h-bridge-3-pin' ? [...motorNeeds(part.left), ...motorNeeds(part.right)] : []),
  attach(part, context) {
    assert(part.driver === 'h-bridge-3-pin', 'others are not drivable');
    const motors = [new FirmataMotor(part.left, context), new FirmataMotor(part.right, context)] as const;
    const stop = (): void => motors.forEach((motor) => motor.stop());
    return {
      outputs: { motors: (values) => motors.forEach((motor, index) => motor.set(Number(values[index]))) },
      stop,
      off: stop,
    };
  },
};
