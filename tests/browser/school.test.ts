/** What a school does with a pack from a USB stick, in a real Chromium against a real bridge; packs are built and signed by the command line. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLaneFolder } from '../../bridge/packs/testing/lane-pack.ts';
import { badPacks } from '../../core/pack/testing/hostile-pack.ts';
import { SAMPLE_KEY } from '../../core/pack/testing/sample-pack.ts';
import { sentence } from '../../core/words/sentence.ts';
import { StudentPage } from './support/student-page.ts';
import { picturePath, type OpenedPage } from './support/lab.ts';
import { useLab } from './support/use-lab.ts';
import { expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const lab = useLab();
let stick = '';

function guiji(...args: string[]): Record<string, unknown> {
  const text = execFileSync(process.execPath, ['scripts/guiji.mjs', ...args, '--json'], { cwd: ROOT, encoding: 'utf8' });
  return JSON.parse(text) as Record<string, unknown>;
}

/** A signed pack on the stick. */
async function makePack(name: string, packVersion: string): Promise<string> {
  const folder = path.join(stick, `source ${packVersion}`);
  const file = path.join(stick, name);
  await writeLaneFolder(folder, { packVersion });
  guiji('pack', 'build', folder, '-o', file);
  guiji('pack', 'sign', file, '--key', path.join(stick, '密钥'));
  return file;
}

class PacksPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async choose(file: string): Promise<void> {
    await this.page.locator('input[type=file]').setInputFiles(file);
  }

  /** As if from the desktop: a real DataTransfer with a real File, dropped in the middle of the page. */
  async drop(file: string): Promise<void> {
    const base64 = readFileSync(file).toString('base64');
    const data = await this.page.evaluateHandle(
      ([content, name]) => {
        const bytes = Uint8Array.from(atob(content!), (character) => character.charCodeAt(0));
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], name!));
        return transfer;
      },
      [base64, path.basename(file)] as const,
    );
    for (const type of ['dragenter', 'dragover', 'drop'] as const) await this.page.dispatchEvent('main', type, { dataTransfer: data });
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name });
  }

  get preview(): Locator {
    return this.page.getByRole('dialog', { name: '要安装这个课程包吗？' });
  }
}

async function openPacks(options?: BrowserContextOptions): Promise<OpenedPage & { readonly packs: PacksPage }> {
  const opened = await lab.open(options, `${lab.address}#/packs`);
  await opened.page.getByRole('article').first().waitFor();
  return { ...opened, packs: new PacksPage(opened.page) };
}

/** One page for all that a school does, as it is there. */
let page: Page;
let troubles: string[];
let packs: PacksPage;

beforeAll(async () => {
  ({ page, troubles, packs } = await openPacks());
  stick = mkdtempSync(path.join(os.tmpdir(), 'U 盘 '));
  mkdirSync(path.join(stick, 'bad'));
  guiji('pack', 'keygen', '-o', path.join(stick, '密钥'));
});

afterAll(() => rmSync(stick, { recursive: true, force: true }));

describe('a school with a pack on a USB stick', () => {
  it('looks into it, trusts its publisher, installs it, opens a lesson, and removes it', async () => {
    const file = await makePack('第一次开车.guijipack', '1.0.0');
    const { fingerprint } = guiji('pack', 'verify', file) as { fingerprint: Record<string, string> };
    await packs.choose(file);

    await packs.preview.getByText('郑州创客中心').waitFor();
    await packs.preview.getByText(fingerprint['zh-CN']!).waitFor();
    const install = packs.preview.getByRole('button', { name: '安装', exact: true });
    expect(await install.isDisabled()).toBe(true);
    await page.screenshot({ path: picturePath('packs-preview') });
    await packs.preview.getByLabel('核对过指纹，以后都信任').check();
    await install.click();

    await page.getByRole('status').filter({ hasText: '装好了：第一次开车' }).waitFor();
    await packs.card('第一次开车').getByText('已信任的发布者').waitFor();
    await page.getByRole('heading', { name: '这个学校信任的发布者' }).waitFor();
    await page.screenshot({ path: picturePath('packs-installed') });

    await packs.card('第一次开车').getByText('看看有哪些课').click();
    await packs.card('第一次开车').getByRole('link', { name: '打开 开动小车' }).click();
    await page.getByRole('heading', { name: '前进' }).waitFor();
    await page.getByRole('img', { name: '小路赛道和小车' }).waitFor();
    await page.goto(`${lab.address}#/packs`);

    await packs.card('第一次开车').getByRole('button', { name: /^删除/ }).click();
    await packs.card('第一次开车').getByText('学生的作品和进度都还在').waitFor();
    await packs.card('第一次开车').getByRole('button', { name: '删除', exact: true }).click();
    await packs.card('第一次开车').waitFor({ state: 'detached' });
    expect(troubles).toEqual([]);
  });

  it('drops a newer one on the page: trusted by now, it asks nothing; an older one does', async () => {
    const [older, newer] = [await makePack('a.guijipack', '1.5.0'), await makePack('b.guijipack', '2.0.0')];
    const install = packs.preview.getByRole('button', { name: '安装', exact: true });
    await packs.drop(newer);
    await install.click();
    await packs.card('第一次开车').getByText('版本 2.0.0').waitFor();

    await packs.drop(older);
    await packs.preview.getByText('会替换现在的版本 2.0.0').waitFor();
    expect(await install.isDisabled()).toBe(true);
    await packs.preview.getByLabel('这个比装着的旧').check();
    await install.click();
    await packs.card('第一次开车').getByText('版本 1.5.0').waitFor();
    expect(await page.getByRole('article').count()).toBeGreaterThan(1);
  });

  it('drives on a track from the pack', async () => {
    await page.goto(lab.address);
    await new StudentPage(page).blocks.ready();
    await page.getByRole('combobox', { name: '选赛道' }).selectOption({ label: '小路' });
    await page.getByRole('img', { name: '小路赛道和小车' }).waitFor();
    await page.getByRole('group', { name: '运行控制' }).getByRole('button', { name: '运行' }).click();
    // The lesson's starter is over at once.
    await page
      .getByRole('status')
      .filter({ hasText: /^运行了/ })
      .first()
      .waitFor();
    await page.goto(`${lab.address}#/packs`);
  });

  it('stops trusting a publisher', async () => {
    await page.getByRole('button', { name: '不再信任 郑州创客中心' }).click();
    await page.getByRole('button', { name: '不再信任', exact: true }).click();
    await packs.card('第一次开车').getByText('发布者还没被信任').waitFor();
  });
});

describe('a bad pack', () => {
  it('of each kind is refused with its code, in plain words, and nothing is lost', async () => {
    const honest = await makePack('honest.guijipack', '3.0.0');
    const before = await page.getByRole('article').allInnerTexts();
    for (const [name, { code, bytes }] of Object.entries(badPacks(readFileSync(honest), SAMPLE_KEY))) {
      const file = path.join(stick, 'bad', `${name}.guijipack`);
      writeFileSync(file, bytes);
      await packs.choose(file);
      const [firstWords = ''] = sentence(code, {}, 'zh-CN')!
        .split(/\{\w+\}/)
        .filter((part) => part.length > 3);
      // The words of faults come with the first of them.
      const alert = page
        .getByRole('alert')
        .filter({ hasText: `“${name}.guijipack”没有安装` })
        .filter({ hasText: firstWords });
      await alert.waitFor();
      expect(await alert.innerText()).toContain(code);
      if (name === 'script-in-markdown') await page.screenshot({ path: picturePath('packs-refused') });
    }
    expect(await page.getByRole('article').allInnerTexts()).toEqual(before);
  });

  it('beside another is not taken: one at a time', async () => {
    await page.locator('input[type=file]').evaluate((input: HTMLInputElement) => (input.multiple = true));
    await page.locator('input[type=file]').setInputFiles([path.join(stick, 'a.guijipack'), path.join(stick, 'b.guijipack')]);
    await page.getByRole('alert').filter({ hasText: '一次只装一个课程包' }).waitFor();
  });
});

describe('the Packs page', () => {
  it.each(sampled(looksOf(['desk', 'tablet']), 1))('is sound at $screen in $locale, $colorScheme', async (look) => {
    const { page, troubles } = await openPacks(optionsOf(look));
    await page.locator('summary').first().click();
    await expectSound(page, `packs-${nameOf(look)}`);
    expect(troubles).toEqual([]);
  });
});
