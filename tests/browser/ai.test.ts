/** From pictures to a car that stops at a sign, and from keys to a car that a net drives: in a real Chromium that meets nobody outside. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { openRun, type RunFile } from '../../core/run/run-file.ts';
import { verifyRun } from '../../core/run/verify.ts';
import { AiPage } from './support/ai-page.ts';
import { cameraFlags } from './support/fake-camera.ts';
import { picturePath, type OpenedPage } from './support/lab.ts';
import { axeFindings } from './support/looks.ts';
import { StudentPage } from './support/student-page.ts';
import { useLab } from './support/use-lab.ts';

const STOP_AT_THE_SIGN = `forever(() => {
  if (ai.label() === '停' && ai.confidence('停') > 50) {
    car.stop();
  } else {
    const error = line.position();
    car.drive(30 + error * 0.3, 30 - error * 0.3);
  }
  wait(5);
});
`;

const folder = mkdtempSync(path.join(os.tmpdir(), 'guiji-ai-'));
const film = path.join(folder, 'camera.y4m');
const lab = useLab({ browserFlags: cameraFlags(film) });

afterAll(() => rmSync(folder, { recursive: true }));

/** Whatever is not this machine's is refused, and would be counted. */
async function openAlone(): Promise<OpenedPage> {
  const opened = await lab.open();
  await opened.context.route(/^(https?|wss?):/, (route) =>
    new URL(route.request().url()).hostname === '127.0.0.1' ? route.fallback() : route.abort(),
  );
  return opened;
}

/** The recordings of this lab, oldest first, once so many are whole. */
async function recordings(count: number): Promise<readonly { readonly bytes: Uint8Array; readonly file: RunFile }[]> {
  const runs = path.join(lab.dataFolder, 'runs');
  const opened = () => {
    const names = readdirSync(runs).filter((name) => name.endsWith('.mcap'));
    return names.toSorted().map((name) => {
      const bytes = new Uint8Array(readFileSync(path.join(runs, name)));
      return { bytes, run: openRun(bytes) };
    });
  };
  const whole = () => opened().flatMap(({ bytes, run }) => (run.ok && run.value.isComplete ? [{ bytes, file: run.value }] : []));
  // What is there says where it stuck: the page sends the rest of a recording when its run has ended.
  const seen = () => opened().map(({ bytes, run }) => `${bytes.length} bytes${run.ok && run.value.isComplete ? '' : ' so far'}`);
  await expect.poll(() => (whole().length >= count ? 'whole' : seen())).toBe('whole');
  return whole();
}

async function speedIs(page: Page, isStill: boolean): Promise<void> {
  await page.waitForFunction((still) => {
    const entry = [...document.querySelectorAll('dl div')].find((div) => div.querySelector('dt')?.textContent?.trim() === '速度');
    const speed = Number.parseFloat(entry?.querySelector('dd')?.textContent ?? '');
    return still ? speed === 0 : speed > 20;
  }, isStill);
}

describe('a car that reads signs', () => {
  it('goes from the camera’s pictures to a car that stops at the sign, and the run verifies', async () => {
    const { page, troubles } = await openAlone();
    const ai = new AiPage(page, film);
    const student = new StudentPage(page);
    await ai.open();
    await ai.look('none', 1);
    await ai.takePictures('都不是', 12);
    await ai.look('stop', 2);
    await ai.renameClass('第 1 类', '停');
    await ai.takePictures('停', 12);
    await ai.train();
    await ai.saveIntoProject();
    await ai.look('none', 3);
    await ai.hears('都不是');

    await page.getByRole('link', { name: '编程', exact: true }).click();
    await student.showText();
    await student.replaceText(STOP_AT_THE_SIGN);
    await student.run();
    await speedIs(page, false);
    await page.getByRole('tab', { name: '小车看到的', selected: true }).waitFor();
    await page.screenshot({ path: picturePath('ai-car-drives') });
    await ai.look('stop', 4);
    await speedIs(page, true);
    await page.screenshot({ path: picturePath('ai-car-stops') });
    await ai.look('none', 5);
    await speedIs(page, false);
    await student.stop();

    const [run] = await recordings(1);
    expect(run!.file.header.models).toMatchObject([{ kind: 'image', labels: ['都不是', '停'] }]);
    expect(new Set(run!.file.telemetry.map(({ aiLabel }) => aiLabel))).toContain('停');
    expect(verifyRun(run!.bytes, { trustedSealKeys: [] })).toMatchObject({ result: 'same', hasExternalInputs: true });
    expect(troubles).toEqual([]);
  });
});

/** Keys held between moments of robot time, blindly: that a net learns a lap from somebody who looks is shown beside the panel. */
async function driveByKeys(page: Page): Promise<void> {
  const until = (seconds: number) =>
    page.waitForFunction((wanted) => {
      const shown = [...document.querySelectorAll('main p')].map((p) => /^([\d.]+) 秒/.exec(p.textContent ?? '')?.[1]).find(Boolean);
      return Number.parseFloat(shown ?? '0') >= wanted;
    }, seconds);
  await page.keyboard.down('ArrowUp');
  for (const [key, fromS, toS] of [
    ['ArrowLeft', 1.2, 1.4],
    ['KeyD', 1.7, 1.9],
    ['ArrowLeft', 2.6, 3.1],
    ['ArrowLeft', 3.5, 4],
    ['KeyA', 4.4, 4.9],
    ['ArrowRight', 5.2, 5.4],
    ['ArrowLeft', 5.8, 6.4],
  ] as const) {
    await until(fromS);
    await page.keyboard.down(key);
    await until(toS);
    await page.keyboard.up(key);
  }
  await until(8);
  await page.keyboard.up('ArrowUp');
}

describe('a car that learns to drive', () => {
  it('is driven by keys, learns from that run, drives by itself, and is opened in Code', async () => {
    const { page, troubles } = await openAlone();
    const before = (await recordings(0)).length;
    await page.goto(`${lab.address}#/ai/drive`);
    await page.getByRole('button', { name: '用这次开车训练' }).waitFor();
    await page.screenshot({ path: picturePath('ai-drive') });
    expect(await axeFindings(page)).toEqual([]);

    await page.getByRole('button', { name: '开始开车' }).click();
    await page.getByRole('status').filter({ hasText: '你在开车' }).waitFor();
    await driveByKeys(page);
    await page.getByRole('button', { name: '停车' }).click();
    await page.getByRole('button', { name: '用这次开车训练' }).click();
    await page.getByText(/^学了 \d+ 个时刻/).waitFor();
    await page.screenshot({ path: picturePath('ai-drive-learned') });

    await page.getByRole('button', { name: '让它自己开' }).click();
    await page.getByRole('status').filter({ hasText: '它在开车' }).waitFor();
    await page.getByText(/^2\.\d 秒/).waitFor();
    await page.screenshot({ path: picturePath('ai-drive-by-net') });
    await page.keyboard.press('Escape');
    await page.getByText(/^它开了 \d+ 圈/).waitFor();

    const runs = (await recordings(before + 2)).slice(before);
    expect(runs.map(({ file }) => file.header.models?.map(({ name }) => name))).toEqual([undefined, ['driver']]);
    for (const { bytes } of runs) expect(verifyRun(bytes, { trustedSealKeys: [] }).result).toBe('same');

    await page.getByRole('button', { name: '在代码里打开' }).click();
    const student = new StudentPage(page);
    await page.locator('.monaco-editor .view-line').first().waitFor();
    expect(await student.visibleText()).toContain('ai.run("driver", now.concat(before))');
    await student.run();
    await speedIs(page, false);
    await student.stop();
    expect(troubles).toEqual([]);
  });
});
