//# each pass of a for loop has its own variable, changed by its closures
const fs: (() => number)[] = []; for (let i = 0; i < 3; i++) { fs.push(() => i++); fs[fs.length - 1](); } log(fs.map((f) => f()), fs.map((f) => f()));

//# closures made in the head of a for loop
const fs: (() => number)[] = []; for (let i = 0, f = () => i; i < 3; i++) { fs.push(f); fs.push(() => i); } log(fs.map((f) => f())); const gs: (() => number)[] = []; for (let i = 0; gs.push(() => i), i < 2; i++); log(gs.map((g) => g())); const hs: (() => number)[] = []; for (let i = 0; i < 2; hs.push(() => i), i++); log(hs.map((h) => h()));

//# var is one for the whole function
const fs: (() => number)[] = []; for (var i = 0; i < 3; i++) fs.push(() => i); log(fs.map((f) => f()), i); function g() { if (true) { var x = 1; } return x; } log(g()); const early = () => typeof later; log(early()); var later = 5;

//# while and do-while bodies have their own variables
const fs: (() => number)[] = []; let i = 0; while (i < 3) { const j = i * 10; fs.push(() => j + i); i++; } do { let k = i; fs.push(() => k++); } while (++i < 5); log(fs.map((f) => f()), fs.map((f) => f()));

//# continue keeps the pass's own variable
const fs: (() => number)[] = []; for (let i = 0; i < 5; i++) { const f = () => i; if (i % 2) continue; fs.push(f); } log(fs.map((f) => f())); const gs: (() => number)[] = []; outer: for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) { gs.push(() => a * 10 + b); if (b === a) continue outer; } log(gs.map((g) => g()));

//# two closures share what one makes
const make = () => { let n = 0; return { inc: () => ++n, get: () => n, reset: () => { n = 0; } }; }; const a = make(); const b = make(); a.inc(); a.inc(); b.inc(); a.reset(); a.inc(); log(a.get(), b.get());

//# parameters are variables, defaults have their own scope
const f = (a: number, g = () => a) => { a = 10; return [a, g()]; }; log(f(1)); const x = 'outer'; const h = (y = x) => { const x = 'inner'; return y + x; }; log(h(), h('given')); const k = (n: number, f = (m: number): number => (m > 0 ? f(m - 1) : n)) => f(3); log(k(7));

//# functions are hoisted within their block
log(f()); function f() { return inner(); function inner() { return 'hoisted'; } } { log(g()); function g() { return 'block'; } } if (true) { const k = () => deep(); log(k()); function deep() { return 'deep'; } }

//# the last of two functions with one name
function f() { return 1; } const before = f(); log(before, f()); { function h() { return 'a'; } log(h()); }

//# let in a switch belongs to all its cases
const f = (n: number): any => { switch (n) { case 0: { let x = 'zero'; return x; } case 1: let y = 'one'; return (() => y)(); default: y = 'set'; return y; } }; log(f(0), f(1)); try { f(5); log('never'); } catch (e: any) { log(e.name); }

//# a variable is not there before its line, even if an outer one is
const x = 'outer'; const f = () => { try { return g(); } catch (e: any) { return e.name; } function g() { return x2; } let x2 = 'never'; }; log(f()); { try { log(x3()); } catch (e: any) { log(e.name); } let y = 1; function x3() { return y; } log(x3()); } try { (() => { const z = () => w; z(); const w = 1; })(); } catch (e: any) { log(e.name); } log(x);

//# typeof of what is not there yet fails too
try { (() => { const t = () => typeof q; log(t()); let q = 1; })(); } catch (e: any) { log(e.name); }

//# currying, composing, memo and partial
const curry = (f: (a: number, b: number, c: number) => number) => (a: number) => (b: number) => (c: number) => f(a, b, c); const compose = (...fs: ((x: number) => number)[]) => (x: number) => fs.reduceRight((v, f) => f(v), x); const memo = (f: (n: number) => number) => { const seen = new Map<number, number>(); return (n: number) => { if (!seen.has(n)) seen.set(n, f(n)); return seen.get(n)!; }; }; let calls = 0; const sq = memo((n) => { calls++; return n * n; }); log(curry((a, b, c) => a * b + c)(2)(3)(4), compose((x) => x + 1, (x) => x * 2)(5), sq(4), sq(4), calls);

//# immediately called functions
log((() => 5)(), (function () { return [].length; })(), ((a, b) => a + b)(1, 2), (() => ({ a: 1 }))().a, (() => { const secret = 7; return { get: () => secret }; })().get());

//# labels, break out of blocks and nested loops
const seen: string[] = []; a: { b: { seen.push('in'); if (seen.length > 0) break a; seen.push('never'); } seen.push('never'); } outer: for (let i = 0; ; i++) { for (let j = 0; ; j++) { if (j === 2) continue outer; if (i === 2) break outer; seen.push(`${i}${j}`); } } x: do { seen.push('do'); continue x; } while (false); s: switch (1) { default: for (;;) break s; } log(seen);

//# switch falls through from any place
const f = (n: any) => { const out: string[] = []; switch (n) { default: out.push('d'); case 1: out.push('1'); case 2: out.push('2'); break; case 3: out.push('3'); case 4: } return out.join(''); }; log([1, 2, 3, 4, 5, '1'].map(f));

//# switch evaluates cases in turn until one is equal
const seen: number[] = []; const t = (n: number) => { seen.push(n); return n; }; switch (t(3)) { case t(1): case t(3): seen.push(33); break; default: seen.push(99); case t(4): } log(seen); switch (NaN) { case NaN: log('never'); break; default: log('NaN is no case'); } switch (true as boolean) { case seen.length > 100: log('big'); break; case seen.length > 2: log('some'); }

//# nested functions five levels deep
const a = (x: number) => (y: number) => { const inner = (z: number) => () => { x += z; return () => { y += x; return [x, y, z]; }; }; return inner; }; const g = a(1)(2)(3); log(g()()); log(g()());

//# recursion between inner functions and their variables
const parse = (s: string): number => { let i = 0; const sum = (): number => { let v = product(); while (s[i] === '+' || s[i] === '-') v = s[i++] === '+' ? v + product() : v - product(); return v; }; const product = (): number => { let v = atom(); while (s[i] === '*' || s[i] === '/') v = s[i++] === '*' ? v * atom() : v / atom(); return v; }; const atom = (): number => { if (s[i] === '(') { i++; const v = sum(); i++; return v; } if (s[i] === '-') { i++; return -atom(); } let n = ''; while (s[i] >= '0' && s[i] <= '9') n += s[i++]; return Number(n); }; return sum(); }; log(parse('1+2*3'), parse('(1+2)*3-4/2'), parse('2*(3-(4-1))'), parse('-2*-(3+1)'));

//# surplus and missing arguments
const f = (a?: any, b?: any) => `${a}${b}`; const g: any = f; log(g(1, 2, 3), g(1), g()); const h = (...xs: any[]) => xs.length; log(h(), h(undefined), h(...[], ...[1, 2])); const k = (a: number, ...[b = 5]: number[]) => a + b; log(k(1), k(1, 2));


//# a function's length counts what stands before the first default
const f = (a: any, b = 1, c?: any) => a; function g(a?: any, ...rest: any[]) {} function h(a = 1, b?: any) {} log(f.length, g.length, h.length, ((a: any, b: any) => 1).length, (() => 1).length, (({ a }: any, [b]: any) => 1).length, (({ a }: any = {}, b: any) => 1).length); class A { constructor(public a: number, b = 2, c?: any) {} static m(x: any, y = 1) {} set v(n: any) {} f(a: any, b: any) {} } class B extends A {} class C {} log(A.length, B.length, C.length, A.m.length, A.prototype.f.length, (function (this: any, a: any) {}).length);
