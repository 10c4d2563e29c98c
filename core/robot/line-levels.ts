/** Black and white of a line sensor, learnt by turning over the line. Layer: robot. Raw readings, shares of the ADC's range. */
import type { PartOf } from './profile-parts.ts';

/** What a sensor that saw too little of a difference keeps: its kit's nominal values. */
const CONTRAST_MIN = 0.1;

export interface LineLevels {
  /** By sensor. */
  readonly white: Float64Array;
  readonly black: Float64Array;
}

/** The car's own where it was measured, else the kit's. */
export function levelsOf({ sensors, rawWhite, rawBlack }: PartOf<'line'>): LineLevels {
  return {
    white: Float64Array.from(sensors, (sensor) => sensor.rawWhite ?? rawWhite),
    black: Float64Array.from(sensors, (sensor) => sensor.rawBlack ?? rawBlack),
  };
}

/**
 * From the least and the most that each sensor saw. Where black is the lower reading in this kit, the two are exchanged.
 * @param least by sensor; @param most by sensor
 */
export function learntLevels({ rawWhite, rawBlack }: PartOf<'line'>, least: Float64Array, most: Float64Array): LineLevels {
  const white = new Float64Array(least.length).fill(rawWhite);
  const black = new Float64Array(least.length).fill(rawBlack);
  for (let i = 0; i < least.length; i++) {
    if (!(most[i]! - least[i]! >= CONTRAST_MIN)) continue;
    white[i] = rawBlack > rawWhite ? least[i]! : most[i]!;
    black[i] = rawBlack > rawWhite ? most[i]! : least[i]!;
  }
  return { white, black };
}
