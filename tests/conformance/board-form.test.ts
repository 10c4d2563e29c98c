/** The board's form means what the rich form means in single precision: on the corpus, on random numbers, on random programs. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { singleQuotient } from '../../core/base/single-precision.ts';
import { compiledProgram, inBothForms, lowered, type Reading } from '../builders/both-forms.ts';
import { boardProgramArbitrary } from '../builders/board-program-arbitrary.ts';
import { corpusPrograms } from './corpus.ts';

const RANDOM_PROGRAMS = process.env['GUIJI_TEST_FULL'] === '1' ? 400 : 10;
const SMALL_BUDGET = 37;
const TIMEOUT_MS = 900_000;
/** Of the corpus; grows with it. */
const FITTING_MIN = 80;

const BLOCKS = new URL('blocks-corpus/', import.meta.url);
const student = readdirSync(BLOCKS).map((name) => ({
  title: name,
  files: [{ path: 'main.ts', text: readFileSync(new URL(name, BLOCKS), 'utf8') }],
}));
const all = [...student, ...corpusPrograms().map(({ feature, title, files }) => ({ title: `${feature}: ${title}`, files }))];
const fitting = all.flatMap(({ title, files }) => {
  const program = compiledProgram(files);
  return program !== undefined && lowered(program).ok ? [{ title, program }] : [];
});

describe('the corpus in the board’s form', () => {
  it('has enough programs that fit to mean something', () => expect(fitting.length).toBeGreaterThanOrEqual(FITTING_MIN));

  it.each(fitting)('$title', ({ program }) => {
    const { rich, compact } = inBothForms(program)!;
    expect(compact).toEqual(rich);
    // In small slices nothing changes.
    expect(inBothForms(program, undefined, SMALL_BUDGET)!.compact).toEqual(compact);
  });
});

/** One point each for what every operator makes of two numbers. */
const OPERATORS: Readonly<Record<string, (a: number, b: number) => number>> = {
  'a + b': (a, b) => Math.fround(a + b),
  'a - b': (a, b) => Math.fround(a - b),
  'a * b': (a, b) => Math.fround(a * b),
  'a / b': singleQuotient,
  'a % b': (a, b) => Math.fround(a % b),
  '-a': (a) => -a,
  'a & b': (a, b) => Math.fround(a & b),
  'a | b': (a, b) => Math.fround(a | b),
  'a ^ b': (a, b) => Math.fround(a ^ b),
  '~a': (a) => Math.fround(~a),
  'a << b': (a, b) => Math.fround(a << b),
  'a >> b': (a, b) => Math.fround(a >> b),
  'a >>> b': (a, b) => Math.fround(a >>> b),
  'a >> 9': (a) => a >> 9,
  'a & 255': (a) => a & 255,
  '(a & 1023) * (b & 1023) + 7': (a, b) => (a & 1023) * (b & 1023) + 7,
  '(a & 1023) % ((b & 63) + 1)': (a, b) => (a & 1023) % ((b & 63) + 1),
  'Math.sqrt(a)': (a) => Math.fround(Math.sqrt(a)),
  'Math.abs(a)': Math.abs,
  'Math.floor(a)': Math.floor,
  'Math.ceil(a)': Math.ceil,
  'Math.round(a)': (a) => Math.fround(Math.round(a)),
  'Math.trunc(a)': Math.trunc,
  'Math.sign(a)': Math.sign,
  'Math.min(a, b)': Math.min,
  'Math.max(a, b)': Math.max,
  '(a < b ? 1 : 2) + (a <= b ? 4 : 0) + (a === b ? 8 : 0)': (a, b) => (a < b ? 1 : 2) + (a <= b ? 4 : 0) + (a === b ? 8 : 0),
};
/** Held equal in both forms; their values are tested with core/base/single-math.ts. */
const FUNCTIONS = [
  'Math.sin(a)',
  'Math.cos(a)',
  'Math.exp(a)',
  'Math.log(a)',
  'Math.atan2(a, b)',
  'a ** b',
  'Math.hypot(a, b)',
  'random(a, b)',
];

const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  3,
  255,
  16_777_216,
  16_777_217,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** -126,
  2 ** -149,
  3.4028234663852886e38,
  Infinity,
  -Infinity,
  NaN,
];
const number = fc.oneof(
  fc.float(),
  fc.constantFrom(...special.map(Math.fround)),
  fc.integer({ min: -1000, max: 1000 }),
  fc.float({ min: -100, max: 100 }),
);
const PAIRS = 60;

describe('every operator on any numbers', () => {
  const names = [...Object.keys(OPERATORS), ...FUNCTIONS];
  const program = compiledProgram([
    {
      path: 'main.ts',
      text: `for (let i = 0; i < ${PAIRS}; i++) {
  const a = battery.volts();
  const b = battery.volts();
  ${names.map((name) => `plot('${name}', ${name});`).join('\n  ')}
}`.replaceAll('battery.volts', 'sonar.mm'),
    },
  ])!;

  it(
    'is the same in both forms, and what IEEE single precision says: more than 100,000 operations',
    () => {
      let operations = 0;
      fc.assert(
        fc.property(fc.array(number, { minLength: 2 * PAIRS, maxLength: 2 * PAIRS }), (numbers) => {
          const reading: Reading = (_input, _index, n) => numbers[n]!;
          const { rich, compact } = inBothForms(program, reading)!;
          expect(compact).toEqual(rich);
          expect(rich.at(-1)).toBe('done');
          const wanted = Array.from({ length: PAIRS }, (_, i) => {
            const [a, b] = [numbers[2 * i]!, numbers[2 * i + 1]!];
            return Object.entries(OPERATORS).map(([name, work]) => `0 ${name} ${Object.is(work(a, b), -0) ? '-0' : work(a, b)}`);
          });
          expect(rich.filter((line) => Object.keys(OPERATORS).some((name) => line.startsWith(`0 ${name} `)))).toEqual(wanted.flat());
          operations += rich.length - 1;
        }),
        { verbose: true, numRuns: process.env['GUIJI_TEST_FULL'] === '1' ? 500 : 50 },
      );
      expect(operations).toBeGreaterThan(100_000);
    },
    TIMEOUT_MS,
  );
});

describe('random programs', () => {
  it(
    'do the same in both forms',
    () => {
      fc.assert(
        fc.property(boardProgramArbitrary, (text) => {
          const program = compiledProgram([{ path: 'main.ts', text }]);
          expect(program, text).toBeDefined();
          const board = lowered(program!);
          expect(board.ok ? [] : board.refusals.map(({ code }) => code), text).toEqual([]);
          const { rich, compact } = inBothForms(program!)!;
          expect(compact, text).toEqual(rich);
        }),
        { verbose: true, numRuns: RANDOM_PROGRAMS },
      );
    },
    TIMEOUT_MS,
  );
});
