import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openPack } from './open-pack.ts';
import { provePack } from './prove-pack.ts';

const AI_LAB = fileURLToPath(new URL('../../curricula/ai-lab', import.meta.url));

describe('the pack AI lab', () => {
  it('has two lessons whose checks let every solution pass and refuse every wrong one for its reason', async () => {
    const opened = await openPack({ kind: 'folder', path: AI_LAB });
    if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
    expect(opened.value.manifest.lessons.map(({ id }) => id)).toEqual(['sign-car', 'drive-like-me']);
    const report = await provePack(AI_LAB, opened.value);
    expect(report.failures).toEqual([]);
    expect(report.proved).toBeGreaterThan(30);
  });
});
