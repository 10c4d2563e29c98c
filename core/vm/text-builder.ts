/** A string that grows piece by piece, paid for before each piece, and counted as alive while it grows. Layer: vm. */
import { CHARACTER_BYTES, STRING_BYTES } from './memory.ts';
import { chargeCharacters, type Meter } from './meter.ts';

export class TextBuilder {
  readonly #meter: Meter;
  pinnedBytes = 0;
  text = '';

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  append(piece: string): void {
    // Why STRING_BYTES: the engine keeps each piece apart until the text is read.
    const bytes = STRING_BYTES + CHARACTER_BYTES * piece.length;
    this.#meter.memory.pin(bytes);
    this.pinnedBytes += bytes;
    chargeCharacters(this.#meter, piece.length);
    this.text += piece;
  }
}

/** Throws `vm.memory-limit` as soon as the text would not fit. */
export function buildText(meter: Meter, build: (builder: TextBuilder) => void): string {
  const builder = new TextBuilder(meter);
  meter.memory.reserve(STRING_BYTES);
  try {
    build(builder);
    return builder.text;
  } finally {
    meter.memory.unpin(builder.pinnedBytes);
  }
}
