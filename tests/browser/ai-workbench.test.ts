/** The AI workbench without a camera, and with files that are not what they seem. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AiPage } from './support/ai-page.ts';
import { openLab, picturePath, startBrowser, type OpenedPage } from './support/lab.ts';
import { axeFindings, expectSound, looksOf, nameOf, optionsOf, sampled } from './support/looks.ts';
import { putProject } from './support/put-project.ts';
import { useLab } from './support/use-lab.ts';

const lab = useLab();

async function openAi(browser = lab.browser): Promise<OpenedPage & { readonly ai: AiPage }> {
  const opened = await openLab(browser, { address: await putProject(lab) });
  const ai = new AiPage(opened.page);
  await ai.open();
  return { ...opened, ai };
}

describe('without a camera', () => {
  it('trains on pictures of signs, answers to signs held up, shows what it got wrong, hands its model out and takes it back, and says that there is none', async () => {
    const { ai, page, troubles } = await openAi();
    await ai.addSigns();
    await ai.train();
    for (const sign of ['停', '左转', '右转', '前进']) await ai.knows(sign);
    await page.screenshot({ path: picturePath('ai-signs') });

    await ai.chooseTab('检查');
    await page.screenshot({ path: picturePath('ai-test') });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: /张“停”被认成“停”/ }).click();
    const sheet = page.getByRole('dialog', { name: '“停”被认成“停”' });
    await page.screenshot({ path: picturePath('ai-sheet') });
    await sheet.getByRole('button', { name: '删除第 1 张' }).click();
    await sheet.getByLabel('第 1 张的类别', { exact: true }).selectOption('左转');
    await sheet.getByRole('button', { name: '关闭' }).click();
    await page.getByText('图片改过了').waitFor();
    await ai.chooseTab('图片');
    expect([await ai.countOf('停'), await ai.countOf('左转')]).toEqual([18, 21]);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '更多', exact: true }).click();
    await page.getByRole('menuitem', { name: '下载模型文件' }).click();
    const bytes = readFileSync(await (await download).path());
    const open = (name: string, buffer: Buffer) => page.getByLabel('打开模型文件').setInputFiles([{ name, mimeType: '', buffer }]);
    await open('cut.onnx', bytes.subarray(0, bytes.length / 2));
    await page.getByRole('alert').getByText('模型文件').waitFor();
    await open('other.onnx', readFileSync('web/models/image-features.onnx'));
    await page.getByRole('alert').getByText('不是轨迹实验室做的').waitFor();
    await ai.knows('停');
    await open('own.onnx', bytes);
    await page.getByRole('alert').getByText('不是轨迹实验室做的').waitFor({ state: 'detached' });
    await ai.knows('左转');
    await page.getByRole('button', { name: '打开摄像头' }).click();
    await page.getByRole('alert').getByText('没有找到摄像头').waitFor();
    expect(troubles).toEqual([]);
  });

  it('says that the camera was refused, and how to allow it; takes picture files, and leaves out what is none', async () => {
    const refusing = await startBrowser(['--use-fake-device-for-media-stream', '--deny-permission-prompts']);
    try {
      const { page, ai } = await openAi(refusing);
      await page.getByRole('button', { name: '打开摄像头' }).click();
      await page.getByRole('alert').getByText('浏览器没有允许使用摄像头').waitFor();

      const picture = await page.screenshot();
      await page.getByLabel('“第 1 类”的图片文件').setInputFiles([
        { name: 'a.png', mimeType: 'image/png', buffer: picture },
        { name: 'b.png', mimeType: 'image/png', buffer: picture },
        { name: 'cut.png', mimeType: 'image/png', buffer: picture.subarray(0, 30) },
        { name: 'letter.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('not a picture') },
      ]);
      await page.getByText('有 2 个文件没有加进来').waitFor();
      expect(await ai.countOf('第 1 类')).toBe(2);
      await page.getByRole('button', { name: '训练', exact: true }).click();
      await page.getByRole('alert').getByText('“都不是”只有 0 张图片').waitFor();
    } finally {
      await refusing.close();
    }
  });

  it('says why a page from a plain network address has none; that the model that sees is damaged on the server loses nothing', async () => {
    const { context, page } = await lab.open(undefined, 'about:blank');
    // What browsers take away where the address is not secure.
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'mediaDevices'));
    await context.route('**/image-features-*.onnx', (route) => route.fulfill({ body: Buffer.alloc(5000, 7) }));
    await page.goto(`${lab.address}#/ai`);
    await page.getByRole('button', { name: '打开摄像头' }).click();
    await page.getByRole('alert').getByText('普通网络地址').waitFor();
    await page.getByRole('button', { name: '加标志牌图片' }).click();
    await page.getByRole('alert').getByText('看图的模型').waitFor();
    await page.getByRole('button', { name: '加一类' }).waitFor();
  });
});

describe('the page’s looks', () => {
  it.each(sampled(looksOf(['computerRoom', 'tablet']), 1))('are sound at $screen in $locale, $colorScheme', async (look) => {
    const { page, troubles } = await lab.openProject({}, optionsOf(look));
    await page.evaluate(() => (location.hash = '#/ai'));
    const addSigns = page.getByRole('button', { name: look.locale === 'en' ? 'Add pictures of signs' : '加标志牌图片' });
    await addSigns.waitFor();
    await expectSound(page, `ai-empty-${nameOf(look)}`);
    await addSigns.click();
    await expect.poll(() => page.getByText(/^20\/200/).count()).toBe(5);
    await expectSound(page, `ai-${nameOf(look)}`);
    expect(troubles).toEqual([]);
  });
});
