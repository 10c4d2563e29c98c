/** Counts what a page and its workers fetch, compressed and with headers, as Chromium's network stack saw it; and asks how full their heaps are. */
import type { CDPSession } from 'playwright-core';

interface FromTarget {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Loading;
  readonly result?: unknown;
}

interface Loading {
  readonly requestId: string;
  readonly encodedDataLength?: number;
}

interface Heap {
  readonly usedSize: number;
}

/** What a worker does not answer in this time, it is too busy or too dead for. */
const ANSWER_MS_MAX = 2000;

export class PageTargets {
  readonly #cdp: CDPSession;
  /** By target and request: a finished load says its whole length; one on the way the sum of what has come. */
  readonly #bytes = new Map<string, number>();
  readonly #workers = new Set<string>();
  /** Whose script is on its way, its length not yet known. */
  readonly #awaited = new Set<string>();
  readonly #answers = new Map<number, (message: FromTarget) => void>();
  #lastId = 0;

  private constructor(cdp: CDPSession) {
    this.#cdp = cdp;
  }

  /** Before the page goes anywhere. Empties the HTTP cache, and leaves everything else the profile holds. */
  static async watch(cdp: CDPSession): Promise<PageTargets> {
    const targets = new PageTargets(cdp);
    cdp.on('Network.dataReceived', (loading) => targets.#arrived('page', loading));
    cdp.on('Network.loadingFinished', (loading) => targets.#finished('page', loading));
    cdp.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => targets.#attached(sessionId, targetInfo.url));
    cdp.on('Target.detachedFromTarget', ({ sessionId }) => targets.#workers.delete(sessionId));
    cdp.on('Target.receivedMessageFromTarget', ({ sessionId, message }) => targets.#heard(sessionId, JSON.parse(message) as FromTarget));
    await cdp.send('Network.enable');
    await cdp.send('Network.clearBrowserCache');
    await cdp.send('Performance.enable');
    await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: false });
    return targets;
  }

  get bytes(): number {
    return [...this.#bytes.values()].reduce((sum, bytes) => sum + bytes, 0);
  }

  /** Whether the scripts of all workers that were started are counted. */
  get isComplete(): boolean {
    return this.#awaited.size === 0;
  }

  /** Bytes of JavaScript heap in use, of the page's thread and of all its workers. */
  async heapBytes(): Promise<{ readonly page: number; readonly workers: number }> {
    const { metrics } = await this.#cdp.send('Performance.getMetrics');
    const heaps = await Promise.all([...this.#workers].map((worker) => this.#ask(worker, 'Runtime.getHeapUsage')));
    const used = (message: FromTarget | undefined) => (message?.result as Heap | undefined)?.usedSize ?? 0;
    return {
      page: metrics.find(({ name }) => name === 'JSHeapUsedSize')!.value,
      workers: heaps.reduce((sum, heap) => sum + used(heap), 0),
    };
  }

  #arrived(target: string, { requestId, encodedDataLength = 0 }: Loading): void {
    const key = `${target} ${requestId}`;
    this.#bytes.set(key, (this.#bytes.get(key) ?? 0) + encodedDataLength);
  }

  #finished(target: string, { requestId, encodedDataLength = 0 }: Loading): void {
    const key = `${target} ${requestId}`;
    this.#bytes.set(key, Math.max(this.#bytes.get(key) ?? 0, encodedDataLength));
  }

  /** Why not what arrived: of a worker's own script Chromium reports 0 compressed bytes. Its whole length counts as soon as it is asked for. */
  async #countScript(worker: string, address: string): Promise<void> {
    const { headers } = await fetch(address, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
    this.#bytes.set(`${worker} script`, Number(headers.get('content-length')));
    this.#awaited.delete(worker);
  }

  #attached(worker: string, address: string): void {
    this.#workers.add(worker);
    this.#awaited.add(worker);
    void this.#countScript(worker, address).catch(() => {});
    void this.#ask(worker, 'Network.enable');
    void this.#ask(worker, 'Runtime.runIfWaitingForDebugger');
  }

  #heard(worker: string, message: FromTarget): void {
    if (message.id !== undefined) this.#answers.get(message.id)?.(message);
    if (message.params === undefined) return;
    if (message.method === 'Network.dataReceived') this.#arrived(worker, message.params);
    if (message.method === 'Network.loadingFinished') this.#finished(worker, message.params);
  }

  #ask(worker: string, method: string): Promise<FromTarget | undefined> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const limit = setTimeout(() => resolve(undefined), ANSWER_MS_MAX);
      this.#answers.set(id, (message) => {
        clearTimeout(limit);
        this.#answers.delete(id);
        resolve(message);
      });
      this.#cdp
        .send('Target.sendMessageToTarget', { sessionId: worker, message: JSON.stringify({ id, method }) })
        .catch(() => this.#answers.get(id)?.({}));
    });
  }
}
