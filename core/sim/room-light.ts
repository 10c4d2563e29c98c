/** How bright it is on the floor: the room's light, and zones that the sun shines on. Layer: sim. Percent; 100 is direct sunlight. */
import { depthIn, type Depth } from './areas.ts';
import type { Track } from './track-schema.ts';

/** A classroom in daylight. */
const AMBIENT_LIGHT_PERCENT = 60;

interface LitZone {
  readonly percent: number;
  readonly depth: Depth;
}

export class RoomLight {
  /** Away from all such zones; pages and tests draw the curtains. */
  percent = AMBIENT_LIGHT_PERCENT;
  readonly #zones: readonly LitZone[];

  constructor(track: Track) {
    this.#zones = track.zones.flatMap(({ area, lightPercent }) =>
      lightPercent === null ? [] : [{ percent: lightPercent, depth: depthIn(area) }],
    );
  }

  /** Floor frame, mm. Of zones that overlap the later one counts. */
  at(xMm: number, yMm: number): number {
    if (this.#zones.length === 0) return this.percent;
    return this.#zones.findLast(({ depth }) => depth(xMm, yMm) >= 0)?.percent ?? this.percent;
  }

  /** How much of direct sunlight's infrared is in it, 0 … 1: lamps and a lit room have next to none. */
  sunAt(xMm: number, yMm: number): number {
    const above = this.at(xMm, yMm) - AMBIENT_LIGHT_PERCENT;
    return above <= 0 ? 0 : above / (100 - AMBIENT_LIGHT_PERCENT);
  }
}
