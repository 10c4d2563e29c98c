/** A real bridge and a real Chromium for the browser tests. Everything it starts it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { startHosted, stopHosted } from './bridge-host.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // As in a browser with a window: Blockly's sound may not play, silence included, before somebody has pressed something.
  '--autoplay-policy=document-user-activation-required',
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
}

/** Whose process is its own. */
export interface KillableLab extends Lab {
  /** As a power cut does: nothing is finished, nothing is said. */
  kill(): Promise<void>;
}

const newFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'guiji-lab-'));

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

/** A bridge on a free port of loopback with an empty data folder, or with one that an earlier lab left. */
export async function startLab(dataFolder = newFolder(), port = 0, { lan = false } = {}): Promise<Lab> {
  const actualPort = await startHosted({ port, data: dataFolder, lan });
  return { address: `http://127.0.0.1:${actualPort}/`, dataFolder, stop: () => stopHosted(actualPort) };
}

/** `guiji up`, as a school starts it. */
export async function startLabProcess(dataFolder = newFolder(), port = 0, { lan = false } = {}): Promise<KillableLab> {
  const asked = ['up', '--port', String(port), '--no-open', '--json', '--data', dataFolder, ...(lan ? ['--lan'] : [])];
  const child = spawn(process.execPath, ['scripts/guiji.mjs', ...asked], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = await addressFrom(child).catch((cause: unknown) => {
    child.kill('SIGKILL');
    throw cause;
  });
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return { address, dataFolder, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
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

/** What a page shows is waited for, however slow the computer. */
export const WAIT_MS_MAX = 90_000;

/** A browser without any past, in Chinese where nothing else is said. */
export async function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  context.setDefaultTimeout(WAIT_MS_MAX);
  return context;
}

export async function openLab(
  browser: Browser,
  lab: Pick<Lab, 'address'>,
  options: BrowserContextOptions = SCREENS.computerRoom,
): Promise<OpenedPage> {
  const context = await newContext(browser, options);
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
