/**
 * The bytes behind a kit's images: of what ships, of the school's own kits, of packs. Layer: bridge/kits. Specification: docs/protocols/profile.md.
 * Found by SHA-256: whoever holds a kit's document finds its firmware, wherever both came from, and never another's under the same name.
 */
import { createHash } from 'node:crypto';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { ProfileImage, RobotProfile } from '../../core/robot/profile.ts';
import { shippedImage, type ReadImage } from '../emulator/firmware-image.ts';

export interface ImagePlace {
  /** The bytes with this hash, hex; undefined: not here. */
  image(sha256: string): Promise<Uint8Array | undefined>;
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What the checkout holds under the image's name, where it is the image meant. */
export function shippedBytes(profileId: string, image: ProfileImage): Uint8Array | undefined {
  const shipped = shippedImage(profileId, image);
  return shipped.ok && sha256Of(shipped.value) === image.sha256 ? shipped.value : undefined;
}

export class KitImages {
  readonly #places: readonly ImagePlace[];

  constructor(...places: ImagePlace[]) {
    this.#places = places;
  }

  /** Errors: `firmware.missing-image` {image}. */
  async find(profileId: string, image: ProfileImage): Promise<Result<Uint8Array, 'firmware.missing-image'>> {
    const bytes = shippedBytes(profileId, image) ?? (await this.own(image.sha256));
    return bytes === undefined ? fail('firmware.missing-image', { image: image.file }) : ok(bytes);
  }

  /** One that does not ship. */
  async own(sha256: string): Promise<Uint8Array | undefined> {
    for (const place of this.#places) {
      const bytes = await place.image(sha256);
      if (bytes !== undefined) return bytes;
    }
    return undefined;
  }

  /** All images of a kit that are here, for who must not wait. */
  async readerFor(profile: RobotProfile): Promise<ReadImage> {
    const found = new Map<string, Result<Uint8Array, 'firmware.missing-image'>>();
    for (const image of profile.images) found.set(image.sha256, await this.find(profile.id, image));
    return (_, image) => found.get(image.sha256) ?? fail('firmware.missing-image', { image: image.file });
  }
}
