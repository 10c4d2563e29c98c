//# if, else if, else
for (let i = -1; i <= 1; i++) if (i < 0) log('neg'); else if (i === 0) log('zero'); else log('pos');

//# while, do-while, break, continue
let i = 0; while (true) { i++; if (i === 3) continue; if (i > 5) break; log(i); } do { log('once', i); } while (i < 0); while (i < 0) log('never');

//# for with every part missing
let i = 0; for (;;) { if (i >= 3) break; log(i); i++; } for (; i > 1; ) i--; log(i);

//# switch with fall-through and default
for (const x of [1, 2, 3, 4]) { switch (x) { case 1: log('one'); case 2: log('two'); break; default: log('other'); break; case 3: log('three'); } }

//# switch compares strictly
const x: any = '1'; switch (x) { case 1: log('number'); break; case '1': log('text'); }

//# and, or, nullish give values
const vs: any[] = [0, 1, '', 'a', null, undefined]; for (const v of vs) log(v && 'x', v || 'y', v ?? 'z');

//# short circuit skips the right side
let n = 0; function hit(v: boolean): boolean { n++; return v; } hit(false) && hit(true); hit(true) || hit(true); log(n); const k: any = 5; k ?? hit(true); log(n);

//# logical assignment
let a: any = 0; let b: any = 1; let c: any = null; a ||= 5; b &&= 6; c ??= 7; log(a, b, c); b ||= 9; a &&= 0; c ??= 1; log(a, b, c);

//# conditional chains
for (const n of [1, 3, 5, 15]) log(n % 15 === 0 ? 'FizzBuzz' : n % 5 === 0 ? 'Buzz' : n % 3 === 0 ? 'Fizz' : n);

//# recursion
function fact(n: number): number { return n <= 1 ? 1 : n * fact(n - 1); } function gcd(a: number, b: number): number { return b === 0 ? a : gcd(b, a % b); }
function ack(m: number, n: number): number { return m === 0 ? n + 1 : n === 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); } log(fact(10), gcd(84, 36), ack(2, 3));

//# mutual recursion and hoisted functions
log(even(10), odd(7)); function even(n: number): boolean { return n === 0 ? true : odd(n - 1); } function odd(n: number): boolean { return n === 0 ? false : even(n - 1); }

//# towers of Hanoi
let moves = 0; function hanoi(n: number, a: string, b: string, c: string): void { if (n === 0) return; hanoi(n - 1, a, c, b); moves++; if (n === 4) log(a, '>', b); hanoi(n - 1, c, b, a); } hanoi(6, 'A', 'B', 'C'); log(moves);

//# default, missing and rest parameters
function f(a: number, b = a + 1, ...rest: number[]): string { return a + ',' + b + ',' + rest.length; } log(f(1), f(1, 5), f(1, undefined, 3, 4));
function g(a?: number): string { return String(a); } log(g(), g(3));

//# functions are values
const twice = (f: (x: number) => number) => (x: number) => f(f(x)); log(twice((x) => x + 3)(10)); const fs = [Math.abs, (x: number) => -x]; log(fs.map((f) => f(-2)));

//# closures keep their own variables
function counter(): () => number { let n = 0; return () => ++n; } const a = counter(); const b = counter(); a(); a(); log(a(), b());

//# each pass of a for loop has its own variable
const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) { fs.push(() => i); i += 0; } const gs: (() => number)[] = []; for (const x of [7, 8]) gs.push(() => x); log(fs.map((f) => f()), gs.map((g) => g()));

//# a closure changes what another reads
let n = 1; const inc = () => { n += 1; }; const get = () => n; inc(); inc(); log(get(), n);

//# inner blocks hide outer names
let x = 1; { let x = 2; { const x = 3; log(x); } log(x); } log(x); for (let x = 9; x < 10; x++) log(x);

//# a function without return gives undefined
function f(): void {} const r: any = f(); log(r); const g = () => {}; log(g() as any);

//# early return out of loops
function find(xs: number[][], y: number): string { for (const row of xs) for (let j = 0; j < row.length; j++) { if (row[j] === y) return 'at ' + j; } return 'none'; } log(find([[1, 2], [3, 4]], 4), find([[1]], 9));

//# order of evaluation
const seen: string[] = []; function t(s: string, v: number): number { seen.push(s); return v; } const a = [0, 0, 0]; a[t('i', 1)] = t('v', t('a', 2) + t('b', 3) * t('c', 4)); log(a, seen.join(''));

//# assignment is an expression
let a = 0; let b = 0; a = b = 5; log(a, b, (a = 7) + a); const xs = [0]; log((xs[0] = 3), xs);

//# comma operator in a for head
for (let i = 0, j = 10; i < j; i += 3, j -= 2) log(i, j);

//# collatz
let n = 27; let steps = 0; let top = n; while (n !== 1) { n = n % 2 === 0 ? n / 2 : 3 * n + 1; steps++; if (n > top) top = n; } log(steps, top);

//# integer square roots by Newton
function root(n: number): number { let x = n; let y = Math.floor((x + 1) / 2); while (y < x) { x = y; y = Math.floor((x + Math.floor(n / x)) / 2); } return x; } for (const n of [1, 15, 16, 17, 1e6, 999999]) log(n, root(n));

//# a PID step by step
let integral = 0; let last = 0; let x = 30; for (let k = 0; k < 25; k++) { integral += x * 0.1; const d = (x - last) / 0.1; last = x; x = x - (0.4 * x + 0.05 * integral + 0.01 * d); log(x); }

//# game of life
let grid = [[0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [1, 1, 1, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]];
for (let step = 0; step < 4; step++) { grid = grid.map((row, y) => row.map((cell, x) => { let n = 0; for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) if (dx !== 0 || dy !== 0) n += grid[(y + dy + 5) % 5][(x + dx + 5) % 5]; return n === 3 || (cell === 1 && n === 2) ? 1 : 0; })); log(grid.map((row) => row.join('')).join('/')); }

//# using a variable before its declaration fails
log('before'); const f = () => late; log(f()); const late = 1; log('never');

//# taking something from nothing fails
const a: any = null; log('before'); log(a.length);

//# an element of undefined fails
const a: any[] = []; log(a[0]); log(a[0][1]);

//# calling what is no function fails
const a: any = 5; log('before'); a();

//# iterating a number fails
const a: any = 5; for (const x of a) log(x);

//# a negative repeat fails
log('x'.repeat(3)); log('x'.repeat(-1));

//# an impossible length fails
const a: number[] = []; a.length = -1; log('never');
