/** What a run file says of itself before its first message: enough to run it again. Layer: run. Specification: docs/protocols/run-file.md. */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { aiModelsSchema } from '../robot/ai-model.ts';
import { carAboutSchema } from '../robot/car-about.ts';
import { PROFILE_VERSION, robotProfileSchema } from '../robot/profile.ts';
import { upgradeProfile } from '../robot/profile-upgrade.ts';
import { CARS_MAX } from '../sim/contacts/arena.ts';
import { TRACK_VERSION, trackSchema } from '../sim/track-schema.ts';
import { parseTrack, type Track } from '../sim/track.ts';

export const RUN_FILE_VERSION = 1;
export const HEADER_NAME = 'guiji-run';
export const END_NAME = 'guiji-end';

/** Why: a hostile file must not buy a computer's whole day. */
const QUOTA_PER_MS_MAX = 100_000;

/** Of a run in real time, so that a power cut costs no more than a second of it. */
export const CHUNK_MS = 1000;
const CHUNK_MS_MAX = 60_000;

const hexBytes = z
  .string()
  .regex(/^([0-9a-f]{2})*$/)
  .transform((hex): Uint8Array => hexToBytes(hex));
const version = z.number().int().min(1);
/** In the latest version, whichever it was recorded in. */
const trackOrNull = z.unknown().transform((json, context): Track | null => {
  if (json === null) return null;
  const track = parseTrack(json);
  if (track.ok) return track.value;
  context.addIssue({ code: 'custom', message: track.fault.code });
  return z.NEVER;
});

/** What drives in one car. */
const driven = {
  source: z.array(z.object({ path: z.string(), text: z.string() })),
  bytecode: hexBytes,
  profile: z.preprocess(upgradeProfile, robotProfileSchema),
  seed: z.number().int(),
  /** Absent: double. */
  numbers: z.literal('single').optional(),
  /** What the program may ask; absent where it asks nothing. */
  models: aiModelsSchema.optional(),
};

const among = z
  .object({
    /** Number of the recorded car, from 0. */
    car: z.number().int().min(0).max(CARS_MAX - 1), // prettier-ignore
    /** By their numbers, without the recorded one. */
    others: z.array(z.object({ ...driven, start: trackSchema.shape.start })).max(CARS_MAX - 1),
  })
  .refine(({ car, others }) => car <= others.length, { path: ['car'] });

const headerSchema = z.object({
  version: z.literal(RUN_FILE_VERSION),
  /** `sim`: recomputed any time. `live`: a robot; inputs as they came. */
  robot: z.enum(['sim', 'live']),
  ...driven,
  /** Which car of that kit it was, as far as it said. */
  car: carAboutSchema.pick({ id: true, name: true, calibratedAt: true }).optional(),
  /** null: no track is known. Its start is this car's. */
  track: trackOrNull,
  /** Other cars in the same world; absent where the car is alone. */
  among: among.optional(),
  quotaPerMs: z.number().positive().max(QUOTA_PER_MS_MAX),
  /** null: none. */
  limitMs: z.number().positive().nullable(),
  semantics: z.object({ vm: version, sim: version, rules: version }),
  /** Up to this moment it is another run's course: somebody went back to it and went on otherwise. */
  branch: z.object({ atMs: z.number().nonnegative() }).optional(),
  /** Robot time after which a chunk closes, where it is not one second. */
  chunkMs: z.number().int().min(1).max(CHUNK_MS_MAX).optional(),
  /** Ed25519, hex: the recording has seals of this key; absent where it has none. */
  sealKey: z.string().regex(/^[0-9a-f]{64}$/).optional(), // prettier-ignore
});

export type RunHeader = z.infer<typeof headerSchema>;

export type RunFileFaultCode =
  | 'run-file.not-a-run' // {}
  | 'run-file.newer-version' // {version, known}
  | 'run-file.bad-header' // {path}
  | 'run-file.malformed-exact'; // {}

export function encodeHeader(header: RunHeader): ReadonlyMap<string, string> {
  const asText = (_: string, value: unknown): unknown => (value instanceof Uint8Array ? bytesToHex(value) : value);
  return new Map(Object.entries(header).map(([key, value]) => [key, JSON.stringify(value, asText)]));
}

/** What a header holds that has a version of its own, and the latest that is known here. */
const partsOf = ({ profile, track, among }: Record<string, unknown>): readonly (readonly [part: unknown, known: number])[] => {
  const others = z.object({ others: z.array(z.object({ profile: z.unknown() })) }).safeParse(among);
  const profiles = others.success ? others.data.others.map((other) => other.profile) : [];
  return [[track, TRACK_VERSION], ...[profile, ...profiles].map((each) => [each, PROFILE_VERSION] as const)];
};

/** Why before all else: what a newer version says cannot be understood here, and is not damaged. */
function newerThanKnown(json: Record<string, unknown>): { readonly version: number; readonly known: number } | undefined {
  for (const [part, known] of [[json, RUN_FILE_VERSION] as const, ...partsOf(json)]) {
    const versioned = z.object({ version: z.number() }).safeParse(part);
    if (versioned.success && versioned.data.version > known) return { version: versioned.data.version, known };
  }
  return undefined;
}

/** Errors: `run-file.newer-version` (of the header, a profile or the track), `run-file.bad-header`. */
export function decodeHeader(metadata: ReadonlyMap<string, string>): Result<RunHeader, RunFileFaultCode> {
  const json: Record<string, unknown> = {};
  for (const [key, text] of metadata) {
    try {
      json[key] = JSON.parse(text);
    } catch {
      return fail('run-file.bad-header', { path: key });
    }
  }
  const newer = newerThanKnown(json);
  if (newer !== undefined) return fail('run-file.newer-version', newer);
  const parsed = headerSchema.safeParse(json);
  return parsed.success ? ok(parsed.data) : fail('run-file.bad-header', { path: parsed.error.issues[0]?.path.join('.') ?? '' });
}
