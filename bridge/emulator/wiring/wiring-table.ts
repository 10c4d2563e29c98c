/** What each type of part becomes at a board's pins. Layer: bridge/emulator. */
import type { PartOf, PartType, RobotPart } from '../../../core/robot/profile.ts';
import { wireBuzzer } from './buzzer.ts';
import { wireColor } from './color.ts';
import { wireDisplay } from './display.ts';
import { wireEncoder } from './encoder.ts';
import { wireGyro } from './gyro.ts';
import { wireLed } from './led.ts';
import { wireLine } from './line.ts';
import { wireMotors } from './motors.ts';
import { wireServo } from './servo.ts';
import { wireSonar } from './sonar.ts';
import { wireBump, wireButton } from './switches.ts';
import { wireBattery, wireLight, wireSound } from './voltages.ts';
import type { WiredPart, WirePart, WiringContext } from './wired-part.ts';

const WIRING_TABLE: { readonly [T in PartType]: WirePart<T> } = {
  motors: wireMotors,
  line: wireLine,
  sonar: wireSonar,
  bump: wireBump,
  light: wireLight,
  sound: wireSound,
  color: wireColor,
  gyro: wireGyro,
  encoder: wireEncoder,
  servo: wireServo,
  led: wireLed,
  buzzer: wireBuzzer,
  button: wireButton,
  display: wireDisplay,
  battery: wireBattery,
};

export function wireParts(context: WiringContext): readonly WiredPart[] {
  return context.profile.parts.map((part) => wire(part, context));
}

function wire<T extends PartType>(part: PartOf<T> & RobotPart, context: WiringContext): WiredPart {
  return WIRING_TABLE[part.type as T](part, context);
}
