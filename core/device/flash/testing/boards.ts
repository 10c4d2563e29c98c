/** Emulated boards with real bootloaders, and what the flasher is told of them. Layer: tests of core/device/flash. */
import { readFileSync } from 'node:fs';
import { Atmega2560 } from '../../../../bridge/emulator/atmega2560.ts';
import { Atmega328p } from '../../../../bridge/emulator/atmega328p.ts';
import type { AvrChip, ChipOptions } from '../../../../bridge/emulator/avr-chip.ts';
import { BareBoard } from '../../../../bridge/emulator/testing/bare-board.ts';
import { parseIntelHex, type HexSegment } from '../../intel-hex.ts';
import type { AvrFlashJob } from '../flash-avr.ts';

const HZ = 16_000_000;

export function shippedImage(file: string): readonly HexSegment[] {
  const parsed = parseIntelHex(readFileSync(new URL(`../../../../firmware-profiles/${file}`, import.meta.url), 'latin1'));
  if (!parsed.ok) throw new Error(`${file}: ${parsed.fault.code}`);
  return parsed.value;
}

interface BoardKind {
  readonly name: string;
  readonly chip: new (options: ChipOptions) => AvrChip;
  readonly image: string;
  readonly job: Pick<AvrFlashJob, 'chip' | 'bootloaders'>;
}

export const UNO: BoardKind = {
  name: 'an Uno with Optiboot',
  chip: Atmega328p,
  image: 'uno-line-car/optiboot-atmega328.hex',
  job: { chip: 'atmega328p', bootloaders: [{ protocol: 'stk500v1', baud: 115_200, startByte: 0x7e00 }] },
};

export const OLD_NANO: BoardKind = {
  name: 'an old Nano with ATmegaBOOT',
  chip: Atmega328p,
  image: 'bootloaders/atmegaboot-atmega328.hex',
  job: { chip: 'atmega328p', bootloaders: [{ protocol: 'stk500v1', baud: 57_600, startByte: 0x7800 }] },
};

export const MEGA: BoardKind = {
  name: 'a Mega with its STK500v2 bootloader',
  chip: Atmega2560,
  image: 'bootloaders/stk500v2-atmega2560.hex',
  job: { chip: 'atmega2560', bootloaders: [{ protocol: 'stk500v2', baud: 115_200, startByte: 0x3e000 }] },
};

export function blankBoard({ chip, image, job }: BoardKind): BareBoard {
  return new BareBoard(new chip({ freqHz: HZ, bootStartByte: job.bootloaders[0]!.startByte }), shippedImage(image));
}

/** As any image: every byte value, not a whole number of pages. */
export function someImage(bytes: number, seed = 1): readonly HexSegment[] {
  return [{ address: 0, bytes: Uint8Array.from({ length: bytes }, (_, index) => (index * 31 + (index >> 8) * 7 + seed * 101) & 255) }];
}
