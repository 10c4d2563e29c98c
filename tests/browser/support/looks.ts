/**
 * How a page must look on each screen, in each language, light and dark: nothing that axe objects to, nothing cut off, nothing too small
 * for a finger, and a picture for people. `npm test` draws some of the looks by a seed that it prints; `npm run test:full` takes all.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { Random } from '../../../core/base/random.ts';
import { picturePath, SCREENS } from './lab.ts';

const ALL_SCREENS = { ...SCREENS, desk: { viewport: { width: 1280, height: 800 } } } as const satisfies Record<
  string,
  BrowserContextOptions
>;

export type ScreenName = keyof typeof ALL_SCREENS;

export interface Look {
  readonly screen: ScreenName;
  readonly locale: 'zh-CN' | 'en';
  readonly colorScheme: 'light' | 'dark';
}

const IS_FULL = process.env['GUIJI_TEST_FULL'] === '1';
const SEED = Number(process.env['GUIJI_TEST_SEED'] ?? 1);

/** `count` of them, by the run's seed; all where the run is a full one. */
export function sampled<T>(all: readonly T[], count: number): readonly T[] {
  if (IS_FULL) return all;
  const random = new Random(SEED);
  const left = [...all];
  return Array.from({ length: Math.min(count, all.length) }, () => left.splice(random.uint32() % left.length, 1)[0]!);
}

export function looksOf(screens: readonly ScreenName[]): readonly Look[] {
  return screens.flatMap((screen) =>
    (['zh-CN', 'en'] as const).flatMap((locale) => (['light', 'dark'] as const).map((colorScheme) => ({ screen, locale, colorScheme }))),
  );
}

/** Why without movement: axe and pictures want the colours that stay. */
export function optionsOf({ screen, locale, colorScheme }: Look): BrowserContextOptions {
  return { ...ALL_SCREENS[screen], locale, colorScheme, reducedMotion: 'reduce' };
}

export const nameOf = ({ screen, locale, colorScheme }: Look): string => `${screen}-${locale}-${colorScheme}`;

/** Why Blockly and Monaco are left out: their inner markup is theirs, and their own projects test it. */
const FOREIGN = '.injectionDiv, .blocklyComputeCanvas, .monaco-editor';
const FINGER_PX = 43.5;
/** What only a screen reader meets is one pixel large. */
const HIDDEN_PX = 1;
const TOUCHABLE = 'button, a[href], select, input, textarea, summary, [role=tab], [role=radio], [role=slider]';

/**
 * axe's findings, each with the markup it is about. Why the legacy mode and the violations only: the other mode opens a page more for each look,
 * for frames from other origins, which we have none of; what was found sound is never read.
 */
export async function axeFindings(page: Page, within?: string): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] })
    .exclude(FOREIGN);
  const { violations } = await (within === undefined ? builder : builder.include(within)).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' · ')}`);
}

/** How far the page reaches beyond its window. */
async function overflowOf(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  return await page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    return { x: scrollWidth - innerWidth, y: scrollHeight - innerHeight };
  });
}

/**
 * What a finger would miss. A field is as large as the label around it; links within a text are text; each flag of a timeline, which may
 * stand close to the next one, stands in the list of events too.
 */
async function tooSmallToTouch(page: Page): Promise<readonly string[]> {
  return await page.evaluate(
    ({ touchable, foreign, least, hidden }) =>
      [...document.querySelectorAll(touchable)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
        .filter((element) => !element.closest(`${foreign}, [inert], p, li > p, .u-over, .timeline .flags`))
        .map((element) => {
          const target = element.matches('input') ? (element.closest('label') ?? element) : element;
          const box = target.getBoundingClientRect();
          // A control may look slimmer than it feels: its ::after takes the finger.
          const after = getComputedStyle(target, '::after');
          const grown = after.position === 'absolute' && after.content === '""' ? after : { width: '0', height: '0' };
          return {
            name: element.textContent?.trim() || element.getAttribute('aria-label') || element.outerHTML.slice(0, 80),
            width: Math.max(box.width, Number.parseFloat(grown.width)),
            height: Math.max(box.height, Number.parseFloat(grown.height)),
          };
        })
        .filter(({ width, height }) => width > hidden && (height < least || width < least))
        .map(({ name, width, height }) => `${name} ${Math.round(width)}×${Math.round(height)}`),
    { touchable: TOUCHABLE, foreign: FOREIGN, least: FINGER_PX, hidden: HIDDEN_PX },
  );
}

/** Takes the page's picture and looks at all of it. */
export async function expectSound(page: Page, picture: string): Promise<void> {
  await page.screenshot({ path: picturePath(picture) });
  expect(await axeFindings(page), picture).toEqual([]);
  expect(await overflowOf(page), picture).toEqual({ x: 0, y: 0 });
  expect(await tooSmallToTouch(page), picture).toEqual([]);
}
