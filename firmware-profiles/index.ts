/** The robot kits that ship, each parsed when it is first asked for. Data beside `core`: one folder a kit; index.test.ts keeps every one valid. */
import { assert } from '../core/base/assert.ts';
import { fail, ok, type Result } from '../core/base/result.ts';
import { parseRobotProfile, type ProfileFaultCode, type RobotProfile } from '../core/robot/profile.ts';
import esp32WifiCar from './esp32-wifi-car/profile.json' with { type: 'json' };
import mbot from './mbot/profile.json' with { type: 'json' };
import megaExplorer from './mega-explorer/profile.json' with { type: 'json' };
import nanoLineCar from './nano-line-car/profile.json' with { type: 'json' };
import unoLineCar from './uno-line-car/profile.json' with { type: 'json' };
import unoThreeSwitchCar from './uno-three-switch-car/profile.json' with { type: 'json' };
import unoTwoSwitchCar from './uno-two-switch-car/profile.json' with { type: 'json' };

export const DEFAULT_PROFILE_ID = 'uno-line-car';

/** The commonest first: where several have the same USB chip, the first is the guess. */
const SHIPPED = [unoLineCar, unoThreeSwitchCar, unoTwoSwitchCar, nanoLineCar, mbot, megaExplorer, esp32WifiCar];

const parsed = new Map<string, RobotProfile>();

export function shippedProfile(id: string): RobotProfile | undefined {
  const known = parsed.get(id);
  const json = SHIPPED.find((each) => each.id === id);
  if (known !== undefined || json === undefined) return known;
  const profile = parseRobotProfile(json);
  assert(profile.ok, `the shipped profile ${id} is valid`);
  parsed.set(id, profile.value);
  return profile.value;
}

export function shippedProfiles(): readonly RobotProfile[] {
  return SHIPPED.map(({ id }) => shippedProfile(id)!);
}

/** Of what ships, each image is for the chips of the kits that have it. Errors: `kit.wrong-firmware` {image, chip}. */
export function firmwareFits({ board: { chip }, images }: RobotProfile): Result<void, 'kit.wrong-firmware'> {
  const wrong = images.find(({ sha256 }) => {
    const owners = shippedProfiles().filter((kit) => kit.images.some((image) => image.sha256 === sha256));
    return owners.length > 0 && owners.every((kit) => kit.board.chip !== chip);
  });
  return wrong === undefined ? ok(undefined) : fail('kit.wrong-firmware', { image: wrong.id, chip });
}

export interface KitChoice {
  readonly profileId: string;
  /** The document of a kit that does not ship; judged before it is used. */
  readonly profile?: unknown;
}

/** Errors: `run.unknown-profile` {id}, `profile.…`. */
export function chosenKit({ profileId, profile }: KitChoice): Result<RobotProfile, 'run.unknown-profile' | ProfileFaultCode> {
  if (profile !== undefined) return parseRobotProfile(profile);
  const shipped = shippedProfile(profileId);
  return shipped === undefined ? fail('run.unknown-profile', { id: profileId }) : ok(shipped);
}
