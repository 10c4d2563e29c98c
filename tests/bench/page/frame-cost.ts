/** What a frame costs the page's main thread in script, from Chromium's own trace: painting and compositing left out. */
import type { Browser, Page } from 'playwright-core';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** µs: on the clock, and of the processor where it is known. */
  readonly dur?: number;
  readonly tdur?: number;
}

/** What runs script, whatever started it. */
const SCRIPT = new Set(['FunctionCall', 'FireAnimationFrame', 'TimerFire', 'EvaluateScript', 'RunMicrotasks']);
const CATEGORIES = ['-*', 'devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Events that lie within another of them count once. */
function scriptMs(events: readonly TraceEvent[]): number {
  let end = -Infinity;
  let sum = 0;
  for (const { ts, dur = 0, tdur = dur } of events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    if (ts < end) continue;
    end = ts + dur;
    sum += tdur;
  }
  return sum / 1000;
}

/** Processor time of script on the page's main thread, a frame, over so long. */
export async function scriptMsPerFrame(browser: Browser, page: Page, forMs: number): Promise<number> {
  await browser.startTracing(page, { categories: CATEGORIES });
  const frames = await page.evaluate(
    (limitMs) =>
      new Promise<number>((resolve) => {
        let count = 0;
        const startMs = performance.now();
        const next = (nowMs: number): void => {
          count += 1;
          if (nowMs - startMs >= limitMs) resolve(count);
          else requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    forMs,
  );
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const script = trace.traceEvents.filter(({ name, ph }) => ph === 'X' && SCRIPT.has(name));
  const ofThread = ({ pid, tid }: TraceEvent) => script.filter((event) => event.pid === pid && event.tid === tid);
  const frame = script.find(({ name }) => name === 'FireAnimationFrame');
  if (frame === undefined) throw new Error('the trace holds no frame');
  return scriptMs(ofThread(frame)) / frames;
}
