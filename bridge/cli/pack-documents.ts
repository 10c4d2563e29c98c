/** Tracks, kits and rules of packs by the name a person gives, `PACK/ID`. Layer: bridge/cli. */
import type { Result } from '../../core/base/result.ts';
import { openPacks } from '../packs/open-packs.ts';
import { dataFolderPath } from './data-folder.ts';

export const isPackReference = (name: string): boolean => /^[a-z0-9-]+\/[a-z0-9-]+$/.test(name);

/** Of what is installed or ships. Errors: `pack.not-found`, `pack.no-such-file`, and why the pack cannot be used. */
export function packDocument(list: 'tracks' | 'profiles' | 'rules', reference: string, data: string | undefined): Promise<Result<unknown>> {
  return openPacks({ dataFolder: dataFolderPath(data), nowMs: () => Date.now() }).document(list, reference);
}
