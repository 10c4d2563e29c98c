/** The page for the car, in a real Chromium against a real bridge: another kit, its screws, its blocks, and what the doctor says. */
import { describe, expect, it } from 'vitest';
import { BlocksPage } from './support/blocks-page.ts';
import { expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

describe('the car page', () => {
  it.each(sampled(looksOf(['computerRoom', 'tablet']), 1))('is sound at $screen in $locale, $colorScheme', async (look) => {
    const { page, troubles } = await lab.open(optionsOf(look));
    await page.evaluate(() => (location.hash = '#/car'));
    await page.getByRole('radio').first().waitFor();
    await expectSound(page, `car-${nameOf(look)}`);
    expect(troubles).toEqual([]);
  });

  it('fits the car from a drive over the stripes; lets a project have another car: its screws, and its blocks', async () => {
    const { page, troubles } = await lab.open();
    await new BlocksPage(page).ready();
    await page.getByRole('button', { name: /^选小车/ }).click();
    await page.getByRole('menuitem', { name: '型号、检查、调传感器…' }).click();
    await page.getByRole('button', { name: '开一遍' }).click();
    await page
      .getByRole('combobox', { name: /的记录用来做什么/ })
      .first()
      .waitFor({ timeout: 150_000 });
    await page.getByRole('button', { name: '开始计算' }).click();
    await page
      .getByRole('region', { name: '结果' })
      .getByText(/算出来的位置平均差/)
      .waitFor({ timeout: 150_000 });
    await expectSound(page, 'car-fit');
    await page.getByRole('button', { name: '存成学校的小车' }).click();
    await page.getByText('已存成学校的小车').waitFor();
    await page.getByRole('radio', { name: /三路循迹车/ }).check();
    await page.getByRole('heading', { name: '拧哪个螺丝' }).waitFor();
    await page.getByRole('radio', { name: /探索车/ }).check();
    await page.getByRole('heading', { name: '拧哪个螺丝' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '开始检查' }).click();
    await page.locator('.finding').first().waitFor();
    await expectSound(page, 'car-doctor');
    await page.evaluate(() => (location.hash = '#/'));
    await page.getByRole('treeitem', { name: '传感器' }).click();
    await page.locator('.blocklyFlyout', { hasText: '碰撞开关' }).first().waitFor();
    expect(troubles).toEqual([]);
  });

  it('makes a kit of the school’s own: conflicts at once, parts tried on the virtual car, kept and chosen; a name on the car', async () => {
    const { page, troubles } = await lab.open();
    await page.evaluate(() => (location.hash = '#/car'));
    await page.getByRole('button', { name: '照它做一个新型号' }).click();
    const line = page.getByRole('article', { name: '循线' });
    await line.getByLabel('引脚').first().selectOption('A1');
    await line.getByText('A1 号引脚用了两次').waitFor();
    await expectSound(page, 'car-kit-conflict');
    expect(await page.getByRole('button', { name: '存成本校的型号' }).isDisabled()).toBe(true);
    await line.getByLabel('引脚').first().selectOption('A0');
    await page.getByLabel('中文名').fill('我们的小车');
    await page.getByLabel('最快（毫米/秒）').fill('４５０');
    await page.getByRole('button', { name: '用虚拟小车试' }).click();
    await page.getByRole('button', { name: '左轮向前' }).click();
    await line.getByText('现在：').waitFor();
    await page.getByRole('button', { name: '存成本校的型号' }).click();
    await page.getByRole('radio', { name: /我们的小车/, checked: true }).waitFor();
    await page.getByRole('heading', { name: '本校的型号' }).waitFor();
    await page.getByLabel('它的名字').fill('小闪电');
    await page.getByRole('button', { name: '存到小车上' }).click();
    await page.getByText('存到小车上了。').waitFor();
    await expectSound(page, 'car-named');
    await page.evaluate(() => (location.hash = '#/'));
    await page.getByRole('button', { name: /小闪电.*还没校准/ }).waitFor();
    expect(troubles).toEqual([]);
  });
});
