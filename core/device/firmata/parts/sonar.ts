/** A sonar that says its distance as a voltage: Vcc/512 per inch (MaxBotix LV-MaxSonar-EZ data sheet). Layer: device. */
import type { PartDriver } from './firmata-part.ts';

const INCHES_AT_FULL_SCALE = 512;
const MM_PER_INCH = 25.4;

export const sonarDriver: PartDriver<'sonar'> = {
  needs: (part) => [{ pin: part.pins[0]!, mode: 'ANALOG' }],
  attach(part, { onAnalog }) {
    let distanceMm = Infinity;
    onAnalog(part.pins[0]!, (share) => {
      const mm = share * INCHES_AT_FULL_SCALE * MM_PER_INCH;
      distanceMm = mm > part.maxMm ? Infinity : mm;
    });
    return { inputs: { sonar: () => distanceMm } };
  },
};
