/** A page that no bridge serves: it makes the board at this computer's USB ready, drives it, and what goes wrong is said and mended. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fakeSerialOfPage } from './support/fake-serial.ts';
import { openLab, picturePath } from './support/lab.ts';
import { expectSound } from './support/looks.ts';
import { SerialBoard } from './support/serial-board.ts';
import { sharedBrowser } from './support/use-lab.ts';

const board = new SerialBoard();
let address: string;
/** A busy computer emulates slowly. */
const SLOW_MS = 200_000;
const holds = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: SLOW_MS, interval: 20 });

beforeAll(async () => {
  address = await board.start();
});
afterAll(() => board.stop());

it('flashes and drives a board by itself; a refusal, a busy port and a pulled cable are said, and the next try works', async () => {
  const { page, context, troubles } = await openLab(await sharedBrowser(), { address: 'about:blank' });
  await context.addInitScript(fakeSerialOfPage);
  await page.goto(address);
  await page.getByRole('button', { name: /模拟器/ }).click();
  await page.getByText('这个网页不是由轨迹实验室的后台打开的').waitFor();
  await page.getByRole('menuitem', { name: '让主板变成小车…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('接着浏览器会列出').waitFor();
  await expectSound(page, 'web-serial-ready');

  const start = dialog.getByRole('button', { name: /开始写入|再试一次/ });
  const pick = (what: NonNullable<Window['pickedPort']>) => page.evaluate((picked) => void (window.pickedPort = picked), what);
  await start.click();
  await dialog.getByText('没有选主板').waitFor();
  await pick('forbidden');
  await start.click();
  await dialog.getByText('浏览器不让这个网页使用 USB 串口').waitFor();
  await pick('board');
  board.isTaken = true;
  await start.click();
  await dialog.getByText('浏览器打不开 USB 2341:0043').waitFor({ timeout: SLOW_MS });
  board.isTaken = false;
  board.pullAfterBytes = 3000;
  await start.click();
  await dialog.getByText(/连接断了，主板现在没有可用的程序，但没有坏/).waitFor({ timeout: SLOW_MS });
  await page.screenshot({ path: picturePath('web-serial-pulled') });
  board.isPlugged = true;
  await start.click();
  await dialog.getByText(/小车回答：Guiji/).waitFor({ timeout: SLOW_MS });
  await dialog.getByRole('button', { name: '用这台小车' }).click();

  board.isPaced = true;
  const run = page.getByTitle('运行 (Ctrl+Enter)');
  await page.getByRole('button', { name: /插在这台设备上的小车，可以用/ }).waitFor({ timeout: SLOW_MS });
  await page.evaluate(() => (location.hash = '#/car'));
  await page.getByLabel('它的名字').fill('小闪电', { timeout: SLOW_MS });
  await page.getByRole('button', { name: '存到小车上' }).click();
  await page.getByText('存到小车上了。').waitFor({ timeout: SLOW_MS });
  await page.getByRole('button', { name: '开始试' }).click();
  await page.getByText('灯亮了吗？').waitFor({ timeout: SLOW_MS });
  await page.getByRole('button', { name: '没有', exact: true }).click();
  await page.getByText('灯没有亮。请检查灯的接线和引脚号。').waitFor();
  await page.getByText('听见声音了吗？').waitFor({ timeout: SLOW_MS });
  await expectSound(page, 'web-serial-try');
  await page.getByRole('button', { name: '不做了' }).click();
  await page.evaluate(() => (location.hash = '#/'));
  await run.click();
  await holds(() => board.isDriving);
  await page.getByText(/反应 \d+ 毫秒（最慢 \d+）/).waitFor({ timeout: SLOW_MS });
  await page.screenshot({ path: picturePath('web-serial-driving') });
  await page.keyboard.press('Escape');
  await holds(() => !board.isDriving);

  await run.click();
  await holds(() => board.isDriving);
  await context.close();
  await holds(() => board.isAlone);
  await board.bench.runMs(600);
  expect(board.isDriving).toBe(false);
  expect(troubles).toEqual([]);
});
