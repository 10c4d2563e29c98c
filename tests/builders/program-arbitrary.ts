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
        'typeof x',
        'new Map()',
        'x as number',
        'x++',
        'a?.b',
        'f(...xs)',
      ),
    },
  ),
}));

const comment = fc.constantFrom('// 说明', '//x', '// a\n// b', '/* c */', '/*\n d\n*/', '//');
const end = fc.oneof({ weight: 8, arbitrary: fc.constant(';') }, { weight: 1, arbitrary: fc.constant('') });
const lineEnd = fc.oneof(
  { weight: 6, arbitrary: fc.constant('\n') },
  { weight: 1, arbitrary: fc.constantFrom('\n\n', '\n\n\n', ' ', ' // 后面\n', '// z\n', ' /* y */\n') },
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
          fc.constantFrom('', 'a', 'a: number, b', 'a = 5', '...r', 'a: { x: number }'),
          fc.constantFrom('', ': number'),
          tie('program'),
        )
        .map(([p, t, b]) => `function f(${p})${t} {${b}}\n`),
    },
    { weight: 1, arbitrary: fc.tuple(expression, tie('program')).map(([e, b]) => `switch (${e}) { case 1: ${b} default: }\n`) },
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
