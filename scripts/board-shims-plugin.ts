/** Lets johnny-five and firmata-io run in a page's worker: what they ask of Node comes from web/adapters/serial/node. A plugin of Vite. */
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ASKING = /node_modules[\\/](johnny-five|firmata-io)[\\/]/;
/** Asked for and never needed in a page. */
const NOTHING = ['repl', 'chalk', 'serialport', 'browser-serialport', 'firmata', 'nanotimer', 'temporal', 'fs', 'os', 'util'];

const shim = (name: string): string => fileURLToPath(new URL(`../web/adapters/serial/node/${name}.ts`, import.meta.url));

export function boardShims(): Plugin {
  return {
    name: 'board-shims',
    enforce: 'pre',
    resolveId(source, importer) {
      if (importer === undefined || !ASKING.test(importer)) return undefined;
      if (source === 'events') return shim('events');
      return NOTHING.includes(source) ? shim('nothing') : undefined;
    },
  };
}
