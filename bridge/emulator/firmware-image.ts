/** The images of a kit, read from firmware-profiles/ and checked. Layer: bridge/emulator. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { withBaud } from '../../core/device/firmware-settings.ts';
import { parseIntelHex, type HexSegment, type IntelHexFaultCode } from '../../core/device/intel-hex.ts';
import { firmwareImageOf, type ProfileImage, type RobotProfile } from '../../core/robot/profile.ts';

export type FirmwareFaultCode = IntelHexFaultCode | 'firmware.missing-image' | 'firmware.wrong-hash';

/** Where a new board of this kit starts: its first bootloader. */
export function bootStartByteOf({ board }: RobotProfile): number {
  const [first] = board.bootloaders;
  return first !== undefined && 'startByte' in first ? first.startByte : 0;
}

/** What the flash of a new board holds. */
export interface BoardImages {
  readonly bootloader: readonly HexSegment[];
  /** Absent: a blank board. */
  readonly firmware?: readonly HexSegment[];
}

const PROFILES = new URL('../../firmware-profiles/', import.meta.url);

/** In the kit's own folder, or in the one that the image names. */
function loadImage(profileId: string, image: ProfileImage | undefined): Result<readonly HexSegment[], FirmwareFaultCode> {
  if (image === undefined) return fail('firmware.missing-image', { image: profileId });
  const { file, sha256 } = image;
  let bytes: Buffer;
  try {
    bytes = readFileSync(new URL(file.includes('/') ? file : `${profileId}/${file}`, PROFILES));
  } catch (cause) {
    return fail('firmware.missing-image', { image: file }, cause);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return fail('firmware.wrong-hash', { image: file });
  const parsed = parseIntelHex(bytes.toString('latin1'));
  return parsed.ok && image.baud !== undefined ? ok(withBaud(parsed.value, image.baud)) : parsed;
}

/** The firmware of a kit, or another image of it by name. Errors: `FirmwareFaultCode`. */
export function loadFirmware(profile: RobotProfile, imageId?: string): Result<readonly HexSegment[], FirmwareFaultCode> {
  return loadImage(profile.id, imageId === undefined ? firmwareImageOf(profile) : profile.images.find(({ id }) => id === imageId));
}

export function loadBoardImages(profile: RobotProfile, options: { readonly blank: boolean }): Result<BoardImages, FirmwareFaultCode> {
  const [first] = profile.board.bootloaders;
  const imageId = first !== undefined && 'image' in first ? first.image : undefined;
  const bootloader = loadImage(
    profile.id,
    profile.images.find(({ id }) => id === imageId),
  );
  if (!bootloader.ok) return bootloader;
  if (options.blank) return ok({ bootloader: bootloader.value });
  const firmware = loadFirmware(profile);
  return firmware.ok ? ok({ bootloader: bootloader.value, firmware: firmware.value }) : firmware;
}
