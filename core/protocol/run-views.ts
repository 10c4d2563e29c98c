/** What a bridge tells its pages about the runs it keeps. Layer: protocol. Spec: docs/protocols/bridge.md, "Runs". */
import { z } from 'zod';
import { EVIDENCE_LEVELS, type EvidenceLevel } from '../run/evidence.ts';
import type { RunEnd } from '../run/run-types.ts';

/**
 * `recording`: more of it is coming. `complete`: its end is there. `torn`: its end is not, because the page, the bridge or the power
 * went; all that came is kept.
 */
export type RunState = 'recording' | 'complete' | 'torn';

/**
 * What came of running it again on this bridge. `waiting`: not yet looked at. `same`: it is what its program does. `diverges`: it is not.
 * `altered`: the file is not as it was recorded.
 * `unknown`: it cannot be recomputed (a robot's run, a torn one, one of another version). `unreadable`: not a run file.
 */
export type RunCheck = 'waiting' | 'same' | 'diverges' | 'altered' | 'unknown' | 'unreadable';

/** What is known of a run before it begins. */
export interface RunAbout {
  /** ULID; it holds the time at which the run began. */
  readonly id: string;
  readonly startedAtMs: number;
  /** '' where no project is known. */
  readonly projectId: string;
  readonly projectName: string;
  /** `sim`: the page's simulator. `live`: a robot of the bridge, the virtual car too. */
  readonly robot: 'sim' | 'live';
  /** Of a robot: the device's id. '' for the simulator. */
  readonly robotName: string;
  readonly trackId: string;
}

export interface RunView extends RunAbout {
  /** Student's id; '' is this computer's own. */
  readonly owner: string;
  readonly state: RunState;
  readonly bytes: number;
  /** The fields up to `collisions` are null until the bridge has read the run, and where it is torn. */
  readonly ended: RunEnd | null;
  readonly durationMs: number | null;
  readonly laps: number | null;
  readonly bestLapMs: number | null;
  readonly offLineMs: number | null;
  readonly collisions: number | null;
  readonly check: RunCheck;
  readonly evidence: EvidenceLevel;
  /** Public key of the seal, hex; '' without one. */
  readonly sealedBy: string;
  /** Kept when the oldest must go. */
  readonly isPinned: boolean;
  readonly note: string;
}

export type RunsFaultCode =
  | 'runs.not-found' // {id}
  | 'runs.gap' // {received}: bytes before these are missing
  | 'runs.too-large' // {limitBytes}
  | 'runs.too-many' // {limit}: recordings under way
  | 'runs.finished' // {id}: nothing can be added
  | 'runs.busy' // {}
  | 'runs.folder-failed'; // {what}

/** One message's worth of a recording, of base64 well under a message's limit. */
export const APPEND_BYTES_MAX = 1_000_000;
export const READ_BYTES_MAX = 1_500_000;
/** A recording that is larger is cut off there, and torn. */
export const RUN_BYTES_MAX = 256_000_000;
export const RUN_LIST_MAX = 500;
const NOTE_MAX = 200;

const ms = z.number().nonnegative();
const orNull = <T>(schema: z.ZodType<T>) => schema.nullable();

export const wireRunId = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);
export const wireRunNote = z.string().max(NOTE_MAX);

const about = {
  id: wireRunId,
  startedAtMs: ms.int(),
  projectId: z.union([z.literal(''), wireRunId]),
  projectName: z.string().max(80),
  robot: z.enum(['sim', 'live']),
  robotName: z.string().max(300),
  trackId: z.string().max(200),
};

export const wireRunAbout: z.ZodType<RunAbout> = z.strictObject(about);

export const wireRunView: z.ZodType<RunView> = z.object({
  ...about,
  owner: z.string().max(80),
  state: z.enum(['recording', 'complete', 'torn']),
  bytes: ms.int(),
  ended: orNull(z.enum(['finished', 'stopped', 'time-limit', 'error'])),
  durationMs: orNull(ms),
  laps: orNull(ms.int()),
  bestLapMs: orNull(ms),
  offLineMs: orNull(ms),
  collisions: orNull(ms.int()),
  check: z.enum(['waiting', 'same', 'diverges', 'altered', 'unknown', 'unreadable']),
  evidence: z.enum(EVIDENCE_LEVELS),
  sealedBy: z.string().max(200),
  isPinned: z.boolean(),
  note: wireRunNote,
});
