/** Tracks, kits and rules of packs by the name a person gives, `PACK/ID`. Layer: bridge/cli. */
import type { Result } from '../../core/base/result.ts';
import { KitImages } from '../kits/kit-images.ts';
import { KitShelf } from '../kits/kit-shelf.ts';
import { openPacks } from '../packs/open-packs.ts';
import type { Packs } from '../packs/packs.ts';
import { dataFolderPath } from './data-folder.ts';

export const isPackReference = (name: string): boolean => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(name);

/** Of what is installed or ships. Errors: `pack.not-found`, `pack.no-such-file`, and why the pack cannot be used. */
export function packDocument(list: 'tracks' | 'profiles' | 'rules', reference: string, data: string | undefined): Promise<Result<unknown>> {
  return packsIn(data).document(list, reference);
}

/** Of every kit that a person can name. */
export function kitImagesIn(data: string | undefined): KitImages {
  return new KitImages(new KitShelf(dataFolderPath(data)), packsIn(data));
}

function packsIn(data: string | undefined): Packs {
  return openPacks({ dataFolder: dataFolderPath(data), nowMs: () => Date.now() });
}
