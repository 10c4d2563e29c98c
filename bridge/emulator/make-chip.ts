/** The chip of a kit's board. Layer: bridge/emulator. */
import type { RobotProfile } from '../../core/robot/profile.ts';
import { Atmega328p } from './atmega328p.ts';
import { Atmega2560 } from './atmega2560.ts';
import type { AvrChip } from './avr-chip.ts';

const CHIPS = { atmega328p: Atmega328p, atmega2560: Atmega2560 } as const;

export function makeChip({ chip, clockHz, bootloader }: RobotProfile['board']): AvrChip {
  return new CHIPS[chip]({ freqHz: clockHz, bootStartByte: bootloader.startByte });
}
