/** A floor to begin on. Layer: tracks. */
import type { LocalText } from '../../base/local-text.ts';
import { DEFAULT_RULES } from '../../sim/rules.ts';
import { TRACK_VERSION } from '../../sim/track-schema.ts';
import type { Track } from '../../sim/track.ts';

/** Two sheets of board side by side: what most classrooms have room for. */
const FLOOR = { widthMm: 2400, heightMm: 1200, color: '#ffffff' };

/** @param id lower-case letters, digits, single hyphens */
export function newTrack(id: string, name: LocalText): Track {
  return {
    ...{ format: 'guiji-track', version: TRACK_VERSION, id, name: { ...name } },
    ...{ floor: { ...FLOOR }, lines: [], zones: [], walls: [], boxes: [], ramps: [], checkpoints: [], finish: null, course: 'loop' },
    start: { xMm: 600, yMm: 300, headingDeg: 90 },
    rules: DEFAULT_RULES,
  };
}
