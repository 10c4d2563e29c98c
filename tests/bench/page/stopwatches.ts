/**
 * What is timed inside the page, from the input event's own time to the change a person sees: no round trip to the bench counts.
 * Each function is sent to the page as text, so it may use nothing from outside itself.
 */
import type { Page } from 'playwright-core';

declare global {
  interface Window {
    benchShownMs?: number;
    benchTimed?: Promise<number>;
  }
}

/** From the page's navigation to the first frame with blocks in it, ms: call before it goes anywhere, read it once blocks are there. */
export async function timeBlocksShown(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const look = (): void => {
      const block = document.querySelector('.blocklySvg > g .blocklyBlockCanvas g.blocklyDraggable');
      if (block === null || document.querySelector('section[aria-busy="true"]') !== null) requestAnimationFrame(look);
      else window.benchShownMs = performance.now();
    };
    requestAnimationFrame(look);
  });
  return async () => {
    await page.waitForFunction(() => window.benchShownMs !== undefined);
    return await page.evaluate(() => window.benchShownMs!);
  };
}

export interface Timing {
  /** The event that starts the watch, and the element it must come from, or from inside it. */
  readonly event: 'click' | 'keydown';
  readonly from: string;
  readonly fromText?: string;
  /** What stops it: an element that matches, with text that matches. */
  readonly until: string;
  readonly untilText?: string;
  /** As a number, the element's text must be greater than 0 */
  readonly untilPositive?: boolean;
}

/** Sets the watch, does `act`, and waits for the result, ms. The watch looks whenever the document changes. */
export async function timeInPage(page: Page, timing: Timing, act: () => Promise<void>): Promise<number> {
  await page.evaluate(({ event, from, fromText, until, untilText, untilPositive }) => {
    const isOver = (): boolean =>
      [...document.querySelectorAll(until)].some((element) => {
        const text = element.textContent.trim();
        return (untilText === undefined || new RegExp(untilText).test(text)) && (untilPositive !== true || Number.parseFloat(text) > 0);
      });
    window.benchTimed = new Promise((resolve) => {
      const begin = (input: Event): void => {
        const element = (input.target as Element).closest(from);
        if (element === null || (fromText !== undefined && element.textContent.trim() !== fromText)) return;
        removeEventListener(event, begin, true);
        const observer = new MutationObserver(() => {
          if (!isOver()) return;
          observer.disconnect();
          resolve(performance.now() - input.timeStamp);
        });
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      };
      addEventListener(event, begin, true);
    });
  }, timing);
  await act();
  const limit = new Promise<never>((_, reject) => setTimeout(reject, 30_000, new Error(`never came: ${timing.until}`)).unref());
  return await Promise.race([page.evaluate(() => window.benchTimed!), limit]);
}

/** Frames per second over so long. */
export async function framesPerS(page: Page, forMs: number): Promise<number> {
  return await page.evaluate(
    (limitMs) =>
      new Promise<number>((resolve) => {
        let frames = -1;
        let firstMs = 0;
        const next = (nowMs: number): void => {
          frames++;
          if (frames === 0) firstMs = nowMs;
          if (nowMs - firstMs >= limitMs) resolve((frames * 1000) / (nowMs - firstMs));
          else requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    forMs,
  );
}
