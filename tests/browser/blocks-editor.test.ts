/** The block editor alone, in a real Chromium: mouse, keyboard, input method, undo, languages. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { picturePath, startBrowser } from './support/lab.ts';
import { servePages, type PageServer } from './support/page-server.ts';

const FOLLOWER = `forever(() => {
  const error = line.position();
  car.drive(45 + error * 0.4, 45 - error * 0.4);
  wait(5);
});
`;

let browser: Browser;
let server: PageServer;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  [browser, server] = await Promise.all([
    startBrowser(),
    servePages(['blockly/core', 'blockly/msg/en', 'blockly/msg/zh-hans', 'typescript', 'zod']),
  ]);
  page = await browser.newPage({ viewport: { width: 1366, height: 620 } });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(`${server.address}blocks.html`);
  await page.waitForFunction(() => 'blocks' in window);
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const load = (text: string) => page.evaluate((given) => window.blocks.loadText(given), text);
const lastText = () => page.evaluate(() => window.blocks.changes.at(-1)?.text ?? '');
const onBoard = (selector: string): Locator => page.locator(`.blocklyBlockCanvas ${selector}`).first();
const says = async (text: string) => expect.poll(lastText).toBe(text);

/** The button with + or − of a block; − comes first where there are both. */
const countButton = (block: string, index: number) => page.locator(`.blocklyBlockCanvas ${block} > .blocklyImageField`).nth(index);

async function drag(from: Locator, to: { readonly x: number; readonly y: number }): Promise<void> {
  const box = (await from.boundingBox())!;
  await page.mouse.move(box.x + 12, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 20, { steps: 8 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

async function under(block: Locator): Promise<{ x: number; y: number }> {
  const box = (await block.boundingBox())!;
  return { x: box.x + 12, y: box.y + box.height + 12 };
}

/** Blockly writes its undo list a frame after the change. */
const twoFrames = () =>
  page.evaluate(() => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))));

describe('the block editor', () => {
  beforeEach(async () => {
    troubles.length = 0;
    await page.keyboard.press('Escape');
    await load(FOLLOWER);
    await onBoard('.api_wait').waitFor();
  });

  it('takes a block from the toolbox and says the text', async () => {
    await page.locator('#blocks-motion').click();
    await drag(page.locator('.blocklyFlyout .api_car_stop').first(), await under(onBoard('.api_wait')));
    await says(FOLLOWER.replace('wait(5);', 'wait(5);\n  car.stop();'));
    expect(troubles).toEqual([]);
  });

  it('does not call a change what was only loaded', async () => {
    const before = await page.evaluate(() => window.blocks.changes.length);
    await load('wait(7);\n');
    await onBoard('.api_wait').waitFor();
    await twoFrames();
    expect(await page.evaluate(() => window.blocks.changes.length)).toBe(before);
  });

  it('understands full-width figures in a number, and keeps the old one where it is no number', async () => {
    await onBoard('.api_wait .number').click();
    await page.keyboard.insertText('１２３。５');
    await page.keyboard.press('Enter');
    await says(FOLLOWER.replace('wait(5)', 'wait(123.5)'));
    await onBoard('.api_wait .number').click();
    await page.keyboard.insertText('一百');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.blocklyHtmlInput').count()).toBe(0);
    await says(FOLLOWER.replace('wait(5)', 'wait(123.5)'));
  });

  it('leaves Enter to an input method that is composing, and renames wherever a name is used', async () => {
    const session = await page.context().newCDPSession(page);
    await page.locator('.blocklyBlockCanvas .variable_declare > .blocklyTextInputField').first().click();
    await page.keyboard.press('Control+A');
    await session.send('Input.imeSetComposition', { text: 'wucha', selectionStart: 5, selectionEnd: 5 });
    await page.evaluate(() => {
      const input = document.querySelector('.blocklyHtmlInput')!;
      input.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true } as KeyboardEventInit),
      );
    });
    expect(await page.locator('.blocklyHtmlInput').count()).toBe(1);
    await session.send('Input.insertText', { text: '误差' });
    await page.keyboard.press('Enter');
    await says(FOLLOWER.replaceAll('error', '误差'));
    await twoFrames();
    await page.evaluate(() => window.blocks.view.undo());
    await says(FOLLOWER);
  });

  it('changes the number of branches and items, and undoes it', async () => {
    await load('const a = [1, x];\nif (x) {\n  car.stop();\n}\n');
    await countButton('.if', 0).click();
    await says('const a = [1, x];\nif (x) {\n  car.stop();\n} else {}\n');
    await countButton('.list_create', 0).click();
    await says('const a = [1];\nif (x) {\n  car.stop();\n} else {}\n');
    await twoFrames();
    await page.evaluate(() => window.blocks.view.undo());
    await page.evaluate(() => window.blocks.view.undo());
    await says('const a = [1, x];\nif (x) {\n  car.stop();\n}\n');
    expect(troubles).toEqual([]);
  });

  it('keeps loose blocks out of the text and in the layout, also after loading again', async () => {
    const wait = onBoard('.api_wait');
    const box = (await wait.boundingBox())!;
    await drag(wait, { x: box.x + 400, y: box.y + 100 });
    await says(FOLLOWER.replace('  wait(5);\n', ''));
    await page.evaluate(() => {
      const { text, layout } = window.blocks.changes.at(-1)!;
      window.blocks.loadText(text, layout);
    });
    await expect.poll(() => page.locator('.blocklyBlockCanvas > .api_wait.blocklyDisabledPattern').count()).toBe(1);
  });

  it('says everything in the other language in place, and marks places of the text', async () => {
    await page.evaluate((text) => {
      const { view } = window.blocks;
      view.setLanguage('en');
      const at = text.indexOf('wait');
      view.highlight({ start: at, end: at + 8 });
      view.markProblems([{ start: at + 5, end: at + 6, sentence: 'too short' }]);
    }, FOLLOWER);
    await expect.poll(() => onBoard('.api_forever').textContent()).toContain('forever');
    expect(await page.locator('.api_wait.guiji-here.guiji-problem').count()).toBe(1);
    await page.screenshot({ path: picturePath('blocks-editor-en') });
    await page.evaluate(() => {
      window.blocks.view.highlight(undefined);
      window.blocks.view.markProblems([]);
      window.blocks.view.setLanguage('zh-CN');
    });
    expect(await page.locator('.guiji-here, .guiji-problem').count()).toBe(0);
    expect(troubles).toEqual([]);
  });
});
