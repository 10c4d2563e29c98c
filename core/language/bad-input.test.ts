import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeProgram, encodeProgram } from '../bytecode/encoding.ts';
import { verifyProgram } from '../bytecode/verifier.ts';
import { TEST_PROFILE, check, run, testCompiler } from './testing/run-program.ts';

const codes = (text: string): readonly string[] => check(text).map(({ code }) => code);
const DEEP = 10_000;
/** For what is long: a small machine that does other things too. */
const LONG_MS = 60_000;

describe('a text that is no fair program', () => {
  it.each([
    ['parentheses', `log(${'('.repeat(DEEP)}1${')'.repeat(DEEP)})`],
    ['arrays', `log(${'['.repeat(DEEP)}${']'.repeat(DEEP)})`],
    ['blocks', '{'.repeat(DEEP) + '}'.repeat(DEEP)],
    ['open parentheses only', '('.repeat(DEEP)],
    ['negations', `log(${'!'.repeat(DEEP)}1)`],
    ['a sum', `log(${'1+'.repeat(DEEP)}1)`],
    ['arrow functions', `log(${'() => '.repeat(DEEP)}1)`],
    ['conditionals', `log(${'1?1:'.repeat(DEEP)}1)`],
    ['else-ifs', `${'if (1 > 2) ; else '.repeat(DEEP)};`],
    ['members', `let x: any; x${'.length'.repeat(DEEP)};`],
    ['calls', `let x: any; x${'()'.repeat(DEEP)};`],
    ['array types', `let x: ${'('.repeat(DEEP)}number${')'.repeat(DEEP)};`],
    ['templates', `log(${'`${'.repeat(DEEP)}1${'}`'.repeat(DEEP)})`],
  ])('nested %s say language.too-deep', (_what, text) => {
    expect(codes(text)).toEqual(['language.too-deep']);
  });

  it('a text longer than 200 000 characters says language.too-long', () => {
    expect(codes('a'.repeat(1_000_000))).toEqual(['language.too-long']);
    expect(codes(`// a comment\n`.repeat(15_000))).toEqual([]);
  });

  it.each([
    ['quotation marks', '""', 'ts.1005'],
    ['full-width quotation marks', '“‘', 'language.full-width'],
    ['full-width commas', '，', 'language.full-width'],
    ['unknown names', 'ab;\n', 'ts.2304'],
    ['bodies without their function', 'forever {\n}\n', 'language.needs-function'],
    ['wrong names', 'let 2a\n', 'language.bad-name'],
    ['backslashes', '\\', 'ts.1127'],
  ])(
    'a long text of nothing but %s gets its first hundred diagnostics and no hang',
    (_what, piece, code) => {
      const found = codes(piece.repeat(60_000 / piece.length));
      expect(found[0]).toBe(code);
      expect(found.length).toBeLessThanOrEqual(100);
    },
    LONG_MS,
  );

  it('a thousand warnings do not hide the error after them', () => {
    const { program, diagnostics } = testCompiler.compile(
      [{ path: 'main.ts', text: `${'1 + 1;\n'.repeat(1000)}nothing();` }],
      TEST_PROFILE,
    );
    expect(program).toBeUndefined();
    expect(diagnostics[0]).toMatchObject({ code: 'ts.2304', line: 1001 });
  });

  it('files that import one another run as in JavaScript', () => {
    const main =
      "import { isOdd } from './odd';\nexport function isEven(n: number): boolean { return n === 0 || isOdd(n - 1); }\nlog(isEven(10));";
    const odd = "import { isEven } from './main';\nexport function isOdd(n: number): boolean { return n !== 0 && isEven(n - 1); }";
    const source = [
      { path: 'main.ts', text: main },
      { path: 'odd.ts', text: odd },
    ];
    expect(run(source).logs).toEqual(['true']);
  });

  it('half a surrogate pair is named where it stands', () => {
    expect(check('log("a");\nlog("\uD800");')[0]).toMatchObject({ code: 'language.broken-character', line: 2, column: 6 });
    expect(codes('log("🚗");')).toEqual([]);
  });

  it('a byte-order mark and any line end are no problem', () => {
    expect(run('\uFEFFlog(1);\r\nlog(2);\rlog(3);\u2029log(4);').logs).toEqual(['1', '2', '3', '4']);
  });

  it('an empty text is a program that does nothing', () => {
    for (const text of ['', ' ', '\n', '// nothing', ';', '{}']) expect(run(text).pause).toEqual({ kind: 'done', stopped: false });
  });

  it('halves of surrogate pairs made by escapes survive the encoding', () => {
    const { program } = testCompiler.compile([{ path: 'main.ts', text: 'log("\\uD83D".length, "\\0", -0, NaN);' }], TEST_PROFILE);
    const decoded = decodeProgram(encodeProgram(program!));
    expect(decoded.ok && decoded.value.constants).toEqual(program!.constants);
  });

  it('the compiler is as good as new after a text that broke it', () => {
    check(`let x: ${'['.repeat(300)}number${']'.repeat(300)};`);
    expect(codes('let n: number = 1; log(n);')).toEqual([]);
  });

  it('types that compute do not reach the type checker', () => {
    expect(codes('type L<N, A extends any[] = []> = A["length"] extends N ? A : L<N, [...A, 1]>; let x: L<999999>;')).toContain(
      'language.not-in-subset',
    );
  });
});

/** Pieces of which arbitrary texts are made: likelier to be nearly a program than random characters. */
const PIECE = fc.constantFrom(
  ...'let const var function if else for while do of in return break continue switch case default ( ) { } [ ] ; , . ... => = + - * ** ! ? : ?? ?. && || ++ a b f log car.forward line.position 0 1 2.5 "s" `t` `a${ }` // /* */ \n # @ \\ （ ” class new this async import type interface as any number < > <a> null undefined typeof x: xs.map'.split(
    ' ',
  ),
  '\n',
);

describe('any text', () => {
  it(
    'gets diagnostics or a program that verifies, never a throw',
    () => {
      fc.assert(
        fc.property(fc.array(PIECE, { maxLength: 40 }), (pieces) => {
          const { program, diagnostics } = testCompiler.compile([{ path: 'main.ts', text: pieces.join(' ') }], TEST_PROFILE);
          expect(program === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
          if (program) expect(verifyProgram(program).ok).toBe(true);
        }),
        { numRuns: 200, verbose: true },
      );
    },
    LONG_MS,
  );

  it(
    'gets diagnostics with lines and columns inside it',
    () => {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
          for (const { start, end, line, column } of check(text)) {
            expect(start).toBeLessThanOrEqual(end);
            expect(end).toBeLessThanOrEqual(text.length);
            expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
          }
        }),
        { numRuns: 100, verbose: true },
      );
    },
    LONG_MS,
  );
});
