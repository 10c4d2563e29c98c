/** The judge's pages as a person uses them, in Chinese: by roles and names. */
import type { Locator, Page } from 'playwright-core';

/** A recording is read by the bridge and run again before its badge says so, after what else the machine has to do. */
const CHECK_LIMIT_MS = 180_000;

export class JudgePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async goTo(name: '记录' | '评分'): Promise<void> {
    await this.page.getByRole('navigation', { name: '去哪里' }).getByRole('link', { name }).click();
  }

  /** The index-th run of the list, the newest first. */
  run(index: number): Locator {
    return this.page.getByRole('navigation', { name: '运行列表' }).getByRole('link').nth(index);
  }

  async waitForRun(index: number, text: string | RegExp): Promise<void> {
    await this.run(index).filter({ hasText: text }).waitFor({ timeout: CHECK_LIMIT_MS });
  }

  async open(index: number): Promise<void> {
    await this.run(index).click();
    await this.timeline.waitFor();
  }

  get timeline(): Locator {
    return this.page.getByRole('slider', { name: '时间轴' });
  }

  async cursorMs(): Promise<number> {
    return Number(await this.timeline.getAttribute('aria-valuenow'));
  }

  async press(key: string): Promise<void> {
    await this.timeline.focus();
    await this.page.keyboard.press(key);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The line of the program's text that is marked. */
  get runningLine(): Locator {
    return this.page.getByRole('region', { name: '程序' }).locator('li[aria-current]');
  }

  get verdict(): Locator {
    return this.page.getByRole('region', { name: '核对结果' });
  }

  async verify(): Promise<void> {
    await this.page.getByRole('button', { name: /^(再)?核对/ }).click();
    await this.verdict.waitFor({ timeout: CHECK_LIMIT_MS });
  }

  /** The recording as the browser saves it. */
  async savedFile(): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), this.button('保存文件').click()]);
    return await download.path();
  }

  /** Through the page's own button. */
  async openFile(name: string, bytes: Uint8Array): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForEvent('filechooser'), this.button('打开文件…').first().click()]);
    await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });
  }

  /** As when a file is dragged from the desktop onto the page. */
  async dropFile(name: string, bytes: Uint8Array): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ([fileName, content]) => {
        const dragged = new DataTransfer();
        dragged.items.add(new File([Uint8Array.from(content)], fileName));
        return dragged;
      },
      [name, [...bytes]] as const,
    );
    await this.page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
    await this.page.getByText('放在这里，打开运行记录').waitFor();
    await this.page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  }
}
