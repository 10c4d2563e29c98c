/** From pictures to a car that stops at a sign, and from keys to a car that a net drives: in a real Chromium that meets nobody outside. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRun, type RunFile } from '../../core/run/run-file.ts';
import { verifyRun } from '../../core/run/verify.ts';
import { AiPage } from './support/ai-page.ts';
import { cameraFlags } from './support/fake-camera.ts';
import { forgetData, openLab, picturePath, startBrowser, startLab, type Lab, type OpenedPage } from './support/lab.ts';
import { StudentPage } from './support/student-page.ts';

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

/** About 20 s of robot time at real time. */
const LAP_LIMIT_MS = 100_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'guiji-ai-'));
const film = path.join(folder, 'camera.y4m');
let browser: Browser;
let lab: Lab;

beforeAll(async () => {
  [browser, lab] = await Promise.all([startBrowser(cameraFlags(film)), startLab()]);
});

afterAll(async () => {
  await browser.close();
  await lab.stop();
  forgetData(lab);
  rmSync(folder, { recursive: true });
});

/** Whatever is not this machine's is refused, and would be counted. */
async function openAlone(): Promise<OpenedPage> {
  const opened = await openLab(browser, lab);
  await opened.context.route(/^(https?|wss?):/, (route) =>
    new URL(route.request().url()).hostname === '127.0.0.1' ? route.fallback() : route.abort(),
  );
  return opened;
}

/** The recordings of this lab, oldest first, once the last one is whole. */
async function recordings(page: Page, count: number): Promise<{ readonly bytes: Uint8Array; readonly file: RunFile }[]> {
  const runs = path.join(lab.dataFolder, 'runs');
  for (;;) {
    const names = readdirSync(runs).filter((name) => name.endsWith('.mcap'));
    const files = names.toSorted().map((name) => {
      const bytes = new Uint8Array(readFileSync(path.join(runs, name)));
      const file = openRun(bytes);
      return { bytes, file: file.ok ? file.value : undefined };
    });
    const whole = files.flatMap(({ bytes, file }) => (file?.isComplete ? [{ bytes, file }] : []));
    if (whole.length >= count) return whole;
    // Until the page has sent the rest: its own next frame is as good a time as any to look again.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    statSync(runs);
  }
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
    const { context, page, troubles } = await openAlone();
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

    const [run] = await recordings(page, 1);
    expect(run!.file.header.models).toMatchObject([{ kind: 'image', labels: ['都不是', '停'] }]);
    expect(new Set(run!.file.telemetry.map(({ aiLabel }) => aiLabel))).toContain('停');
    expect(verifyRun(run!.bytes, { trustedSealKeys: [] })).toMatchObject({ result: 'same', hasExternalInputs: true });
    expect(troubles).toEqual([]);
    await context.close();
  });
});

/**
 * Somebody at the keys who looks at the sensors' dots and turns towards the line, a tenth of a second late, for so many seconds of robot time.
 * In the page, so that a busy computer does not make the driver slower than a person is.
 */
async function driveByKeys(page: Page, seconds: number): Promise<void> {
  await page.evaluate(async (limitS) => {
    const press = (code: string, isDown: boolean) =>
      window.dispatchEvent(new KeyboardEvent(isDown ? 'keydown' : 'keyup', { code, bubbles: true, cancelable: true }));
    const figures = () => [...document.querySelectorAll('main p')].map((p) => p.textContent ?? '').find((text) => /^[\d.]+ 秒/.test(text));
    const readings = () => [...document.querySelectorAll<HTMLElement>('[data-reading]')].map((dot) => Number(dot.dataset['reading']));
    let offset = 0;
    let lookedAtS = -1;
    press('ArrowUp', true);
    for (let atS = 0; atS < limitS; atS = Number.parseFloat(figures() ?? '0')) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      if (atS - lookedAtS < 0.09) continue;
      lookedAtS = atS;
      const dark = readings().map((reading) => Math.max(0, reading - 10));
      const weight = dark.reduce((sum, value) => sum + value, 0);
      if (weight > 20) offset = dark.reduce((sum, value, i) => sum + value * (i - (dark.length - 1) / 2), 0) / weight;
      press('ArrowLeft', offset < -0.2);
      press('KeyD', offset > 0.2);
    }
    for (const code of ['ArrowUp', 'ArrowLeft', 'KeyD']) press(code, false);
  }, seconds);
}

describe('a car that learns to drive', () => {
  it('is driven by keys, learns from that run, drives a lap by itself, and is opened in Code', async () => {
    const { context, page, troubles } = await openAlone();
    const before = (await recordings(page, 0)).length;
    await page.goto(`${lab.address}#/ai/drive`);
    await page.getByRole('button', { name: '用这次开车训练' }).waitFor();
    await page.screenshot({ path: picturePath('ai-drive') });
    expect((await new AxeBuilder({ page }).exclude('.rail').analyze()).violations.map(({ id }) => id)).toEqual([]);

    await page.getByRole('button', { name: '开始开车' }).click();
    await page.getByRole('status').filter({ hasText: '你在开车' }).waitFor();
    await driveByKeys(page, 16);
    await page.getByRole('button', { name: '停车' }).click();
    await page.getByRole('button', { name: '用这次开车训练' }).click();
    await page.getByText(/^学了 \d+ 个时刻/).waitFor();
    await page.screenshot({ path: picturePath('ai-drive-learned') });

    await page.getByRole('button', { name: '让它自己开' }).click();
    await page.getByRole('status').filter({ hasText: '它在开车' }).waitFor();
    await page.getByText(/秒 · 1 圈$/).waitFor({ timeout: LAP_LIMIT_MS });
    await page.screenshot({ path: picturePath('ai-drive-by-net') });
    await page.keyboard.press('Escape');
    await page.getByText(/^它开了 1 圈/).waitFor();

    const runs = (await recordings(page, before + 2)).slice(before);
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
    await context.close();
  });
});
