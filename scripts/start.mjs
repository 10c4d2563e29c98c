// `npm start`: builds the pages where needed, then `guiji up` with the words that follow.
import { fileURLToPath } from 'node:url';
import { buildWebIfNeeded } from './build-web.mjs';
import { runUnderNode } from './node-version.mjs';

const failed = await buildWebIfNeeded({ compressed: true });
process.exitCode = failed || (await runUnderNode([fileURLToPath(new URL('guiji.mjs', import.meta.url)), 'up', ...process.argv.slice(2)]));
