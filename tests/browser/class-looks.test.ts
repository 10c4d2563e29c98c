/** The pages of a class on each screen, in each language, light and dark, with a whole class in it. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lanUrl, TeacherPage } from './support/class-pages.ts';
import { newContext } from './support/lab.ts';
import { expectSound, looksOf, nameOf, optionsOf, sampled, type Look } from './support/looks.ts';
import { seatStations, type ManyStations } from './support/many-stations.ts';
import { useLab } from './support/use-lab.ts';

const STUDENTS = 48;

const lab = useLab({ lan: true });
let stations: ManyStations;
let code: string;

beforeAll(async () => {
  const teacher = await TeacherPage.open(lab.browser, lab);
  await teacher.openClass('五年级 2 班');
  code = await teacher.joinCode();
  stations = await seatStations(new URL(lanUrl(lab)).origin, code, STUDENTS);
  await teacher.page.context().close();
});

afterAll(() => stations.leave());

async function open(address: string, look: Look): Promise<Page> {
  const context = await newContext(lab.browser, optionsOf(look));
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

async function openBoard(look: Look): Promise<Page> {
  const page = await open(new URL('#/class', lab.address).href, look);
  await page
    .locator('.card')
    .nth(STUDENTS - 1)
    .waitFor({ state: 'attached' });
  return page;
}

describe('the pages of a class', () => {
  it.each(sampled(looksOf(['desk', 'computerRoom', 'tablet', 'board']), 1))(
    'are sound for the teacher at $screen in $locale, $colorScheme',
    async (look) => {
      const page = await openBoard(look);
      await expectSound(page, `class-board-${nameOf(look)}`);
      await page.locator('header .code').click();
      await page.locator('.poster .code').waitFor();
      await expectSound(page, `class-poster-${nameOf(look)}`);
      await page.locator('header .code').click();
      await page.locator('.card').first().click();
      await page.locator('.panel .program, .panel .muted').first().waitFor();
      await expectSound(page, `class-student-${nameOf(look)}`);
    },
  );

  it.each(sampled(looksOf(['desk', 'computerRoom', 'tablet']), 1))(
    'are sound for whoever joins at $screen in $locale, $colorScheme',
    async (look) => {
      const page = await open(`${lanUrl(lab)}#/join/${code}`, look);
      await page.locator('form input').nth(1).fill(`${look.colorScheme} ${look.locale} ${look.screen}`.slice(0, 20));
      await expectSound(page, `class-join-${nameOf(look)}`);
      await page.locator('form button[type=submit]').click();
      await page.locator('.secret code').waitFor();
      await expectSound(page, `class-seat-${nameOf(look)}`);
    },
  );

  it('show all 48 cards of a class on the teacher’s desk at once', async () => {
    const page = await openBoard({ screen: 'desk', locale: 'zh-CN', colorScheme: 'light' });
    const below = await page.evaluate(
      (count) =>
        [...document.querySelectorAll('.card')].slice(0, count).filter((card) => card.getBoundingClientRect().bottom > innerHeight).length,
      STUDENTS,
    );
    expect(below).toBe(0);
  });
});
