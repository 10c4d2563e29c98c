import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText, filledText, placesIn, type TextPart } from './texts.ts';

const place: fc.Arbitrary<TextPart> = fc.oneof(
  fc.constantFrom<TextPart>({ kind: 'float' }, { kind: 'plain-float' }, { kind: 'int' }, { kind: 'bool' }),
  fc.integer({ min: 0, max: 9 }).map((digits): TextPart => ({ kind: 'fixed', digits })),
);
const literal = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });
/** Literals and places in turn: two literals in a row would come back as one. */
const parts = fc.array(fc.tuple(literal, place), { maxLength: 6 }).map((pairs) => pairs.flat());

describe('texts of a board', () => {
  it('come back as they were, and know how many values they take', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const bytes = encodeText(given);
        expect(decodeText(bytes)).toEqual(given);
        expect(placesIn(bytes)).toBe(given.filter((part) => typeof part !== 'string').length);
      }),
      { verbose: true },
    );
  });

  it('are refused alike by both readers where they are torn', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        const decoded = decodeText(bytes);
        expect(placesIn(bytes)).toBe(decoded?.filter((part) => typeof part !== 'string').length ?? -1);
      }),
      { verbose: true, numRuns: 1000 },
    );
  });

  it('show each kind of value', () => {
    const text = encodeText([
      'a ',
      { kind: 'float' },
      ' ',
      { kind: 'plain-float' },
      ' ',
      { kind: 'int' },
      ' ',
      { kind: 'bool' },
      '',
      { kind: 'fixed', digits: 2 },
    ]);
    const values = [-0, -0, 7, 1, 0.125].map((value) => ({ int: value | 0, float: value }));
    expect(filledText(text, values)).toBe('a -0 0 7 true0.13');
  });
});
