/** The tracks that ship, from the first straight line to the hardest. Layer: sim. Specification of the files: docs/protocols/track.md. */
import { assert } from '../../base/assert.ts';
import type { LocalText } from '../../base/local-text.ts';
import { parseTrack, type Track } from '../track.ts';
import calibrationFloor from './calibration-floor.json' with { type: 'json' };
import chicane from './chicane.json' with { type: 'json' };
import colourPatches from './colour-patches.json' with { type: 'json' };
import competition from './competition.json' with { type: 'json' };
import crossroads from './crossroads.json' with { type: 'json' };
import dashes from './dashes.json' with { type: 'json' };
import deliveryYard from './delivery-yard.json' with { type: 'json' };
import figureEight from './figure-eight.json' with { type: 'json' };
import firstBend from './first-bend.json' with { type: 'json' };
import gaps from './gaps.json' with { type: 'json' };
import hairpins from './hairpins.json' with { type: 'json' };
import maze from './maze.json' with { type: 'json' };
import obstacleDetour from './obstacle-detour.json' with { type: 'json' };
import overTheBridge from './over-the-bridge.json' with { type: 'json' };
import oval from './oval.json' with { type: 'json' };
import pushTheBoxes from './push-the-boxes.json' with { type: 'json' };
import rightAngles from './right-angles.json' with { type: 'json' };
import shangCityWall from './shang-city-wall.json' with { type: 'json' };
import straight from './straight.json' with { type: 'json' };
import tJunctions from './t-junctions.json' with { type: 'json' };

export const DEFAULT_TRACK_ID = 'oval';

const FILES: readonly { readonly id: string; readonly name: LocalText }[] = [
  ...[straight, firstBend, oval, figureEight, chicane, shangCityWall, hairpins, rightAngles, crossroads, tJunctions],
  ...[dashes, gaps, colourPatches, deliveryYard, overTheBridge, pushTheBoxes, obstacleDetour, maze, competition],
];

/** Stripes to drive over, for fitting a car: no course, so it is not among those that are offered. */
export const CALIBRATION_FLOOR_ID = calibrationFloor.id;

/** In the order in which they are offered. */
export const SHIPPED_TRACKS: readonly { readonly id: string; readonly name: LocalText }[] = FILES.map(({ id, name }) => ({ id, name }));

/** Why not all at once: a page shows one of them, and reading takes time. */
const READ = new Map<string, Track>();

/** The same object each time, so that what is drawn of a track is shared. */
export function shippedTrack(id: string): Track | undefined {
  const known = READ.get(id);
  const json = id === CALIBRATION_FLOOR_ID ? calibrationFloor : FILES.find((file) => file.id === id);
  if (known !== undefined || json === undefined) return known;
  const parsed = parseTrack(json);
  assert(parsed.ok, 'a shipped track is valid');
  READ.set(id, parsed.value);
  return parsed.value;
}
