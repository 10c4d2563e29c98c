/** Every part type that a Firmata board can drive. Layer: device. */
import type { PartOf, PartType, RobotPart } from '../../../robot/profile.ts';
import { attachBuzzer } from './buzzer.ts';
import { attachColor } from './color.ts';
import { attachDisplay } from './display.ts';
import { attachEncoder } from './encoder.ts';
import type { AttachPart, FirmataPart, PartContext } from './firmata-part.ts';
import { attachGyro } from './gyro.ts';
import { attachLed } from './led.ts';
import { attachLine } from './line.ts';
import { attachMotors } from './motors.ts';
import { attachServo } from './servo.ts';
import { attachSonar } from './sonar.ts';
import { attachBump, attachButton } from './switches.ts';
import { attachBattery, attachLight, attachSound } from './voltages.ts';

const PART_TABLE: { readonly [T in PartType]: AttachPart<T> } = {
  motors: attachMotors,
  line: attachLine,
  sonar: attachSonar,
  bump: attachBump,
  light: attachLight,
  sound: attachSound,
  color: attachColor,
  gyro: attachGyro,
  encoder: attachEncoder,
  servo: attachServo,
  led: attachLed,
  buzzer: attachBuzzer,
  button: attachButton,
  display: attachDisplay,
  battery: attachBattery,
};

export function attachPart<T extends PartType>(part: PartOf<T>, context: PartContext): FirmataPart {
  return PART_TABLE[part.type as T](part, context);
}

/** What no other firmware can: time an echo, count steps, make a tone, drive a strip or a TM1637. */
export function needsOwnFirmware(part: RobotPart): boolean {
  switch (part.type) {
    case 'sonar':
      return part.kind === 'trigger-echo';
    case 'encoder':
      return true;
    case 'led':
      return part.kind === 'strip';
    case 'buzzer':
      return part.kind === 'passive';
    case 'display':
      return part.kind === 'tm1637';
    default:
      return false;
  }
}
