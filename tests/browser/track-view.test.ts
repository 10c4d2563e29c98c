/** The track in space and with ghosts, as a person uses it: cameras, keys, earlier runs, and a graphics card that is not there or gives up. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { JudgePage } from './support/judge-page.ts';
import { picturePath } from './support/lab.ts';
import { axeFindings } from './support/looks.ts';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab({ of: 'test' });

const space = (page: Page) => page.locator('canvas.space');

/** How many kinds of colour the middle of a picture has: more than the background's alone where something is drawn. */
async function colourCount(page: Page): Promise<number> {
  const png = (await space(page).screenshot()).toString('base64');
  return await page.evaluate(async (encoded) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0))]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const seen = new Set<number>();
    for (let i = 0; i < data.length; i += 4) seen.add(((data[i]! >> 5) << 6) | ((data[i + 1]! >> 5) << 3) | (data[i + 2]! >> 5));
    return seen.size;
  }, png);
}

async function chooseCamera(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '镜头' }).first().click();
  await page.getByRole('menuitemradio', { name }).click();
}

/** The graphics card gives up, and comes back when it is told to. */
async function loseContext(page: Page): Promise<() => Promise<void>> {
  const extension = await space(page).evaluateHandle((canvas: HTMLCanvasElement) => {
    const found = canvas.getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
    found.loseContext();
    return found;
  });
  return () => extension.evaluate((found) => found.restoreContext());
}

describe('the track in space', () => {
  it('is drawn live and in a replay, from four cameras, with a ghost beside the car; a lost graphics card is made up for', async () => {
    const { page, troubles } = await lab.open();
    const student = new StudentPage(page);
    await student.blocks.ready();
    // A lap in the flat picture: in space, without a graphics card, it takes most of a processor.
    await student.run();
    await student.waitForReadout('圈数', 1);
    await student.stop();
    await student.waitForStatus(/跑了 \d+ 圈/);
    await page.getByRole('button', { name: '3D 画面' }).click();
    await page.locator('canvas.space:not(.away)').waitFor();
    for (const camera of ['从正上方', '坐在车上', '跟着小车']) await chooseCamera(page, camera);
    expect(await space(page).getAttribute('data-camera')).toBe('chase');
    await space(page).focus();
    for (const key of ['ArrowLeft', 'ArrowUp', '+', '-', '0']) await page.keyboard.press(key);
    expect(await colourCount(page)).toBeGreaterThan(8);

    const restore = await loseContext(page);
    await page.getByText('显卡停了一下').waitFor();
    await restore();
    await page.locator('canvas.space:not(.away)').waitFor();
    expect(await page.getByText('显卡停了一下').count()).toBe(0);

    const judge = new JudgePage(page);
    await judge.goTo('记录');
    await judge.waitForRun(0, /1 圈/);
    await page.getByRole('navigation', { name: '去哪里' }).getByRole('link', { name: '编程' }).click();
    await page.getByRole('button', { name: '影子小车' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '加上我最快的一次' }).click();
    await page.getByRole('dialog').getByRole('checkbox', { checked: true }).waitFor();
    await page.screenshot({ path: picturePath('ghosts-dialog') });
    expect(await axeFindings(page, 'dialog')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click();
    await student.run();
    await student.waitForReadout('速度', 1);
    await page.screenshot({ path: picturePath('track-space-ghost') });
    await student.stop();
    await student.waitForStatus(/跑了 \d+ 圈/);

    await judge.goTo('记录');
    await judge.open(0);
    await judge.press('PageUp');
    await page.locator('.replay canvas.space:not(.away)').waitFor();
    await page.locator('.replay').getByRole('button', { name: '影子小车' }).filter({ hasText: '1' }).waitFor();
    await page.screenshot({ path: picturePath('replay-space') });
    expect(await axeFindings(page, '.replay .stage')).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('is the flat picture, with a sentence, where the browser cannot draw in space', async () => {
    const { page } = await lab.open();
    await page.evaluate(() => {
      const found = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind === 'webgl2' ? null : Reflect.apply(found, this, [kind, ...rest]);
      } as typeof found;
    });
    await page.getByRole('button', { name: '3D 画面' }).click();
    await page.getByText('这台电脑的浏览器画不了 3D').waitFor();
    expect(await page.getByRole('img', { name: /赛道和小车/ }).isVisible()).toBe(true);
  });
});
