/** Tracks that people have drawn. Layer: protocol. Spec: docs/protocols/bridge.md, "Tracks". */
import { z } from 'zod';
import { done, EVERYONE, method, nothing } from '../method.ts';
import { trackHead } from '../track-views.ts';

const id = z.string().min(1).max(80);
const heads = z.array(trackHead).readonly();

export const TRACK_METHODS = {
  /** `own`: of whoever asks · `school`: this computer's own, for a student to look at and to drive on. The one saved last comes first. */
  'tracks.list': method(nothing, z.strictObject({ own: heads, school: heads }), EVERYONE),
  /** The asker's own, else the school's: a track document (docs/protocols/track.md). */
  'tracks.load': method(z.strictObject({ id }), z.unknown(), EVERYONE),
  /** Checked as `guiji track check` does; among the asker's own. Answered with the time after the commit has reached the disk. */
  'tracks.save': method(z.strictObject({ track: z.unknown() }), z.number(), EVERYONE),
  'tracks.remove': method(z.strictObject({ id }), done, EVERYONE),
} as const;
