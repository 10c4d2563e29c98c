/** One program, one seed: the same digest in Node and in Chromium, from the worker that the pages use. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_TRACKS } from '../../core/sim/tracks/index.ts';
import { digestRun, runInWorker } from '../builders/digest-run.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();
let page: Page;

/** One for all: each run has a worker of its own. */
beforeAll(async () => {
  ({ page } = await lab.open());
});

describe('the digest of a run', () => {
  const trackIds = SHIPPED_TRACKS.map((track) => track.id);
  it.each(trackIds.flatMap((trackId) => [1, 7].map((seed) => ({ trackId, seed }))))(
    'is the same in Node and in Chromium on $trackId with seed $seed',
    async ({ trackId, seed }) => {
      const { inNode, inWorker } = digestRun(trackId, seed);
      const inChromium = await page.evaluate(runInWorker, inWorker);
      expect(inChromium).toEqual(inNode);
      expect(inChromium.digest).toMatch(/^[0-9a-f]{64}$/);
    },
  );
});
