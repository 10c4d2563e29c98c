/** What the flash of an emulated board holds: the images of its kit, checked. Layer: bridge/emulator. */
import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../core/base/result.ts';
import { kitImage } from '../../core/device/flash/ready-image.ts';
import type { HexSegment, IntelHexFaultCode } from '../../core/device/intel-hex.ts';
import { firmwareImageOf, type ProfileImage, type RobotProfile } from '../../core/robot/profile.ts';

export type FirmwareFaultCode = IntelHexFaultCode | 'firmware.missing-image' | 'firmware.wrong-hash';

/** Where a new board of this kit starts: its first bootloader. */
export function bootStartByteOf({ board }: RobotProfile): number {
  const [first] = board.bootloaders;
  return first !== undefined && 'startByte' in first ? first.startByte : 0;
}

/** Of all other chips a stand-in speaks Firmata, and has no flash. */
function isEmulatedChip({ board: { chip } }: RobotProfile): boolean {
  return chip === 'atmega328p' || chip === 'atmega2560';
}

/** What the flash of a new board holds. */
export interface BoardImages {
  readonly bootloader: readonly HexSegment[];
  /** Absent: a blank board. */
  readonly firmware?: readonly HexSegment[];
}

const PROFILES = new URL('../../firmware-profiles/', import.meta.url);

/** The bytes of one image of a kit; whoever uses them compares the hash. Errors: `firmware.missing-image` {image}. */
export type ReadImage = (profileId: string, image: ProfileImage) => Result<Uint8Array, 'firmware.missing-image'>;

/** Of a kit that ships: in its own folder, or in the one that the image names. */
export const shippedImage: ReadImage = (profileId, { file }) => {
  try {
    return ok(readFileSync(new URL(file.includes('/') ? file : `${profileId}/${file}`, PROFILES)));
  } catch (cause) {
    return fail('firmware.missing-image', { image: file }, cause);
  }
};

export interface BoardImageOptions {
  readonly blank: boolean;
  /** Absent: the kit's images ship. */
  readonly read?: ReadImage;
}

function loadImage(profileId: string, image: ProfileImage | undefined, read: ReadImage): Result<readonly HexSegment[], FirmwareFaultCode> {
  if (image === undefined) return fail('firmware.missing-image', { image: profileId });
  const bytes = read(profileId, image);
  const ready = bytes.ok ? kitImage(bytes.value, image) : bytes;
  if (!ready.ok) return ready;
  return ready.value.kind === 'hex' ? ok(ready.value.segments) : fail('firmware.bad-image');
}

export function loadBoardImages(
  profile: RobotProfile,
  { blank, read = shippedImage }: BoardImageOptions,
): Result<BoardImages, FirmwareFaultCode> {
  if (!isEmulatedChip(profile)) return blank ? fail('firmware.missing-image', { image: profile.id }) : ok({ bootloader: [] });
  const [first] = profile.board.bootloaders;
  const imageId = first !== undefined && 'image' in first ? first.image : undefined;
  const load = (image: ProfileImage | undefined) => loadImage(profile.id, image, read);
  const bootloader = load(profile.images.find(({ id }) => id === imageId));
  if (!bootloader.ok) return bootloader;
  if (blank) return ok({ bootloader: bootloader.value });
  const firmware = load(firmwareImageOf(profile));
  return firmware.ok ? ok({ bootloader: bootloader.value, firmware: firmware.value }) : firmware;
}
