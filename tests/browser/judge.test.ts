/** What a judge does, from the first page to the last: a run is recorded, replayed, verified, scored; what is false is called false. */
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { JudgePage } from './support/judge-page.ts';
import { picturePath } from './support/lab.ts';
import { axeFindings, expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

let student: StudentPage;
let judge: JudgePage;
let page: Page;
let context: BrowserContext;
let troubles: string[];
/** Of the first run. */
let runId: string;

/** One page for all, as a judge has it: a page and a lap cost more than all that is asked of them. */
beforeAll(async () => {
  ({ page, context, troubles } = await lab.open());
  student = new StudentPage(page);
  judge = new JudgePage(page);
  await student.blocks.ready();
  await driveOneLap();
});

async function driveOneLap(): Promise<void> {
  await student.run();
  await student.waitForReadout('圈数', 1);
  await student.stop();
  await student.waitForStatus(/跑了 \d+ 圈/);
}

/** One byte of what the program wrote is another one. */
function altered(bytes: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const middle = Math.floor(bytes.length / 2);
  changed[middle] = changed[middle]! ^ 1;
  return changed;
}

describe('a judge', () => {
  it('finds a run recorded without anybody asking, replays, verifies and scores it', async () => {
    await judge.goTo('记录');
    await judge.waitForRun(0, '复算一致');
    await judge.waitForRun(0, /1 圈 · 最快 1\d\.\d\d 秒/);
    await judge.open(0);
    runId = new URL(page.url()).hash.split('/').at(-1)!;
    await page.getByText(/^正在运行第 \d+ 行$|^这一刻没有/).waitFor();
    await page.screenshot({ path: picturePath('runs-replay') });

    await judge.press('Home');
    await judge.press('PageUp');
    expect(await judge.cursorMs()).toBe(1000);
    await judge.press('ArrowRight');
    expect(await judge.cursorMs()).toBe(1010);
    await judge.press('n');
    const checkpointMs = await judge.cursorMs();
    expect(checkpointMs).toBeGreaterThan(2000);
    await judge.press('p');
    expect(await judge.cursorMs()).toBeLessThan(1000);
    const box = (await judge.timeline.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    const middleMs = await judge.cursorMs();
    expect(middleMs).toBeGreaterThan(checkpointMs);

    await judge.runningLine.waitFor();
    expect(await judge.runningLine.innerText()).toMatch(/\w/);
    await page.getByRole('region', { name: '程序' }).getByText('积木', { exact: true }).click();
    await page.locator('.injectionDiv .guiji-here').last().waitFor();
    await page.screenshot({ path: picturePath('runs-blocks') });

    await judge.button('播放').click();
    await page.waitForFunction(
      (from) => Number(document.querySelector('[role=slider]')?.getAttribute('aria-valuenow')) > from,
      middleMs + 500,
    );
    await judge.button('暂停').click();

    await judge.verify();
    expect(await judge.verdict.innerText()).toMatch(/一致[^]*分毫不差[^]*可复算[^]*封印完好/);

    await judge.button('评分').click();
    const sheet = page.getByRole('region', { name: '评分单' });
    await sheet.getByRole('button', { name: /完成一圈/ }).click();
    await page.waitForFunction((from) => Number(document.querySelector('[role=slider]')?.getAttribute('aria-valuenow')) > from, middleMs);
    await sheet.getByRole('button', { name: /最快一圈/ }).click();
    await page.screenshot({ path: picturePath('score') });
    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: picturePath('score-slip') });
    const slip = page.locator('article.slip');
    expect(await slip.innerText()).toMatch(/[0-9A-Z]{26}[^]*[0-9a-f]{64}[^]*可复算[^]*完成一圈/);
    await page.emulateMedia({ media: null });
    expect(troubles).toEqual([]);
  });

  it('is told what is altered, what is cut short, and what is no recording at all', async () => {
    await judge.goTo('记录');
    await judge.open(0);
    await judge.verify();
    const recorded = new Uint8Array(readFileSync(await judge.savedFile()));

    await judge.openFile('改过.mcap', altered(recorded));
    await judge.verdict.filter({ hasText: '被改动过' }).waitFor();
    await page.screenshot({ path: picturePath('runs-altered') });

    await judge.dropFile('断了.mcap', recorded.subarray(0, Math.floor(recorded.length * 0.6)));
    await judge.verdict.filter({ hasText: '不完整' }).waitFor();
    expect(await judge.verdict.innerText()).toContain('没有结尾');

    await judge.openFile('原样.mcap', recorded);
    await judge.verdict.filter({ hasText: '分毫不差' }).waitFor();

    await judge.openFile('照片.mcap', Uint8Array.from([0xff, 0xd8, 0xff, 1, 2, 3]));
    await page.getByRole('alert').filter({ hasText: '这不是轨迹实验室的运行记录' }).waitFor();
    await judge.openFile('空.mcap', new Uint8Array());
    await page.getByRole('alert').filter({ hasText: '这不是轨迹实验室的运行记录' }).waitFor();
    expect(troubles).toEqual([]);
  });

  it('has the runs of a page that was killed, and of a bridge that went away in between', async () => {
    await page.goto(lab.address);
    await student.blocks.ready();
    await student.run();
    await student.waitForReadout('速度', 100);
    await lab.restart();
    await student.stop();
    await student.waitForStatus(/^(运行|跑)了/);
    await judge.goTo('记录');
    await judge.run(1).waitFor();
    await judge.waitForRun(0, '复算一致');

    await page.goto(lab.address);
    await student.blocks.ready();
    await student.run();
    await student.waitForReadout('速度', 100);
    await page.close();
    const next = await context.newPage();
    await next.goto(`${lab.address}#/runs`);
    await new JudgePage(next).waitForRun(0, '没有结尾');
    await next.close();
  });
});

describe('the judge’s pages', () => {
  it('are sound on each screen, in both languages, light and dark', async () => {
    for (const look of sampled(looksOf(['computerRoom', 'desk', 'tablet']), 1)) {
      const opened = await lab.open(optionsOf(look));
      for (const name of ['runs', 'score'] as const) {
        await opened.page.goto(`${lab.address}#/${name}/${runId}`);
        await opened.page.getByRole('slider').first().waitFor();
        await expectSound(opened.page, `${name}-${nameOf(look)}`);
      }
      await opened.context.close();
    }
  });
});
