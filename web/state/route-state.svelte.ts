/**
 * Which page is shown. Layer: web/state. The address's hash says it: `#/runs/01J8…`; no hash is Code.
 * Why the hash: the bridge serves one document, and a page opened from a file or another server finds its way too.
 */

const PAGES = ['code', 'learn', 'ai', 'runs', 'score', 'class', 'join', 'packs', 'car', 'tracks', 'help'] as const;
export type PageName = (typeof PAGES)[number];

interface Route {
  readonly page: PageName;
  readonly args: readonly string[];
}

const isPage = (name: string): name is PageName => (PAGES as readonly string[]).includes(name);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A name that no page has is Code's. */
export function routeOf(hash: string): Route {
  const [name = '', ...args] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decoded);
  return isPage(name) ? { page: name, args: args.filter((arg) => arg !== '') } : { page: 'code', args: [] };
}

/** The way to a page, for links. */
export function hashTo(page: PageName, ...args: readonly string[]): string {
  return `#/${[page, ...args].map(encodeURIComponent).join('/')}`;
}

export class RouteState {
  #route = $state.raw<Route>(routeOf(location.hash));

  constructor() {
    window.addEventListener('hashchange', () => (this.#route = routeOf(location.hash)));
  }

  get page(): PageName {
    return this.#route.page;
  }

  /** What follows the page's name: ids, in the order in which the page says. */
  get args(): readonly string[] {
    return this.#route.args;
  }

  go(page: PageName, ...args: readonly string[]): void {
    location.hash = hashTo(page, ...args);
    // Why at once: the event comes later, and whoever goes somewhere expects to be there.
    this.#route = { page, args };
  }
}
