/** The firmware of the kits that ship, as this page carries it: for a board that no bridge reaches. Layer: web/adapters/serial. */
import { fail, ok, type Result } from '../../../core/base/result.ts';
import type { FirmwareFile } from '../../../core/live/prepare-board.ts';
import { firmwareImageOf, type RobotProfile } from '../../../core/robot/profile.ts';

/** Texts all: Intel HEX. */
const FILES = import.meta.glob<string>('../../../firmware-profiles/*/*.hex', { query: '?raw', import: 'default' });

/** Errors: `firmware.missing-image` {image}. */
export async function shippedFirmware(profile: RobotProfile): Promise<Result<FirmwareFile>> {
  const file = firmwareImageOf(profile)?.file ?? profile.id;
  const path = file.includes('/') ? file : `${profile.id}/${file}`;
  const load = FILES[`../../../firmware-profiles/${path}`];
  if (load === undefined) return fail('firmware.missing-image', { image: file });
  try {
    return ok({ from: 'kit', bytes: new TextEncoder().encode(await load()) });
  } catch (cause) {
    return fail('page.not-loaded', {}, cause);
  }
}
