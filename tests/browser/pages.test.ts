/** Each size of screen, each language, light and dark: nothing that axe objects to, nothing cut off, and a picture to look at. */
import { describe, expect, it } from 'vitest';
import { BlocksPage } from './support/blocks-page.ts';
import { expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

describe('the student page', () => {
  it.each(sampled(looksOf(['computerRoom', 'tablet', 'board']), 1))('is sound at $screen in $locale, $colorScheme', async (look) => {
    const { page, troubles } = await lab.open(optionsOf(look));
    await new BlocksPage(page).ready();
    await expectSound(page, `student-${nameOf(look)}`);
    expect(await page.locator('html').getAttribute('lang')).toBe(look.locale);
    expect(troubles).toEqual([]);
  });
});

describe('a menu', () => {
  it('opens and shuts by its button, by keys, and by a press anywhere, on blocks too; axe has nothing against it', async () => {
    const { page, troubles } = await lab.open();
    await new BlocksPage(page).ready();
    const button = page.getByRole('button', { name: /^选小车/ });
    const menu = page.getByRole('menu');
    await button.click();
    await menu.waitFor();
    await expectSound(page, 'menu');
    await button.click();
    await menu.waitFor({ state: 'detached' });
    await button.press('Enter');
    await menu.getByRole('menuitemradio').first().and(page.locator(':focus')).waitFor();
    for (const key of ['Escape', 'Tab']) {
      await page.keyboard.press(key);
      await menu.waitFor({ state: 'detached' });
      await button.and(page.locator(':focus')).waitFor();
      await page.keyboard.press('ArrowDown');
      await menu.waitFor();
    }
    await page.locator('.blocklyMainBackground').click();
    await menu.waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });
});

describe('the help', () => {
  it.each(sampled(looksOf(['desk', 'tablet']), 1))('can be read by everybody at $screen in $locale, $colorScheme', async (look) => {
    const { page, troubles } = await lab.open(optionsOf(look));
    await page.evaluate(() => (location.hash = '#/help'));
    await page.getByRole('main').getByRole('img').first().waitFor();
    await expectSound(page, `help-${nameOf(look)}`);
    expect(troubles).toEqual([]);
  });
});
