/** Blocks of texts seen before, found by the hash of text and layout, so that they show before the compiler has loaded. Layer: web/state. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { BlocksDocument, BlocksLayout } from '../../core/language/blocks/blocks-document.ts';
import type { ProjectStorage } from '../adapters/storage/project-storage.ts';
import { starterBlocksOf } from './starter-blocks.ts';

/** Raise it when the same text gives other blocks than before. */
const BLOCKS_FORM = 2;

/** Why not crypto.subtle: it is missing on pages that come over plain http from another computer. */
function keyOf(text: string, layout: BlocksLayout | undefined): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([BLOCKS_FORM, text, layout ?? null]))));
}

export class BlocksCache {
  readonly #storage: ProjectStorage;

  constructor(storage: ProjectStorage) {
    this.#storage = storage;
  }

  async find(text: string, layout: BlocksLayout | undefined): Promise<BlocksDocument | undefined> {
    const shipped = starterBlocksOf(text, layout);
    if (shipped !== undefined) return shipped;
    try {
      return await this.#storage.cachedBlocks(keyOf(text, layout));
    } catch {
      return undefined;
    }
  }

  async keep(text: string, layout: BlocksLayout | undefined, document: BlocksDocument): Promise<void> {
    try {
      await this.#storage.cacheBlocks(keyOf(text, layout), document);
    } catch {
      // A cache that cannot be written costs time later, never work.
    }
  }
}
