/** What the page's own document says about its bridge: whether one served it, and the token, if this page may have it. Layer: web/adapters/bridge. */

export interface PagePass {
  readonly isServedByBridge: boolean;
  /** Absent on a page that was not opened on the bridge's own computer. */
  readonly token?: string;
}

export function readPagePass(page: Document): PagePass {
  const isServedByBridge = page.querySelector('meta[name="guiji-bridge"]') !== null;
  const token = page.querySelector('meta[name="guiji-token"]')?.getAttribute('content');
  return token ? { isServedByBridge, token } : { isServedByBridge };
}

/** Asks for the document again: a bridge that was restarted has a new token, for whoever may read its pages. */
export async function fetchPagePass(): Promise<PagePass> {
  const response = await fetch(new URL('./', location.href), { cache: 'no-store' });
  return readPagePass(new DOMParser().parseFromString(await response.text(), 'text/html'));
}
