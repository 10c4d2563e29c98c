/** Benches of pages need them built. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export async function buildWhereMissing(): Promise<void> {
  if (existsSync(new URL('../../../dist/web/index.html', import.meta.url))) return;
  const script = fileURLToPath(new URL('../../../scripts/build-web.mjs', import.meta.url));
  const { buildWebIfNeeded } = (await import(script)) as { buildWebIfNeeded: (what: { readonly compressed: boolean }) => Promise<number> };
  if ((await buildWebIfNeeded({ compressed: true })) !== 0) throw new Error('the web page does not build');
}
