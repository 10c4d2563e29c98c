// Our own firmware, firmware-profiles/firmware/src, for each chip; refused where it grows over what the next things need.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { compile, intelHex, run, sizeOf, sourcesIn } from './avr-toolchain.mjs';

/** What must stay free of an ATmega328P for programs that run on the board, beside the largest bootloader and the firmware's own stack. */
const FREE_FLASH_BYTES_MIN = 12 * 1024;
const FREE_RAM_BYTES_MIN = 700;
const STACK_BYTES = 200;

export const GUIJI_CHIPS = [
  { mcu: 'atmega328p', flashBytes: 32_768, bootloaderBytes: 2048, ramBytes: 2048 },
  { mcu: 'atmega2560', flashBytes: 262_144, bootloaderBytes: 8192, ramBytes: 8192 },
];

const FLAGS = [
  ...['-std=gnu++14', '-DF_CPU=16000000UL', '-Os', '-Wall', '-Wextra', '-Werror'],
  ...['-flto', '-fno-fat-lto-objects', '-ffunction-sections', '-fdata-sections', '-mcall-prologues'],
  ...['-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics'],
];
const LINK = ['-Os', '-flto', '-fuse-linker-plugin', '-frandom-seed=link', '-mcall-prologues', '-Wl,--gc-sections', '-Wl,--relax'];

/** The image and what it leaves free: `{ hex, flashBytes, ramBytes, freeFlashBytes, freeRamBytes }`. */
export function guijiFirmware(sources, chip, build) {
  cpSync(sources, join(build, 'guiji'), { recursive: true });
  const machine = `-mmcu=${chip.mcu}`;
  const objects = sourcesIn('guiji', build).map((source) => compile(source, build, { cxx: [machine, ...FLAGS] }));
  const elf = `guiji-${chip.mcu}.elf`;
  run('avr-g++', [machine, ...LINK, ...objects, '-o', elf], build);
  const size = sizeOf(elf, build);
  const freeFlashBytes = chip.flashBytes - chip.bootloaderBytes - size.flashBytes;
  const freeRamBytes = chip.ramBytes - STACK_BYTES - size.ramBytes;
  if (freeFlashBytes < FREE_FLASH_BYTES_MIN || freeRamBytes < FREE_RAM_BYTES_MIN) {
    throw new Error(`${elf} leaves ${freeFlashBytes} bytes of flash and ${freeRamBytes} of RAM: too little`);
  }
  return { hex: intelHex(elf, ['-R', '.eeprom'], build), ...size, freeFlashBytes, freeRamBytes };
}
