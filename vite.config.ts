import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { blocklyMedia } from './scripts/blockly-media.ts';
import { blocklyMessages } from './scripts/blockly-messages.ts';
import { blocksAhead } from './scripts/blocks-ahead.ts';
import { boardShims } from './scripts/board-shims-plugin.ts';
import { compressWeb } from './scripts/compress-plugin.ts';
import { zodWithoutJsonSchema } from './scripts/zod-without-json-schema.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

/** They leave nothing behind in their worker that another file could meet: no faked browser, none of johnny-five's boards. */
const SHARED_TESTS = [
  'core/{base,bytecode,contest,language,learn,pack,project,protocol,robot,run,sim,vm,words}/**/*.test.ts',
  'core/{live,tracks}/**/*.test.ts',
  'core/device/{doctor,flash}/**/*.test.ts',
  'bridge/{class,cli,kits,packs,runs,server,store}/**/*.test.ts',
  'web/{features,messages,state,ui}/**/*.test.ts',
  'tests/conformance/**/*.test.ts',
];

/** Whole files that only `npm run test:full` has time for. */
const FULL_ONLY = process.env['GUIJI_TEST_FULL'] === '1' ? [] : ['**/*.full.test.ts'];

export default defineConfig({
  root: `${root}web`,
  base: './',
  publicDir: `${root}web/public`,
  plugins: [
    svelte({ configFile: `${root}svelte.config.js` }),
    blocklyMedia(),
    blocklyMessages(),
    blocksAhead(),
    zodWithoutJsonSchema(),
    compressWeb(),
  ],
  // Chromium 109 is the last for Windows 7; Firefox 115 for macOS 10.12 to 10.14.
  build: {
    manifest: true,
    // The compiler's worker is one file of 3.8 MB; nothing else comes near, and size-limit watches the first load.
    chunkSizeWarningLimit: 4000,
    outDir: `${root}dist/web`,
    emptyOutDir: true,
    target: ['chrome109', 'firefox115'],
    cssTarget: ['chrome109', 'firefox115'],
    // One file for all that the page begins with: each file more costs a head, and shorter files compress less.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', tags: ['$initial'] }] } } },
  },
  worker: { format: 'es', plugins: () => [boardShims(), zodWithoutJsonSchema()] },
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  // Bundled ahead, it would look for its wasm beside the bundle.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  server: { host: '127.0.0.1' },
  test: {
    root,
    environment: 'node',
    // One more than there are cores: some files wait for processes, disks and clocks.
    maxWorkers: os.availableParallelism() + 1,
    // What reaches the disk or starts a process waits for the machine, and CI's may be busy.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    projects: [
      // So a worker loads the compiler, or the bridge, once for all of them.
      { extends: true, test: { name: 'shared', isolate: false, include: SHARED_TESTS, exclude: FULL_ONLY } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['{core,bridge,web,tests,scripts,firmware-profiles}/**/*.test.ts'],
          exclude: ['**/node_modules/**', 'tests/{browser,system}/**', ...SHARED_TESTS, ...FULL_ONLY],
        },
      },
    ],
  },
});
