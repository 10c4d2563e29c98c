/** A class as its people use it, in Chinese: the teacher's page on the bridge's own computer, students' pages over the network. */
import { networkInterfaces } from 'node:os';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { newContext, SCREENS, type Lab } from './lab.ts';
import { StudentPage } from './student-page.ts';

/** This machine as others reach it: students are guests, as they are in a school. */
export function lanUrl(lab: Pick<Lab, 'address'>): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  const own = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (own === undefined) throw new Error('this machine has no address but loopback');
  const { port } = new URL(lab.address);
  return `http://${own.address}:${port}/`;
}

export class TeacherPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(
    browser: Browser,
    lab: Pick<Lab, 'address'>,
    options: BrowserContextOptions = { viewport: { width: 1280, height: 800 } },
  ) {
    const context = await newContext(browser, options);
    const page = await context.newPage();
    await page.goto(new URL('#/class', lab.address).href);
    return new TeacherPage(page);
  }

  async openClass(title: string): Promise<void> {
    await this.page.getByLabel('课的名字').fill(title);
    await this.button('开始上课').click();
    await this.page.getByRole('heading', { name: '加入课堂' }).waitFor();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** A big button at the right; what it did last stands in it too. */
  action(name: string): Locator {
    return this.page.getByRole('complementary', { name: '对全班' }).getByRole('button', { name: new RegExp(`^${name}`) });
  }

  async joinCode(): Promise<string> {
    return (
      await this.button(/^加入码/)
        .locator('.code')
        .innerText()
    ).trim();
  }

  async hidePoster(): Promise<void> {
    await this.button('收起加入码').click();
  }

  card(nickname: string): Locator {
    return this.page.getByRole('group', { name: '学生' }).getByRole('button', { name: nickname });
  }

  /** Nicknames in the order of the cards, those included that are not painted yet. */
  async names(): Promise<readonly string[]> {
    return await this.page.getByRole('group', { name: '学生' }).locator('.name').allTextContents();
  }

  /** A card that says this, wherever it stands. */
  async waitForCard(nickname: string, text: string | RegExp): Promise<void> {
    await this.card(nickname).filter({ hasText: text }).waitFor();
  }

  async waitForFirst(nickname: string): Promise<void> {
    await this.page.waitForFunction((name) => document.querySelector('.card .name')?.textContent === name, nickname);
  }

  /** The drawer, the panel to send from, the timer. */
  panel(title: string): Locator {
    return this.page.getByRole('region', { name: title });
  }
}

export interface Who {
  readonly nickname: string;
  readonly seat?: string;
  readonly personalCode?: string;
}

export class SeatPage extends StudentPage {
  readonly context: BrowserContext;

  constructor(page: Page) {
    super(page);
    this.context = page.context();
  }

  /** The class's address as a browser without any past opens it. */
  static async open(browser: Browser, url: string, options: BrowserContextOptions = SCREENS.computerRoom): Promise<SeatPage> {
    const context = await newContext(browser, options);
    const page = await context.newPage();
    await page.goto(url);
    return new SeatPage(page);
  }

  async fillIn(code: string, { nickname, seat, personalCode }: Who): Promise<void> {
    await this.page.getByLabel('加入码').fill(code);
    await this.page.getByLabel('你的名字').fill(nickname);
    if (seat !== undefined) await this.page.getByLabel('座位（可以不填）').fill(seat);
    if (personalCode !== undefined) {
      await this.button('我来过，有暗号').click();
      await this.page.getByLabel('你的暗号').fill(personalCode);
    }
    await this.button('进入课堂').click();
  }

  /** @returns the personal code */
  async join(code: string, who: Who): Promise<string> {
    await this.fillIn(code, who);
    await this.page.getByRole('heading', { name: `${who.nickname}，你好` }).waitFor();
    return (await this.page.getByRole('region', { name: '记住你的暗号' }).locator('code').innerText()).trim();
  }

  async startCoding(): Promise<void> {
    await this.button('开始编程').click();
    await this.blocks.ready();
  }

  /** Why not the clipboard: a page that came over plain http may not write to it. A paste by hand is this same event. */
  override async replaceText(text: string): Promise<void> {
    await this.page.locator('.monaco-editor .view-lines').first().click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  async raiseHand(): Promise<void> {
    await this.button('举手').click();
  }

  async leave(): Promise<void> {
    await this.page.getByRole('complementary', { name: '我在课堂里' }).getByRole('link').click();
    await this.button('离开座位').click();
    await this.page.getByRole('alert').getByRole('button', { name: '离开座位' }).click();
    await this.page.getByLabel('加入码').waitFor();
  }

  /** Everything that this browser keeps for the page, as one text. */
  async kept(): Promise<string> {
    return await this.page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
      const contents = await Promise.all(
        names.map(
          (name) =>
            new Promise<unknown>((resolve) => {
              const opening = indexedDB.open(name);
              opening.addEventListener('success', () => {
                const database = opening.result;
                const stores = [...database.objectStoreNames];
                if (stores.length === 0) return resolve([]);
                const transaction = database.transaction(stores);
                const all = stores.map((store) => transaction.objectStore(store).getAll());
                transaction.addEventListener('complete', () => {
                  database.close();
                  resolve(all.map(({ result }) => result));
                });
              });
            }),
        ),
      );
      return JSON.stringify({ names, contents, local: { ...localStorage }, session: { ...sessionStorage }, address: location.href });
    });
  }
}
