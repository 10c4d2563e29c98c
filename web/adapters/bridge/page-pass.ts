/**
 * Who this page is to its bridge. Layer: web/adapters/bridge. Spec: docs/protocols/class.md.
 * The document says whether a bridge served it, and carries a token on the bridge's own computer. A page on another computer gets its
 * token by joining a class or by a teacher's signing in, and keeps it in the browser.
 */
import { keptSeat, keptTeacherToken } from '../storage/kept-seat.ts';

/** `guest`: served by a bridge, but neither joined nor signed in. `alone`: no bridge served it. */
export type PageRole = 'owner' | 'teacher' | 'student' | 'guest' | 'alone';

export interface PagePass {
  readonly isServedByBridge: boolean;
  /** Absent on a page that was not opened on the bridge's own computer. */
  readonly token?: string;
}

function readPagePass(page: Document): PagePass {
  const isServedByBridge = page.querySelector('meta[name="guiji-bridge"]') !== null;
  const token = page.querySelector('meta[name="guiji-token"]')?.getAttribute('content');
  return token ? { isServedByBridge, token } : { isServedByBridge };
}

/** The document's pass, else the teacher's, else the seat's. */
export function ownPass(page: Document): PagePass & { readonly role: PageRole } {
  const pass = readPagePass(page);
  if (!pass.isServedByBridge) return { ...pass, role: 'alone' };
  if (pass.token !== undefined) return { ...pass, role: 'owner' };
  const teacher = keptTeacherToken();
  if (teacher !== undefined) return { ...pass, token: teacher, role: 'teacher' };
  const seat = keptSeat()?.token;
  return seat === undefined ? { ...pass, role: 'guest' } : { ...pass, token: seat, role: 'student' };
}

/** Asks for the document again: a bridge that was restarted has a new token, for whoever may read its pages. */
export async function fetchPagePass(): Promise<PagePass> {
  const response = await fetch(new URL('./', location.href), { cache: 'no-store' });
  return ownPass(new DOMParser().parseFromString(await response.text(), 'text/html'));
}
