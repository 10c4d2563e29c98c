// What a browser fetches, cold, until a saved project's blocks can be dragged. `npm run check` holds it to the budget.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('dist/web/.vite/manifest.json', import.meta.url), 'utf8'));

/** All files that an entry brings along, dynamic imports left out. */
function filesOf(key, seen = new Set()) {
  if (seen.has(key)) return [];
  seen.add(key);
  const chunk = manifest[key];
  return [chunk.file, ...(chunk.css ?? []), ...(chunk.imports ?? []).flatMap((imported) => filesOf(imported, seen))];
}

const filesOfAll = (keys) => [...new Set(keys.flatMap((key) => filesOf(key)))].map((file) => `dist/web/${file}`);

export default [
  {
    name: 'first load until blocks can be dragged',
    path: ['dist/web/index.html', ...filesOfAll(['index.html', 'adapters/blockly/mount-blocks.ts'])],
    brotli: true,
    limit: '450 kB',
  },
];
