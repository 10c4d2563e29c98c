/** What every operation that costs more than its instruction's weight is given: it charges and reserves first, then works. Layer: vm. */
import type { Memory } from './memory.ts';
import type { Shape } from './objects.ts';

export interface Meter {
  /** Adds weighted instructions to the count. */
  charge(instructions: number): void;
  readonly memory: Memory;
  /** Where the program's objects start from. */
  readonly rootShape: Shape;
  /** ToString of a number; in single precision the fewest digits that tell it apart. */
  readonly numberText: (value: number) => string;
  /** What a number becomes that is made outside the instructions. */
  readonly rounded: (value: number) => number;
}

/** Work that one weighted instruction pays for; part of the specification (bytecode.md §5). */
const ELEMENTS_PER_INSTRUCTION = 4;
const CHARACTERS_PER_INSTRUCTION = 64;

export function chargeElements(meter: Meter, count: number): void {
  meter.charge(Math.floor(count / ELEMENTS_PER_INSTRUCTION));
}

export function chargeCharacters(meter: Meter, count: number): void {
  meter.charge(Math.floor(count / CHARACTERS_PER_INSTRUCTION));
}

/** For a new string of `length` UTF-16 units. */
export function payForString(meter: Meter, length: number): void {
  meter.memory.reserveString(length);
  chargeCharacters(meter, length);
}
