/** The board of a kit: its chip where that is emulated, else a stand-in that speaks Firmata. Layer: bridge/emulator. */
import type { RobotProfile } from '../../core/robot/profile.ts';
import { Atmega328p } from './atmega328p.ts';
import { Atmega2560 } from './atmega2560.ts';
import type { AvrChip, ChipOptions } from './avr-chip.ts';
import type { EmulatedBoard } from './emulated-board.ts';
import { bootStartByteOf } from './firmware-image.ts';
import { StandInBoard } from './stand-in-board.ts';

const CHIPS: { readonly [chip in RobotProfile['board']['chip']]?: new (options: ChipOptions) => AvrChip } = {
  atmega328p: Atmega328p,
  atmega2560: Atmega2560,
};

export function makeBoard(profile: RobotProfile): EmulatedBoard {
  const Chip = CHIPS[profile.board.chip];
  if (Chip === undefined) return new StandInBoard(profile);
  return new Chip({ freqHz: profile.board.clockHz, bootStartByte: bootStartByteOf(profile) });
}
