/** The text editor with its language worker, in a real Chromium: all help comes through Monaco's providers, and nothing from a network. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { picturePath, WAIT_MS_MAX } from './support/lab.ts';
import { servePages, type PageServer } from './support/page-server.ts';
import { sharedBrowser } from './support/use-lab.ts';

/** Everything comes from its sources, one file after another. */
const LOADED_MS_MAX = 120_000;

let server: PageServer;
let page: Page;
const troubles: string[] = [];

beforeAll(async () => {
  server = await servePages(['typescript', 'zod']);
  page = await (await sharedBrowser()).newPage({ viewport: { width: 1366, height: 620 } });
  page.setDefaultTimeout(WAIT_MS_MAX);
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(`${server.address}monaco.html`);
  await page.waitForFunction(() => 'text' in window, undefined, { timeout: LOADED_MS_MAX });
}, LOADED_MS_MAX);

afterAll(async () => {
  await page.close();
  await server.stop();
});

const text = () => page.evaluate(() => window.text.changes.at(-1) ?? '');
/** Longer than a small machine takes to answer. */
const says = async (wanted: string) => expect.poll(text).toBe(wanted);
const press = (key: string) => page.keyboard.press(key);

interface Box {
  readonly x: number;
  readonly y: number;
}

/** The middle of a name where it stands first in the text, and its left edge. */
async function placeOf(name: string): Promise<Box & { readonly left: number }> {
  const found = () =>
    page.evaluate((wanted) => {
      const walker = document.createTreeWalker(document.querySelector('.view-lines')!, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent!.indexOf(wanted);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        const { left, top, width, height } = range.getBoundingClientRect();
        return { left, x: left + width / 2, y: top + height / 2 };
      }
      return undefined;
    }, name);
  await expect.poll(found).toBeDefined();
  return (await found())!;
}

async function clickOn(name: string): Promise<void> {
  const { x, y } = await placeOf(name);
  await page.mouse.click(x, y);
}

const shows = (selector: string, containing: string) => page.locator(selector).filter({ hasText: containing }).first().waitFor();

/** A new text, the cursor at its end. */
async function write(program: string): Promise<void> {
  await page.evaluate((given) => window.text.view.setFiles([{ path: 'main.ts', text: given }], 'main.ts'), program);
  await page.locator('.monaco-editor .view-lines').click();
  await press('ControlOrMeta+End');
}

/** Types one character and deletes it, so that the page checks the text. */
async function checked(program: string): Promise<void> {
  await write(program);
  await page.keyboard.type(' ');
  await page.locator('.squiggly-error').first().waitFor();
}

describe('while a person types', () => {
  beforeEach(() => write(''));

  it('completes the robot’s functions with help in the student’s language', async () => {
    await page.keyboard.type('car.dri');
    await shows('.suggest-widget', 'driveFor');
    await press('ControlOrMeta+Space');
    await shows('.suggest-widget .details, .suggest-details', '左电机的速度（−100 到 100 %）');
    await page.screenshot({ path: picturePath('text-editor-completion') });
    await press('Enter');
    await says('car.drive()');
    await shows('.parameter-hints-widget', '左电机的速度（−100 到 100 %）');
    await page.keyboard.type('50, ');
    await shows('.parameter-hints-widget', '右电机的速度（−100 到 100 %）');
    await press('Escape');
  });

  it('completes Chinese names', async () => {
    await write('const 左轮速度 = 50;\n');
    await page.keyboard.type('car.forward(');
    await shows('.parameter-hints-widget', '速度');
    await page.keyboard.type('左');
    await shows('.suggest-widget', '左轮速度');
    await press('Enter');
    await expect.poll(text).toContain('car.forward(左轮速度');
  });

  it('composing pinyin picks no completion', async () => {
    await page.keyboard.type('car.');
    await shows('.suggest-widget', 'forward');
    await press('Escape');
    await expect.poll(text).toBe('car.');
  });
});

describe('of a name', () => {
  it('hovering says what it takes, with units and ranges', async () => {
    await write('car.forward(50);\n');
    const { x, y } = await placeOf('forward');
    await page.mouse.move(x - 2, y);
    await page.mouse.move(x, y);
    await shows('.monaco-hover', '速度，全速的百分之几（−100 到 100 %；不写就是 50）');
    await page.screenshot({ path: picturePath('text-editor-hover') });
    await page.mouse.move(1200, 500);
  });

  it('F2 renames it everywhere', async () => {
    await write('let speed = 50;\ncar.forward(speed);');
    await clickOn('speed');
    await press('F2');
    await page.locator('.rename-box input').fill('速度');
    await press('Enter');
    await says('let 速度 = 50;\ncar.forward(速度);');
  });

  it('F2 says of the robot’s own names that they stay', async () => {
    await write('car.forward(50);');
    await clickOn('forward');
    await press('F2');
    await shows('.monaco-editor-overlaymessage, .monaco-editor', '这不是你起的名字，不能改。');
    await press('Escape');
  });

  it('F12 goes to where it was made', async () => {
    await write(`const speed = 50;\n${'// \n'.repeat(60)}car.forward(speed);`);
    await press('ArrowLeft');
    await press('ArrowLeft');
    await press('ArrowLeft');
    await press('F12');
    await page.locator('.view-line', { hasText: 'const speed = 50;' }).waitFor();
    await page.keyboard.type('x');
    await expect.poll(text).toMatch(/^const (x|speedx|xspeed)/);
  });
});

describe('of a whole program', () => {
  it('its key formats it', async () => {
    await write('if(1>2){\nlog( 1 )\n}');
    // Monaco's key on Linux, where the tests run; Shift+Alt+F on Windows.
    await press('Control+Shift+I');
    await says('if (1 > 2) {\n  log(1)\n}');
  });

  it('the page’s button formats it too, and leaves every token', async () => {
    await write('let  速度=5 ;\r\nlog( 速度 )');
    await page.evaluate(() => window.text.view.format());
    await says('let 速度 = 5;\r\nlog(速度)');
  });

  it('a quick fix is one press away at its place, and can be undone', async () => {
    await checked('car.foward(50);');
    await press('ControlOrMeta+Home');
    for (let i = 0; i < 6; i++) await press('ArrowRight');
    await press('ControlOrMeta+.');
    await shows('.action-widget', '改成 forward');
    await page.screenshot({ path: picturePath('text-editor-quick-fix') });
    await press('Enter');
    await expect.poll(text).toContain('car.forward(50);');
    await press('ControlOrMeta+Z');
    await expect.poll(text).toContain('car.foward(50);');
  });

  it('full-width punctuation is marked and mended at once', async () => {
    await checked('car.forward（50）；\nlog（“你好”）；');
    await expect.poll(() => page.locator('.squiggly-error').count()).toBeGreaterThan(3);
    await press('ControlOrMeta+Home');
    for (let i = 0; i < 11; i++) await press('ArrowRight');
    await press('ControlOrMeta+.');
    await shows('.action-widget', '把中文标点都改成英文标点');
    await press('Enter');
    await expect.poll(text).toContain('car.forward(50);\nlog("你好");');
  });

  it('a change from elsewhere can be undone here, and another program cannot', async () => {
    await write('log(1);');
    await page.evaluate(() => window.text.view.changeFiles([{ path: 'main.ts', text: 'log(2);' }], 'main.ts'));
    await press('ControlOrMeta+Z');
    await says('log(1);');
    const before = await page.evaluate(() => window.text.changes.length);
    await write('log(3);');
    await press('ControlOrMeta+Z');
    await expect.poll(() => page.locator('.view-lines').innerText()).toContain('log(3);');
    expect(await page.evaluate(() => window.text.changes.length)).toBe(before);
  });

  it('marks stand right with a byte-order mark and Windows line ends', async () => {
    await checked('\uFEFFlog(1);\r\ncar.foward(50);\r\n');
    const marked = page.locator('.squiggly-error').first();
    await marked.waitFor();
    const [mark, name] = await Promise.all([marked.boundingBox(), placeOf('foward')]);
    expect(Math.abs(mark!.x - name.left)).toBeLessThan(3);
  });
});

it('nothing went wrong in the page, and nothing was asked of another machine', () => {
  expect(troubles).toEqual([]);
});
