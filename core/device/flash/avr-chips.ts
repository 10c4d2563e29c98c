/** What a flasher must know of the AVR chips that boards of schools carry. Layer: device. Their signatures and sizes: core/robot/profile-chips.ts. */
import { CHIPS, type ChipId } from '../../robot/profile-chips.ts';

/** Data sheets, "Page size": what one write fills. */
const PAGE_BYTES = { atmega328p: 128, atmega2560: 256, atmega32u4: 128 } as const satisfies Partial<Record<ChipId, number>>;

export type AvrChipId = keyof typeof PAGE_BYTES;

export const isAvr = (chip: ChipId): chip is AvrChipId => Object.hasOwn(PAGE_BYTES, chip);
export const pageBytesOf = (chip: AvrChipId): number => PAGE_BYTES[chip];

const NAMES: Readonly<Record<string, string>> = {
  '1e950f': 'ATmega328P',
  '1e9801': 'ATmega2560',
  '1e9587': 'ATmega32U4',
  // Only to say what was found instead.
  '1e9307': 'ATmega8',
  '1e940b': 'ATmega168P',
  '1e9406': 'ATmega168',
  '1e9514': 'ATmega328',
  '1e9516': 'ATmega328PB',
  '1e9703': 'ATmega1280',
};

/** @param signature six hexadecimal digits. Its name, or the signature where nobody knows it. */
export const chipNamed = (signature: string): string => NAMES[signature] ?? `0x${signature}`;

export const signatureOf = (chip: AvrChipId): string => CHIPS[chip].signature!;

export function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
