/** The images of a kit, read from firmware-profiles/ and checked. Layer: bridge/emulator. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { parseIntelHex, type HexSegment, type IntelHexFaultCode } from '../../core/device/intel-hex.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';

export type FirmwareFaultCode = IntelHexFaultCode | 'firmware.missing-image' | 'firmware.wrong-hash';

/** What the flash of a new board holds. */
export interface BoardImages {
  readonly bootloader: readonly HexSegment[];
  /** Absent: a blank board. */
  readonly firmware?: readonly HexSegment[];
}

const PROFILES = new URL('../../firmware-profiles/', import.meta.url);

function loadImage(profileId: string, image: string, sha256?: string): Result<readonly HexSegment[], FirmwareFaultCode> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(new URL(`${profileId}/${image}`, PROFILES));
  } catch (cause) {
    return fail('firmware.missing-image', { image }, cause);
  }
  if (sha256 !== undefined && createHash('sha256').update(bytes).digest('hex') !== sha256) return fail('firmware.wrong-hash', { image });
  return parseIntelHex(bytes.toString('latin1'));
}

export function loadBoardImages(profile: RobotProfile, options: { readonly blank: boolean }): Result<BoardImages, FirmwareFaultCode> {
  const bootloader = loadImage(profile.id, profile.board.bootloader.image);
  if (!bootloader.ok) return bootloader;
  if (options.blank) return ok({ bootloader: bootloader.value });
  const firmware = loadImage(profile.id, profile.firmware.image, profile.firmware.sha256);
  return firmware.ok ? ok({ bootloader: bootloader.value, firmware: firmware.value }) : firmware;
}
