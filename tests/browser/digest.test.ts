/** One program, one seed: the same digest in Node and in Chromium, from the worker that the pages use. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_TRACKS } from '../../core/sim/tracks/index.ts';
import { digestRun, runInWorker } from '../builders/digest-run.ts';
import { sampled } from './support/looks.ts';
import { useLab } from './support/use-lab.ts';

/** Of all tracks and seeds; test:full runs every one. */
const SAMPLE = 4;
const lab = useLab();
let page: Page;

/** One for all: each run has a worker of its own. */
beforeAll(async () => {
  ({ page } = await lab.open());
});

describe('the digest of a run', () => {
  const trackIds = SHIPPED_TRACKS.map((track) => track.id);
  const all = trackIds.flatMap((trackId) => [1, 7].map((seed) => ({ trackId, seed })));
  it.each(sampled(all, SAMPLE))('is the same in Node and in Chromium on $trackId with seed $seed', async ({ trackId, seed }) => {
    const { inNode, inWorker } = digestRun(trackId, seed);
    const inChromium = await page.evaluate(runInWorker, inWorker);
    expect(inChromium).toEqual(inNode);
    expect(inChromium.digest).toMatch(/^[0-9a-f]{64}$/);
  });
});
