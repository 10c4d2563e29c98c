/**
 * A page's sign of life in a real Chromium, against a bridge in the test's own process: a page that is held up for a moment, as one in the
 * background is, keeps its car; one that hangs, and one that is closed, does not.
 */
import { fileURLToPath } from 'node:url';
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startVirtualCar, type VirtualCarDevice } from '../../bridge/emulator/virtual-car-device.ts';
import { TestBridge } from '../../bridge/server/testing/test-bridge.ts';
import { Devices } from '../../bridge/sessions/devices.ts';
import { ok } from '../../core/base/result.ts';
import { SILENCE_MS_MAX } from '../../core/protocol/heartbeat.ts';
import { openLab } from './support/lab.ts';
import { sharedBrowser } from './support/use-lab.ts';

const PAGES = process.env['GUIJI_PAGES_FOLDER'] ?? fileURLToPath(new URL('../../dist/web', import.meta.url));
const HOLD_PATH = '/held';
const SLOW_MS = 200_000;
/** A busy computer may keep even a thread of its own from its turn for longer than the bridge bears. */
const TRIES = 4;

let bridge: TestBridge;
let car: VirtualCarDevice | undefined;
let isDriving = false;
const bugs: unknown[] = [];
const devices = new Devices({
  onBug: (cause) => bugs.push(cause),
  list: () => Promise.resolve(ok([])),
  startCar(options) {
    car = startVirtualCar(options);
    car.telemetry.subscribe((frames) => (isDriving = frames.at(-1)!.leftPercent !== 0));
    // Whoever lets the car go ends its chip; it is looked at for longer.
    const close = car.close.bind(car);
    car.close = async () => {
      await holds(() => !isDriving);
      await close();
    };
    return car;
  },
});
const holds = (isSo: () => boolean) => vi.waitUntil(isSo, { timeout: SLOW_MS, interval: 10 });

beforeAll(async () => {
  bridge = await TestBridge.start({ folder: PAGES, robots: devices });
});
afterAll(async () => {
  await devices.close();
  await bridge.close();
});

/** The page's main thread stands still until it is let go: it waits for an answer that does not come. */
async function hold(page: Page): Promise<() => void> {
  let letGo = (): void => {};
  let onHeld = (): void => {};
  const isHeld = new Promise<void>((resolve) => (onHeld = resolve));
  const isFree = new Promise<void>((resolve) => (letGo = resolve));
  const answer = async (route: Route): Promise<void> => {
    onHeld();
    await isFree;
    await route.fulfill({ body: '' });
  };
  await page.route(`**${HOLD_PATH}`, answer, { times: 1 });
  await isHeldUp(page);
  await isHeld;
  return letGo;
}

/** Begins after this call has been answered: nobody can speak with a page that stands still. */
async function isHeldUp(page: Page): Promise<void> {
  await page.evaluate((path) => {
    setTimeout(() => {
      const request = new XMLHttpRequest();
      request.open('GET', path, false);
      request.send();
    });
  }, HOLD_PATH);
}

it('comes while the page is held up, not while it hangs, and ends with its tab', async () => {
  const { page, context } = await openLab(await sharedBrowser(), { address: `http://${bridge.host}/` });
  await page.getByRole('button', { name: /^选小车/ }).click();
  await page.getByRole('menuitemradio', { name: /虚拟小车/ }).click();
  await page.getByRole('button', { name: /虚拟小车，可以用/ }).waitFor({ timeout: SLOW_MS });
  const run = page.getByTitle('运行 (Ctrl+Enter)');
  const begin = async () => {
    await run.click();
    await holds(() => isDriving);
  };

  let letGo = (): void => {};
  for (let tries = 1; tries <= TRIES && !isDriving; tries++) {
    await begin();
    letGo = await hold(page);
    const sinceMs = car!.clock.nowMs();
    await holds(() => !isDriving || car!.clock.nowMs() > sinceMs + 2 * SILENCE_MS_MAX);
    if (!isDriving) letGo();
  }
  expect(isDriving).toBe(true);
  await holds(() => !isDriving);
  letGo();
  await page
    .getByText(/网页和控制程序断了联系，小车已经自动停下/)
    .first()
    .waitFor();

  await begin();
  await context.close();
  await holds(() => !isDriving);
  expect(bugs).toEqual([]);
});
