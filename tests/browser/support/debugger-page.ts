/** The debugger as a person uses it, in Chinese: by roles and names. */
import type { Locator, Page } from 'playwright-core';

export class DebuggerPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async showPanel(): Promise<void> {
    await this.page.getByRole('tab', { name: '变量' }).click();
  }

  /** Beside a line of the text, from 1. */
  async pressGutter(line: number): Promise<void> {
    const number = this.page.locator('.margin-view-overlays .line-numbers', { hasText: new RegExp(`^${line}$`) });
    await number.click();
  }

  get dots(): Locator {
    return this.page.locator('.guiji-breakpoint');
  }

  async step(name: '下一句' | '进到里面' | '走到外面' | '退回一句'): Promise<void> {
    await this.page.getByRole('group', { name: '调试' }).getByRole('button', { name }).click();
  }

  /** Waits until the innermost call stands in this line. */
  async waitForLine(line: number): Promise<void> {
    await this.page.locator('button[aria-current="true"]', { hasText: `第 ${line} 行` }).waitFor();
  }

  field(name: string): Locator {
    return this.page.getByRole('textbox', { name: `改 ${name} 的值` });
  }

  async change(name: string, value: string): Promise<void> {
    await this.field(name).fill(value);
    await this.field(name).press('Enter');
  }

  async waitForValue(name: string, value: string): Promise<void> {
    await this.page.waitForFunction(
      ([label, wanted]) => document.querySelector<HTMLInputElement>(`input[aria-label="${label}"]`)?.value === wanted,
      [`改 ${name} 的值`, value] as const,
    );
  }

  get rewind(): Locator {
    return this.page.getByRole('slider', { name: '倒回去看' });
  }

  async rewindTo(ms: number): Promise<void> {
    await this.rewind.fill(String(ms));
  }
}
