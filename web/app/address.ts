/** The page's address names the open project. Layer: web/app. */

export function idInAddress(): string | undefined {
  return new URL(location.href).searchParams.get('project') ?? undefined;
}

export function keepIdInAddress(id: string): void {
  const url = new URL(location.href);
  url.searchParams.set('project', id);
  history.replaceState(history.state, '', url);
}
