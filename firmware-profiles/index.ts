/** The robot kits that ship, parsed once. Data beside `core`: one folder a kit; a test in core/robot keeps every profile valid. */
import { assert } from '../core/base/assert.ts';
import { parseRobotProfile, type RobotProfile } from '../core/robot/profile.ts';
import unoLineCar from './uno-line-car/profile.json' with { type: 'json' };

export const DEFAULT_PROFILE_ID = 'uno-line-car';

function shipped(json: unknown): RobotProfile {
  const parsed = parseRobotProfile(json);
  assert(parsed.ok, 'a shipped profile is valid');
  return parsed.value;
}

export const SHIPPED_PROFILES: readonly RobotProfile[] = [shipped(unoLineCar)];

export function shippedProfile(id: string): RobotProfile | undefined {
  return SHIPPED_PROFILES.find((profile) => profile.id === id);
}
