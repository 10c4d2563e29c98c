/** A real bridge and a real Chromium for the browser tests. Everything it starts it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[
    // Playwright's own that touch a test: only the last such flag counts.
    ...['PaintHolding', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'ThirdPartyStoragePartitioning'],
    ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'MediaRouter', 'OptimizationHints', 'LensOverlay'],
    // The address bar's own pages: a second of a processor for each new context, in a browser without an address bar.
    ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'],
  ].join(',')}`,
];
/** A machine that does much else takes its time. */
const START_LIMIT_MS = 60_000;

export interface Lab {
  readonly address: string;
  readonly dataFolder: string;
  stop(): Promise<void>;
  /** As a power cut does: nothing is finished, nothing is said. */
  kill(): Promise<void>;
}

function addressFrom(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('the bridge did not say its address')), START_LIMIT_MS);
    child.once('exit', (code) => reject(new Error(`the bridge ended with ${code}`)));
    createInterface({ input: child.stdout! }).once('line', (line) => {
      clearTimeout(limit);
      const { address } = JSON.parse(line) as { address?: string };
      if (address === undefined) reject(new Error(`the bridge did not start: ${line}`));
      else resolve(address);
    });
  });
}

/** `guiji up` on a free port of loopback with an empty data folder, or with one that an earlier lab left. */
export async function startLab(
  dataFolder = mkdtempSync(path.join(os.tmpdir(), 'guiji-lab-')),
  port = 0,
  flags: readonly string[] = [],
): Promise<Lab> {
  const asked = ['up', '--port', String(port), '--no-open', '--json', '--data', dataFolder, ...flags];
  const child = spawn(process.execPath, ['scripts/guiji.mjs', ...asked], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await addressFrom(child).catch((cause: unknown) => {
    child.kill('SIGKILL');
    throw cause;
  });
  return {
    address,
    dataFolder,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

export function forgetData(lab: Lab): void {
  rmSync(lab.dataFolder, { recursive: true, force: true });
}

/** @param flags beside those of every test, such as a camera's (fake-camera.ts). */
export async function startBrowser(flags: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['GUIJI_CHROMIUM'] ?? '/usr/bin/chromium';
  return await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...flags] });
}

export interface OpenedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page's console called an error, and requests that left the machine. */
  readonly troubles: string[];
}

export const SCREENS = {
  computerRoom: { viewport: { width: 1366, height: 620 } },
  tablet: { viewport: { width: 1024, height: 768 }, hasTouch: true },
  board: { viewport: { width: 3840, height: 2160 } },
} as const satisfies Record<string, BrowserContextOptions>;

export async function openLab(
  browser: Browser,
  lab: Pick<Lab, 'address'>,
  options: BrowserContextOptions = SCREENS.computerRoom,
): Promise<OpenedPage> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  const troubles: string[] = [];
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1' && hostname !== 'localhost')
      troubles.push(`outside: ${request.url()}`);
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('pageerror', (error) => troubles.push(String(error)));
  await page.goto(lab.address);
  return { context, page, troubles };
}

/** Where the tests leave the pictures of each page. */
export function picturePath(name: string): string {
  return path.join(ROOT, 'tests/output/pictures', `${name}.png`);
}
