/** The chip of a kit's board. Layer: bridge/emulator. */
import { assert } from '../../core/base/assert.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { Atmega328p } from './atmega328p.ts';
import { Atmega2560 } from './atmega2560.ts';
import type { AvrChip, ChipOptions } from './avr-chip.ts';
import { bootStartByteOf } from './firmware-image.ts';

const CHIPS: { readonly [chip in RobotProfile['board']['chip']]?: new (options: ChipOptions) => AvrChip } = {
  atmega328p: Atmega328p,
  atmega2560: Atmega2560,
};

export function isEmulatedChip({ board }: RobotProfile): boolean {
  return CHIPS[board.chip] !== undefined;
}

export function makeChip(profile: RobotProfile): AvrChip {
  const Chip = CHIPS[profile.board.chip];
  assert(Chip !== undefined, 'no other chip is emulated');
  return new Chip({ freqHz: profile.board.clockHz, bootStartByte: bootStartByteOf(profile) });
}
