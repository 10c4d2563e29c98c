/** The block editor alone, in a real Chromium: mouse, keyboard, input method, undo, languages. */
import type { CDPSession, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { picturePath, WAIT_MS_MAX } from './support/lab.ts';
import { servePages, type PageServer } from './support/page-server.ts';
import { sharedBrowser } from './support/use-lab.ts';

const FOLLOWER = `forever(() => {
  const error = line.position();
  car.drive(45 + error * 0.4, 45 - error * 0.4);
  wait(5);
});
`;

let server: PageServer;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  server = await servePages(['blockly/core', 'blockly/msg/en', 'blockly/msg/zh-hans', 'typescript', 'zod']);
  page = await (await sharedBrowser()).newPage({ viewport: { width: 1366, height: 620 } });
  page.setDefaultTimeout(WAIT_MS_MAX);
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(`${server.address}blocks.html`);
  await page.waitForFunction(() => 'blocks' in window);
});

afterAll(async () => {
  await page.close();
  await server.stop();
});

const load = (text: string) => page.evaluate((given) => window.blocks.loadText(given), text);
const lastText = () => page.evaluate(() => window.blocks.changes.at(-1)?.text ?? '');
const onBoard = (selector: string): Locator => page.locator(`.blocklySvg .blocklyBlockCanvas ${selector}`).first();
const says = async (text: string) => expect.poll(lastText).toBe(text);

/** The button with + or − of a block; − comes first where there are both. */
const countButton = (block: string, index: number) =>
  page.locator(`.blocklySvg .blocklyBlockCanvas ${block} > .blocklyImageField`).nth(index);

async function drag(from: Locator, to: { readonly x: number; readonly y: number }): Promise<void> {
  const box = (await from.boundingBox())!;
  // Near its top: a stack is as high as all that hangs below.
  await page.mouse.move(box.x + 12, box.y + Math.min(box.height / 2, 18));
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 20, { steps: 8 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

async function under(block: Locator): Promise<{ x: number; y: number }> {
  const box = (await block.boundingBox())!;
  return { x: box.x + 12, y: box.y + box.height + 12 };
}

/** What Chromium does while a person spells `letters` with an input method and presses Enter to choose. */
async function compose(session: CDPSession, letters: string, input = '.blocklyHtmlInput'): Promise<void> {
  await page.locator(input).first().waitFor();
  await session.send('Input.imeSetComposition', { text: letters, selectionStart: letters.length, selectionEnd: letters.length });
  await page.evaluate((selector) => {
    const options = { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
    document.querySelector(selector)!.dispatchEvent(new KeyboardEvent('keydown', options as KeyboardEventInit));
  }, input);
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
    await page.locator('.blocklySvg .blocklyBlockCanvas .variable_declare > .blocklyTextInputField').first().click();
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

  it.each([
    ['a number', 'wait(5);\n', '.api_wait .number', '１２', 'wait(12);\n'],
    ['a text', 'log("a");\n', '.api_log .text', '你好', 'log("你好");\n'],
    ['a name', 'let x = 1;\n', '.variable_declare > .blocklyTextInputField', '速度', 'let 速度 = 1;\n'],
    ['a key', 'log(a.b);\n', '.property_get > .blocklyTextInputField', '速度', 'log(a.速度);\n'],
    ['a piece of a template', 'log(`a${b}`);\n', '.template > .blocklyTextInputField', '速度', 'log(`速度${b}`);\n'],
    ['a parameter', 'function f(a) {}\n', '.function_declare > .blocklyTextInputField >> nth=1', '速度', 'function f(速度) {}\n'],
  ])('leaves Enter to the input method in %s: it picks a candidate, the next Enter ends', async (_, text, field, words, after) => {
    await load(text);
    const session = await page.context().newCDPSession(page);
    await page.locator(`.blocklySvg .blocklyBlockCanvas ${field}`).first().click();
    await page.keyboard.press('Control+A');
    await compose(session, 'sudu');
    expect(await page.locator('.blocklyHtmlInput').count()).toBe(1);
    await session.send('Input.insertText', { text: words });
    expect(await page.locator('.blocklyHtmlInput').inputValue()).toBe(words);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('.blocklyHtmlInput').count()).toBe(0);
    await says(after);
    expect(troubles).toEqual([]);
  });

  it.each([
    ['a comment', '// a\n', '.comment > .guiji-lines', '// 说明\n'],
    ['code', 'debugger;\n', '.code_statement > .guiji-code', '说明\n'],
    ['a pattern', 'const { a } = b;\n', '.destructure > .guiji-code', 'const 说明 = b;\n'],
  ])('leaves Enter to the input method in %s, where Enter begins a line', async (_, text, field, after) => {
    await load(text);
    const session = await page.context().newCDPSession(page);
    await page.locator(`.blocklySvg .blocklyBlockCanvas ${field}`).first().click();
    await page.keyboard.press('Control+A');
    await compose(session, 'shuoming');
    expect(await page.locator('.blocklyHtmlInput').count()).toBe(1);
    await session.send('Input.insertText', { text: '说明' });
    expect(await page.locator('.blocklyHtmlInput').inputValue()).toBe('说明');
    await page.keyboard.press('Control+Enter');
    await says(after);
  });

  it('leaves Enter to the input method in a comment on a block', async () => {
    await load('wait(5); // a\n');
    const session = await page.context().newCDPSession(page);
    await page.locator('.blocklySvg .blocklyBlockCanvas .blocklyCommentIcon').first().click();
    const area = page.locator('.blocklyTextarea').first();
    await area.click();
    await page.keyboard.press('Control+A');
    await compose(session, 'shuoming', '.blocklyTextarea');
    await session.send('Input.insertText', { text: '说明' });
    expect(await area.inputValue()).toBe('说明');
    await onBoard('.program_start').click();
    await says('wait(5); // 说明\n');
  });

  it('finds a block by its words, also while an input method composes them', async () => {
    const session = await page.context().newCDPSession(page);
    await page.locator('.guiji-search').click();
    await compose(session, 'houtui', '.guiji-search');
    await session.send('Input.insertText', { text: '后退' });
    await page.locator('.blocklyToolboxFlyout .api_car_backward').waitFor();
    await drag(page.locator('.blocklyToolboxFlyout .api_car_backward').first(), await under(onBoard('.api_wait')));
    await says(FOLLOWER.replace('wait(5);', 'wait(5);\n  car.backward(50);'));
    await page.locator('.guiji-search').fill('xyzzy');
    await expect.poll(() => page.locator('.blocklyToolboxFlyout .blocklyFlyoutLabelText').textContent()).toContain('没有找到');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('.blocklyToolboxFlyout').isVisible()).toBe(false);
    expect(troubles).toEqual([]);
  });

  it('keeps blocks in the backpack and gives them in another program', async () => {
    await page.evaluate(() => localStorage.clear());
    const before = await page.evaluate(() => window.blocks.changes.length);
    const pack = (await page.locator('.guiji-backpack').boundingBox())!;
    await drag(onBoard('.api_car_drive'), { x: pack.x + 20, y: pack.y + 20 });
    await expect.poll(() => page.locator('.guiji-backpack').getAttribute('aria-label')).toContain('(1)');
    await twoFrames();
    expect(await page.evaluate(() => window.blocks.changes.length)).toBe(before);
    await load('car.stop();\n');
    await page.locator('.guiji-backpack').click();
    await drag(page.locator('.blocklyToolboxFlyout .api_car_drive').first(), await under(onBoard('.api_car_stop')));
    await expect.poll(lastText).toContain('car.stop();\ncar.drive(45 + error * 0.4, 45 - error * 0.4);\nwait(5);\n');
    await page.locator('.guiji-backpack').click();
    await page
      .locator('.blocklyToolboxFlyout .api_car_drive')
      .first()
      .click({ button: 'right', position: { x: 10, y: 10 } });
    await page.getByText('从背包里拿掉').click();
    await expect.poll(() => page.locator('.guiji-backpack').getAttribute('aria-label')).toContain('(0)');
    await page.keyboard.press('Escape');
    expect(troubles).toEqual([]);
  });

  it('switches a block off in its place: the text is without it, and the layout puts it back', async () => {
    await onBoard('.api_wait').click({ button: 'right', position: { x: 10, y: 10 } });
    await page.getByText('禁用').first().click();
    await says(FOLLOWER.replace('  wait(5);\n', ''));
    await page.evaluate(() => {
      const { text, layout } = window.blocks.changes.at(-1)!;
      window.blocks.loadText(text, layout);
    });
    await expect
      .poll(() => page.locator('.blocklySvg .blocklyBlockCanvas .api_car_drive .api_wait.blocklyDisabledPattern').count())
      .toBe(1);
    await onBoard('.api_wait').click({ button: 'right', position: { x: 10, y: 10 } });
    await page.getByText('启用').first().click();
    await says(FOLLOWER);
  });

  it('shows a map of a program larger than the page, whose frame scrolls it', async () => {
    await expect.poll(() => page.locator('.guiji-minimap').isVisible()).toBe(false);
    await load(Array.from({ length: 40 }, (_, index) => `wait(${index + 1});\n`).join(''));
    await page.locator('.guiji-minimap').waitFor();
    await page.locator('.guiji-minimap').click({ position: { x: 4, y: 98 } });
    await expect.poll(async () => (await onBoard('.program_start').boundingBox())!.y).toBeLessThan(0);
    await page.screenshot({ path: picturePath('blocks-editor-map') });
  });

  it('is walked by keys, says what it is at, and moves a block without a mouse', async () => {
    await load('car.stop();\nwait(7);\n');
    await onBoard('.program_start').waitFor();
    await page.locator('.guiji-search').focus();
    await page.keyboard.press('Tab');
    const said = () =>
      page.evaluate(() => {
        const { activeElement } = document;
        const by = activeElement?.getAttribute('aria-labelledby');
        const other = by ? by.split(' ').map((id) => document.getElementById(id)?.textContent ?? '') : [];
        return [activeElement?.getAttribute('aria-label') ?? '', ...other].join(' ');
      });
    const heard: string[] = [];
    const walk = async (words: string) => {
      for (let step = 0; step < 6 && !heard.at(-1)?.includes(words); step += 1) {
        await page.keyboard.press('ArrowDown');
        heard.push(await said());
      }
      expect(heard.join(' | ')).toContain(words);
    };
    await walk('等待');
    heard.length = 0;
    await page.keyboard.press('ArrowUp');
    expect(await said()).toContain('停车');
    await page.keyboard.press('m');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await says('wait(7);\ncar.stop();\n');
    expect(troubles).toEqual([]);
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
    await expect.poll(() => page.locator('.blocklySvg .blocklyBlockCanvas > .api_wait.blocklyDisabledPattern').count()).toBe(1);
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
