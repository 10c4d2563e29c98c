/** The two driven wheels. Layer: device. Our firmware takes both in one message; other firmware gets each driver's own pins. */
import { unreachable } from '../../../base/assert.ts';
import type { PartOf } from '../../../robot/profile.ts';
import { NO_PIN, SUB, u14 } from '../guiji/sysex.ts';
import { digitalPin, type AttachPart, type FirmataPart, type OwnBoard, type PartContext } from './firmata-part.ts';

const PWM_MAX = 255;
const FULL_PERCENT = 100;
/** Of a servo that turns all the way round: 1500 ± 500 µs. */
const SERVO_STILL_US = 1500;
const SERVO_SPAN_US = 500;
/** Our firmware counts in thousandths, from full back to full ahead. */
const OFF_THOUSANDTHS = 1000;
const KIND = { 'h-bridge-3-pin': 1, 'pwm-dir': 2, 'h-bridge-2-pin': 3, 'servo-drive': 4 } as const;
const NO_RAMP_MS = 0;

type Motors = PartOf<'motors'>;
type Side = 'left' | 'right';

interface OneMotor {
  /** −100 … 100. */
  drive(percent: number): void;
  stop(): void;
}

export const attachMotors: AttachPart<'motors'> = (part, context) =>
  context.own === undefined ? pinMotors(part, context) : ownMotors(part, context, context.own);

/** Writes only what changes: a program that sets the same power in every round must not fill the wire. */
function pinMotors(part: Motors, context: PartContext): FirmataPart {
  const motors = [motorOf(part, 'left', context), motorOf(part, 'right', context)] as const;
  const written: (number | undefined)[] = [undefined, undefined];
  const stop = (): void =>
    motors.forEach((motor, index) => {
      written[index] = 0;
      motor.stop();
    });
  stop();
  return {
    outputs: {
      motors: (values) =>
        motors.forEach((motor, index) => {
          const percent = Number(values[index]);
          if (percent === written[index]) return;
          written[index] = percent;
          if (percent === 0) motor.stop();
          else motor.drive(percent);
        }),
    },
    stop,
    off: stop,
    forget: () => written.fill(undefined),
  };
}

function motorOf(part: Motors, side: Side, context: PartContext): OneMotor {
  const { firmata } = context;
  switch (part.driver) {
    case 'h-bridge-3-pin': {
      const { pwm, output } = pinsOf(context, { pwm: part[side].pwm, output: part[side].forward });
      const backward = pinsOf(context, { output: part[side].backward }).output;
      return {
        drive(percent) {
          firmata.io.digitalWrite(output, percent > 0 ? 1 : 0);
          firmata.io.digitalWrite(backward, percent > 0 ? 0 : 1);
          firmata.io.analogWrite(pwm, dutyOf(percent));
        },
        stop: () => firmata.io.analogWrite(pwm, 0),
      };
    }
    case 'pwm-dir': {
      const { inverted } = part[side];
      const { pwm, output } = pinsOf(context, { pwm: part[side].pwm, output: part[side].dir });
      return {
        drive(percent) {
          firmata.io.digitalWrite(output, percent > 0 !== inverted ? 1 : 0);
          firmata.io.analogWrite(pwm, dutyOf(percent));
        },
        stop: () => firmata.io.analogWrite(pwm, 0),
      };
    }
    case 'h-bridge-2-pin': {
      const forward = pinsOf(context, { pwm: part[side].forward }).pwm;
      const backward = pinsOf(context, { pwm: part[side].backward }).pwm;
      const set = (percent: number): void => {
        firmata.io.analogWrite(percent > 0 ? backward : forward, 0);
        firmata.io.analogWrite(percent > 0 ? forward : backward, dutyOf(percent));
      };
      return {
        drive: set,
        stop() {
          firmata.io.analogWrite(forward, 0);
          firmata.io.analogWrite(backward, 0);
        },
      };
    }
    case 'servo-drive': {
      const { io } = firmata;
      const pin = digitalPin(part[side].pin, firmata);
      const sign = part[side].inverted ? -1 : 1;
      io.servoConfig(pin, SERVO_STILL_US - SERVO_SPAN_US, SERVO_STILL_US + SERVO_SPAN_US);
      io.pinMode(pin, io.MODES.SERVO);
      const write = (percent: number): void =>
        io.servoWrite(pin, SERVO_STILL_US + Math.round((sign * percent * SERVO_SPAN_US) / FULL_PERCENT));
      return { drive: write, stop: () => write(0) };
    }
    default:
      return unreachable(part);
  }
}

function pinsOf(
  { firmata }: PartContext,
  { pwm, output }: { readonly pwm?: number | string; readonly output?: number | string },
): { readonly pwm: number; readonly output: number } {
  const { io } = firmata;
  const take = (pin: number | string | undefined, mode: number): number => {
    if (pin === undefined) return -1;
    const number = digitalPin(pin, firmata);
    io.pinMode(number, mode);
    return number;
  };
  return { pwm: take(pwm, io.MODES.PWM), output: take(output, io.MODES.OUTPUT) };
}

function dutyOf(percent: number): number {
  return Math.round((Math.abs(percent) * PWM_MAX) / FULL_PERCENT);
}

function ownMotors(part: Motors, { firmata }: PartContext, { link }: OwnBoard): FirmataPart {
  for (const [index, side] of (['left', 'right'] as const).entries()) {
    const { pins, isTurned } = ownPinsOf(part, side);
    const numbers = [0, 1, 2].map((place) => (pins[place] === undefined ? NO_PIN : digitalPin(pins[place], firmata)));
    link.send(SUB.motorPins, index, KIND[part.driver], ...numbers, isTurned ? 1 : 0);
  }
  link.send(SUB.motorRamp, ...u14(NO_RAMP_MS));
  let written: string | undefined;
  const set = (left: number, right: number): void => {
    written = `${left} ${right}`;
    link.send(SUB.motors, ...u14(thousandths(left)), ...u14(thousandths(right)));
  };
  const stop = (): void => set(0, 0);
  stop();
  return {
    outputs: {
      motors: ([left, right]) => {
        if (`${Number(left)} ${Number(right)}` !== written) set(Number(left), Number(right));
      },
    },
    stop,
    off: stop,
    forget: () => (written = undefined),
  };
}

function thousandths(percent: number): number {
  return OFF_THOUSANDTHS + Math.round((percent * OFF_THOUSANDTHS) / FULL_PERCENT);
}

function ownPinsOf(part: Motors, side: Side): { readonly pins: readonly (number | string)[]; readonly isTurned: boolean } {
  switch (part.driver) {
    case 'h-bridge-3-pin':
      return { pins: [part[side].pwm, part[side].forward, part[side].backward], isTurned: false };
    case 'pwm-dir':
      return { pins: [part[side].pwm, part[side].dir], isTurned: part[side].inverted };
    case 'h-bridge-2-pin':
      return { pins: [part[side].forward, part[side].backward], isTurned: false };
    case 'servo-drive':
      return { pins: [part[side].pin], isTurned: part[side].inverted };
    default:
      return unreachable(part);
  }
}
