/** One program, one seed: the same digest in Node and in Chromium, from the worker that the pages use. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_TRACKS } from '../../core/sim/tracks/index.ts';
import { digestRun, runInWorker } from '../builders/digest-run.ts';
import { forgetData, openLab, startBrowser, startLab, type Lab } from './support/lab.ts';

let browser: Browser;
let lab: Lab;

beforeAll(async () => {
  [browser, lab] = await Promise.all([startBrowser(), startLab()]);
});

afterAll(async () => {
  await browser.close();
  await lab.stop();
  forgetData(lab);
});

describe('the digest of a run', () => {
  const trackIds = SHIPPED_TRACKS.map((track) => track.id);
  it.each(trackIds.flatMap((trackId) => [1, 7].map((seed) => ({ trackId, seed }))))(
    'is the same in Node and in Chromium on $trackId with seed $seed',
    async ({ trackId, seed }) => {
      const { inNode, inWorker } = digestRun(trackId, seed);
      const { page, context } = await openLab(browser, lab);
      const inChromium = await page.evaluate(runInWorker, inWorker);
      await context.close();
      expect(inChromium).toEqual(inNode);
      expect(inChromium.digest).toMatch(/^[0-9a-f]{64}$/);
    },
  );
});
