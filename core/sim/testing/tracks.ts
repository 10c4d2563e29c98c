/** Tracks and a kit for tests: small, exact, without noise. */
import { assert } from '../../base/assert.ts';
import { idealProfile } from '../../robot/ideal-profile.ts';
import { parseRobotProfile, type RobotProfile } from '../../robot/profile.ts';
import json from '../../../firmware-profiles/uno-line-car/profile.json' with { type: 'json' };
import { DEFAULT_RULES } from '../rules.ts';
import { parseTrack, type Track } from '../track.ts';

const parsed = parseRobotProfile(json);
assert(parsed.ok, 'the kit is valid');
export const NOISY_KIT: RobotProfile = parsed.value;

/** The same kit with its motors' lag and dead zone, without all that makes their laws hard to write down, without spread, noise and delay. */
export const EXACT_KIT: RobotProfile = {
  ...idealProfile(NOISY_KIT),
  dynamics: {
    ...idealProfile(NOISY_KIT).dynamics,
    motorLagMs: NOISY_KIT.dynamics.motorLagMs,
    deadZonePercent: NOISY_KIT.dynamics.deadZonePercent,
  },
};

export const trackJson = (overrides: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  format: 'guiji-track',
  version: 4,
  id: 'bare',
  name: { 'zh-CN': '空地', en: 'Bare floor' },
  floor: { widthMm: 4000, heightMm: 4000 },
  lines: [],
  walls: [],
  start: { xMm: 2000, yMm: 2000, headingDeg: 0 },
  course: 'open',
  checkpoints: [],
  finish: null,
  rules: DEFAULT_RULES,
  ...overrides,
});

export function trackOf(overrides: Readonly<Record<string, unknown>> = {}): Track {
  const track = parseTrack(trackJson(overrides));
  assert(track.ok, JSON.stringify(track));
  return track.value;
}
