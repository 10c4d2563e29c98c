#!/usr/bin/env node
// Builds the firmware images under firmware-profiles/ from source, byte for byte the same each time. Needs avr-gcc and Debian's arduino-core-avr;
// the committed images are what the product and its tests use, so nobody else needs a compiler.
//   node scripts/build-firmware.mjs [--out DIR]     without --out: writes the committed images and the hash in profile.json
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const profileFolder = join(root, 'firmware-profiles', 'uno-line-car');
const firmata = join(root, 'node_modules', 'node-pixel', 'firmware', 'src', 'libs', 'firmata', 'arduino');
const servo = join(root, 'firmware-profiles', 'firmware-build', 'servo');
const arduino = ['/usr/share/arduino/hardware/arduino/avr', process.env.GUIJI_ARDUINO_AVR ?? ''].find(
  (folder) => folder && existsSync(folder),
);

const OPTIBOOT_BYTES_MAX = 512;

// The paths below are relative to the build folder: __FILE__ lands in the image (it is the firmware's name), so no path of this machine may.
const INCLUDES = ['core', 'variant', 'wire', 'wire/utility', 'firmata', 'servo'].flatMap((folder) => ['-I', folder]);
const COMMON = [
  ...['-mmcu=atmega328p', '-Os', '-w', '-flto', '-fno-fat-lto-objects', '-ffunction-sections', '-fdata-sections'],
  ...['-DF_CPU=16000000L', '-DARDUINO=10819', '-DARDUINO_AVR_UNO', '-DARDUINO_ARCH_AVR'],
  ...INCLUDES,
];
const C = ['-std=gnu11', ...COMMON];
// gcc 5.4 lacks DECIMAL_DIG in C++; the core uses it.
const CXX = ['-std=gnu++11', '-fpermissive', '-fno-exceptions', '-fno-threadsafe-statics', '-DDECIMAL_DIG=__DECIMAL_DIG__', ...COMMON];

function run(tool, args, cwd) {
  const done = spawnSync(tool, args, { cwd, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C', SOURCE_DATE_EPOCH: '0' } });
  if (done.error) throw new Error(`${tool} cannot be started: apt-get install gcc-avr avr-libc binutils-avr arduino-core-avr`);
  if (done.status !== 0) throw new Error(`${tool} ${args.join(' ')}\n${done.stderr}`);
  return done.stdout;
}

function copySources(build) {
  for (const [from, to] of [
    [join(arduino, 'cores', 'arduino'), 'core'],
    [join(arduino, 'variants', 'standard'), 'variant'],
    [join(arduino, 'libraries', 'Wire', 'src'), 'wire'],
    [join(arduino, 'bootloaders', 'optiboot'), 'optiboot'],
    [servo, 'servo'],
  ]) {
    cpSync(from, join(build, to), { recursive: true, dereference: true });
  }
  mkdirSync(join(build, 'firmata'));
  for (const file of readdirSync(firmata).filter((name) => /\.(h|cpp)$/.test(name)))
    cpSync(join(firmata, file), join(build, 'firmata', file));
  cpSync(join(firmata, 'utility'), join(build, 'firmata', 'utility'), { recursive: true });
  cpSync(join(firmata, 'examples', 'StandardFirmata', 'StandardFirmata.ino'), join(build, 'StandardFirmata.ino'));
}

function compile(source, build, extra = []) {
  const object = `${source.replaceAll('/', '_')}.o`;
  const assembler = extname(source) === '.S';
  const [tool, flags] = /\.(c|S)$/.test(source) ? ['avr-gcc', C] : ['avr-g++', CXX];
  // A seed of its own for each file: LTO names private symbols at random otherwise.
  run(
    tool,
    ['-c', ...flags, `-frandom-seed=${basename(source)}`, ...(assembler ? ['-x', 'assembler-with-cpp'] : extra), source, '-o', object],
    build,
  );
  return object;
}

function sourcesIn(folder, build, wanted = /\.(c|cpp|S)$/) {
  return readdirSync(join(build, folder))
    .filter((name) => wanted.test(name))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function standardFirmata(build) {
  const core = sourcesIn('core', build).map((source) => compile(source, build));
  run('avr-gcc-ar', ['rcsD', 'core.a', ...core], build);
  const objects = [
    compile('StandardFirmata.ino', build, ['-x', 'c++', '-include', 'Arduino.h']),
    ...sourcesIn('firmata', build).map((source) => compile(source, build)),
    ...['servo/Servo.cpp', 'wire/Wire.cpp', 'wire/utility/twi.c'].map((source) => compile(source, build)),
  ];
  const link = ['-w', '-Os', '-flto', '-fuse-linker-plugin', '-frandom-seed=link', '-Wl,--gc-sections', '-mmcu=atmega328p'];
  run('avr-g++', [...link, ...objects, 'core.a', '-lm', '-o', 'firmware.elf'], build);
  return intelHex('firmware.elf', ['-R', '.eeprom'], build);
}

function intelHex(elf, sections, build) {
  run('avr-objcopy', ['-O', 'ihex', ...sections, elf, `${elf}.hex`], build);
  return readFileSync(join(build, `${elf}.hex`), 'latin1').replaceAll('\r\n', '\n');
}

/**
 * Why not the image in Debian's package: its compiler makes 532 bytes of code of this source, 20 more than the boot section has, and the version word
 * then overwrites an instruction. Two optimizations off, it is 498 bytes; flags otherwise as in Optiboot's Makefile.
 */
function optiboot(build) {
  const flags = [
    '-Os',
    '-w',
    '-mmcu=atmega328p',
    '-fno-inline-small-functions',
    '-fno-split-wide-types',
    '-fno-move-loop-invariants',
    '-fno-tree-scev-cprop',
  ];
  const settings = ['-DF_CPU=16000000L', '-DLED_START_FLASHES=3', '-DBAUD_RATE=115200'];
  const sections = ['-Wl,--section-start=.text=0x7e00', '-Wl,--section-start=.version=0x7ffe', '-Wl,--relax'];
  run('avr-gcc', [...flags, ...settings, ...sections, '-nostartfiles', '-nostdlib', 'optiboot/optiboot.c', '-o', 'optiboot.elf'], build);
  const sizeBytes = Number(run('avr-size', ['optiboot.elf'], build).trim().split('\n')[1].trim().split(/\s+/)[3]);
  if (sizeBytes > OPTIBOOT_BYTES_MAX) throw new Error(`Optiboot is ${sizeBytes} bytes long; its section has ${OPTIBOOT_BYTES_MAX}`);
  return intelHex('optiboot.elf', ['-j', '.text', '-j', '.version', '--set-section-flags', '.version=alloc,load'], build);
}

function main() {
  if (arduino === undefined) throw new Error('Arduino’s AVR core is missing: apt-get install arduino-core-avr');
  const at = process.argv.indexOf('--out');
  const out = at >= 0 ? process.argv[at + 1] : profileFolder;
  const build = mkdtempSync(join(tmpdir(), 'guiji-firmware-'));
  try {
    copySources(build);
    const image = standardFirmata(build);
    writeFileSync(join(out, 'standard-firmata.hex'), image);
    writeFileSync(join(out, 'optiboot-atmega328.hex'), optiboot(build));
    const sha256 = createHash('sha256').update(image).digest('hex');
    if (at < 0) {
      const path = join(profileFolder, 'profile.json');
      writeFileSync(path, readFileSync(path, 'utf8').replace(/("sha256": ")[0-9a-f]{64}/, `$1${sha256}`));
    }
    console.log(JSON.stringify({ compiler: run('avr-gcc', ['-dumpversion']).trim(), sha256 }));
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
