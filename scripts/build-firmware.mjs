#!/usr/bin/env node
// Builds the firmware images under firmware-profiles/ from source, byte for byte the same each time. Needs avr-gcc and Debian's arduino-core-avr;
// the committed images are what the product and its tests use, so nobody else needs a compiler.
//   node scripts/build-firmware.mjs [--out DIR]     without --out: writes the committed images, and their hashes wherever firmware-profiles/ names them
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compilerVersion } from './firmware-build/avr-toolchain.mjs';
import { GUIJI_CHIPS, guijiFirmware } from './firmware-build/guiji-firmware.mjs';
import { optiboot, standardFirmata } from './firmware-build/third-party-firmware.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const profiles = join(root, 'firmware-profiles');
const firmata = join(root, 'node_modules', 'node-pixel', 'firmware', 'src', 'libs', 'firmata', 'arduino');
const servo = join(profiles, 'firmware-build', 'servo');
const arduino = ['/usr/share/arduino/hardware/arduino/avr', process.env.GUIJI_ARDUINO_AVR ?? ''].find(
  (folder) => folder && existsSync(folder),
);

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Each image with its place under firmware-profiles/. */
function buildAll(build) {
  if (arduino === undefined) throw new Error('Arduino’s AVR core is missing: apt-get install arduino-core-avr');
  const folder = (name) => {
    const path = join(build, name);
    mkdirSync(path);
    return path;
  };
  const images = [
    { path: 'uno-line-car/standard-firmata.hex', hex: standardFirmata({ arduino, firmata, servo }, folder('standard-firmata')) },
    { path: 'uno-line-car/optiboot-atmega328.hex', hex: optiboot(arduino, folder('optiboot')) },
  ];
  for (const chip of GUIJI_CHIPS) {
    const built = guijiFirmware(join(profiles, 'firmware', 'src'), chip, folder(chip.mcu));
    images.push({ path: `firmware/guiji-${chip.mcu}.hex`, ...built });
  }
  return images;
}

/** Where a profile or a PROVENANCE.md names the image that was there before, it names the new one. */
function renameHash(before, after) {
  for (const name of readdirSync(profiles, { recursive: true }).filter((name) => /(profile\.json|PROVENANCE\.md)$/.test(name))) {
    const path = join(profiles, name);
    const text = readFileSync(path, 'utf8');
    if (text.includes(before)) writeFileSync(path, text.replaceAll(before, after));
  }
}

function writeImage({ path, hex }, out) {
  if (out !== undefined) {
    writeFileSync(join(out, path.split('/').at(-1)), hex);
    return;
  }
  const target = join(profiles, path);
  if (existsSync(target)) renameHash(sha256(readFileSync(target)), sha256(hex));
  writeFileSync(target, hex);
}

function main() {
  const at = process.argv.indexOf('--out');
  const out = at >= 0 ? process.argv[at + 1] : undefined;
  const build = mkdtempSync(join(tmpdir(), 'guiji-firmware-'));
  try {
    const images = buildAll(build);
    for (const image of images) writeImage(image, out);
    const report = images.map(({ hex, ...image }) => ({ ...image, sha256: sha256(hex) }));
    console.log(JSON.stringify({ compiler: compilerVersion(build), images: report }, undefined, 2));
  } finally {
    rmSync(build, { recursive: true, force: true });
  }
}

try {
  main();
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause);
  process.exitCode = 3;
}
