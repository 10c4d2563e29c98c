// `node scripts/take-guide-pictures.ts` (Node 24): the guides' pictures, taken from the product as it is built now, into docs/guides/pictures.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { AiPage } from '../tests/browser/support/ai-page.ts';
import { lanUrl, SeatPage, TeacherPage } from '../tests/browser/support/class-pages.ts';
import { forgetData, openLab, startBrowser, startLab, type Lab } from '../tests/browser/support/lab.ts';
import { StudentPage } from '../tests/browser/support/student-page.ts';

const FOLDER = fileURLToPath(new URL('../docs/guides/pictures/', import.meta.url));
const SCREEN = { viewport: { width: 1280, height: 800 } };
const QUALITY = 0.85;

/** WebP by the browser's own encoder: a third of the size of PNG. */
async function asWebp(page: Page, png: Buffer): Promise<Buffer> {
  const base64 = await page.evaluate(
    async ([encoded, quality]) => {
      const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
      const written = new Uint8Array(await blob.arrayBuffer());
      return btoa(Array.from(written, (byte) => String.fromCharCode(byte)).join(''));
    },
    [png.toString('base64'), QUALITY] as const,
  );
  return Buffer.from(base64, 'base64');
}

/** The page as it is now, in both languages; it speaks Chinese before and after. */
async function take(page: Page, name: string): Promise<void> {
  for (const [language, next] of [
    ['zh-CN', 'EN'],
    ['en', '中文'],
  ] as const) {
    await page.locator(`html[lang="${language}"]`).waitFor();
    await page.waitForLoadState('networkidle');
    const webp = await asWebp(page, await page.screenshot({ animations: 'disabled' }));
    writeFileSync(`${FOLDER}${name}.${language}.webp`, webp);
    await page.getByRole('button', { name: next, exact: true }).click();
  }
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '去哪里' }).getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1 }).last().waitFor();
}

async function takeStudent(browser: Browser, lab: Lab): Promise<void> {
  const { page } = await openLab(browser, lab, SCREEN);
  const student = new StudentPage(page);
  await student.blocks.ready();
  await student.run();
  await student.waitForReadout('圈数', 1);
  await student.stop();
  await student.waitForStatus(/跑了 \d+ 圈/);
  await take(page, 'code');
  const ai = new AiPage(page, '');
  await ai.open();
  await ai.addSigns();
  await ai.train();
  await ai.holdUp('停');
  await ai.hears('停');
  await take(page, 'ai');
  await goTo(page, '课程包');
  await page.getByRole('heading', { name: '轨迹车入门' }).waitFor();
  await take(page, 'packs');
  await goTo(page, '记录');
  const run = page.getByRole('navigation', { name: '运行列表' }).getByRole('link').first();
  await run.filter({ hasText: '复算一致' }).waitFor();
  await run.click();
  const timeline = page.getByRole('slider', { name: '时间轴' });
  await timeline.focus();
  for (let second = 0; second < 8; second++) await page.keyboard.press('PageUp');
  await take(page, 'runs');
  await page.getByRole('button', { name: '评分', exact: true }).click();
  await page.getByRole('slider', { name: '时间轴' }).waitFor();
  await take(page, 'score');
  await page.context().close();
}

async function takeClass(browser: Browser, lab: Lab): Promise<void> {
  const teacher = await TeacherPage.open(browser, lab, SCREEN);
  await teacher.openClass('第一次出发');
  const code = await teacher.joinCode();
  await take(teacher.page, 'poster');
  const seats: SeatPage[] = [];
  for (const [index, nickname] of ['小明', '小红', '阿强'].entries()) {
    const seat = await SeatPage.open(browser, lanUrl(lab));
    await seat.join(code, { nickname, seat: String(index + 1) });
    seats.push(seat);
  }
  await teacher.hidePoster();
  for (const nickname of ['小明', '小红', '阿强']) await teacher.card(nickname).waitFor();
  await take(teacher.page, 'board');
  for (const seat of seats) await seat.context.close();
  await teacher.page.context().close();
}

mkdirSync(FOLDER, { recursive: true });
const browser = await startBrowser();
const lab = await startLab(undefined, 0, { lan: true });
try {
  await takeStudent(browser, lab);
  await takeClass(browser, lab);
} finally {
  await browser.close();
  await lab.stop();
  forgetData(lab);
}
