/** Each size of screen, each language, light and dark: nothing that axe objects to, nothing cut off, and a picture to look at. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetData, openLab, picturePath, SCREENS, startBrowser, startLab, type Lab } from './support/lab.ts';
import { BlocksPage } from './support/blocks-page.ts';

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

const LOOKS = (['computerRoom', 'tablet', 'board'] as const).flatMap((screen) =>
  (['zh-CN', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).map((colorScheme) => ({ screen, language, colorScheme }))),
);

async function axeFindings(page: Page): Promise<readonly string[]> {
  // Why Blockly and Monaco are left out: their inner markup is theirs, and their own projects test it.
  const { violations } = await new AxeBuilder({ page }).exclude('.injectionDiv, .blocklyComputeCanvas, .monaco-editor').analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' · ')}`);
}

describe('the student page', () => {
  it.each(LOOKS)('is sound at $screen in $language, $colorScheme', async ({ screen, language, colorScheme }) => {
    const { context, page, troubles } = await openLab(browser, lab, { ...SCREENS[screen], locale: language, colorScheme });
    await new BlocksPage(page).ready();
    await page.screenshot({ path: picturePath(`student-${screen}-${language}-${colorScheme}`) });
    expect(await axeFindings(page)).toEqual([]);
    const { width, height } = await page.evaluate(() => {
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { width: scrollWidth, height: scrollHeight };
    });
    expect({ width, height }).toEqual(SCREENS[screen].viewport);
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    expect(troubles).toEqual([]);
    await context.close();
  });

  it('has nothing smaller than 44 px to touch on a tablet', async () => {
    const { context, page } = await openLab(browser, lab, SCREENS.tablet);
    await new BlocksPage(page).ready();
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, [role=tab], select, [role=radio]')]
        .filter((element) => element.checkVisibility() && !element.closest('.injectionDiv'))
        .map((element) => ({
          name: element.textContent?.trim() || element.getAttribute('aria-label'),
          box: element.getBoundingClientRect(),
        }))
        .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
        .map(({ name, box }) => `${name} ${Math.round(box.width)}×${Math.round(box.height)}`),
    );
    expect(small).toEqual([]);
    await context.close();
  });
});
