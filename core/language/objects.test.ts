import { describe, expect, it } from 'vitest';
import { logsInNode } from './testing/run-in-node.ts';
import { run } from './testing/run-program.ts';

/** Each text means in the VM what it means in JavaScript. */
const TEXTS: Readonly<Record<string, string>> = {
  'properties, computed keys, order of names': `
    const o = { a: 1, b: { c: 2 } }; log(o.a, o.b.c); const k = 'x'; const p: any = { [k + 'y']: 3, 5: 'five', 1: 'one', m() { return this.xy; } };
    log(p.xy, p.m(), Object.keys(p).join()); p.z = 9; delete p.xy; log('z' in p, 'xy' in p, Object.keys(p).join());`,
  'classes: fields, accessors, static members, extends, super': `
    class A { x = 1; y: number; static s = 5; constructor(y: number) { this.y = y; } sum() { return this.x + this.y; } get twice() { return this.x * 2; } set twice(v) { this.x = v / 2; } static make() { return new A(7); } }
    const a = new A(2); log(a.sum(), a.twice, A.s, A.make().y); a.twice = 20; log(a.x, a instanceof A);
    class B extends A { z = 3; constructor() { super(10); this.z += this.y; } sum() { return super.sum() + 100; } get twice() { return super.twice + 1; } }
    const b = new B(); log(b.sum(), b.z, b.twice, b instanceof A, b instanceof B, a instanceof B, B.s, B.make().y, Object.keys(b).join());`,
  'try, catch, finally; errors of the program and of the VM': `
    function f(x: number): string { try { if (x === 1) throw new Error('one'); if (x === 2) return 'two'; if (x === 3) { const n: any = null; n.foo; } return 'none'; } catch (e: any) { return e.name + ':' + e.message; } finally { log('fin', x); } }
    log(f(1), f(2), f(3), f(4));
    function g() { for (const i of [1, 2, 3]) { try { if (i === 2) continue; if (i === 3) break; log(i); } finally { log('f', i); } } return 'done'; } log(g());
    class MyError extends Error { code: number; constructor(m: string, code: number) { super(m); this.name = 'MyError'; this.code = code; } }
    try { throw new MyError('bad', 42); } catch (e) { if (e instanceof MyError) log(e.name, e.message, e.code, e instanceof Error, String(e)); }`,
  'destructuring of objects, with defaults and rest': `
    const { a, b: { c = 5, ...rest }, ...others } = { a: 1, b: { d: 4, e: 6 } as any, f: 7, g: 8 } as any; log(a, c, JSON.stringify(rest), JSON.stringify(others));
    let x = 0, y = 0; ({ x, y: [y] } = { x: 3, y: [4] }); log(x, y); const h = ({ p = 1, q }: any = { q: 2 }) => p + q; log(h(), h({ q: 5 }));`,
  'Map and Set, also while they change': `
    const m = new Map<any, any>([['a', 1], ['b', 2]]); m.set('c', 3); m.delete('a'); for (const [k, v] of m) log(k, v); m.forEach((v, k) => log(k, v)); log(m.size, m.has('b'), m.get('c'), [...m.keys()].join());
    const s = new Set([1, 2, 2, 3]); log(s.size, [...s].join()); for (const v of s) { if (v < 3) s.add(v + 10); log(v); }`,
  'JSON there and back': `
    log(JSON.stringify({ a: [1, 'x', null, undefined, true], b: undefined, c: { d: 1 } }), JSON.stringify([1, { a: 2 }], null, 2), JSON.stringify(JSON.parse('{"a":[1,2,{"b":"c\\\\n"}],"d":-1.5e3}'))); `,
  'for-in over own and inherited names': `
    for (const k in { a: 1, b: 2, 3: 4 }) log(k); class Q { v = 1; m() {} } class R extends Q { w = 2; } for (const k in new R()) log(k); for (const i in ['x', 'y']) log(i);`,
  'methods, optional chains, this': `
    const oo: any = { f() { return this === oo; }, n: null, g: { h: (x: number) => x * 2 } }; log(oo.f(), oo.n?.x, oo.g?.h(4), oo.zz?.(), oo.f?.(), oo['f'](), oo?.g.h?.(5));`,
  'enums and const enums': `
    enum Colour { Red, Green = 5, Blue } const enum D { Up = 'u', Down = 'd' } log(Colour.Red, Colour.Blue, Colour[5], D.Up); const cc: any = Colour; log(Object.keys(cc).join());`,
  'toString and valueOf wherever a primitive is needed': `
    class P { constructor(public x: number) {} toString() { return \`P(\${this.x})\`; } valueOf() { return this.x; } } const p: any = new P(4); log(\`\${p}\`, p + 1, '' + p, p * 2, (p as any) > 3, [p, p].join('-'), String([p]), Number(p), Math.max(p as any, 1), -p, [[p], 1] + 'x', p == 4, { 'P(4)': 7 }[String(p)], [3, p, 1].sort().join());`,
  'private names': `
    class T { #n = 1; static #c = 0; inc() { this.#n++; T.#c += this.#n; return this.#n; } get #sq() { return this.#n ** 2; } sq() { return this.#sq; } has(o: any) { return #n in o; } static c() { return T.#c; } #m() { return 'pm'; } m() { return this.#m(); } }
    const t = new T(); log(t.inc(), t.inc(), t.sq(), t.has(t), t.has({}), T.c(), t.m(), JSON.stringify(t), Object.keys(t).length);`,
  'getters and setters, in spread and rest too': `
    const log2: string[] = []; const ob = { get a() { log2.push('ga'); return 1; }, set a(v) { log2.push('sa' + v); }, get f() { log2.push('gf'); return (x: number) => x + 1; } };
    ob.a = 5; ob.a += 2; ob.a++; const r = (ob.a = 9); log(r, ob.a, ob.f(3), log2.join()); const sp = { ...ob, b: 2 }; log(JSON.stringify(sp), log2.length); const { a, ...rr } = ob; log(a, Object.keys(rr).join());`,
  'abstract classes, parameter properties': `
    abstract class Shape { abstract area(): number; describe() { return \`\${this.constructor.name} \${this.area()}\`; } } class Sq extends Shape { constructor(private s: number) { super(); } area() { return this.s ** 2; } } class Ci extends Shape { area() { return 3; } } log([new Sq(2), new Ci()].map((s) => s.describe()).join());`,
  'finally on every way out': `
    function outer() { try { try { throw 1; } finally { log('a'); } } catch (e) { log('c', e); try { return 'r'; } finally { log('d'); } } finally { log('z'); } } log(outer());
    function over() { try { return 1; } finally { return 2; } } log(over()); function lab() { o: for (;;) { try { for (const x of [1, 2]) { try { break o; } finally { log('in'); } } } finally { log('out'); } } return 'end'; } log(lab());
    function deep(n: number): number { if (n === 0) throw new RangeError('deep'); return deep(n - 1) + 1; } try { deep(20); } catch (e) { log((e as Error).message); }
    try { const z: any = undefined; z(); } catch (e: any) { log(e instanceof TypeError, e.name); } try { (5 as any).foo(); } catch (e: any) { log(e.name); } try { rd(); } catch (e: any) { log(e.name, e.message); } const lateX = 1; function rd() { return lateX; }
    try { ([] as any[]).reduce((a: any, b: any) => a + b); } catch (e: any) { log(e.name, e.message); } try { 'x'.repeat(-1); } catch (e: any) { log(e.name, e.message); } try { new Array(-1); } catch (e: any) { log(e.name, e.message); } try { JSON.parse('{'); } catch (e: any) { log(e.name); } try { (null as any).x; } catch (e: any) { log(e.message); }`,
  'closures that keep this, classes in loops': `
    const fs: (() => number)[] = []; class K { v = 3; arr = () => this.v; m() { return [1, 2].map((x) => x * this.v); } } const kk = new K(); const ar = kk.arr; log(ar(), kk.m().join()); for (const i of [1, 2]) { class Loc { x = i; } fs.push(() => new Loc().x); } log(fs.map((f) => f()).join());`,
  'names of array methods on other objects': `
    const xs = [5, 1, 4]; const obj = { map: (f: any) => f(10), forEach(f: any) { f('o'); }, filter: 3, size: 2, length: 7 }; log(obj.map((x: number) => x + 1), obj.filter, obj.size, obj.length); obj.forEach((x: any) => log(x)); obj.length = 8; log(obj.length); log(xs.map((x) => x * 2).join(), xs.sort().join()); xs.push(...[7, 8]); log(xs.join(), Math.max(...xs));`,
  'linked objects, frozen objects, typeof and instanceof': `
    class Node2 { next: Node2 | null = null; constructor(public v: number) {} } class List { head: Node2 | null = null; add(v: number) { const n = new Node2(v); n.next = this.head; this.head = n; return this; } sum() { let s = 0; for (let n = this.head; n; n = n.next) s += n.v; return s; } } log(new List().add(1).add(2).add(3).sum());
    const e1: any = Object.freeze({ a: 1 }); try { e1.a = 2; } catch (e: any) { log(e.name); } log(e1.a, Object.isFrozen(e1)); log(typeof class {}, typeof {}, typeof null, new Map() instanceof Map, [] instanceof Array, ({}) instanceof Object);`,
  'class expressions, static blocks, Object.*, iterators, order of evaluation': `
    const C1 = class Named { static n = 'st'; static { this.n += '!'; } who() { return Named.n; } }; log(new C1().who(), C1.name); function Fx(this: any) { return 1; } log(Fx.name, ((a: any, b: any) => a).length); const anon = () => {}; log(anon.name);
    log(Object.entries({ x: 1, y: [2] }).map(([k, v]) => k + v).join(), Object.values('ab').join(), JSON.stringify(Object.assign({ a: 1 }, { b: 2 }, null)), JSON.stringify(Object.fromEntries([['p', 1]])));
    const it = new Map([[1, 2]]).entries(); log(JSON.stringify(it.next()), it.next().done); log([...'a🚗'].length, [...new Set('aab')].join()); const [q1, q2 = 9] = new Set([1]); log(q1, q2); const [c1] = '🚗x'; log(c1);
    let order = ''; const tr = (s: string, v: any) => { order += s; return v; }; tr('a', { f: (...r: any[]) => r.length }).f(tr('b', 1), tr('c', 2)); tr('d', [1, 2])[tr('e', 0)] = tr('f', 3); ({ [tr('g', 'k')]: tr('h', 1) }); log(order);`,
  'static members are inherited and shadowed': `
    class A { static count = 0; static #p = 1; static inc() { return ++A.count + A.#p; } static get g() { return this.count * 10; } static set g(v) { this.count = v; } } class B2 extends A { static inc() { return super.inc() + 100; } } log(A.inc(), B2.inc(), A.g, B2.g); A.g = 7; log(A.count, B2.count); B2.count = 1; log(A.count, B2.count, Object.keys(B2).join());`,
  'errors that extend errors, with a cause': `
    class E1 extends Error {} class E2 extends E1 { constructor(public readonly extra: number) { super('e2 ' + extra); this.name = 'E2'; } } try { throw new E2(5); } catch (e) { if (e instanceof E1) log(e.name, e.message, (e as E2).extra, String(e), Object.keys(e).join()); }
    try { try { throw new E1('in'); } catch (e) { throw new Error('out', { cause: e }); } } catch (e) { log((e as Error).message, ((e as Error).cause as Error).message); }`,
  'continue, break and return out of try in loops': `
    let s = ''; for (let i = 0; i < 5; i++) { try { if (i === 1) continue; if (i === 3) break; s += i; } catch { s += 'x'; } finally { s += 'f'; } } log(s);
    const r = (() => { for (const x of [1, 2, 3]) { for (const y of [4, 5]) { try { if (x === 2) return x * y; } finally { s += '!'; } } } return -1; })(); log(r, s);
    function gen(n: number): number { try { return gen2(n); } catch (e) { return -n; } finally { s = ''; } } function gen2(n: number): number { if (n > 2) throw n; return n; } log(gen(1), gen(5), s);
    let t = 0; do { try { t++; if (t < 3) throw t; } catch (e) { continue; } finally { t += 10; } } while (t < 20); log(t);`,
  'literals with accessors, patterns with computed keys': `
    const o1 = { a: 1, get b(): number { return this.a + 1; }, ['c' + 1]: 3, 'd-e': 4, 7: 's', f() { return super.toString === undefined ? 'u' : 'f'; } }; log(o1.b, o1.c1, o1['d-e'], o1[7], Object.keys(o1).join('|'), 'b' in o1, o1.hasOwnProperty('a'));
    const { a = 10, z = 20, ['d-e']: de, ...more } = o1 as any; log(a, z, de, Object.keys(more).join('|')); function opt({ x = 1, y: { w } = { w: 2 } }: any = {}) { return x + w; } log(opt(), opt({ x: 5 }), opt({ y: { w: 9 } }));
    const arr = [{ n: 1 }, { n: 2 }]; for (const { n } of arr) log(n); for (const [i, { n }] of arr.entries()) log(i, n); log(arr.map(({ n }) => n * 2).join()); arr[0]!.n++; arr[0]!.n += 5; log(arr[0]!.n, arr[0]!.n--, arr[0]!.n); let q: any = { v: { w: null } }; q.v.w ??= 5; q.v.w &&= 6; q.v.k ||= 7; log(q.v.w, q.v.k, delete q.v.k, q.v.k);`,
  'a method that has lost its this': `
    const c: any = { n: 0, inc() { this.n++; return this; }, add: (x: number) => { c.n += x; return c; } }; c.inc().inc().add(5).inc(); log(c.n); const { inc } = c; try { inc(); } catch (e: any) { log(e.name, e.message); } const bound = () => c.inc(); bound(); log(c.n); log(JSON.stringify(c));`,
  'spread of anything': `
    interface Pt { x: number; y: number } const add = (a: Pt, b: Pt): Pt => ({ x: a.x + b.x, y: a.y + b.y }); log(JSON.stringify(add({ x: 1, y: 2 }, { x: 3, y: 4 }))); const merged = { ...add({ x: 0, y: 0 }, { x: 1, y: 1 }), x: 9, ...[5, 6], ...('hi' as any), ...(null as any), ...(false as any) }; log(JSON.stringify(merged)); `,
  'Map with every kind of key': `
    const m = new Map<string, number[]>(); for (const w of ['a', 'b', 'a']) { const list = m.get(w) ?? []; list.push(w.length); m.set(w, list); } log([...m].map(([k, v]) => k + v.length).join(), m.size); const ws = new Map([...m.entries()].sort((a, b) => b[1].length - a[1].length)); log([...ws.keys()].join()); const k1 = {}; const om = new Map<any, any>([[k1, 1], [NaN, 2], [-0, 3]]); log(om.get(k1), om.get(NaN), om.get(0), om.has({}), Object.is([...om.keys()][2], 0)); om.clear(); log(om.size); const mm = new Map([[1, 1], [2, 2], [3, 3]]); for (const [k] of mm) { if (k === 1) { mm.delete(2); mm.set(4, 4); } log(k); }`,
  'JSON with toJSON, replacer, reviver, indent': `
    log(JSON.stringify({ toJSON() { return { z: 1 }; } }), JSON.stringify({ d: { toJSON: (k: string) => 'k' + k } }), JSON.stringify([NaN, Infinity, -0, 'q"\\n', undefined, () => 1]), JSON.stringify({ a: 1, b: 2, c: [3] }, ['a', 'c']), JSON.stringify({ a: 1, b: 'x' }, (k, v) => (typeof v === 'number' ? v + 1 : v)), JSON.stringify('s'), JSON.stringify(undefined) as any, JSON.stringify({ a: [], b: {} }, null, '--')); log(JSON.stringify(JSON.parse('[1,{"a":null}]', (k, v) => (v === 1 ? 100 : v)))); const cyc: any = {}; cyc.me = cyc; try { JSON.stringify(cyc); } catch (e: any) { log(e.name); }`,
  'classes made at run time, mixins, accessors': `
    function Outer() { class Inner { static made = 0; id = ++Inner.made; } return new Inner().id + new Inner().id; } log(Outer(), Outer()); const mix = (base: any) => class extends base { mixed() { return 'mixed ' + this.name(); } }; class Base { name() { return 'base'; } } log(new (mix(Base) as any)().mixed()); const obj2 = new (class { v = 1; })(); log(obj2.v);
    class Temp { static #made = 0; readonly id: number; #c = 0; constructor() { this.id = ++Temp.#made; } get f() { return this.#c * 1.8 + 32; } set f(v: number) { this.#c = (v - 32) / 1.8; } get c() { return this.#c; } } const tp = new Temp(); tp.f = 212; log(tp.c, tp.f, tp.id); tp.f += 18; log(tp.c);`,
  'inheritance with super, toString of an inherited kind': `
    class Animal { constructor(protected name: string) {} speak(): string { return \`\${this.name} makes a noise\`; } toString() { return \`[\${this.name}]\`; } } class Dog extends Animal { speak() { return super.speak() + ' woof'; } get loud() { return this.speak().toUpperCase(); } } const pets: Animal[] = [new Dog('Rex'), new Animal('Cat')]; for (const p of pets) log(p.speak(), \`\${p}\`, p + '!'); log((pets[0] as Dog).loud, pets[0] instanceof Dog, pets[1] instanceof Dog); log(pets.join(';'));`,
};

/** Weighted instructions of one call of `run`: every program is cut in the middle of its getters and handlers. */
const SLICE = 7;

describe('objects, classes and exceptions mean what JavaScript means', () => {
  it.each(Object.entries(TEXTS))('%s', (_title, text) => {
    const expected = logsInNode(text);
    expect(run(text).logs).toEqual(expected);
    expect(run(text, { slice: SLICE }).logs).toEqual(expected);
  });
});

describe('what nobody catches', () => {
  const faultOf = (text: string): unknown => {
    const { pause } = run(text);
    return pause.kind === 'error'
      ? { code: pause.fault.code, params: pause.fault.params, at: pause.fault.stack.map(({ start, end }) => text.slice(start, end)) }
      : pause;
  };

  it('ends the program with the place where it was thrown first', () => {
    const text = `function f() { throw new RangeError('too far'); }\nfunction g() { try { f(); } finally { log('left'); } }\ng();`;
    expect(faultOf(text)).toEqual({
      code: 'program.uncaught',
      params: { name: 'RangeError', message: 'too far' },
      at: [`throw new RangeError('too far');`, 'f()', 'g()'],
    });
  });

  it('is told as the fault it was, also after a catch has thrown it again', () => {
    const text = `const a: any = undefined;\ntry { log(a.b); } catch (e) { throw e; }`;
    expect(faultOf(text)).toMatchObject({ code: 'program.null-access', params: { name: 'b', value: 'undefined' }, at: ['a.b'] });
  });

  it('may be any value', () => {
    expect(faultOf(`throw { speed: 5 };`)).toMatchObject({ code: 'program.uncaught', params: { name: '', message: '{ speed: 5 }' } });
    expect(faultOf(`throw 'stop';`)).toMatchObject({ params: { name: '', message: "'stop'" } });
  });

  it('cannot be a limit', () => {
    expect(faultOf(`function f(): void { f(); }\ntry { f(); } catch { log('no'); } finally { log('no'); }`)).toMatchObject({
      code: 'vm.call-depth-limit',
    });
    const fills = `const xs: any[] = []; try { for (;;) xs.push({ a: 1, b: [] }); } catch { log('no'); }`;
    expect(run(fills, { budget: 1e9 }).pause).toMatchObject({ kind: 'error', fault: { code: 'vm.memory-limit' } });
  });

  it('ends the program from any fiber', () => {
    expect(run(`forever(() => { wait(2); throw new Error('late'); });`).pause).toMatchObject({
      kind: 'error',
      fault: { params: { message: 'late' } },
    });
  });
});

describe('calls in the middle of an instruction', () => {
  it('may rest', () => {
    const text = `const sensor = { get value() { wait(5); return time(); }, valueOf() { wait(5); return 100; } };\nlog(sensor.value, (sensor as any) + 1, time());`;
    expect(run(text).logs).toEqual(['5 101 10']);
  });

  it('are counted alike however the budget is sliced', () => {
    const text = TEXTS['getters and setters, in spread and rest too']!;
    expect(run(text, { slice: 3 }).vm.instructions).toBe(run(text).vm.instructions);
  });
});

describe('the console', () => {
  it.each([
    [`log({ a: 1, 'b-c': 'x', f() {} });`, "{ a: 1, 'b-c': 'x', f: [Function: f] }"],
    [
      `class Car { speed = 5; get fast() { return true; } }\nlog(new Car(), Car, [new Car()]);`,
      'Car { speed: 5 } [class Car] [Car { speed: 5 }]',
    ],
    [
      `log(new Map<any, any>([['a', { b: 1 }]]), new Set([1, 'x']), {}, new Map());`,
      "Map(1) { 'a' => { b: 1 } } Set(2) { 1, 'x' } {} Map(0) {}",
    ],
    [
      `const o: any = { get v() { return 1; }, n: { m: { k: { j: 1 } } } }; o.self = o; log(o, [[[[[1]]]]]);`,
      '{ v: [Getter], n: { m: { k: { j: 1 } } }, self: {…} } [[[[[…]]]]]',
    ],
    [`class Bad extends TypeError {}\nlog(new Bad('no'), [new Error('x')]);`, 'TypeError: no [[Error: x]]'],
    [`class P { #secret = 1; open = 2; }\nlog(new P(), JSON.stringify(new P()));`, 'P { open: 2 } {"open":2}'],
  ])('%s', (text, line) => expect(run(text).logs).toEqual([line]));
});
