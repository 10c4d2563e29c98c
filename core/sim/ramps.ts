/** What a ramp does to a car on it. Layer: sim. Specification: docs/protocols/contacts.md. Floor frame, mm; headings in radians. */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import type { Track, TrackRamp } from './track-schema.ts';

const GRAVITY_MM_PER_S2 = 9807;

interface Ramp {
  readonly x: number;
  readonly y: number;
  readonly sin: number;
  readonly cos: number;
  readonly halfWidth: number;
  readonly halfLength: number;
  readonly halfTop: number;
  /** Tangent of its sides. */
  readonly rise: number;
}

export interface Slope {
  /** Gravity along the heading, mm/s²: positive downhill. */
  readonly pullMmPerS2: number;
  /** A way of 1 along the slope is so much seen from above. */
  readonly share: number;
}

const LEVEL: Slope = { pullMmPerS2: 0, share: 1 };

function rampOf({ center, widthMm, lengthMm, topMm, heightMm, headingDeg }: TrackRamp): Ramp {
  const rad = headingDeg * RADIANS_PER_DEGREE;
  return {
    ...{ x: center.xMm, y: center.yMm, sin: sin(rad), cos: cos(rad) },
    ...{ halfWidth: widthMm / 2, halfLength: lengthMm / 2, halfTop: topMm / 2, rise: (2 * heightMm) / (lengthMm - topMm) },
  };
}

export class Ramps {
  readonly #ramps: readonly Ramp[];

  constructor({ ramps }: Track) {
    this.#ramps = ramps.map(rampOf);
  }

  /** Under the axle's middle: there the car's weight is. Where ramps overlap, the last counts. */
  under(xMm: number, yMm: number, sinHeading: number, cosHeading: number): Slope {
    for (let i = this.#ramps.length - 1; i >= 0; i--) {
      const ramp = this.#ramps[i]!;
      const px = xMm - ramp.x;
      const py = yMm - ramp.y;
      const along = px * ramp.sin + py * ramp.cos;
      if (Math.abs(along) > ramp.halfLength || Math.abs(px * ramp.cos - py * ramp.sin) > ramp.halfWidth) continue;
      if (Math.abs(along) <= ramp.halfTop) return LEVEL;
      const climbs = (along < 0 ? ramp.rise : -ramp.rise) * (ramp.sin * sinHeading + ramp.cos * cosHeading);
      const share = 1 / Math.sqrt(1 + climbs * climbs);
      return { pullMmPerS2: 0 - GRAVITY_MM_PER_S2 * climbs * share, share };
    }
    return LEVEL;
  }

  get areNone(): boolean {
    return this.#ramps.length === 0;
  }
}
