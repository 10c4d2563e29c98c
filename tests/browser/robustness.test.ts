/** What goes wrong in a class: endless programs, wiped computers, damaged files, a bridge that went away, a pinyin keyboard. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

async function openBlocks(): Promise<StudentPage> {
  const { page } = await lab.openProject();
  const student = new StudentPage(page);
  await student.blocks.ready();
  return student;
}

async function openText(text: string): Promise<StudentPage> {
  const { page } = await lab.openProject({ view: 'text', files: [{ path: 'main.ts', text }] });
  await page.locator('.monaco-editor .view-line').first().waitFor();
  return new StudentPage(page);
}

/** Composes Chinese as an input method does: pieces under the cursor, then the choice. */
async function composePinyin(page: Page, pinyin: string, chosen: string): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  for (let length = 1; length <= pinyin.length; length++) {
    await cdp.send('Input.imeSetComposition', { text: pinyin.slice(0, length), selectionStart: length, selectionEnd: length });
  }
  // The Enter that picks a candidate reaches the page as keyCode 229.
  await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', windowsVirtualKeyCode: 229, key: 'Process', code: 'Enter' });
  await cdp.send('Input.insertText', { text: chosen });
}

describe('in the text editor', () => {
  it('what an input method composes goes in; a program that will not end leaves the page alive, and Stop or a sentence ends it', async () => {
    const student = await openText('log(1);\n');
    await student.replaceText('log("');
    await composePinyin(student.page, 'nihao', '你好');
    await student.page.keyboard.insertText('");');
    await student.page.locator('.view-line', { hasText: 'log("你好' }).waitFor();

    await student.replaceText('function f(): number {\n  return f() + 1;\n}\nlog(f());');
    await student.run();
    await student.waitForStatus(/调用得太深/);
    await student.replaceText('const list = [1];\nwhile (true) {\n  list.push(1);\n}');
    await student.run();
    await student.waitForStatus(/内存/);
    await student.replaceText('while (true) {\n}');
    await student.run();
    await student.waitForStatus('正在运行');
    await student.button('EN').click();
    await student.page.getByRole('button', { name: 'Stop' }).click();
    await student.waitForStatus(/^Ran for/);
  });
});

describe('work is never lost', () => {
  it('stays in the page while the bridge is away, reaches it when it is back, and comes from it into an empty browser', async () => {
    const student = await openText('log("还连着");\n');
    const { page } = student;
    await page.getByText('已存到学校').waitFor();
    await lab.restart(async () => {
      await student.replaceText('// 断线时写的\ncar.forward(61);');
      await page
        .getByText(/已存到本机|只存到了本机/)
        .first()
        .waitFor();
    });
    await page.getByText('已存到学校').waitFor();
    await page.context().close();

    const fresh = await lab.open();
    await fresh.page.locator('.view-line', { hasText: 'car.forward(61);' }).waitFor();
    expect(await new StudentPage(fresh.page).visibleText()).toContain('// 断线时写的');
  });
});

describe('in the block editor', () => {
  let student: StudentPage;
  beforeAll(async () => {
    student = await openBlocks();
  });

  it.each([
    { what: 'a damaged file', bytes: Buffer.from('PK\u0003\u0004 and then nothing') },
    { what: 'an empty file', bytes: Buffer.alloc(0) },
  ])('$what is refused with a sentence, and the open project stays', async ({ bytes }) => {
    const file = path.join(os.tmpdir(), `guiji-damaged-${bytes.length}.guiji`);
    writeFileSync(file, bytes);
    await student.page.getByRole('button', { name: '作品菜单' }).click();
    const chooser = student.page.waitForEvent('filechooser');
    await student.page.getByRole('menuitem', { name: /导入文件/ }).click();
    await (await chooser).setFiles(file);
    const refusal = student.page.getByRole('dialog', { name: '没有打开这个文件' });
    await refusal.waitFor();
    await student.page.getByText('现在打开的作品没有变。').waitFor();
    expect(await student.blocks.blocks('program_start').count()).toBe(1);
    await refusal.getByRole('button', { name: '关闭' }).click();
    await refusal.waitFor({ state: 'detached' });
  });

  it('Chinese goes into a field: the Enter that picks a candidate does not close it', async () => {
    const { page, blocks } = student;
    await blocks.take('output', 'api_log', { x: 700, y: 420 });
    await blocks.blocks('api_log').locator('g.text .blocklyField').first().click();
    const input = page.locator('.blocklyHtmlInput');
    await input.fill('');
    await composePinyin(page, 'xiaoche', '小车');
    expect(await input.inputValue()).toBe('小车');
    await composePinyin(page, 'hao', '好');
    expect(await input.inputValue()).toBe('小车好');
    await input.press('Enter');
    await blocks.blocks('api_log').filter({ hasText: '小车好' }).waitFor();
  });

  it('a number field understands full-width digits', async () => {
    const { blocks } = student;
    const wait = blocks.blocks('api_wait');
    await blocks.setNumber(wait.locator('g.number'), '１２。５');
    await wait.filter({ hasText: '12.5' }).waitFor();
  });
});
