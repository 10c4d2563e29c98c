// `npm test`: all tests that need Node and a Chromium. `--full`: heavy matrices whole instead of sampled by seed.
// Ends with one line that counts them: "N passed, N failed".
import { buildWebIfNeeded } from './build-web.mjs';
import { findChromium } from './find-chromium.mjs';
import { runVitest, sayResults } from './vitest-run.mjs';

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
  const env = { ...process.env, GUIJI_CHROMIUM: chromium, GUIJI_TEST_SEED: seed, ...(full ? { GUIJI_TEST_FULL: '1' } : {}) };
  const unit = await runVitest([], env);
  const browser = await runVitest(['--config', 'tests/browser/vitest.config.ts'], env);
  return sayResults({ passed: unit.passed + browser.passed, failures: [...unit.failures, ...browser.failures] });
}

process.exitCode = await main();
