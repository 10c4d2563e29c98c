/** Vite: Blockly's pictures from its package, served and built under `blockly-media/`, never fetched from the internet. */
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const FOLDER = fileURLToPath(new URL('../node_modules/blockly/media/', import.meta.url));
const PUBLIC_NAME = 'blockly-media';
/** Sounds are off, and quotation marks are drawn as text. */
const USED = /^(sprites\.svg|1x1\.gif|hand.*\.cur|dropdown-arrow\.svg|.*-icon\.svg|resize-handle\.svg)$/;
const TYPES: Readonly<Record<string, string>> = { svg: 'image/svg+xml', gif: 'image/gif', cur: 'image/x-icon' };

export function blocklyMedia(): Plugin {
  return {
    name: 'blockly-media',
    async generateBundle() {
      for (const name of (await readdir(FOLDER)).filter((each) => USED.test(each)).sort()) {
        this.emitFile({ type: 'asset', fileName: `${PUBLIC_NAME}/${name}`, source: await readFile(join(FOLDER, name)) });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const name = basename(pathname);
        if (!pathname.endsWith(`/${PUBLIC_NAME}/${name}`) || !USED.test(name)) return next();
        readFile(join(FOLDER, name)).then((content) => {
          response.setHeader('Content-Type', TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
          response.end(content);
        }, next);
      });
    },
  };
}
