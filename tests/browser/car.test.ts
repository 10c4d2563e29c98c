/** The page for the car, in a real Chromium against a real bridge: another kit, its screws, its blocks, and what the doctor says. */
import { describe, expect, it } from 'vitest';
import { BlocksPage } from './support/blocks-page.ts';
import { expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

describe('the car page', () => {
  it.each(sampled(looksOf(['computerRoom', 'tablet']), 2))('is sound at $screen in $locale, $colorScheme', async (look) => {
    const { page, troubles } = await lab.open(optionsOf(look));
    await page.evaluate(() => (location.hash = '#/car'));
    await page.getByRole('radio').first().waitFor();
    await expectSound(page, `car-${nameOf(look)}`);
    expect(troubles).toEqual([]);
  });

  it('lets a project have another car: its screws, and its blocks', async () => {
    const { page, troubles } = await lab.open();
    await new BlocksPage(page).ready();
    await page.getByRole('button', { name: /^选小车/ }).click();
    await page.getByRole('menuitem', { name: '型号、检查、调传感器…' }).click();
    await page.getByRole('radio', { name: /三路循迹车/ }).check();
    await page.getByRole('heading', { name: '拧哪个螺丝' }).waitFor();
    await page.getByRole('radio', { name: /探索车/ }).check();
    await page.getByRole('heading', { name: '拧哪个螺丝' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '开始检查' }).click();
    await page.locator('.finding').first().waitFor({ timeout: 60_000 });
    await expectSound(page, 'car-doctor');
    await page.evaluate(() => (location.hash = '#/'));
    await page.getByRole('treeitem', { name: '传感器' }).click();
    await page.locator('.blocklyFlyout', { hasText: '碰撞开关' }).first().waitFor();
    expect(troubles).toEqual([]);
  });
});
