// `npm run test:system`: the tests that need programs of the system. On Debian as root it installs what is missing; elsewhere it names it.
// It fails, it never skips: a program that is missing is a failure with its package's name. Ends with one line: "N passed, N failed".
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { buildWebIfNeeded } from './build-web.mjs';
import { canInstallDebianPackages, findChromium, installDebianPackages } from './find-chromium.mjs';
import { runVitest, sayResults } from './vitest-run.mjs';

const onPath = (program) => (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, program)));
const hasFolder = (folder, file = '') =>
  existsSync(folder) && readdirSync(folder).some((name) => existsSync(path.join(folder, name, file)));

/** Debian's package, and how to see that it is there. */
const NEEDS = [
  { name: 'avrdude', isThere: () => onPath('avrdude') },
  { name: 'gcc-avr', isThere: () => onPath('avr-gcc') },
  { name: 'binutils-avr', isThere: () => onPath('avr-objcopy') },
  { name: 'avr-libc', isThere: () => existsSync('/usr/lib/avr/include/avr/io.h') },
  { name: 'arduino-core-avr', isThere: () => existsSync('/usr/share/arduino/hardware/arduino/avr/cores/arduino/Arduino.h') },
  { name: 'socat', isThere: () => onPath('socat') },
  { name: 'postgresql', isThere: () => hasFolder('/usr/lib/postgresql', 'bin/postgres') },
  { name: 'firefox-esr', isThere: () => onPath('firefox-esr') || onPath('firefox') },
];

function missingPackages() {
  return NEEDS.filter(({ isThere }) => !isThere()).map(({ name }) => name);
}

function provide() {
  const missing = missingPackages();
  if (missing.length === 0) return [];
  if (!canInstallDebianPackages()) return missing;
  console.error(`Installing from Debian: ${missing.join(' ')} …`);
  installDebianPackages(missing);
  return missingPackages();
}

function runTests() {
  const chromium = findChromium();
  const env = { ...process.env, ...(chromium === undefined ? {} : { GUIJI_CHROMIUM: chromium }) };
  return runVitest(['--config', 'tests/system/vitest.config.ts', ...process.argv.slice(2)], env);
}

async function main() {
  const missing = provide();
  const built = await buildWebIfNeeded({ compressed: false });
  if (built !== 0) return built;
  const { passed, failures } = await runTests();
  const reason = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  return sayResults({ passed, failures: [...failures, ...missing.map((name) => ({ place: 'Missing 缺少', name, reason }))] });
}

process.exitCode = await main();
