/** What a pack's documents are, told to core/pack by those who know. Layer: bridge/packs. */
import { parseContestRules } from '../../core/contest/contest-rules.ts';
import type { PackContentReaders } from '../../core/pack/pack-contents.ts';
import { parseRobotProfile } from '../../core/robot/profile.ts';
import { parseTrack } from '../../core/sim/track.ts';
import { shippedTrack } from '../../core/sim/tracks/index.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';

export const PACK_READERS: PackContentReaders = {
  readTrack: parseTrack,
  readProfile: parseRobotProfile,
  readRules: parseContestRules,
  isShippedTrack: (id) => shippedTrack(id) !== undefined,
  isShippedProfile: (id) => shippedProfile(id) !== undefined,
};
