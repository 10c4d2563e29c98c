import { describe, expect, it } from 'vitest';
import { logsInNode } from './testing/run-in-node.ts';
import { run } from './testing/run-program.ts';

/** Each text means in the VM what it means in JavaScript. */
const TEXTS: Readonly<Record<string, string>> = {
  'arithmetic keeps JavaScript’s precedence and its odd corners': `
    log(1 + 2 * 3 - 4 / 5, 7 % 3, -7 % 3, 2 ** 10, 2 ** 3 ** 2, (-2) ** 2, 0.1 + 0.2, 1 / 0, -1 / 0, 0 / 0, -0, 5 / -0);
    log(1e21, 1e-7, 123456789012345680000, 0xff, 0b101, 1_000_000, 2147483648, -2147483649);`,
  'bit operators work on 32 bits': `
    log(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 31, -1 >> 1, -1 >>> 0, 1 << 33, 3000000000 | 0, 2 ** 32 + 5 & 7);`,
  'strings join with everything': `
    log('a' + 1, 1 + 'a', 'a' + true, 'a' + null, 'a' + undefined, 1 + 2 + 'x' + 1 + 2, 'x' + [1, 2] + 'y');
    const name = 'car'; log(\`\${name}: \${1 + 1}\${''}!\`, \`plain\`, \`\${[1, [2, 3]]}\`, \`a\${name}\`);`,
  'comparison and equality': `
    const one: any = 1, two: any = '1', none: any = null;
    log(1 < 2, 2 <= 2, 'a' < 'b', 'B' < 'a', one == two, one === two, one != two, none == undefined, none === undefined);
    const nan: number = NaN; log(nan === nan, nan < nan, nan !== nan);
    log('10' < '9', (one as any) < ('10' as any), none >= 0, none == 0);`,
  'logic short-circuits and keeps its value': `
    let calls = 0; const f = (x: any) => { calls++; return x; };
    log(f(0) && f(1), f(0) || f(2), f(null) ?? f(3), f('') ?? 'kept', calls);
    if (!(f(0) || f('')) && f(1)) log('yes', calls);
    let a: any = 0, b: any = 5, c: any = null; a ||= 7; b &&= 8; c ??= 9; log(a, b, c);
    const xs: any[] = [0, 1, null]; xs[0] ||= f(4); xs[1] &&= f(5); xs[2] ??= f(6); xs[1] ||= f(99); log(xs.join(), calls);`,
  'assignment has a value, and compound assignment reads once': `
    let a = 1, b = 2; a = b = 5; log(a, b, (a += 2), (b -= 1), a, b);
    let i = 0; const xs = [10, 20, 30]; const at = () => i++; xs[at()] += 5; xs[at()] *= 2; log(xs.join(), i);
    a **= 2; a %= 10; a <<= 3; a >>= 1; a >>>= 1; a &= 7; a |= 8; a ^= 3; a /= 2; log(a);`,
  'increments before and after, on variables, elements and length': `
    let n = 5; log(n++, n, ++n, n--, --n, n);
    const xs = [1, 2, 3]; log(xs[0]++, xs[0], ++xs[1], xs[2]--, xs.join());
    log(xs.length--, xs.length, xs.join()); xs.length = 0; log(xs.length);
    let s: any = '5'; s++; log(s, typeof s);`,
  'typeof, void, comma, conditional': `
    log(typeof 1, typeof 'a', typeof true, typeof undefined, typeof null, typeof [], typeof (() => 1));
    let n = 0; const x = (n++, n++, n); log(x, void 0, n > 1 ? 'many' : 'few', n > 5 ? 'a' : n > 1 ? 'b' : 'c');`,
  'if, while, do, for': `
    let n = 0; while (n < 3) n++; do { n += 10; } while (n < 20); for (let i = 0; i < 3; i++) n += i; log(n);
    for (;;) { if (n-- < 20) break; } log(n); while (true) { n++; if (n > 30) break; else continue; } log(n);
    for (let i = 0, j = 10; i < j; i++, j--) if (i === 4) log(i, j); while (false) log('never'); do n = 0; while (false); log(n);`,
  'labels, break and continue out of nested loops': `
    outer: for (let i = 0; i < 4; i++) { for (const x of [1, 2, 3]) { if (x === 2) continue outer; if (i === 2) break outer; log(i, x); } }
    block: { log('in'); if (1 < 2) break block; log('not reached'); }
    let n = 0; a: while (true) { for (const c of 'abc') { for (const d of [1]) { if (c === 'b') break a; n += d; } } } log(n);
    first: second: for (let i = 0; i < 3; i++) { if (i === 1) continue first; if (i === 2) break second; log(i); }`,
  'for-of over arrays and strings, also while they change': `
    const xs = [1, 2]; for (const x of xs) { if (xs.length < 5) xs.push(x * 10); log(x); }
    for (const c of '小车🚗') log(c); let last = 0; for (last of [4, 5]) log(last); log(last);
    function first(ys: number[]): number { for (const y of ys) { if (y > 1) return y; } return -1; } log(first([1, 2, 3]), first([]));`,
  'switch with fall-through, default anywhere, strict equality, inner scope': `
    const f = (x: any): string => { let s = ''; switch (x) { case 1: s += 'one '; case 2: s += 'two '; break; default: s += 'other '; case 3: { const t = 'three '; s += t; } } return s; };
    log(f(1) + '|' + f(2) + '|' + f(3) + '|' + f(4) + '|' + f('1'));
    for (const x of [1, 2, 3]) { switch (x) { case 2: continue; } log(x); }
    switch (5 as number) { default: } log('end');`,
  'functions: recursion, defaults, rest, hoisting, missing arguments': `
    log(fact(10), mean(1, 2, 3), greet(), greet('a'), greet('a', 'b'), greet(undefined, 'c'));
    function fact(n: number): number { return n <= 1 ? 1 : n * fact(n - 1); }
    function mean(...xs: number[]): number { let s = 0; for (const x of xs) s += x; return xs.length ? s / xs.length : 0; }
    function greet(a = 'x', b = a + '!'): string { return a + b; }
    const even = (n: number): boolean => n === 0 || odd(n - 1), odd = (n: number): boolean => n !== 0 && even(n - 1); log(even(10), odd(7));
    log(mean(...[4, 5], 6), greet(...(['p', 'q'] as [string, string])));
    const nothing = () => {}; log(nothing() as any);`,
  'closures share their variables; loops give each pass its own': `
    function counter() { let n = 0; const up = () => ++n; const get = () => n; return [up, get]; }
    const [up, get] = counter(); up!(); up!(); log(get!());
    const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) { fs.push(() => i); i += 0; } for (const f of fs) log(f());
    const gs: (() => number)[] = []; for (const x of [7, 8]) gs.push(() => x); for (const g of gs) log(g());
    const hs: (() => number)[] = []; for (let i = 0; i < 2; i++) { let j = i * 10; hs.push(() => j++ + i); } for (const h of hs) log(h(), h());
    let k = 0; const ks: (() => number)[] = []; while (k < 2) { const own = k; ks.push(() => own + k); k++; } for (const f of ks) log(f());`,
  'inner functions see each other and outer levels': `
    function outer(a: number) { function one(): number { return a + two(); } function two(): number { return three() * 2; } const three = () => a; return one() + (() => (() => a)())(); }
    log(outer(5)); const self = function again(n: number): number { return n ? n + again(n - 1) : 0; }; log(self(4));
    for (let i = 0; i < 2; i++) { log(inside()); function inside() { return i; } }
    for (const x of [1, 2]) { const f = () => g(); function g() { return x; } log(f()); }
    if (true) { const deep = () => () => () => outer(1); log(deep()()()); }`,
  'parameters captured, assigned, and default-initialised': `
    function f(a: number, b = () => a) { a++; const c = () => a++; c(); return [a, b()].join(); } log(f(1), f(1, () => 9));
    function g(...xs: number[]) { return () => xs.length; } log(g(1, 2, 3)());
    const h = ([a, b]: number[], [c = 5] = [] as number[]) => () => a! + b! + c; log(h([1, 2])(), h([1, 2], [3])());`,
  'array patterns': `
    let [a, b = 7, ...rest] = [1, undefined, 3, 4] as any[]; log(a, b, rest.join()); [a, b] = [b, a]; log(a, b);
    const [, second, [third]] = [1, 2, [3]] as any; log(second, third); const xs = [0, 0, 0]; [xs[0], xs[2]] = [5, 6]; log(xs.join());
    for (const [k, v] of [['a', 1], ['b', 2]] as [string, number][]) log(k, v); let p = 0, q = 0; const whole = [p, q] = [8, 9]; log(p, q, whole.length);
    [p = 3, [q]] = [undefined, [4]] as any; log(p, q);`,
  'arrays: literals, spread, elements, length': `
    const a = [1, 2, 3], b = [0, ...a, ...[4], 5]; log(b.join(), b.length, b[2], b[99], [...'héé'].join(), [].length);
    a[5] = 9; log(a.length, a[4], a.join()); a.length = 2; log(a.join()); const c = new Array<number>(3).fill(7); log(c.join(), Array(2).length, [1, 2] + '');
    const grid = [[1, 2], [3, 4]]; grid[1]![0]! += 10; log(grid[1]![0], grid.join(';'), 'abc'[1], 'abc'.length);`,
  'array methods that call back': `
    const xs = [3, 1, 2]; log(xs.map((x) => x * 2).join(), xs.filter((x) => x > 1).join(), xs.reduce((a, b) => a + b), xs.reduce((a, b) => a + b, 10), xs.reduceRight((s, x) => s + x, ''));
    log(xs.some((x) => x > 2), xs.every((x) => x > 2), xs.find((x) => x < 3), xs.findIndex((x) => x === 2), xs.findLast((x) => x > 1), xs.findLastIndex((x) => x > 5), xs.find((x) => x > 9));
    xs.forEach((x, i, all) => log(x, i, all.length)); log(xs.flatMap((x) => [x, x]).join(), xs.map(String).join(''), xs.map(Math.sqrt).length, ['1', '2'].map(Number).join());
    const out: number[] = []; [1, 2, 3].forEach((x) => { if (x === 2) return; out.push(x); }); log(out.join()); log([[1, 2], [3]].map((p) => p.length).join());`,
  'sort is stable, by text unless told': `
    log([10, 9, 1, 100, 2].sort().join(), [10, 9, 1, 100, 2].sort((a, b) => a - b).join(), [3, 1, 2].sort((a, b) => b - a).join(), [5].sort().join(), ([] as number[]).sort().length);
    const pairs = ['b1', 'a1', 'b2', 'a2', 'c1', 'a3']; log(pairs.sort((p, q) => (p[0]! < q[0]! ? -1 : p[0]! > q[0]! ? 1 : 0)).join());
    const xs: any[] = [3, undefined, 1, undefined, 2]; xs.sort(); log(xs.join(), xs.length); const ys = [2, 1]; log(ys.sort() === ys);
    const many: number[] = []; let seed = 7; for (let i = 0; i < 200; i++) { seed = (seed * 16807) % 2147483647; many.push(seed % 50); } many.sort((a, b) => a - b); log(many.slice(0, 100).join()); log(many.slice(100).join());`,
  'array methods without callbacks': `
    const xs = [1, 2, 3, 4]; log(xs.push(5, 6), xs.pop(), xs.shift(), xs.unshift(9), xs.join('-'), xs.slice(1, -1).join(), xs.concat([7], [8, 8]).join(), xs.indexOf(3), xs.includes(4), xs.at(-1), xs.lastIndexOf(99));
    log(xs.splice(1, 2, 50, 60, 70).join(), xs.join(), xs.reverse().join(), xs.fill(0, 1, 3).join(), xs.toString());
    const more = [1, 2]; xs.push(...more, 3); xs.unshift(...[0, -1]); log(xs.join(), Math.max(...xs), Math.min(5, ...more), xs.concat(...[[1], [2]]).length);`,
  'string methods': `
    const s = ' Track Car '; log(s.trim(), s.length, s.toUpperCase(), s.indexOf('Car'), s.slice(1, 6), s.trim().split(' ').join('_'), 'a,b,,c'.split(',').length, 'ab'.repeat(3), '7'.padStart(3, '0'), 'x'.padEnd(3) + '|');
    log('abc'.charAt(1), 'abc'.charCodeAt(1), '🚗'.codePointAt(0), 'abc'.at(-1), 'abcabc'.lastIndexOf('b'), 'abc'.includes('bc'), 'abc'.startsWith('ab'), 'abc'.endsWith('bc'), 'abcdef'.substring(4, 1), 'a'.concat('b', 'c'), 'ÄÖ'.toLowerCase());`,
  'numbers and Math': `
    log((3.14159).toFixed(2), (255).toString(16), 5..toString(), Math.floor(-1.5), Math.round(2.5), Math.round(-2.5), Math.trunc(-4.7), Math.abs(-3), Math.sign(-2), Math.sqrt(16), Math.PI, Math.max(), Math.min(1, 2), Math.hypot(3, 4), Math.pow(2, 8), Math.ceil(1.2));
    log(Number('12.5'), Number(''), Number('x'), String(1 / 3), Boolean(''), parseInt('42px'), parseFloat('1.5e3x'), isNaN(NaN), isFinite(1 / 0), Number.isInteger(5.0), Array.isArray([]), Number.MAX_SAFE_INTEGER, Infinity, NaN, parseInt('ff', 16));`,
  'optional chaining and non-null': `
    const none: any = null, some: any = [1, [2, 3]]; log(none?.length, some?.length, none?.[0], some?.[1]?.[1], none?.map((x: number) => x), some?.map((x: any) => 1)?.length, none?.[0].length, some!.length, none?.());
    const f: any = (x: number) => x + 1; log(f?.(1), (none?.length) ?? 'none', some?.slice(1).length);`,
  'types leave no trace': `
    interface Point { x: number } type Many<T> = T[]; const xs: Many<number> = [1] as number[]; function id<T>(x: T): T { return x; } log(id<string>('a'), id(xs)[0], (xs satisfies number[]).length, <any>5); let u: number | undefined; log(u);
    function over(a: string): string; function over(a: number): number; function over(a: any): any { return a; } log(over(1), over('b'));`,
  'var belongs to its function': `
    log(typeof early); var early: any = 1; for (var i = 0; i < 2; i++) { var inner: any = i; } log(early, i, inner); function f() { if (1 < 2) { var x = 5; } return () => x; } log(f()());
    var early: any = 2; log(early); const fs: (() => number)[] = []; for (var j = 0; j < 2; j++) fs.push(() => j); log(fs.map((f) => f()).join());`,
  'shadowing in every scope': `
    const x = 1; { const x = 2; log(x); { let x = 3; x++; log(x); } } function f(x: number) { { let x = 9; log(x); } return x; } log(f(5), x); for (let x = 0; x < 1; x++) { let x = 'in'; log(x); } log(x);
    const time = 3; { const wait = (n: number) => n * 2; log(wait(time)); }`,
  'statements without semicolons, comments everywhere, odd line ends':
    'let a = 1\nlet b = 2\r\n// 中文\n/* x */ log(a /* y */ + b)\u2028log(b)\n;[1, 2].forEach((x) => log(x))\nif (a) log(1)\nelse log(2)\nlet c = a\n++b\nlog(b, c)',
  'deep but honest nesting': `log(${'('.repeat(60)}1${')'.repeat(60)}, ${'1+'.repeat(200)}1, ${"'a'+".repeat(50)}'b');`,
  'an array literal longer than the operand stack is meant for': `const xs = [${Array.from({ length: 500 }, (_, i) => i).join()}]; log(xs.length, xs[499]);`,
};

describe('a program means what it means in JavaScript', () => {
  it.each(Object.entries(TEXTS))('%s', (_title, text) => {
    // `time` at the outermost level is the robot's own name; in a block it is the program's.
    const program = `{\n${text}\n}`;
    const { logs, pause } = run(program.includes('\u2028') ? text : program);
    expect(pause).toEqual({ kind: 'done', stopped: false });
    expect(logs).toEqual(logsInNode(text));
  });

  it.each(Object.entries(TEXTS).filter(([, text]) => !text.includes('const time')))('at the outermost level: %s', (_title, text) => {
    expect(run(text).logs).toEqual(logsInNode(text));
  });

  it.each(Object.entries(TEXTS))('inside a function: %s', (_title, text) => {
    expect(run(`(() => {\n${text}\n})();`).logs).toEqual(logsInNode(`(() => {\n${text}\n})();`));
  });
});
