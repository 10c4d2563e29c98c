// What a browser fetches, cold, until a saved project's blocks can be dragged, and what it fetches right after. `npm run check` holds it to the budgets.
import { readdirSync, readFileSync } from 'node:fs';

const WEB = 'dist/web';
const read = (file) => readFileSync(new URL(`${WEB}/${file}`, import.meta.url), 'utf8');

const manifest = JSON.parse(read('.vite/manifest.json'));
const chunks = new Map(Object.values(manifest).map((chunk) => [chunk.file, chunk]));

/** A file and all that it brings along, dynamic imports left out. */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  const { css = [], imports = [] } = chunks.get(file) ?? {};
  return [file, ...css, ...imports.flatMap((key) => withImports(manifest[key].file, seen))];
}

/** All that the document names: the page, and the block editor ahead of it. */
const named = [...read('index.html').matchAll(/(?:src|href)="\.\/([^"]+)"/g)].map(([, file]) => file);
const first = new Set(['index.html', ...named.flatMap((file) => withImports(file))]);
const worker = readdirSync(new URL(`${WEB}/assets`, import.meta.url)).find((file) => /^simulator-worker-[\w-]+\.js$/.test(file));

const space = readdirSync(new URL(`${WEB}/assets`, import.meta.url)).find((file) => /^open-space-[\w-]+\.js$/.test(file));

export default [
  { name: 'first load until blocks can be dragged', path: [...first].map((file) => `${WEB}/${file}`), brotli: true, limit: '324 kB' },
  { name: 'the simulator, right after', path: `${WEB}/assets/${worker}`, brotli: true, limit: '120 kB' },
  { name: 'the 3D view, when somebody wants it', path: `${WEB}/assets/${space}`, brotli: true, limit: '130 kB' },
];
