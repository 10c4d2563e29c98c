/** A Vite plugin that writes .br and .gz beside what the build made, once, so that the bridge sends them as they are. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSED_TYPES = /\.(?:js|mjs|css|html|svg|json|txt|wasm|ttf|map)$/;
/** Smaller files fit in a packet or two as they are. */
const BYTES_MIN = 1024;
/** Above this the best quality takes longer than it is worth: only the compiler's worker is larger. */
const BEST_QUALITY_BYTES_MAX = 4_000_000;

async function compress(file: string): Promise<void> {
  const content = await readFile(file);
  if (content.length < BYTES_MIN) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: content.length > BEST_QUALITY_BYTES_MAX ? 9 : 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  const [brotli, zipped] = await Promise.all([promisify(brotliCompress)(content, { params }), promisify(gzip)(content, { level: 9 })]);
  await Promise.all([writeFile(`${file}.br`, brotli), writeFile(`${file}.gz`, zipped)]);
}

export async function compressFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && COMPRESSED_TYPES.test(entry.name));
  for (const entry of files) await compress(path.join(entry.parentPath, entry.name));
}

export function compressWeb(): Plugin {
  let folder = '';
  let failed = false;
  return {
    name: 'compress-web',
    // scripts/build-web.mjs, for tests.
    apply: (_, { command }) => command === 'build' && process.env['GUIJI_UNCOMPRESSED'] !== '1',
    configResolved(config) {
      folder = config.build.outDir;
    },
    buildEnd(error) {
      failed = error !== undefined;
    },
    closeBundle: {
      order: 'post',
      async handler() {
        if (!failed) await compressFolder(folder);
      },
    },
  };
}
