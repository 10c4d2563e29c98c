/** What is ahead. Layer: device. A voltage (Vcc/512 per inch: MaxBotix LV-MaxSonar-EZ data sheet), or an echo that our firmware times. */
import { assert } from '../../../base/assert.ts';
import { digitalPin, type AttachPart } from './firmata-part.ts';

const INCHES_AT_FULL_SCALE = 512;
const MM_PER_INCH = 25.4;

export const attachSonar: AttachPart<'sonar'> = (part, { firmata, profile, onAnalog, own }) => {
  let distanceMm = Infinity;
  const see = (mm: number): void => {
    distanceMm = mm > part.maxMm ? Infinity : mm;
  };
  if (part.kind === 'analog-voltage') onAnalog(part.pins[0]!, (share) => see(share * INCHES_AT_FULL_SCALE * MM_PER_INCH));
  else {
    assert(own !== undefined, 'only our firmware times echoes');
    const trigger = digitalPin(part.pins[0]!, firmata);
    const echo = part.pins[1] === undefined ? trigger : digitalPin(part.pins[1], firmata);
    own.sensors.sonar({ trigger, echo, periodMs: Math.max(PERIOD_MS_MIN, profile.sensing.sonar.periodMs) }, see);
  }
  return { inputs: { sonar: () => distanceMm } };
};

const PERIOD_MS_MIN = 20;
