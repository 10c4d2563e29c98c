/** Kits as others' hosts leave them: with StandardFirmata. Layer: tests of bridge/emulator and core/device. */
import type { RobotProfile } from '../../../core/robot/profile.ts';

const IMAGE_ID = 'standard-firmata';

export function withStandardFirmata(profile: RobotProfile): RobotProfile {
  return { ...profile, firmware: { protocol: 'firmata', image: IMAGE_ID } };
}
