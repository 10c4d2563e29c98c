//# literals, reading and writing
const kit = { speed: 10, name: '小车', 'wheel-count': 4, 7: 'seven' }; kit.speed += 5; log(kit.speed, kit.name, kit['wheel-count'], kit[7], (kit as any)['7']);

//# keys come as whole numbers first, then in order of making
const o: any = { b: 1, 2: 'two', a: 2, 1: 'one', '-1': 'neg', '01': 'z' }; o.c = 3; o[0] = 'zero'; log(Object.keys(o));

//# order after delete and again
const o: any = { a: 1, b: 2, c: 3 }; delete o.a; o.a = 4; o.b = 5; log(Object.keys(o), Object.values(o), delete o.nothing, 'b' in o, 'x' in o);

//# shorthand, computed names and methods
const x = 1; const y = 'two'; const key = 'dyn'; const o: any = { x, y, [key + 'amic']: 3, [1 + 1]: 'sum', twice(n: number) { return n * 2; }, arrow: () => x }; log(o.x, o.y, o.dynamic, o[2], o.twice(4), o.arrow(), Object.keys(o));

//# computed names and values are evaluated in turn
const seen: string[] = []; const t = <T,>(s: string, v: T): T => { seen.push(s); return v; }; const o: any = { [t('k1', 'a')]: t('v1', 1), b: t('v2', 2), [t('k2', 'c')]: t('v3', 3) }; log(seen, Object.keys(o));

//# a key that is no text becomes one
const o: any = {}; const ks: any[] = [1, '1', 1.5, true, null, undefined, [1, 2], -0, 1e21, NaN]; for (const k of ks) o[k] = String(k); log(Object.keys(o), o[1], o['1,2'], o.null);

//# this is what stands before the dot
const o = { n: 1, inc() { this.n++; return this; }, get() { return this.n; } }; log(o.inc().inc().get(), o['get']()); const p: any = { n: 100, get: o.get }; log(p.get());

//# a method taken off its object has no this
const o = { n: 1, get(this: any) { return this.n; } }; const f: any = o.get; log('before'); log(f());

//# arrows keep the this of their maker
const o = { n: 5, later() { return [1, 2].map((x) => x * this.n); }, deep() { return () => () => this.n; } }; log(o.later(), o.deep()()());

//# getters run each time and setters take what is assigned
let reads = 0; const o = { raw: 2, get double() { reads++; return this.raw * 2; }, set double(v: number) { this.raw = v / 2; } }; log(o.double, o.double, reads); o.double = 20; log(o.raw, o.double, (o.double = 3), o.raw, reads);

//# compound assignment to an accessor reads once and writes once
const seen: string[] = []; const o = { v: 1, get x() { seen.push('get'); return this.v; }, set x(n: number) { seen.push('set' + n); this.v = n; } }; o.x += 5; o.x++; --o.x; o.x ||= 9; o.x &&= 2; log(o.v, seen);

//# a getter without a setter refuses writing
const o: any = { get x() { return 1; } }; log(o.x); o.x = 2; log('never');

//# a setter without a getter reads as undefined
let last = 0; const o: any = { set x(v: number) { last = v; } }; o.x = 7; log(o.x, last, 'x' in o);

//# a getter that changes what comes after it
const o = { n: 0, get next() { return ++this.n; } }; log(o.next + o.next * 10, [o.next, o.next], `${o.next}${o.next}`);

//# spread copies own values and runs getters once
let n = 0; const a = { x: 1, get y() { return ++n; } }; const b = { ...a, x: 9, ...{ z: 3 } }; log(b.x, b.y, b.y, b.z, n, Object.keys(b)); const nothing: any = null; log(Object.keys({ ...nothing, ...undefined as any, ...5 as any, ...('hi' as any), ...[7] as any }));

//# the last of two equal names counts, in the place of the first
const first: any = { a: 1, b: 2 }; const o: any = { ...first, ...{ a: 3 }, b: 4 }; log(o.a, o.b, Object.keys(o)); const p = { z: 0, ...{ x: 1, y: 2 }, x: 5 }; log(JSON.stringify(p));

//# objects are shared, spread copies one level
const a = { n: 1, inner: { m: 2 } }; const b = a; const c = { ...a }; b.n = 5; c.inner.m = 9; log(a.n, c.n, a.inner.m, a === b, (a as any) === c, a.inner === c.inner);

//# in sees own and inherited names
class A { m() {} f = 1; } const a: any = new A(); log('f' in a, 'm' in a, 'x' in a, Object.keys(a), a.hasOwnProperty('m'), a.hasOwnProperty('f'), 0 in [7], 1 in [7], 'length' in [7]);

//# in of a text fails
const s: any = 'abc'; log('before'); log('a' in s);

//# for-in goes through names as text, inherited ones last
class B { base = 1; show() {} } class D extends B { own = 2; } const d: any = new D(); d[1] = 'n'; const seen: string[] = []; for (const k in d) seen.push(k, typeof k); log(seen); for (const i in [5, 6]) log(i, typeof i); for (const c in 'ab' as any) log(c);

//# for-in over nothing does nothing
const none: any = null; for (const k in none) log(k); for (const k in undefined as any) log(k); for (const k in 5 as any) log(k); let last = ''; for (last in { a: 1, b: 2 }); log(last);

//# for-in does not meet what is deleted before its turn
const o: any = { a: 1, b: 2, c: 3 }; const seen: string[] = []; for (const k in o) { seen.push(k); delete o.b; } log(seen); for (const k in o) { if (k === 'a') continue; log(k); break; }

//# closures over the variable of a for-in
const fs: (() => string)[] = []; for (const k in { a: 1, b: 2 }) fs.push(() => k); log(fs.map((f) => f()));

//# keys, values, entries and back
const o = { b: 1, a: [2] }; log(Object.keys(o), Object.values(o), Object.entries(o)); const back: any = Object.fromEntries(Object.entries({ x: 1, y: 2 }).map(([k, v]) => [k, (v as number) * 10])); log(back.x, back.y, Object.entries([7, 8]), Object.keys('ab' as any));

//# assign copies from left to right, through setters
const seen: any[] = []; const t: any = { a: 1, set b(v: any) { seen.push(v); } }; const r = Object.assign(t, { a: 2, b: 3 }, null as any, { a: 4 }); log(r === t, t.a, seen);

//# freeze stops changes with an error
const o: any = Object.freeze({ a: 1, inner: { b: 2 } }); o.inner.b = 3; log(o.inner.b, Object.isFrozen(o), Object.isFrozen({ a: 1 })); o.a = 5; log('never');

//# seal lets values change, not names
const o: any = Object.seal({ a: 1 }); o.a = 2; log(o.a, Object.isSealed(o)); log('before'); o.b = 3; log('never');

//# Object.is tells zeros apart and NaN together
log(Object.is(0, -0), Object.is(NaN, NaN), Object.is('a', 'a'), Object.is({}, {}), Object.is(1, 1));

//# toString and valueOf in text and arithmetic
const o: any = { toString() { return 'text'; }, valueOf() { return 42; } }; log(`${o}`, o + '', o + 1, o * 2, o > 41, o == 42, String(o), [o] + '', o == 'text');

//# only toString, only valueOf, and neither
const t: any = { toString: () => '7' }; const v: any = { valueOf: () => 8 }; const n: any = {}; log(t + 1, t * 2, v + 1, `${v}`, n + '', `${n}`, n == '[object Object]', isNaN(n), Number(t), +v);

//# valueOf that gives an object is passed over
const o: any = { valueOf() { return {}; }, toString() { return '5'; } }; log(o + 1, o - 1); const bad: any = { valueOf: () => ({}), toString: () => ({}) }; log('before'); log(bad + 1);

//# order of conversion of two objects
const seen: string[] = []; const m = (n: string, v: number): any => ({ valueOf() { seen.push(n); return v; } }); log(m('a', 1) + m('b', 2), m('c', 3) < m('d', 4), m('e', 5) > m('f', 4), seen); log(m('g', 1) == m('h', 1), m('i', 1) == 1, seen.length);

//# an object as a key of an object
const o: any = {}; o[{} as any] = 1; o[{ toString: () => 'k' } as any] = 2; log(Object.keys(o), o['[object Object]'], o.k);

//# an object as an index of an array and of a text
const one: any = { toString: () => '1' }; const a: any = [5, 6, 7]; log(a[one], 'xyz'[one], a[{ valueOf: () => 2, toString: () => '0' } as any]);

//# optional chaining through objects
const o: any = { a: { f() { return this.n; }, n: 3 }, nothing: null }; log(o?.a?.f(), o.b?.c.d.e, o.nothing?.x, o.a.g?.(), o?.['a']?.n, o.b?.[log('never') as any]); delete o.a.n; log(o.a.n);

//# reading a name of null tells its name
const o: any = { a: null }; log(o.a, o.b); log(o.a.x);

//# writing a name of undefined fails after its right side
const o: any = {}; log('before'); o.x.y = log('right side');

//# nested objects and arrays together
const world = { robots: [{ id: 1, log: [] as string[] }, { id: 2, log: ['x'] }] }; world.robots[0].log.push('a', 'b'); world.robots.push({ id: 3, log: [] }); for (const r of world.robots) log(r.id, r.log.length, r.log.join()); log(world.robots.find((r) => r.id === 2)?.log[0]);

//# counting words
const counts: Record<string, number> = {}; for (const w of 'a b a c b a'.split(' ')) counts[w] = (counts[w] ?? 0) + 1; log(Object.entries(counts).sort((p, q) => q[1] - p[1]).map(([k, n]) => k + n).join(' '));

//# names that JavaScript gives to all objects
const o: any = {}; log(typeof o.toString, typeof o.hasOwnProperty, o.toString(), 'toString' in o, o.hasOwnProperty('toString')); const counts: any = {}; counts['valueOf'] = 1; log(counts.valueOf, Object.keys(counts));

//# methods have no own name space
const o = { f() { return typeof f; }, g: function h(n: number): number { return n < 2 ? 1 : n * h(n - 1); } }; function f() {} log(o.f(), o.g(5));

//# a linked list and its reversal
type Node = { value: number; next: Node | null }; let head: Node | null = null; for (let i = 3; i > 0; i--) head = { value: i, next: head }; let before: Node | null = null; for (let at = head; at; ) { const next: Node | null = at.next; at.next = before; before = at; at = next; } const out: number[] = []; for (let at = before; at; at = at.next) out.push(at.value); log(out);

//# a tree walked in order
type Tree = { v: number; l?: Tree; r?: Tree }; const add = (t: Tree | undefined, v: number): Tree => (t === undefined ? { v } : v < t.v ? { ...t, l: add(t.l, v) } : { ...t, r: add(t.r, v) }); const walk = (t?: Tree): number[] => (t ? [...walk(t.l), t.v, ...walk(t.r)] : []); let t: Tree | undefined; for (const v of [5, 2, 8, 1, 9, 3]) t = add(t, v); log(walk(t));

//# memo in an object
const memo: { [n: number]: number } = {}; const fib = (n: number): number => (n in memo ? memo[n] : (memo[n] = n < 2 ? n : fib(n - 1) + fib(n - 2))); log(fib(50), Object.keys(memo).length);
