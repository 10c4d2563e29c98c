/** How a join code and an address are written for people and for cameras. Layer: web/features/class. */
import { hashTo } from '../../state/route-state.svelte.ts';

const GROUP_LETTERS = 3;

/** In groups that a person can carry from the board to the keyboard. */
export function spacedCode(code: string): string {
  return code.match(new RegExp(`.{1,${GROUP_LETTERS}}`, 'g'))?.join(' ') ?? '';
}

/** As it is typed: without `http://`, which every browser adds; `https://` stays. */
export function addressOf(origin: string): string {
  return origin.replace(/^http:\/\//, '');
}

/** What the square code holds: the joining page with the code filled in. */
export function joinLink(origin: string, code: string): string {
  return `${origin}/${hashTo('join', code)}`;
}
