/** The AI workbench as a person uses it, in Chinese. */
import type { Locator, Page } from 'playwright-core';
import { writeCameraFilm, type Scene } from './fake-camera.ts';

const ANSWER_MS = 10_000;
const SIGNS_HELD_UP_MAX = 6;

export class AiPage {
  readonly page: Page;
  readonly #film: string;

  /** @param film the file that the browser's fake camera shows (`cameraFlags`), where it has one. */
  constructor(page: Page, film = '') {
    this.page = page;
    this.#film = film;
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'AI', exact: true }).click();
    await this.page.getByRole('button', { name: '加一类' }).waitFor();
  }

  /** Puts another scene before the camera, and switches it on. */
  async look(scene: Scene, seed: number): Promise<void> {
    const off = this.page.getByRole('button', { name: '关掉摄像头' });
    if (await off.isVisible()) await off.click();
    writeCameraFilm(this.#film, scene, seed);
    await this.page.getByRole('button', { name: '打开摄像头' }).click();
    await off.waitFor();
  }

  classCard(name: string): Locator {
    return this.page.getByRole('listitem', { name, exact: true });
  }

  async renameClass(from: string, to: string): Promise<void> {
    const name = this.classCard(from).getByLabel('类别名字');
    await name.fill(to);
    await name.press('Enter');
    await this.classCard(to).waitFor();
  }

  /** Holds the button until the class has that many pictures. */
  async takePictures(className: string, count: number): Promise<void> {
    await this.classCard(className).getByRole('button', { name: '按住拍照' }).hover();
    await this.page.mouse.down();
    await this.#waitForCount(className, count);
    await this.page.mouse.up();
  }

  async countOf(className: string): Promise<number> {
    return Number.parseInt(await this.#count(className).innerText(), 10);
  }

  async #waitForCount(className: string, least: number): Promise<void> {
    const element = await this.#count(className).elementHandle();
    await this.page.waitForFunction(({ shown, wanted }) => Number.parseInt(shown?.textContent ?? '', 10) >= wanted, {
      shown: element,
      wanted: least,
    });
  }

  #count(className: string): Locator {
    return this.classCard(className).getByText('/200 张');
  }

  async addSigns(): Promise<void> {
    await this.page.getByRole('button', { name: '加标志牌图片' }).click();
    await this.#waitForCountOfSigns();
  }

  async #waitForCountOfSigns(): Promise<void> {
    for (const name of ['都不是', '停', '左转', '右转', '前进']) {
      await this.classCard(name).waitFor();
      await this.#waitForCount(name, 20);
    }
  }

  async train(): Promise<void> {
    await this.page.getByRole('button', { name: '训练', exact: true }).click();
    await this.page.getByText(/^训练好了/).waitFor();
  }

  async saveIntoProject(): Promise<void> {
    await this.page.getByRole('button', { name: '存进作品' }).click();
    await this.page.getByRole('button', { name: '已存进作品' }).waitFor();
  }

  /** A sign held before the eye instead of a camera: its name, or 什么也不举. */
  async holdUp(sign: string): Promise<void> {
    await this.page.getByRole('group', { name: '举一块标志牌' }).getByRole('button', { name: sign, exact: true }).click();
  }

  /** Waits until the model says so; 不确定 where it is not sure. */
  async hears(label: string): Promise<void> {
    await this.page.getByRole('region', { name: '摄像头' }).getByRole('paragraph').getByText(label, { exact: true }).waitFor();
  }

  /** Each time that a sign is held up it is another picture of it, and a model need not be sure of all. */
  async knows(sign: string): Promise<void> {
    const answer = this.page.getByRole('region', { name: '摄像头' }).getByRole('paragraph').filter({ hasText: sign });
    for (let tries = 1; ; tries++) {
      await this.holdUp(sign);
      const isHeard = await answer
        .first()
        .waitFor({ timeout: ANSWER_MS })
        .then(
          () => true,
          () => false,
        );
      if (isHeard) return;
      if (tries === SIGNS_HELD_UP_MAX) throw new Error(`it does not know ${sign}`);
    }
  }

  async chooseTab(name: '图片' | '检查'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: '图片和检查' }).getByText(name).click();
  }
}
