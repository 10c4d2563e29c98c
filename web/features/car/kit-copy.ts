/** A kit of the school's own, begun from another one. Layer: web/features. */
import type { RobotProfile } from '../../../core/robot/profile.ts';

const ID_CHARACTERS_MAX = 31; // What the record in a board's EEPROM holds (docs/protocols/firmware.md).

/** `id`, or with the first number behind it that is free. */
function freeId(id: string, taken: readonly string[]): string {
  const stem = id
    .replace(/-\d+$/, '')
    .slice(0, ID_CHARACTERS_MAX - 4)
    .replace(/-+$/, '');
  for (let number = 2; ; number++) {
    const wanted = `${stem}-${number}`;
    if (!taken.includes(wanted)) return wanted;
  }
}

/** @param taken ids that others have */
export function copyOf(kit: RobotProfile, taken: readonly string[]): RobotProfile {
  const id = freeId(kit.id, taken);
  const numbered = (name: string): string => `${name.replace(/ \d+$/, '')} ${id.slice(id.lastIndexOf('-') + 1)}`;
  return {
    ...kit,
    id,
    name: { 'zh-CN': numbered(kit.name['zh-CN']), en: numbered(kit.name.en) },
    // The copy lies in another folder than its images.
    images: kit.images.map((image) => (image.file.includes('/') ? image : { ...image, file: `${kit.id}/${image.file}` })),
  };
}
