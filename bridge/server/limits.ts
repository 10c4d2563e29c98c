/** What one page may cost the bridge. Layer: bridge/server. */

export interface PageLimits {
  readonly messagesPerS: number;
  readonly messageBurst: number;
  /** Requests under way at once. */
  readonly requestsMax: number;
  readonly sessionsMax: number;
  readonly helloMs: number;
  /** A page is asked for a sign of life this often, and is gone when it gave none since the last time. */
  readonly heartbeatMs: number;
  /** Bytes that a page has not read yet; beyond it the page is gone. */
  readonly unreadBytesMax: number;
  readonly batchPeriodMs: number;
  /** Batches sent and not yet acknowledged, a session. */
  readonly batchesUnderWay: number;
}

export const PAGE_LIMITS: PageLimits = {
  messagesPerS: 300,
  messageBurst: 600,
  requestsMax: 100,
  sessionsMax: 4,
  helloMs: 5000,
  heartbeatMs: 5000,
  unreadBytesMax: 32 * 1024 * 1024,
  batchPeriodMs: 34,
  batchesUnderWay: 2,
};

export const PAGES_MAX = 600;
/** Of them, such as have not said who they are: in all, and from one address, behind which a whole room may sit. */
export const STRANGERS_MAX = 150;
export const STRANGERS_PER_ADDRESS_MAX = 80;
/** One student's windows; a bridge's station has one. */
export const PAGES_PER_STUDENT_MAX = 6;
