import { describe, expect, it } from 'vitest';
import { textToBlocks } from '../../core/language/blocks/text-to-blocks.ts';
import { LINE_FOLLOWER_TEXT } from '../../core/project/new-project.ts';
import { memoryStorage } from '../adapters/storage/memory-storage.ts';
import { BlocksCache } from './blocks-cache.ts';

describe('the blocks shipped for the starter program', () => {
  it('are what its text gives today', async () => {
    const blocks = textToBlocks(LINE_FOLLOWER_TEXT, undefined);
    await expect(`${JSON.stringify(blocks, null, 2)}\n`).toMatchFileSnapshot('./starter-blocks.json');
  });

  it('are found in a browser that has seen no text yet', async () => {
    const cache = new BlocksCache(memoryStorage());
    expect(await cache.find(LINE_FOLLOWER_TEXT, undefined)).toEqual(textToBlocks(LINE_FOLLOWER_TEXT, undefined));
  });

  it('are not taken for another text or another layout', async () => {
    const cache = new BlocksCache(memoryStorage());
    const layout = { version: 1 as const, stacks: [{ x: 200, y: 32, items: 1 }], collapsed: [], detached: [] };
    expect(await cache.find(`${LINE_FOLLOWER_TEXT}\n`, undefined)).toBeUndefined();
    expect(await cache.find(LINE_FOLLOWER_TEXT, layout)).toBeUndefined();
  });
});
