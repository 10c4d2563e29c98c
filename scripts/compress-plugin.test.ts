import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compressFolder } from './compress-plugin.ts';

const TEXT = 'car.forward(50);\n'.repeat(200);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'guiji 网页-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('what is text and long enough stands there as brotli and gzip too, with the same bytes', async () => {
  await writeFile(path.join(folder, 'page.js'), TEXT);
  await writeFile(path.join(folder, 'short.js'), 'wait(5);');
  await writeFile(path.join(folder, 'picture.png'), TEXT);
  await compressFolder(folder);
  expect((await readdir(folder)).sort()).toEqual(['page.js', 'page.js.br', 'page.js.gz', 'picture.png', 'short.js']);
  expect(brotliDecompressSync(await readFile(path.join(folder, 'page.js.br'))).toString()).toBe(TEXT);
  expect(gunzipSync(await readFile(path.join(folder, 'page.js.gz'))).toString()).toBe(TEXT);
});
