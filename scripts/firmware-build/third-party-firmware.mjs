// StandardFirmata, which the first kit shipped with and ours is compared to, and Optiboot: others' sources, our way of building them.
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compile, intelHex, run, sizeOf, sourcesIn } from './avr-toolchain.mjs';

const OPTIBOOT_BYTES_MAX = 512;

// The paths below are relative to the build folder: __FILE__ lands in the image (it is the firmware's name).
const INCLUDES = ['core', 'variant', 'wire', 'wire/utility', 'firmata', 'servo'].flatMap((folder) => ['-I', folder]);
const COMMON = [
  ...['-mmcu=atmega328p', '-Os', '-w', '-flto', '-fno-fat-lto-objects', '-ffunction-sections', '-fdata-sections'],
  ...['-DF_CPU=16000000L', '-DARDUINO=10819', '-DARDUINO_AVR_UNO', '-DARDUINO_ARCH_AVR'],
  ...INCLUDES,
];
const FLAGS = {
  c: ['-std=gnu11', ...COMMON],
  // gcc 5.4 lacks DECIMAL_DIG in C++; the core uses it.
  cxx: ['-std=gnu++11', '-fpermissive', '-fno-exceptions', '-fno-threadsafe-statics', '-DDECIMAL_DIG=__DECIMAL_DIG__', ...COMMON],
};

/** @param folders `arduino`: Debian's AVR core; `firmata`: the Firmata library; `servo`: ours in its place. */
export function standardFirmata({ arduino, firmata, servo }, build) {
  for (const [from, to] of [
    [join(arduino, 'cores', 'arduino'), 'core'],
    [join(arduino, 'variants', 'standard'), 'variant'],
    [join(arduino, 'libraries', 'Wire', 'src'), 'wire'],
    [servo, 'servo'],
  ]) {
    cpSync(from, join(build, to), { recursive: true, dereference: true });
  }
  mkdirSync(join(build, 'firmata'));
  for (const file of readdirSync(firmata).filter((name) => /\.(h|cpp)$/.test(name)))
    cpSync(join(firmata, file), join(build, 'firmata', file));
  cpSync(join(firmata, 'utility'), join(build, 'firmata', 'utility'), { recursive: true });
  cpSync(join(firmata, 'examples', 'StandardFirmata', 'StandardFirmata.ino'), join(build, 'StandardFirmata.ino'));
  const core = sourcesIn('core', build).map((source) => compile(source, build, FLAGS));
  run('avr-gcc-ar', ['rcsD', 'core.a', ...core], build);
  const objects = [
    compile('StandardFirmata.ino', build, FLAGS, ['-x', 'c++', '-include', 'Arduino.h']),
    ...sourcesIn('firmata', build).map((source) => compile(source, build, FLAGS)),
    ...['servo/Servo.cpp', 'wire/Wire.cpp', 'wire/utility/twi.c'].map((source) => compile(source, build, FLAGS)),
  ];
  const link = ['-w', '-Os', '-flto', '-fuse-linker-plugin', '-frandom-seed=link', '-Wl,--gc-sections', '-mmcu=atmega328p'];
  run('avr-g++', [...link, ...objects, 'core.a', '-lm', '-o', 'firmware.elf'], build);
  return intelHex('firmware.elf', ['-R', '.eeprom'], build);
}

/**
 * Why not the image in Debian's package: its compiler makes 532 bytes of code of this source, 20 more than the boot section has, and the version word
 * then overwrites an instruction. Two optimizations off, it is 498 bytes; flags otherwise as in Optiboot's Makefile.
 */
export function optiboot(arduino, build) {
  cpSync(join(arduino, 'bootloaders', 'optiboot'), join(build, 'optiboot'), { recursive: true, dereference: true });
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
  const { flashBytes } = sizeOf('optiboot.elf', build);
  if (flashBytes > OPTIBOOT_BYTES_MAX) throw new Error(`Optiboot is ${flashBytes} bytes long; its section has ${OPTIBOOT_BYTES_MAX}`);
  return intelHex('optiboot.elf', ['-j', '.text', '-j', '.version', '--set-section-flags', '.version=alloc,load'], build);
}
