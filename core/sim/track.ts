/** Reads track files: floor, lines, zones, walls, boxes, ramps, start, gates and rules of one track. Layer: sim. Specification: docs/protocols/track.md. */
import { ok, type Fault, type Result } from '../base/result.ts';
import { checkDocument, type DocumentProblem, type Migration } from '../base/versioned-document.ts';
import { rulesFromVersion1 } from './rules.ts';
import { geometryFaults, type GeometryFaultCode } from './track-geometry.ts';
import { TRACK_VERSION, trackSchema, type Track } from './track-schema.ts';

export type { Gate, Point, Track, TrackArea, TrackBox, TrackLine, TrackRamp, TrackZone } from './track-schema.ts';

const MIGRATIONS: readonly Migration[] = [
  // 1 → 2: zones, curves and dashes came; what version 1 says means the same.
  (document) => {
    const { rules } = document;
    const isObject = typeof rules === 'object' && rules !== null;
    return { ...document, version: 2, rules: isObject ? rulesFromVersion1(rules as Record<string, unknown>) : rules };
  },
  // 2 → 3: boxes and ramps came; what version 2 says means the same.
  (document) => ({ ...document, version: 3 }),
  // 3 → 4: zones that want boxes came; what version 3 says means the same.
  (document) => ({ ...document, version: 4 }),
];

export type TrackFaultCode = `track.${DocumentProblem}` | GeometryFaultCode;

const FORMAT = { name: 'guiji-track', version: TRACK_VERSION, migrations: MIGRATIONS, schema: trackSchema };

/** A checked copy, or all that is wrong with it, each with the path of what is wrong; one at least. */
export function checkTrack(json: unknown): { readonly track: Track } | { readonly faults: readonly Fault<TrackFaultCode>[] } {
  const checked = checkDocument(json, FORMAT, 'track');
  if (!('value' in checked)) return checked;
  const faults = geometryFaults(checked.value);
  return faults.length === 0 ? { track: checked.value } : { faults };
}

/** A checked copy. Errors: `TrackFaultCode`, the first there is. */
export function parseTrack(json: unknown): Result<Track, TrackFaultCode> {
  const checked = checkTrack(json);
  return 'track' in checked ? ok(checked.track) : { ok: false, fault: checked.faults[0]! };
}
