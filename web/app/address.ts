/** The page's address names the open project; the window remembers which of its files was in front. Layer: web/app. */
import { hashTo, type PageName } from '../state/route-state.svelte.ts';

export function idInAddress(): string | undefined {
  return new URL(location.href).searchParams.get('project') ?? undefined;
}

export function keepIdInAddress(id: string): void {
  const url = new URL(location.href);
  url.searchParams.set('project', id);
  history.replaceState(history.state, '', url);
}

const OPEN_FILE = 'guiji.file';

/** For as long as this window lives, also over a reload. */
export function keepOpenFile(projectId: string, path: string): void {
  sessionStorage.setItem(OPEN_FILE, `${projectId}/${path}`);
}

/** The file of the project that was in front last; undefined where another project was. */
export function openFileOf(projectId: string): string | undefined {
  const kept = sessionStorage.getItem(OPEN_FILE) ?? '';
  return kept.startsWith(`${projectId}/`) ? kept.slice(projectId.length + 1) : undefined;
}

/** The page from its beginning, in a state of its own: nothing of what was open stays, not even in the address. */
export function beginAgain(page: PageName): void {
  const { pathname } = location;
  history.replaceState(null, '', `${pathname}${hashTo(page)}`);
  location.reload();
}
