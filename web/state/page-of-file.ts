/** Where a dropped file belongs, by its name; a JSON file says itself what it is. Layer: web/state. */
import type { PageName } from './route-state.svelte.ts';

const PICTURE = /\.(jpe?g|png|webp)$/i;
const JSON_FILE = /\.json$/i;
const BY_NAME: readonly (readonly [RegExp, PageName])[] = [
  [/\.guiji$/i, 'code'],
  [/\.(guijipack|zip)$/i, 'packs'],
  [/\.mcap$/i, 'runs'],
  [/\.guiji-kit$/i, 'car'],
  [/\.svg$/i, 'tracks'],
  [PICTURE, 'tracks'],
];
const BY_FORMAT: Readonly<Record<string, PageName>> = { 'guiji-profile': 'car', 'guiji-track': 'tracks' };
const JSON_BYTES_MAX = 4_000_000;
/** They take what is dropped on them by themselves. */
const TAKES_DROPS: readonly PageName[] = ['code', 'packs', 'runs'];

/** It is to be brought elsewhere, or to a page that would not take it by itself. */
export function isForElsewhere({ name }: File, page: PageName): boolean {
  if (JSON_FILE.test(name)) return true;
  // Pictures are what the AI page is about.
  if (page === 'ai' && PICTURE.test(name)) return false;
  const own = BY_NAME.find(([ending]) => ending.test(name))?.[1];
  return own !== undefined && !(own === page && TAKES_DROPS.includes(page));
}

/** undefined: no page of ours knows such a file. */
export async function pageOfFile(file: File): Promise<PageName | undefined> {
  const byName = BY_NAME.find(([ending]) => ending.test(file.name))?.[1];
  if (byName !== undefined || !JSON_FILE.test(file.name) || file.size > JSON_BYTES_MAX) return byName;
  try {
    const { format } = JSON.parse(await file.text()) as { readonly format?: unknown };
    return BY_FORMAT[String(format)];
  } catch {
    return undefined;
  }
}
