/** What the track's picture costs the page's main thread while one car drives at 1280×800: flat and in space. */
import { forgetData, openLab, startBrowser, startLab } from '../browser/support/lab.ts';
import { StudentPage } from '../browser/support/student-page.ts';
import type { Bench, BenchRow } from './bench.ts';
import { buildWhereMissing } from './page/build-where-missing.ts';
import { scriptMsPerFrame } from './page/frame-cost.ts';

const FLAT_MS_MAX = 4;
const SPACE_MS_MAX = 8;
const FOR_MS = 5000;
const SCREEN = { viewport: { width: 1280, height: 800 } };

const rowOf = (how: string, value: number, most: number): BenchRow => ({
  ...{ what: `script a frame on the page’s main thread, one car drives, 1280×800, ${how}`, value, unit: 'ms' },
  ...{ target: `≤ ${most} ms`, reached: value <= most },
});

export const trackViewBench: Bench = {
  name: 'track-view',
  async run() {
    await buildWhereMissing();
    const browser = await startBrowser();
    const lab = await startLab();
    try {
      const { page } = await openLab(browser, lab, SCREEN);
      const student = new StudentPage(page);
      await student.blocks.ready();
      await student.run();
      await student.waitForReadout('速度', 1);
      const flat = await scriptMsPerFrame(browser, page, FOR_MS);
      await page.getByRole('button', { name: '3D 画面' }).click();
      await page.locator('canvas.space:not(.away)').waitFor();
      // The first frames make shaders and textures.
      await student.waitForReadout('圈数', 1);
      const space = await scriptMsPerFrame(browser, page, FOR_MS);
      return [rowOf('flat', flat, FLAT_MS_MAX), rowOf('in space', space, SPACE_MS_MAX)];
    } finally {
      await browser.close();
      await lab.stop();
      forgetData(lab);
    }
  },
};
