/** The debugger in a real Chromium against a real bridge: the simulator, then the same on the virtual car. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { DebuggerPage } from './support/debugger-page.ts';
import { picturePath, SCREENS } from './support/lab.ts';
import { axeFindings } from './support/looks.ts';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

const TEXT = `let count = 0;
function add(by: number): number {
  const next = count + by;
  return next;
}
forever(() => {
  count = add(1);
  car.drive(30, 30);
  wait(50);
});
`;
const BLOCKS = `forever(() => {
  car.drive(30, 30);
  wait(50);
});
`;
const TUNED = `forever(() => {
  const error = line.position();
  plot("error", error);
  car.drive(45 + error * tune("Kp", 0.4, 0, 2), 45 - error * tune("Kp", 0.4, 0, 2));
  wait(10);
});
`;
/** Of a car that stands still: how many readings it got from its five sensors. */
const STEADY = `const seen = new Set<number>();
for (let i = 0; i < 50; i++) {
  for (let sensor = 0; sensor < 5; sensor++) seen.add(1000 * sensor + line.read(sensor));
  wait(2);
}
log("readings:", seen.size);
`;

const lab = useLab();

describe('the debugger', () => {
  let page: Page;
  let student: StudentPage;
  let debug: DebuggerPage;
  let troubles: string[];
  /** One page for all but the last: the text editor costs more than most of what is asked of it. */
  beforeAll(async () => {
    ({ page, troubles } = await lab.openProject({ view: 'text', files: [{ path: 'main.ts', text: TEXT }] }));
    await page.locator('.monaco-editor .view-line').first().waitFor();
    student = new StudentPage(page);
    debug = new DebuggerPage(page);
  });

  it('pauses at a breakpoint in the text, steps, shows and changes values, and goes back in time', async () => {
    await debug.pressGutter(7);
    await debug.dots.waitFor();
    await student.run();
    await debug.waitForLine(7);
    await page.screenshot({ path: picturePath('debugger-text') });
    await debug.step('进到里面');
    await debug.waitForLine(3);
    await debug.step('走到外面');
    await debug.waitForLine(8);
    await debug.step('下一句');
    await debug.waitForLine(9);
    await debug.step('退回一句');
    await debug.waitForLine(8);
    await debug.change('count', '41');
    await debug.waitForValue('count', '41');
    await debug.pressGutter(7);
    await student.button('继续').click();
    await student.waitForReadout('速度', 20);
    await page.getByRole('group', { name: '运行控制' }).getByRole('button', { name: '暂停' }).click();
    await debug.rewind.waitFor();
    const latest = Number(await debug.rewind.getAttribute('max'));
    await debug.rewindTo(Math.round(latest / 2 / 10) * 10);
    await page.getByText('这是过去的样子').waitFor();
    await page.screenshot({ path: picturePath('debugger-past') });
    expect(await axeFindings(page)).toEqual([]);
    await student.button('继续').click();
    await student.waitForStatus('正在运行');
    await student.stop();
    await student.waitForStatus(/^运行了/);
    await page.getByRole('button', { name: '回看刚才那次' }).click();
    await page.getByText('这次运行已经结束').waitFor();
    await debug.rewindTo(100);
    await page.screenshot({ path: picturePath('debugger-look-back') });
    await student.stop();
    await student.waitForStatus(/^运行了/);
    expect(troubles).toEqual([]);
  });

  it('tunes a number while the car drives, with curves over each other', async () => {
    await student.replaceText(TUNED);
    await student.run();
    const slider = page.getByRole('slider', { name: /^Kp/ });
    await slider.waitFor();
    await student.waitForReadout('速度', 50);
    await slider.fill('1.2');
    await page.getByText('Kp = 1.2', { exact: true }).waitFor();
    await page.screenshot({ path: picturePath('debugger-tune') });
    await student.stop();
    await student.waitForStatus(/^运行了/);
  });

  it('drives a car without what a person switches off', async () => {
    await student.replaceText(STEADY);
    await debug.showPanel();
    await student.button('选关掉哪些难处').click();
    const dialog = page.getByRole('dialog', { name: '真车难在哪里' });
    await dialog.getByRole('switch', { name: '循线读数会跳', checked: true }).click();
    await dialog.getByRole('switch', { name: '循线读数会跳', checked: false }).waitFor();
    expect(await axeFindings(page, 'dialog')).toEqual([]);
    await page.screenshot({ path: picturePath('ideal-car') });
    await dialog.getByRole('button', { name: '关闭' }).click();
    const ideal = page.getByRole('switch', { name: '理想小车 · 1 项', checked: true });
    await ideal.waitFor();
    await student.run();
    await page.getByRole('tab', { name: /控制台/ }).click();
    await page.getByText('readings: 5', { exact: true }).waitFor();
    await debug.showPanel();
    await ideal.click();
    await page.getByRole('switch', { name: '理想小车', checked: false, exact: true }).waitFor();
  });

  it('pauses at a breakpoint on a block, set in its menu', async () => {
    await student.replaceText(BLOCKS);
    await student.showBlocks();
    await page.locator('g.api_car_drive text').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: '在这里停 / 不停' }).click();
    await page.locator('.guiji-breakpoint-dot').waitFor();
    await student.run();
    await debug.waitForLine(2);
    await page.locator('g.guiji-here').waitFor();
    await page.screenshot({ path: picturePath('debugger-blocks') });
    await student.stop();
    await page.locator('g.api_car_drive text').first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: '在这里停 / 不停' }).click();
    await page.locator('.guiji-breakpoint-dot').waitFor({ state: 'detached' });
    await student.showText();
  });

  it('pauses the virtual car at the same place, and lets it go on', async () => {
    await student.replaceText(TEXT);
    await student.chooseRobot('虚拟小车');
    await student.waitForStatus('准备好了');
    await debug.pressGutter(9);
    await student.run();
    await debug.waitForLine(9);
    expect(await debug.rewind.count()).toBe(0);
    await debug.change('count', '7');
    await debug.waitForValue('count', '7');
    await page.screenshot({ path: picturePath('debugger-virtual-car') });
    await debug.pressGutter(9);
    await student.button('继续').click();
    await student.waitForReadout('速度', 20);
    await student.stop();
    await student.waitForStatus(/^运行了/);
  });

  it('can be used in the dark, in English and with a finger', async () => {
    const look = { ...SCREENS.tablet, colorScheme: 'dark' as const, locale: 'en-US' };
    const { page } = await lab.openProject(
      { view: 'text', files: [{ path: 'main.ts', text: TEXT, breakpoints: [TEXT.indexOf('car.drive')] }] },
      look,
    );
    await page.locator('.monaco-editor .view-line').first().waitFor();
    if ((await page.getByRole('button', { name: 'EN', exact: true }).count()) > 0)
      await page.getByRole('button', { name: 'EN', exact: true }).tap();
    await page.locator('.guiji-breakpoint').waitFor();
    await page.screenshot({ path: picturePath('debugger-dark-text') });
    await page.getByRole('button', { name: 'Run', exact: true }).tap();
    await page.getByRole('button', { name: 'Back one statement' }).waitFor();
    await page.screenshot({ path: picturePath('debugger-dark-paused') });
    for (const button of await page.getByRole('group', { name: 'Debugger' }).getByRole('button').all()) {
      const { width, height } = (await button.boundingBox())!;
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    expect(await axeFindings(page)).toEqual([]);
  });
});
