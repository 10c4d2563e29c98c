/** What every file of browser tests sets up: a bridge of its own and Chromium; pages that a test opened are closed when it ends. */
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Project } from '../../../core/project/project.ts';
import { forgetData, openLab, startBrowser, startLab, startLabProcess, type KillableLab, type Lab, type OpenedPage } from './lab.ts';
import { putProject } from './put-project.ts';

export interface LabOptions {
  /** 'test': each test has a school of its own, so what one saves does not greet the next. */
  readonly of?: 'file' | 'test';
  /** Other computers reach it. */
  readonly lan?: boolean;
  /** A process of its own, as `guiji up` starts it; else one of this worker's host (bridge-host.ts). */
  readonly ownProcess?: boolean;
  /** Beside those of every test, such as a camera's; Chromium is then the file's own. */
  readonly browserFlags?: readonly string[];
}

let shared: Promise<Browser> | undefined;

/** Starting a Chromium takes a second of a processor, so all files that a worker runs share one; it ends with the worker. */
export async function sharedBrowser(): Promise<Browser> {
  return await (shared ??= startBrowser());
}

export class LabInUse {
  readonly #start: (dataFolder?: string, port?: number) => Promise<Lab>;
  #lab: Lab | undefined;
  #browser: Browser | undefined;

  constructor({ of = 'file', lan = false, ownProcess = false, browserFlags }: LabOptions) {
    const start = ownProcess ? startLabProcess : startLab;
    this.#start = (dataFolder, port) => start(dataFolder, port, { lan });
    beforeAll(async () => {
      this.#browser = await (browserFlags === undefined ? sharedBrowser() : startBrowser(browserFlags));
    });
    const [before, after] = of === 'file' ? [beforeAll, afterAll] : [beforeEach, afterEach];
    before(async () => {
      this.#lab = await this.#start();
    });
    after(async () => {
      if (this.#lab === undefined) return;
      await this.#lab.stop();
      forgetData(this.#lab);
    });
    closeAfterEach(() => this.browser);
    afterAll(async () => {
      if (browserFlags !== undefined) await this.browser.close();
      else await Promise.all(this.browser.contexts().map((context) => context.close()));
    });
  }

  get browser(): Browser {
    return this.#browser!;
  }

  get address(): string {
    return this.#lab!.address;
  }

  get dataFolder(): string {
    return this.#lab!.dataFolder;
  }

  /** A browser without any past. */
  async open(options?: BrowserContextOptions, address = this.address): Promise<OpenedPage> {
    return await openLab(this.browser, { address }, options);
  }

  /** The page with a project that nobody has opened before. */
  async openProject(changes?: Partial<Project>, options?: BrowserContextOptions): Promise<OpenedPage> {
    return await this.open(options, await putProject(this, changes));
  }

  /** The bridge goes away and comes back at the same place with what it kept; one with a process of its own is killed. */
  async restart(meanwhile: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const lab = this.#lab!;
    await (isKillable(lab) ? lab.kill() : lab.stop());
    await meanwhile();
    this.#lab = await this.#start(lab.dataFolder, Number(new URL(lab.address).port));
  }
}

const isKillable = (lab: Lab): lab is KillableLab => 'kill' in lab;

/** What stood open before a test, such as the teacher's page of a whole lesson, stays. */
function closeAfterEach(browser: () => Browser): void {
  let earlier: readonly unknown[] = [];
  beforeEach(() => {
    earlier = browser().contexts();
  });
  afterEach(async () => {
    const opened = browser()
      .contexts()
      .filter((context) => !earlier.includes(context));
    await Promise.all(opened.map((context) => context.close()));
  });
}

export function useLab(options: LabOptions = {}): LabInUse {
  return new LabInUse(options);
}
