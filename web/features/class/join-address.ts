/** How a class's address is written for people and for cameras. Layer: web/features/class. */
import { hashTo } from '../../state/route-state.svelte.ts';

/** As it is typed: without `http://`, which every browser adds, and the last slash; `https://` stays. */
export function addressOf(url: string): string {
  return url.replace(/^http:\/\//, '').replace(/\/$/, '');
}

/** What the square code holds: the joining page with the code filled in. `url` ends in a slash. */
export function joinLink(url: string, code: string): string {
  return `${url}${hashTo('join', code)}`;
}
