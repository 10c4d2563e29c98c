/** The AI workbench before a camera, which shows what a test holds up. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AiPage } from './support/ai-page.ts';
import { cameraFlags } from './support/fake-camera.ts';
import { picturePath, type OpenedPage } from './support/lab.ts';
import { axeFindings } from './support/looks.ts';
import { useLab } from './support/use-lab.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'guiji-camera-'));
const film = path.join(folder, 'camera.y4m');
const lab = useLab({ browserFlags: cameraFlags(film) });

afterAll(() => rmSync(folder, { recursive: true }));

async function openAi(address?: string): Promise<OpenedPage & { readonly ai: AiPage }> {
  const opened = await (address === undefined ? lab.openProject() : lab.open(undefined, address));
  const ai = new AiPage(opened.page, film);
  await ai.open();
  return { ...opened, ai };
}

describe('with a camera', () => {
  it('goes from pictures to live answers and into the project, and is there again after a reload, and in a browser that was wiped', async () => {
    const opened = await openAi();
    const { ai, page, troubles } = opened;
    await ai.look('none', 1);
    await ai.takePictures('都不是', 12);
    await ai.look('stop', 2);
    await ai.renameClass('第 1 类', '停');
    await ai.takePictures('停', 12);
    await ai.train();
    await ai.hears('停');
    await ai.look('none', 3);
    await ai.hears('都不是');
    await ai.look('stop', 4);
    await ai.hears('停');
    await page.screenshot({ path: picturePath('ai-camera') });
    expect(await axeFindings(opened.page)).toEqual([]);
    await ai.saveIntoProject();
    const saved = await ai.countOf('停');
    await page.getByText('已存到学校').waitFor({ state: 'attached' });
    await page.reload();
    await page.getByRole('button', { name: '已存进作品' }).waitFor();
    expect(await ai.countOf('停')).toBe(saved);
    await ai.look('stop', 5);
    await ai.hears('停');
    expect(troubles).toEqual([]);

    const wiped = await openAi(page.url());
    await wiped.page.getByRole('button', { name: '已存进作品' }).waitFor();
    expect(await wiped.ai.countOf('停')).toBe(saved);
  });

  it('goes on seeing while another page is shown, and switches off when it is told', async () => {
    const { ai, page } = await openAi();
    await ai.look('stop', 2);
    await page.getByRole('link', { name: '记录', exact: true }).click();
    await page.getByRole('link', { name: 'AI', exact: true }).click();
    await page.getByRole('button', { name: '关掉摄像头' }).click();
    await page.getByRole('button', { name: '打开摄像头' }).waitFor();
    expect(await page.locator('video').count()).toBe(0);
  });
});
