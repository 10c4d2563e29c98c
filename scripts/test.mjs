// `npm test`: all tests that need Node and a Chromium. `--full`: heavy matrices whole instead of sampled by seed.
// Ends with one line that counts them: "N passed, N failed".
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildWebIfNeeded } from './build-web.mjs';
import { findChromium } from './find-chromium.mjs';
import { runTool } from './run.mjs';

const scratch = mkdtempSync(path.join(os.tmpdir(), 'guiji-test-'));
let passed = 0;
let failed = 0;

async function vitest(name, args, env = {}) {
  const report = path.join(scratch, `${name}.json`);
  const code = await runTool('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args], {
    env: { ...process.env, ...env },
  });
  try {
    const counts = JSON.parse(readFileSync(report, 'utf8'));
    passed += counts.numPassedTests;
    failed += counts.numFailedTests + counts.numPendingTests + counts.numTodoTests;
  } catch {
    failed++;
  }
  if (code !== 0 && failed === 0) failed++;
}

async function main() {
  const full = process.argv.includes('--full');
  const chromium = findChromium();
  if (chromium === undefined) {
    console.error(
      'The browser tests need Chromium, Chrome or Edge: install one, or set GUIJI_CHROMIUM to its path. 浏览器测试需要 Chromium、Chrome 或 Edge。',
    );
    return 3;
  }
  const built = await buildWebIfNeeded({ compressed: false });
  if (built !== 0) return built;
  const seed = process.env.GUIJI_TEST_SEED ?? String(Date.now() % 1_000_000);
  console.log(`Seed of what is sampled: ${seed} (GUIJI_TEST_SEED=${seed} draws the same again)`);
  const env = { GUIJI_CHROMIUM: chromium, GUIJI_TEST_SEED: seed, ...(full ? { GUIJI_TEST_FULL: '1' } : {}) };
  await vitest('unit', [], env);
  await vitest('browser', ['--config', 'tests/browser/vitest.config.ts'], env);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
