/**
 * What a kit can be built on: the boards, the ways of flashing and the firmware of the kits that ship, and the kit's own. Layer: web/features.
 * Whether what is chosen goes together is said by whoever reads the kit (core/robot/profile.ts, firmware-profiles/index.ts).
 */
import type { Bootloader, ProfileImage, RobotProfile } from '../../../../core/robot/profile.ts';
import { shippedProfiles } from '../../../../firmware-profiles/index.ts';

/** As somebody chooses it from a list; equal keys are one choice. */
export interface Choice<T> {
  readonly key: string;
  readonly label: string;
  readonly value: T;
}

function distinct<T>(choices: readonly Choice<T>[]): readonly Choice<T>[] {
  return choices.filter(({ key }, index) => choices.findIndex((other) => other.key === key) === index);
}

/** An image's file as another kit names it. */
function imagesOf({ id, images }: RobotProfile): readonly ProfileImage[] {
  return images.map((image) => (image.file.includes('/') ? image : { ...image, file: `${id}/${image.file}` }));
}

const sources = (kit: RobotProfile): readonly RobotProfile[] => [kit, ...shippedProfiles()];

export const boardKey = ({ board: { name, chip } }: RobotProfile): string => `${name} ${chip}`;

export function boardChoices(kit: RobotProfile): readonly Choice<RobotProfile>[] {
  return distinct(sources(kit).map((each) => ({ key: boardKey(each), label: `${each.board.name} (${each.board.chip})`, value: each })));
}

/** Chip, USB ids, ways of flashing, images and link come with the board; parts, sizes and the rest stay. */
export function withBoard(kit: RobotProfile, from: RobotProfile): RobotProfile {
  return { ...kit, board: from.board, images: [...imagesOf(from)], firmware: from.firmware, transport: from.transport };
}

interface WayOfFlashing {
  readonly bootloader: Bootloader;
  readonly images: readonly ProfileImage[];
}

export function bootloaderKey(bootloader: Bootloader | undefined): string {
  return bootloader === undefined ? '' : JSON.stringify({ ...bootloader, image: undefined });
}

function labelOf(bootloader: Bootloader): string {
  const image = 'image' in bootloader ? bootloader.image : undefined;
  return [bootloader.protocol, ...('baud' in bootloader ? [`${bootloader.baud} Bd`] : []), ...(image === undefined ? [] : [image])].join(
    ' · ',
  );
}

export function bootloaderChoices(kit: RobotProfile): readonly Choice<WayOfFlashing>[] {
  const all = sources(kit).flatMap((each) => each.board.bootloaders.map((bootloader) => ({ bootloader, images: imagesOf(each) })));
  return distinct(all.map((value) => ({ key: bootloaderKey(value.bootloader), label: labelOf(value.bootloader), value })));
}

/** The one that is tried first; others of the kit with the same protocol come after it. */
export function withBootloader(kit: RobotProfile, { bootloader, images }: WayOfFlashing): RobotProfile {
  const key = bootloaderKey(bootloader);
  const others = kit.board.bootloaders.filter((each) => each.protocol === bootloader.protocol && bootloaderKey(each) !== key);
  const bootloaders = [bootloader, ...others];
  const wanted = bootloaders.flatMap((each) => ('image' in each && each.image !== undefined ? [each.image] : []));
  const known = [...kit.images, ...images].filter(({ role, id }) => role === 'bootloader' && wanted.includes(id));
  const kept = known.filter(({ id }, index) => known.findIndex((other) => other.id === id) === index);
  return {
    ...kit,
    board: { ...kit.board, bootloaders },
    images: [...kit.images.filter(({ role }) => role === 'firmware'), ...kept],
  };
}

export function firmwareChoices(kit: RobotProfile): readonly Choice<ProfileImage>[] {
  const all = [...kit.images, ...shippedProfiles().flatMap(imagesOf)].filter(({ role }) => role === 'firmware');
  return distinct(all.map((image) => ({ key: image.sha256, label: `${image.id} (${image.file.split('/').at(-1)})`, value: image })));
}

/** undefined: it comes from elsewhere. */
export function withFirmware(kit: RobotProfile, image: ProfileImage | undefined): RobotProfile {
  const { image: _, ...firmware } = kit.firmware;
  if (image === undefined) return { ...kit, firmware };
  const others = kit.images.filter(({ id, sha256 }) => id !== image.id && sha256 !== image.sha256);
  // What was there under the same name, for another chip, goes with it.
  return { ...kit, images: [image, ...others], firmware: { ...firmware, image: image.id } };
}
