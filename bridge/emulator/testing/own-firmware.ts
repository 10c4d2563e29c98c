/** Kits as they are after "make this board ready": with our own firmware. Layer: tests of bridge/emulator and core/device. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RobotProfile } from '../../../core/robot/profile.ts';

const OWN_BAUD = 115_200;

export function withOwnFirmware(profile: RobotProfile): RobotProfile {
  const file = `firmware/guiji-${profile.board.chip}.hex`;
  const bytes = readFileSync(new URL(`../../../firmware-profiles/${file}`, import.meta.url));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const own = { id: 'own', role: 'firmware', file, sha256, baud: OWN_BAUD, origin: 'tests', licence: 'Apache-2.0' } as const;
  return { ...profile, images: [...profile.images, own], firmware: { protocol: 'firmata', image: own.id } };
}
