/** The chip of a kit's board. Layer: bridge/emulator. */
import { assert } from '../../core/base/assert.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { Atmega328p } from './atmega328p.ts';
import { Atmega2560 } from './atmega2560.ts';
import type { AvrChip } from './avr-chip.ts';
import { bootStartByteOf } from './firmware-image.ts';

export function makeChip(profile: RobotProfile): AvrChip {
  const { chip, clockHz } = profile.board;
  const options = { freqHz: clockHz, bootStartByte: bootStartByteOf(profile) };
  assert(chip === 'atmega328p' || chip === 'atmega2560', 'no other chip is emulated');
  return chip === 'atmega2560' ? new Atmega2560(options) : new Atmega328p(options);
}
