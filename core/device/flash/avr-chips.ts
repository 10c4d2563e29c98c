/** The AVR chips that boards of schools carry: what their flash is like, and by which signature they are known. Layer: device. */

export interface AvrChipFacts {
  readonly name: string;
  /** Signature row of the data sheet, bytes 0, 2 and 4. */
  readonly signature: readonly [number, number, number];
  readonly flashBytes: number;
  readonly pageBytes: number;
}

export const AVR_CHIPS = {
  atmega328p: { name: 'ATmega328P', signature: [0x1e, 0x95, 0x0f], flashBytes: 32_768, pageBytes: 128 },
  atmega2560: { name: 'ATmega2560', signature: [0x1e, 0x98, 0x01], flashBytes: 262_144, pageBytes: 256 },
  atmega32u4: { name: 'ATmega32U4', signature: [0x1e, 0x95, 0x87], flashBytes: 32_768, pageBytes: 128 },
} as const satisfies Record<string, AvrChipFacts>;

export type AvrChipId = keyof typeof AVR_CHIPS;

/** Only for the name of what was found instead. */
const OTHER_CHIPS: Readonly<Record<string, string>> = {
  '1e9307': 'ATmega8',
  '1e940b': 'ATmega168P',
  '1e9406': 'ATmega168',
  '1e9514': 'ATmega328',
  '1e9516': 'ATmega328PB',
  '1e9703': 'ATmega1280',
  '1e9651': 'ATmega4809',
};

export function hexOf(bytes: ArrayLike<number>): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Its name, or the signature itself where nobody knows it. */
export function chipNamed(signature: ArrayLike<number>): string {
  const hex = hexOf(signature);
  return Object.values(AVR_CHIPS).find((chip) => hexOf(chip.signature) === hex)?.name ?? OTHER_CHIPS[hex] ?? `0x${hex}`;
}
