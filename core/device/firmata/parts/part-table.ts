/** Every part type that a Firmata board can drive. Layer: device. */
import { assert } from '../../../base/assert.ts';
import type { PartOf, PartType, RobotPart } from '../../../robot/profile.ts';
import { buttonDriver } from './button.ts';
import { buzzerDriver } from './buzzer.ts';
import type { FirmataPart, PartContext, PartDriver, PinNeed } from './firmata-part.ts';
import { ledDriver } from './led.ts';
import { lineDriver } from './line.ts';
import { motorsDriver } from './motors.ts';
import { sonarDriver } from './sonar.ts';

const PART_TABLE: { readonly [T in PartType]?: PartDriver<T> } = {
  motors: motorsDriver,
  line: lineDriver,
  sonar: sonarDriver,
  led: ledDriver,
  buzzer: buzzerDriver,
  button: buttonDriver,
};

function driverOf<T extends PartType>(part: PartOf<T>): PartDriver<T> {
  const driver = PART_TABLE[part.type as T];
  assert(driver !== undefined, 'only what is drivable is attached');
  return driver;
}

export function partNeeds(part: RobotPart): readonly PinNeed[] {
  return driverOf(part).needs(part);
}

export function attachPart(part: RobotPart, context: PartContext): FirmataPart {
  return driverOf(part).attach(part, context);
}

/** StandardFirmata cannot time an echo, only read a voltage; it reads reflectance as a voltage too. */
export function isDrivable(part: RobotPart): boolean {
  if (part.type === 'motors') return part.driver === 'h-bridge-3-pin';
  if (part.type === 'sonar') return part.kind === 'analog-voltage';
  if (part.type === 'line') return part.kind === 'analog';
  if (part.type === 'led') return part.kind === 'single';
  if (part.type === 'buzzer') return part.kind === 'active';
  if (part.type === 'button') return part.kind === 'digital';
  return PART_TABLE[part.type] !== undefined;
}
