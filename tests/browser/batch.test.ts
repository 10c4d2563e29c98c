/** "My program on 100 cars" in a real Chromium: one click, the histogram, and a car that failed opened as a run; then two cars that drive together. */
import { describe, expect, it } from 'vitest';
import { picturePath, SCREENS } from './support/lab.ts';
import { axeFindings } from './support/looks.ts';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

/** Blind: it gets as far as its two motors are alike. */
const BLIND = 'car.drive(60, 60);\nwait(5000);\ncar.stop();\n';

const lab = useLab();

describe('a program on many cars', () => {
  it('shows how they did, and opens one that failed as a run', async () => {
    const { page, troubles } = await lab.openProject({ view: 'text', trackId: 'straight', files: [{ path: 'main.ts', text: BLIND }] });
    const student = new StudentPage(page);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await student.button('让 100 辆车都跑一遍').click();
    await student.waitForStatus(/100 辆车里有 \d+ 辆顺利跑完/);
    await page.getByRole('list', { name: '每个圈时有多少圈，横轴是秒' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.screenshot({ path: picturePath('batch') });
    const failed = page.getByRole('button', { name: /^看 \d+ 号车怎么跑的$/ }).first();
    await failed.click();
    await student.waitForStatus(/程序|跑|秒/);
    await student.waitForReadout('速度', 1);
    await student.stop();
    await student.waitForStatus(/跑了 \d+ 圈/);

    await page.getByRole('combobox', { name: '选赛道' }).selectOption('oval');
    await student.button('一起跑').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '加一辆车' }).click();
    await dialog.getByRole('combobox', { name: '2 号车是哪一种小车' }).selectOption('mbot');
    expect(await axeFindings(page, 'dialog')).toEqual([]);
    await page.screenshot({ path: picturePath('race-dialog') });
    // Turned to a screen on which the pane behind the dialog is put away.
    await page.setViewportSize(SCREENS.tablet.viewport);
    await dialog.getByRole('button', { name: '一起出发' }).click();
    const standings = page.getByRole('list', { name: '名次' });
    await standings.getByText('程序跑完了').nth(1).waitFor();
    await standings.getByRole('button').nth(1).click();
    await standings.getByRole('button', { pressed: true }).waitFor();
    await page.screenshot({ path: picturePath('race') });
    expect(await axeFindings(page, '.race')).toEqual([]);
    expect(troubles).toEqual([]);
  });
});
