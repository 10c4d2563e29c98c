/** A student takes a lesson, step by step, in a real Chromium against a real bridge. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { picturePath } from './support/lab.ts';
import { expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

/** A run of a lesson's program takes some seconds of robot time, at real time. */
const RUN_LIMIT_MS = 60_000;
const COURSE = '轨迹车入门';

const lab = useLab();

class LearnPage {
  readonly page: Page;
  readonly student: StudentPage;

  constructor(page: Page) {
    this.page = page;
    this.student = new StudentPage(page);
  }

  async chooseLesson(title: string): Promise<void> {
    await this.page.getByRole('link', { name: '学习', exact: true }).click();
    const course = this.page.getByRole('region', { name: COURSE });
    await course
      .getByRole('article', { name: title })
      .getByRole('link', { name: /^(开始|继续|再看看)$/ })
      .click();
    await this.page.getByRole('heading', { level: 2, name: title }).waitFor();
  }

  step(name: RegExp) {
    return this.page.getByRole('navigation', { name: '这一课的各步' }).getByRole('button', { name });
  }

  /** What the panel says of the check, once it says this. */
  async says(text: string | RegExp): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: text }).first().waitFor({ timeout: RUN_LIMIT_MS });
  }

  async looksAt(title: string): Promise<void> {
    await this.page.getByRole('heading', { level: 3, name: title }).waitFor();
  }
}

describe('a student with a lesson', () => {
  it('reads, runs, fails with the reason, mends the program, passes, answers; and finds it all again', async () => {
    const { context, page, troubles } = await lab.open();
    const learn = new LearnPage(page);
    const { student } = learn;
    await learn.chooseLesson('第一次出发');
    await learn.looksAt('让小车动起来');
    await student.blocks.ready();
    await student.button('检查').click();
    await learn.says('先按运行');

    await student.run();
    await learn.says('通过了');
    await student.button('下一步').click();
    await learn.looksAt('停进黄色车位');
    await student.button('提示').click();
    await page.getByText('提示 1 / 2').waitFor();
    await student.run();
    await learn.says(/小车停在 x = \d+ mm，离黄色车位还差 \d+ mm/);
    await page.screenshot({ path: picturePath('learn-failed') });

    const wait = student.blocks.blocks('api_wait').locator('g.number');
    await student.blocks.setNumber(wait, '3900');
    await student.button('检查').click();
    await learn.says('程序改过了');
    await student.run();
    await learn.says('通过了');

    await learn.step(/^第 3 步/).click();
    await page.getByLabel('两倍').check();
    await page.getByLabel('你的答案（mm）').fill('７５０');
    await student.button('检查').click();
    await learn.says('通过了');
    await page.screenshot({ path: picturePath('learn-answered') });
    await learn.step(/^第 3 步 .*完成$/).waitFor();

    await page.reload();
    await learn.looksAt('去了再回来');
    await learn.step(/^第 2 步 .*完成$/).waitFor();
    await student.waitForStatus(/准备好了/);
    await student.showText();
    expect(await student.visibleText()).toContain('wait(3900);');
    await page.getByText('已存到学校').waitFor();
    expect(troubles).toEqual([]);
    await context.close();

    const again = await lab.open();
    const later = new LearnPage(again.page);
    await later.chooseLesson('第一次出发');
    await later.step(/^第 1 步 .*完成$/).waitFor();
    await later.step(/^第 2 步 .*完成$/).click();
    await later.says('已经完成');
    await later.step(/^第 3 步/).click();
    expect(await again.page.getByLabel('你的答案（mm）').inputValue()).toBe('７５０');
    expect(again.troubles).toEqual([]);
  });

  it('has the program of each lesson apart, and can open the starter again without losing work', async () => {
    const { page, troubles } = await lab.open();
    const learn = new LearnPage(page);
    const { student } = learn;
    await learn.chooseLesson('循线');
    await learn.looksAt('左一下，右一下');
    await student.showText();
    await student.replaceText('log("我的循线");');
    await page.getByText('已存到学校').waitFor();
    await learn.chooseLesson('转弯与正方形');
    await learn.looksAt('转一个直角');
    await learn.chooseLesson('循线');
    await learn.looksAt('左一下，右一下');
    await expect.poll(() => student.visibleText()).toContain('我的循线');
    await student.button('重新打开起始程序').click();
    await student.button('打开起始程序').click();
    await expect.poll(() => student.visibleText()).toContain('line.dark(2)');
    await student.button('作品菜单').click();
    await page.getByRole('menuitem', { name: '打开作品' }).click();
    await page.getByText('循线（我的）').waitFor();
    expect(troubles).toEqual([]);
  });

  it('drives on the track that a step asks for', async () => {
    const { page } = await lab.open();
    const learn = new LearnPage(page);
    await learn.chooseLesson('会看的小车');
    const track = page.getByLabel('选赛道');
    await expect.poll(() => track.inputValue()).toBe('track-car-first-steps/stop-near');
    await learn.step(/^第 4 步/).click();
    await expect.poll(() => track.inputValue()).toBe('track-car-first-steps/stop-far');
    await page.getByRole('img', { name: '停车线（远）赛道和小车' }).waitFor();
  });
});

describe('the Learn page and the lesson', () => {
  it.each(sampled(looksOf(['computerRoom', 'desk', 'tablet']), 1))(
    'can be read by everybody at $screen in $locale, $colorScheme',
    async (look) => {
      const options = optionsOf(look);
      const { page } = await lab.open(options);
      const isChinese = look.locale === 'zh-CN';
      await page.evaluate(() => (location.hash = '#/learn'));
      await page.getByRole('region', { name: isChinese ? COURSE : 'Track car first steps' }).waitFor();
      await expectSound(page, `learn-courses-${nameOf(look)}`);
      await page.evaluate(() => (location.hash = '#/learn/track-car-first-steps/eyes'));
      if (options.viewport!.width < 1100)
        await page.getByRole('button', { name: isChinese ? '做什么' : 'What to do', exact: true }).click();
      await page.getByRole('heading', { level: 2, name: isChinese ? '会看的小车' : 'A car that sees' }).waitFor();
      await expectSound(page, `learn-lesson-${nameOf(look)}`);
      await page.evaluate(() => (location.hash = '#/learn/track-car-first-steps/eyes/notes'));
      await page.getByRole('heading', { level: 1, name: isChinese ? '给老师的话' : 'For the teacher' }).waitFor();
      await page.getByRole('table').waitFor();
      await expectSound(page, `learn-notes-${nameOf(look)}`);
    },
  );
});
