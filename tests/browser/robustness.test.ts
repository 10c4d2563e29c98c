/** What goes wrong in a class: endless programs, wiped computers, damaged files, a bridge that went away, a pinyin keyboard. */
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
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

describe('programs that will not end', () => {
  it.each([
    { what: 'loops forever', text: 'while (true) {\n}', code: undefined },
    { what: 'recurses without end', text: 'function f(): number {\n  return f() + 1;\n}\nlog(f());', code: /调用得太深/ },
    { what: 'allocates without end', text: 'const list = [1];\nwhile (true) {\n  list.push(1);\n}', code: /内存/ },
  ])('one that $what leaves the page alive, and Stop or a sentence ends it', async ({ text, code }) => {
    const student = await openText(text);
    await student.run();
    if (code === undefined) {
      await student.waitForStatus('正在运行');
      await student.button('EN').click();
      await student.page.getByRole('button', { name: 'Stop' }).click();
      await student.waitForStatus(/^Ran for/);
    } else {
      await student.waitForStatus(code);
    }
  });
});

describe('work is never lost', () => {
  it('comes back from the bridge into an empty browser, layout and all', async () => {
    const student = await openText('log("第一课之前");\n');
    await student.replaceText('// 第一课\ncar.forward(61);\n');
    await student.page.getByText('已存到学校').waitFor();
    const address = student.page.url();
    await student.page.context().close();

    const { page } = await lab.open(undefined, address);
    const again = new StudentPage(page);
    await page.locator('.view-line', { hasText: 'car.forward(61);' }).waitFor();
    expect(await again.visibleText()).toContain('// 第一课');
  });

  it('stays in the page while the bridge is away, and reaches it when it is back', async () => {
    const student = await openText('log("还连着");\n');
    const { page } = student;
    await page.getByText('已存到学校').waitFor();
    await lab.restart(async () => {
      await student.replaceText('log("断线时写的");');
      await page
        .getByText(/已存到本机|只存到了本机/)
        .first()
        .waitFor();
    });
    await page.getByText('已存到学校').waitFor({ timeout: 60_000 });
    await page.context().close();

    const fresh = await lab.open();
    await fresh.page.locator('.view-line', { hasText: '断线时写的' }).waitFor();
  });
});

describe('files that are not what they should be', () => {
  it.each([
    { what: 'a damaged file', bytes: Buffer.from('PK\u0003\u0004 and then nothing') },
    { what: 'an empty file', bytes: Buffer.alloc(0) },
  ])('$what is refused with a sentence, and the open project stays', async ({ bytes }) => {
    const student = await openBlocks();
    const file = path.join(os.tmpdir(), `guiji-damaged-${bytes.length}.guiji`);
    writeFileSync(file, bytes);
    await student.page.getByRole('button', { name: '作品菜单' }).click();
    const chooser = student.page.waitForEvent('filechooser');
    await student.page.getByRole('menuitem', { name: /导入文件/ }).click();
    await (await chooser).setFiles(file);
    await student.page.getByText('没有打开这个文件').waitFor();
    await student.page.getByText('现在打开的作品没有变。').waitFor();
    expect(await student.blocks.blocks('program_start').count()).toBe(1);
  });
});

describe('typing Chinese', () => {
  it('goes into a block field: the Enter that picks a candidate does not close it', async () => {
    const student = await openBlocks();
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

  it('understands full-width digits in a number field', async () => {
    const student = await openBlocks();
    const { blocks } = student;
    const wait = blocks.blocks('api_wait');
    await blocks.setNumber(wait.locator('g.number'), '１２。５');
    await wait.filter({ hasText: '12.5' }).waitFor();
  });

  it('goes into the text editor as it was composed', async () => {
    const student = await openText('log(1);\n');
    await student.replaceText('log("');
    await composePinyin(student.page, 'nihao', '你好');
    await student.page.keyboard.insertText('");');
    await student.page.locator('.view-line', { hasText: 'log("你好' }).waitFor();
  });
});
