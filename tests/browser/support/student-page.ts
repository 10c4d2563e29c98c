/** The student's page as a person uses it, in Chinese: by roles and names. */
import type { Locator, Page } from 'playwright-core';
import { BlocksPage } from './blocks-page.ts';

/** A lap of the simulated oval takes about 17 s of robot time, at real time. */
const LAP_LIMIT_MS = 180_000;

export class StudentPage {
  readonly page: Page;
  readonly blocks: BlocksPage;

  constructor(page: Page) {
    this.page = page;
    this.blocks = new BlocksPage(page);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  get status(): Locator {
    return this.page.getByRole('status').first();
  }

  async waitForStatus(text: string | RegExp): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: text }).first().waitFor({ timeout: LAP_LIMIT_MS });
  }

  /** A number beside its name over the graph: 速度, 圈数, … */
  async readout(name: string): Promise<number> {
    const entry = this.page.locator('dl div').filter({ has: this.page.locator('dt', { hasText: new RegExp(`^${name}$`) }) });
    return Number.parseFloat(await entry.locator('dd').innerText());
  }

  /** Polls in the page, at its own frames, until a readout satisfies the test. */
  async waitForReadout(name: string, least: number, limitMs = LAP_LIMIT_MS): Promise<void> {
    await this.page.waitForFunction(
      ([wanted, limit]) => {
        const entry = [...document.querySelectorAll('dl div')].find((div) => div.querySelector('dt')?.textContent?.trim() === wanted);
        return Number.parseFloat(entry?.querySelector('dd')?.textContent ?? '') >= Number(limit);
      },
      [name, String(least)] as const,
      { timeout: limitMs },
    );
  }

  async run(): Promise<void> {
    await this.page.getByRole('group', { name: '运行控制' }).getByRole('button', { name: '运行' }).click();
  }

  async stop(): Promise<void> {
    await this.page.getByRole('button', { name: '停止' }).click();
  }

  async showText(): Promise<void> {
    await this.page.getByText('TypeScript', { exact: true }).click();
    await this.page.locator('.monaco-editor .view-line').first().waitFor({ timeout: LAP_LIMIT_MS });
  }

  async showBlocks(): Promise<void> {
    await this.page.getByText('积木', { exact: true }).click();
    await this.blocks.ready();
  }

  async chooseRobot(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /^选小车/ }).click();
    await this.page.getByRole('menuitemradio', { name: new RegExp(`^${name}`) }).click();
  }

  /** Pastes a whole program over the one that is there; TypeScript must be in front. */
  async replaceText(text: string): Promise<void> {
    await this.page.locator('.monaco-editor .view-lines').first().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** The program's text as the editor shows it; TypeScript must be in front. */
  async visibleText(): Promise<string> {
    const lines = await this.page.locator('.monaco-editor .view-line').allInnerTexts();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }
}
