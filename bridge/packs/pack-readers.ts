/** What a pack's documents are, told to core/pack by those who know. Layer: bridge/packs. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import { contestRulesSchema } from '../../core/contest/contest-rules.ts';
import type { PackContentReaders } from '../../core/pack/pack-contents.ts';
import { parseRobotProfile } from '../../core/robot/profile.ts';
import { parseTrack } from '../../core/sim/track.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';

function readRules(json: unknown): Result<unknown> {
  const parsed = contestRulesSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return fail('rules.bad-value', { path: parsed.error.issues[0]?.path.join('.') ?? '' });
}

export const PACK_READERS: PackContentReaders = {
  readTrack: parseTrack,
  readProfile: parseRobotProfile,
  readRules,
  isShippedTrack: (id) => shippedTrack(id) !== undefined,
  isShippedProfile: (id) => shippedProfile(id) !== undefined,
};
