/** Random programs as students might type them: every construct that has a block, some that have none, with comments and spacing of all kinds. */
import fc from 'fast-check';

const name = fc.constantFrom('x', 'speed', '速度', 'i', 'list', 'name2', '$a', '___');
const space = fc.constantFrom('', ' ', '  ', '\n', ' \n\t');
const gap = fc.constantFrom(' ', '  ', '\n  ');
const inner = fc.oneof(
  { weight: 12, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: fc.constantFrom('/* 说明 */', '/*a*/', '/**\n * b\n */') },
);
const numeral = fc.constantFrom('0', '5', '1_000', '0x1F', '.5', '5.', '1e3', '0b101', '12.50', '-3', '- 3', '+4');
const text = fc.constantFrom(
  '"a"',
  "'a'",
  '"\\n"',
  "'it\\'s'",
  '"你好"',
  '"\\u0041"',
  '`t`',
  '`a${x}b${1 + 2}`',
  '`\\`${`n`}`',
  '"red"',
  "'left'",
  '""',
);
const binarySign = fc.constantFrom(...'+ - * / % ** === !== == != < <= > >= && || ?? & | ^ << >> >>>'.split(' '));
const assignSign = fc.constantFrom('=', '+=', '-=', '*=', '/=', '%=', '**=', '??=');

const entryHead = fc.constantFrom(
  'a:',
  '"b c":',
  "'d':",
  '5:',
  '[x]:',
  '...',
  'x',
  '速度',
  'go() { return 1; }',
  'get y() { return this.x; }',
  'set y(v: number) { this.x = v; }',
  'async z() {}',
);

const noteAbove = fc.constantFrom('', '', '// 上\n', '// a\n//b\n', '/* c */ ', '/* d */\n', '//\n', '// x\n/* y */\n');
const noteBehind = fc.constantFrom('', '', ' // 后', ' /* e */', '//f', ' /* g */ // h', '\n// i');

const { expression } = fc.letrec<{ expression: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    numeral,
    text,
    name,
    fc.constantFrom('true', 'false', 'null', 'line.position()', 'line.count', 'Math.PI', 'time()', '[]', '/a+/g', '{}'),
  ),
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'expression' },
    { weight: 4, arbitrary: tie('atom') },
    { weight: 3, arbitrary: fc.tuple(tie('expression'), gap, binarySign, gap, tie('expression')).map((parts) => parts.join('')) },
    { weight: 3, arbitrary: fc.tuple(inner, space, tie('expression'), space).map(([a, b, c, d]) => `${a}(${b}${c}${d})`) },
    { weight: 1, arbitrary: tie('expression').map((a) => `!(${a})`) },
    { weight: 1, arbitrary: tie('expression').map((a) => `-(${a})`) },
    { weight: 1, arbitrary: fc.tuple(tie('expression'), tie('expression'), tie('expression')).map(([a, b, c]) => `(${a}) ? ${b} : ${c}`) },
    { weight: 1, arbitrary: fc.array(tie('expression'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.array(fc.tuple(noteAbove, tie('expression'), noteBehind), { minLength: 1, maxLength: 3 }),
          fc.constantFrom('', ','),
          fc.boolean(),
        )
        .map(([items, comma, isObject]) => {
          const lines = items.map(([above, e, behind], i) => {
            const end = i < items.length - 1 ? ',' : comma;
            return `${above}${isObject ? `k${i}: ` : ''}${e}${end}${behind}\n`;
          });
          return isObject ? `({\n${lines.join('')}})` : `[\n${lines.join('')}]`;
        }),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(name, inner, fc.array(tie('expression'), { maxLength: 3 })).map(([f, c, args]) => `${f}(${c}${args.join(',')})`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(tie('expression'), fc.constantFrom('abs', 'max', 'random', 'sqrt')).map(([a, f]) => `Math.${f}(${a})`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(tie('expression'), fc.constantFrom('line.read', 'bump.pressed', 'encoder.mm')).map(([a, f]) => `${f}(${a})`),
    },
    { weight: 1, arbitrary: fc.tuple(name, tie('expression')).map(([list, index]) => `${list}[${index}]`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(name, fc.constantFrom('length', 'x', 'pop()', 'join()', 'slice(1)', 'map((v) => v * 2)', 'push(1)'))
        .map(([o, m]) => `${o}.${m}`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '(a) => a',
        'a => a + 1',
        '() => { wait(1); }',
        'this',
        'super.go',
        'new Map',
        'new Map<string, number>([["a", 1]])',
        'new a.B(1,)',
        'x++',
        '--x',
        'x!',
        'a?.b',
        'a?.[0]',
        'a?.b()',
        'f?.(1)',
        'f<number>(x)',
        'f(...xs)',
        'this.#x',
        'function () {}',
        'function f<T>(a: T) { return a; }',
        'class {}',
        '`a\\n${x}`',
        'tag`a`',
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('typeof ', 'void ', 'delete ', '+', '~', '- ', '!'), tie('expression'))
        .map(([sign, a]) => `${sign}(${a})`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('expression'), fc.constantFrom(' in ', ' instanceof ', ' as any as ', ', '), name)
        .map(([a, sign, b]) => `(${a})${sign}${b}`),
    },
    { weight: 1, arbitrary: fc.tuple(name, fc.constantFrom(' = ', ' += '), tie('expression')).map(([a, o, b]) => `(${a}${o}${b})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(tie('expression'), fc.array(tie('expression'), { maxLength: 2 }))
        .map(([f, args]) => `(${f})(${args.join(', ')})`),
    },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.tuple(entryHead, tie('expression')), { maxLength: 3 })
        .chain((entries) => fc.tuple(fc.constant(entries), fc.constantFrom('', ','), fc.constantFrom(' ', '\n'), inner))
        .map(([entries, comma, gapText, note]) => {
          const written = entries.map(([head, value]) => (head.endsWith(':') || head === '...' ? `${head} ${value}` : head));
          return `({${gapText}${note}${written.join(`,${gapText}`)}${written.length > 0 ? comma : ''}${gapText}})`;
        }),
    },
  ),
}));

const comment = fc.constantFrom('// 说明', '//x', '// a\n// b', '/* c */', '/*\n d\n*/', '//');
const end = fc.oneof({ weight: 8, arbitrary: fc.constant(';') }, { weight: 1, arbitrary: fc.constant('') });
const lineEnd = fc.oneof(
  { weight: 6, arbitrary: fc.constant('\n') },
  { weight: 1, arbitrary: fc.constantFrom('\n\n', '\n\n\n', ' ', ' // 后面\n', '// z\n', ' /* y */\n') },
);

const member = fc.constantFrom(
  'x = 5;',
  'static readonly #y: number = 1',
  'z?: string;',
  'w!: number;',
  'constructor(private a: number, b = 2) BODY',
  'go(a: number): void BODY',
  'private static async run() BODY',
  'get v() BODY',
  'static set v(x) BODY',
  '[x]() BODY',
  'abstract f(): void;',
  'static BODY',
  ';',
  '// 说明',
  '"a b"<T>(x: T,) BODY // 后面',
);

const { program } = fc.letrec<{ program: string; statement: string; body: string }>((tie) => ({
  body: fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom('', ' // 头\n', '\n'), tie('program')).map(([head, inside]) => `{${head}${inside}}`) },
    { weight: 1, arbitrary: fc.constantFrom('car.stop();', 'x++;', 'wait(1)\n', '{}') },
  ),
  statement: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'statement' },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom('let', 'const'), name, fc.constantFrom('', ': number', ' : any'), expression, end)
        .map(([k, n, t, e, s]) => `${k} ${n}${t} = ${e}${s}\n`),
    },
    { weight: 2, arbitrary: fc.tuple(name, assignSign, expression, end).map(([n, o, e, s]) => `${n} ${o} ${e}${s}\n`) },
    { weight: 2, arbitrary: fc.tuple(expression, expression).map(([a, b]) => `car.drive(${a}, ${b});`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('wait', 'log', 'car.forward', 'foo', 'list.push', 'led.set', 'stop'), expression)
        .map(([f, e]) => `${f}(${e});`),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'car.forward();',
        'car.stop()\n',
        'x++;',
        '--x;',
        'let y;',
        'let y: number;',
        'break;',
        'continue;',
        'return;',
        'log();',
        ';',
        'label: x++;',
        'var z = 1;',
        'let a = 1, b = 2;',
        'import {};',
      ),
    },
    { weight: 1, arbitrary: expression.map((e) => `(${e});`) },
    { weight: 1, arbitrary: expression.map((e) => `return ${e};`) },
    { weight: 1, arbitrary: fc.tuple(name, expression, expression).map(([l, i, v]) => `${l}[${i}] = ${v};`) },
    { weight: 2, arbitrary: fc.tuple(expression, tie('body')).map(([c, b]) => `if (${c}) ${b}\n`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(expression, tie('body'), expression, tie('body'), tie('body'))
        .map(([c, a, d, b, e]) => `if (${c}) ${a} else if (${d}) ${b} else ${e}\n`),
    },
    { weight: 1, arbitrary: fc.tuple(expression, tie('body')).map(([c, b]) => `while (${c}) ${b}\n`) },
    { weight: 1, arbitrary: fc.tuple(expression, tie('program')).map(([c, b]) => `do {${b}} while (${c});\n`) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(name, expression, fc.constantFrom('i++', '++i', 'i += 2', 'i--'), tie('body'))
        .map(([n, e, s, b]) => `for (let ${n} = 0; ${n} < ${e}; ${s.replace('i', n)}) ${b}\n`),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom('let', 'const'), expression, tie('body')).map(([k, e, b]) => `for (${k} v of [${e}]) ${b}\n`),
    },
    { weight: 2, arbitrary: tie('program').map((b) => `forever(() => {${b}});`) },
    { weight: 1, arbitrary: fc.constantFrom('forever(() => wait(1));', 'forever(go);', 'parallel(() => {}, () => { wait(1); });') },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('let', 'const', 'var', 'export const'),
          fc.constantFrom('[a, , b = 1]', '{ a, b: [c], ...d }', '{}'),
          expression,
        )
        .map(([k, p, e]) => `${k} ${p} = ${e};`),
    },
    { weight: 1, arbitrary: fc.tuple(expression, expression).map(([a, b]) => `let a = ${a}, b: number, [c] = ${b};`) },
    { weight: 1, arbitrary: fc.tuple(expression, expression).map(([a, b]) => `[x, list[${a}]] = [${b}, x];`) },
    { weight: 1, arbitrary: fc.tuple(expression, fc.constantFrom('x', 'list')).map(([a, o]) => `${o}[${a}]++;\n--${o}.n\n`) },
    { weight: 1, arbitrary: expression.map((e) => `throw ${e};`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          tie('program'),
          fc.constantFrom('catch', 'catch (e)', 'catch (e: unknown)'),
          tie('program'),
          fc.constantFrom('', ' finally {}'),
        )
        .map(([a, c, b, f]) => `try {${a}} ${c} {${b}}${f}\n`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('const key in', 'let [k, v] of', 'var x of', 'x of'), expression, tie('body'))
        .map(([head, e, b]) => `for (${head} ${e}) ${b}\n`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('', 'let i = 0, j = 9', 'x = 5'),
          fc.option(expression, { nil: '' }),
          fc.constantFrom('', 'i++, j--'),
          tie('body'),
        )
        .map(([i, c, n, b]) => `for (${i};${c};${n}) ${b}\n`),
    },
    { weight: 1, arbitrary: tie('body').map((b) => `outer: for (const v of x) ${b}\n`) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom('', 'label: '), tie('program')).map(([l, b]) => `${l}{${b}}\n`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('break outer;', 'continue outer;', 'export { x };', 'type A<T> = T[];', 'import a, { b } from "./c";'),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('class A', 'abstract class A<T> extends B<T>', 'export class A implements C'),
          fc.array(fc.tuple(member, tie('program')), { maxLength: 3 }),
          lineEnd,
        )
        .map(([head, members, end]) => `${head} {\n${members.map(([m, b]) => m.replace('BODY', `{${b}}`)).join(end)}\n}\n`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('enum A', 'const enum A', 'export enum A'),
          fc.array(fc.constantFrom('B', 'C = 2', '"d e"', '// f\nG', 'H /* i */'), { maxLength: 3 }),
          fc.constantFrom('', ',', ', // z'),
        )
        .map(([head, members, end]) => `${head} { ${members.join(', ')}${members.length > 0 ? end : ''}\n}\n`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('', ' extends B, C<D>'),
          fc.constantFrom('', 'x: number', 'x: number; // y\n z?: A;', '\n    a(): void;\n    b: `c`;\n  '),
        )
        .map(([h, body]) => `interface A${h} {${body}}\n`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.constantFrom('', 'a', 'a: number, b', 'a = 5', '...r', 'a: { x: number }'),
          fc.constantFrom('', ': number'),
          tie('program'),
        )
        .map(([p, t, b]) => `function f(${p})${t} {${b}}\n`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(expression, expression, tie('program'), tie('body'), comment)
        .map(([e, v, a, b, c]) => `switch (${e}) {${c}\n case ${v}: // a\n ${a} ${c}\n case 2: case 3: ${b}\n default:\n${a} }\n`),
    },
    { weight: 2, arbitrary: comment.map((c) => `${c}\n`) },
  ),
  program: fc
    .array(fc.tuple(tie('statement'), lineEnd), { maxLength: 4, depthIdentifier: 'statement' })
    .map((lines) => lines.flat().join('')),
}));

export const programArbitrary: fc.Arbitrary<string> = fc
  .array(fc.tuple(program, lineEnd), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.flat().join(''));

/** Pieces of programs in no order: what stands in an editor while a person types. */
export const brokenArbitrary: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      expression,
      comment.map((c) => `${c}\n`),
      fc.constantFrom(
        '{',
        '}',
        '(',
        ')',
        'if',
        'for (',
        '"',
        '`',
        'let ',
        '=',
        ';\n',
        'function',
        '=>',
        '#',
        '\\',
        '/*',
        '//\n',
        '\r\n',
        '@',
        'else ',
      ),
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(' '));
