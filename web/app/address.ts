/** The page's address names the open project. Layer: web/app. */
import { hashTo, type PageName } from '../state/route-state.svelte.ts';

export function idInAddress(): string | undefined {
  return new URL(location.href).searchParams.get('project') ?? undefined;
}

export function keepIdInAddress(id: string): void {
  const url = new URL(location.href);
  url.searchParams.set('project', id);
  history.replaceState(history.state, '', url);
}

/** The page from its beginning, in a state of its own: nothing of what was open stays, not even in the address. */
export function beginAgain(page: PageName): void {
  const { pathname } = location;
  history.replaceState(null, '', `${pathname}${hashTo(page)}`);
  location.reload();
}
