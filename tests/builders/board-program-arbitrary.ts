/** Random programs of the kind that fits a board: numbers, truth values, lists, functions, loops, fibers; each of them ends or rests. */
import fc from 'fast-check';

const NUMBERS = [
  'a',
  'b',
  'c',
  'i',
  'x',
  'y',
  'list[i % 4]',
  'bytes[i & 3]',
  'total',
  'twice(x)',
  'pick(a, b)',
  'pick(c)',
  'sonar.mm()',
  'line.read(1)',
  'list.length',
];
const CONSTANTS = ['0', '1', '2', '7', '-3', '0.1', '0.5', '100', '1000', '16777215', '1e9', '3.75'];

interface Level {
  readonly number: fc.Arbitrary<string>;
  readonly truth: fc.Arbitrary<string>;
}

const { number, truth } = fc.letrec<{ number: string; truth: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...NUMBERS, ...CONSTANTS),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'), tie('number'))
      .map(([l, op, r]) => `(${l} ${op} ${r})`),
    fc
      .tuple(fc.constantFrom('-', '~', '+', 'Math.floor', 'Math.abs', 'Math.sqrt', 'Math.sin', 'Math.round'), tie('number'))
      .map(([f, v]) => `${f}(${v})`),
    fc.tuple(fc.constantFrom('Math.min', 'Math.max', 'random'), tie('number'), tie('number')).map(([f, l, r]) => `${f}(${l}, ${r})`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([t, l, r]) => `(${t} ? ${l} : ${r})`),
  ),
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('lit', 'isBig(x)', 'button.pressed()', 'true', 'false'),
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '===', '!=='), tie('number'))
      .map(([l, op, r]) => `((${l} as number) ${op} (${r} as number))`),
    fc.tuple(tie('truth'), fc.constantFrom('&&', '||'), tie('truth')).map(([l, op, r]) => `(${l} ${op} ${r})`),
    tie('truth').map((value) => `!${value}`),
  ),
})) as unknown as Level;

const simple = fc.oneof(
  fc.tuple(fc.constantFrom('a', 'b', 'c', 'y'), fc.constantFrom('=', '+=', '-=', '*='), number).map(([v, op, n]) => `${v} ${op} ${n};`),
  fc.constantFrom('a++;', 'b--;', 'total++;', 'x += 1;', 'y = x++ + --a;', 'c = list[1]++;'),
  truth.map((value) => `lit = ${value};`),
  fc.tuple(number, number).map(([at, value]) => `list[Math.abs(Math.round(${at})) % 4 | 0] = ${value};`.replace(/\[.*\] = /, '[i & 3] = ')),
  number.map((value) => `bytes[(i + 1) & 3] = (${value}) & 63;`),
  fc.tuple(fc.constantFrom('p', 'q'), number).map(([name, value]) => `plot('${name}', ${value});`),
  fc.tuple(number, truth).map(([value, t]) => `log(\`v \${${value}}\`, ${t});`),
  fc.tuple(number, number).map(([left, right]) => `car.drive(${left}, ${right});`),
);

const statement: fc.Arbitrary<string> = fc.letrec<{ statement: string }>((tie) => ({
  statement: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    simple,
    fc.tuple(truth, tie('statement'), tie('statement')).map(([t, yes, no]) => `if (${t}) { ${yes} } else { ${no} }`),
    fc.tuple(fc.integer({ min: 1, max: 6 }), tie('statement')).map(([n, body]) => `for (let x = 0; x < ${n}; x++) { ${body} }`),
    tie('statement').map(
      (body) =>
        `for (const y of list) { let z = y; ${body.replaceAll(/\by (=|\+=|-=|\*=)/g, 'z $1').replaceAll('y = x++ + --a', 'z = x++ + --a')} }`,
    ),
    fc
      .tuple(number, tie('statement'), tie('statement'))
      .map(([n, one, other]) => `switch ((${n}) & 3) { case 0: ${one} break; case 1: ${one} default: ${other} }`),
  ),
})).statement;

const statements = (max: number): fc.Arbitrary<string> =>
  fc.array(statement, { minLength: 1, maxLength: max }).map((lines) => lines.join('\n  '));

export const boardProgramArbitrary: fc.Arbitrary<string> = fc.tuple(statements(5), statements(3), statements(2), fc.boolean()).map(
  ([main, loop, called, withFiber]) => `let a = 1;
let b = 2.5;
let c = -1;
let i = 3;
let x = 0;
let y = 0;
let lit = false;
let total = 0;
const list = [1, 2.5, -3, 4];
const bytes = [0, 1, 2, 3];
function twice(n: number): number { return n * 2; }
function pick(n: number, m = 10): number { return n > m ? n : m; }
function isBig(n: number): boolean { return n > 100; }
function work(x: number): void {
  let y = x;
  ${called}
}
for (let round = 0; round < 3; round++) {
  i = round;
  ${main}
  work(round);
}
${withFiber ? `forever(() => {\n  let x = 1;\n  let y = 0;\n  ${loop}\n  total += 1;\n  if (total > 5) stop();\n  wait(2);\n});` : ''}
`,
);
