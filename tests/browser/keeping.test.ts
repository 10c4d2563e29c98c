/** Work that is kept: older versions come back, files are taken in by dropping them, and two windows know of each other. */
import { strToU8 } from 'fflate';
import type { JSHandle, Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newProject } from '../../core/project/new-project.ts';
import { writeGuijiFile } from '../../core/project/guiji-file.ts';
import { shippedProfile } from '../../firmware-profiles/index.ts';
import { StudentPage } from './support/student-page.ts';
import { textAtSchool } from './support/put-project.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

async function openText(): Promise<StudentPage> {
  const { page } = await lab.openProject({ view: 'text' });
  await page.locator('.monaco-editor .view-line').first().waitFor();
  return new StudentPage(page);
}

const versionsOf = (page: Page) => page.getByRole('list', { name: '历史版本' }).getByRole('button');

/** @returns the program as it was */
async function openHistory(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: '作品菜单' }).click();
  await page.getByRole('menuitem', { name: '历史版本' }).click();
  return page.getByRole('region', { name: '那时的程序' });
}

describe('history', () => {
  it('gives an older version back, and keeps the one it replaced', async () => {
    const student = await openText();
    const { page } = student;
    for (const text of ['log("第一版");', 'log("第二版");']) {
      await student.replaceText(text);
      await textAtSchool(lab, page.url(), text);
    }
    const preview = await openHistory(page);
    await preview.filter({ hasText: '第二版' }).waitFor();
    for (const version of await versionsOf(page).all()) {
      await version.click();
      await version.and(page.locator('[aria-pressed=true]')).waitFor();
      await preview.waitFor();
      if ((await preview.innerText()).includes('第一版')) break;
    }
    await preview.filter({ hasText: '第一版' }).waitFor();
    await page.getByRole('button', { name: '恢复成这个版本' }).click();
    await page.locator('.view-line', { hasText: '第一版' }).waitFor();
    await textAtSchool(lab, page.url(), 'log("第一版");');

    await openHistory(page);
    await versionsOf(page).nth(1).click();
    await preview.filter({ hasText: '第二版' }).waitFor();
  });
});

function carrying(page: Page, name: string, bytes: Uint8Array): Promise<JSHandle<DataTransfer>> {
  return page.evaluateHandle(
    ([fileName, numbers]) => {
      const carried = new DataTransfer();
      carried.items.add(new File([Uint8Array.from(numbers)], fileName));
      return carried;
    },
    [name, [...bytes]] as const,
  );
}

describe('a project file', () => {
  it('that is dropped on the page opens', async () => {
    const { page } = await lab.openProject();
    await new StudentPage(page).blocks.ready();
    const project = { ...newProject({ id: '01J8ZQ4Y7G0000000000000000', name: 'U 盘里的小车' }), view: 'text' as const };
    const bytes = writeGuijiFile({ ...project, files: [{ path: 'main.ts', text: 'log("从 U 盘来");' }] });
    const transfer = await carrying(page, '小车.guiji', bytes);
    await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
    await page.getByText('放在这里，打开作品文件').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.locator('.view-line', { hasText: '从 U 盘来' }).waitFor();
    expect(await page.getByLabel('作品名字').inputValue()).toBe('U 盘里的小车');

    // A kit belongs to another page: it is brought there, kept, and is the project's car.
    const kit = { ...shippedProfile('uno-line-car')!, id: 'dropped-car', name: { 'zh-CN': '拖进来的车', en: 'Dropped car' } };
    const kitFile = await carrying(page, '我们的车.json', strToU8(JSON.stringify(kit)));
    await page.dispatchEvent('body', 'drop', { dataTransfer: kitFile });
    await page.locator('label', { hasText: '拖进来的车' }).locator('input:checked').waitFor();
  });
});

describe('two windows on one project', () => {
  it('tell each other: the one that did not change it is asked', async () => {
    const first = await openText();
    await first.page.getByText('已存到学校').waitFor();
    const page = await first.page.context().newPage();
    await page.goto(first.page.url());
    const second = new StudentPage(page);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await second.replaceText('log("另一个窗口");');
    await first.page.getByRole('alert').filter({ hasText: '另一个窗口或另一台电脑' }).waitFor();
    await first.page.getByRole('button', { name: '用那边的' }).click();
    await first.page.locator('.view-line', { hasText: '另一个窗口' }).waitFor();
  });
});
