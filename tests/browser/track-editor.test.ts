/** Drawing a track in a real Chromium against a real bridge: lines, gates, check, test drive, print, and what is kept. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { PDFDocument } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

/** A floor of 2400 × 1200 mm as the editor first shows it. */
class Floor {
  readonly page: Page;
  readonly stage: Locator;

  constructor(page: Page) {
    this.page = page;
    this.stage = page.locator('.stage[role=application]');
  }

  async #at(xMm: number, yMm: number): Promise<readonly [number, number]> {
    const { x, y, width, height } = (await this.stage.boundingBox())!;
    const margin = Math.min(width, height) * 0.05;
    const scale = Math.min((width - 2 * margin) / 2400, (height - 2 * margin) / 1200);
    return [x + width / 2 + (xMm - 1200) * scale, y + height / 2 - (yMm - 600) * scale];
  }

  async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(...(await this.#at(...from)));
    await mouse.down();
    await mouse.move(...(await this.#at(...to)), { steps: 5 });
    await mouse.up();
  }

  async tap(xMm: number, yMm: number): Promise<void> {
    await this.page.mouse.click(...(await this.#at(xMm, yMm)));
  }
}

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10"><circle cx="10" cy="5" r="4" stroke="#000" stroke-width=".2" fill="none"/></svg>';

describe('the track editor', () => {
  it.each(sampled(looksOf(['computerRoom', 'tablet']), 1))('is sound at $screen in $locale, $colorScheme', async (look) => {
    const { page, troubles } = await lab.open(optionsOf(look));
    await page.evaluate(() => (location.hash = '#/tracks'));
    await page.locator('.actions .main').waitFor();
    await expectSound(page, `tracks-${nameOf(look)}`);
    await page.locator('.actions input').setInputFiles({ name: 'ring.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(SVG) });
    await page.getByRole('dialog').locator('.main').click();
    await page.locator('.stage[role=application]').waitFor();
    await expectSound(page, `track-editor-${nameOf(look)}`);
    expect(troubles).toEqual([]);
  });

  it('draws, checks, undoes, drives, keeps and prints', async () => {
    const program = { files: [{ path: 'main.ts', text: 'car.forward(40);\nwait(300);\ncar.stop();\n' }], view: 'text' as const };
    const { page, troubles } = await lab.openProject(program);
    await page.getByRole('link', { name: '画赛道' }).click();
    await page.getByRole('button', { name: '新赛道' }).first().click();
    const floor = new Floor(page);
    await floor.stage.waitFor();
    const tool = (name: string) => page.getByRole('toolbar').getByRole('button', { name, exact: true }).click();
    const problems = page.getByRole('complementary', { name: '属性' }).getByRole('listitem');

    await tool('直线');
    await floor.drag([400, 300], [1600, 300]);
    await tool('弯道');
    await floor.drag([1600, 300], [1600, 900]);
    await problems.filter({ hasText: '没有终点门' }).waitFor();
    await tool('终点');
    await floor.tap(1200, 300);
    await tool('起点');
    await floor.tap(600, 300);
    await page.getByText('没有问题，可以开了。').waitFor();

    await page.getByText('所有东西').click();
    await page.getByRole('button', { name: '线 2', exact: true }).click();
    await floor.stage.press('Delete');
    await page.getByRole('button', { name: '线 2', exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByRole('button', { name: '线 2', exact: true }).waitFor();
    await page.getByText('已保存', { exact: true }).waitFor();
    await expectSound(page, 'track-editor-drawn');

    await page.getByRole('button', { name: '打印' }).click();
    await page.getByLabel('胶带清单', { exact: false }).check();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: '做成 PDF' }).click();
    const pdf = await PDFDocument.load(readFileSync(await (await downloading).path()));
    expect(pdf.getPageCount()).toBe(1);

    await page.getByRole('button', { name: '试开' }).click();
    await page.evaluate(() => (location.hash = '#/'));
    await page.getByText(/^运行了 /).waitFor();
    expect(await page.getByRole('combobox', { name: '选赛道' }).locator('option:checked').innerText()).toBe('我的赛道');
    await page.reload();
    await page.getByRole('combobox', { name: '选赛道' }).getByRole('option', { name: '我的赛道' }).waitFor({ state: 'attached' });
    expect(troubles).toEqual([]);
  });
});
