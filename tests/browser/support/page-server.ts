/** Serves tests/browser/pages straight from their sources, for what a built page cannot show alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { blocklyMedia } from '../../../scripts/blockly-media.ts';

export interface PageServer {
  /** Ends in '/'; the pages' names follow. */
  readonly address: string;
  stop(): Promise<void>;
}

/** `packages`: what the page imports from node_modules; named so that the server need not load a page twice. */
export async function servePages(packages: readonly string[]): Promise<PageServer> {
  const cacheDir = mkdtempSync(path.join(os.tmpdir(), 'guiji-pages-'));
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    publicDir: false,
    cacheDir,
    logLevel: 'error',
    plugins: [blocklyMedia()],
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [...packages] },
  });
  await server.listen();
  const local = server.resolvedUrls?.local[0];
  if (local === undefined) throw new Error('the page server has no address');
  return {
    address: `${local}tests/browser/pages/`,
    async stop() {
      await server.close();
      rmSync(cacheDir, { recursive: true, force: true });
    },
  };
}
