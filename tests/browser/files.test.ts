/** Several files in one project, in a real Chromium against a real bridge: made, written, checked across, run, paused in, renamed, deleted, reloaded. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DebuggerPage } from './support/debugger-page.ts';
import { picturePath } from './support/lab.ts';
import { axeFindings } from './support/looks.ts';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

const MAIN = `import { turn } from './转弯';
forever(() => {
  turn(30);
  wait(50);
});
`;
const TURN = `export function turn(speed: number): void {
  const right = speed * 2;
  car.drive(speed, right);
}
`;

const lab = useLab();

class FilesPage {
  readonly page: Page;
  readonly student: StudentPage;
  readonly debug: DebuggerPage;

  constructor(page: Page) {
    this.page = page;
    this.student = new StudentPage(page);
    this.debug = new DebuggerPage(page);
  }

  get strip() {
    return this.page.getByRole('navigation', { name: '文件' });
  }

  file(name: RegExp | string) {
    return this.strip.getByRole('button', { name });
  }

  async waitForFront(name: string): Promise<void> {
    await this.strip.locator('button[aria-current="true"]', { hasText: name }).waitFor();
  }

  async answerName(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: '文件名' }).fill(name);
    await this.page.keyboard.press('Enter');
  }

  async chooseInMenu(menu: string, entry: string): Promise<void> {
    await this.page.getByRole('button', { name: menu }).click();
    await this.page.getByRole('menuitem', { name: entry }).click();
  }
}

async function openFiles(files: readonly { readonly path: string; readonly text: string }[]) {
  const opened = await lab.openProject({ view: 'text', files: files.map((file) => ({ ...file })) });
  await opened.page.locator('.monaco-editor .view-line').first().waitFor();
  return { ...opened, files: new FilesPage(opened.page) };
}

const bothFiles = () =>
  openFiles([
    { path: 'main.ts', text: MAIN },
    { path: '转弯.ts', text: TURN },
  ]);

describe('several files in a project', () => {
  it('a new one is made, written, imported by one press, and runs', async () => {
    const { page, files, troubles } = await openFiles([{ path: 'main.ts', text: 'turn(30);\n' }]);
    expect(await files.strip.count()).toBe(0);
    await files.chooseInMenu('作品菜单', '新文件');
    await files.answerName('a/b');
    await page.getByText('文件名只能有字母、数字、汉字').waitFor();
    await files.answerName('转弯');
    await files.waitForFront('转弯.ts');
    await files.student.replaceText(TURN);
    await files.file(/^main\.ts，1 处要改/).waitFor();
    await page.screenshot({ path: picturePath('files-error-in-main') });
    await page.getByRole('tab', { name: /控制台/ }).click();
    await page.getByRole('button', { name: 'main.ts 第 1 行' }).click();
    await files.waitForFront('main.ts');
    await page.getByRole('button', { name: '从 ./转弯 引入 turn' }).click();
    await expect.poll(() => files.student.visibleText()).toContain("import { turn } from './转弯';");
    await files.student.run();
    await files.student.waitForStatus(/^运行了/);
    expect(await axeFindings(page)).toEqual([]);
    expect(troubles).toEqual([]);
  });

  it('a breakpoint in another file halts there, brings it to the front, and is there after a reload', async () => {
    const { page, files } = await bothFiles();
    await files.file(/转弯/).click();
    await files.debug.pressGutter(3);
    await files.debug.dots.waitFor();
    await files.file(/main/).click();
    await files.waitForFront('main.ts');
    await expect.poll(() => files.debug.dots.count()).toBe(0);
    await files.student.run();
    await files.waitForFront('转弯.ts');
    await page.locator('button[aria-current="true"]', { hasText: '转弯.ts 第 3 行' }).waitFor();
    await page.screenshot({ path: picturePath('files-paused-in-other') });
    await files.student.stop();
    await files.student.waitForStatus(/^运行了/);
    await page.getByText('已存到学校').waitFor();
    await page.reload();
    await page.locator('.monaco-editor .view-line').first().waitFor();
    await files.waitForFront('转弯.ts');
    await files.debug.dots.waitFor();
  });

  it('F2 renames in both files, F12 goes to the other, and another name for a file is written into its imports', async () => {
    const { page, files, context } = await bothFiles();
    await page.locator('.view-line span', { hasText: 'turn' }).last().click();
    await page.keyboard.press('F2');
    await page.locator('.rename-box input').fill('bend');
    await page.keyboard.press('Enter');
    await expect.poll(() => files.student.visibleText()).toContain('bend(30)');
    await page.keyboard.press('F12');
    await files.waitForFront('转弯.ts');
    await expect.poll(() => files.student.visibleText()).toContain('export function bend(speed: number)');
    await files.chooseInMenu('“转弯.ts”的菜单', '改文件名');
    await files.answerName('parts');
    await files.waitForFront('parts.ts');
    await files.file(/main/).click();
    await expect.poll(() => files.student.visibleText()).toContain("import { bend } from './parts';");
    await page.getByText('已存到学校').waitFor();
    await context.close();
  });

  it('a deleted one can be brought back; blocks show the file in front', async () => {
    const { page, files } = await bothFiles();
    await files.file(/转弯/).click();
    await files.chooseInMenu('“转弯.ts”的菜单', '删除“转弯.ts”');
    await page.getByText('“转弯.ts”删掉了。').waitFor();
    await files.file(/^main\.ts，1 处要改/).waitFor();
    await page.getByRole('button', { name: '拿回来' }).click();
    await files.waitForFront('转弯.ts');
    await files.student.showBlocks();
    await page.locator('g.api_car_drive').first().waitFor();
    await files.file(/main/).click();
    await page.locator('g.api_forever').first().waitFor();
    await expect.poll(() => page.locator('g.api_car_drive').count()).toBe(0);
    await page.screenshot({ path: picturePath('files-blocks') });
  });
});
