//# objects with new names, defaults and rest
const { a, b: renamed, c = 3, d: { e = 5, f } = { f: 6 } as any, ...rest } = { a: 1, b: 2, x: 7, y: 8 } as any; log(a, renamed, c, e, f, Object.keys(rest), rest.x);

//# defaults are only for undefined, and only then evaluated
let n = 0; const def = () => ++n; const { a = def(), b = def(), c = def(), d = def() } = { a: undefined, b: null, c: 0, d: '' } as any; log(a, b, c, d, n); const [x = def(), y = def()] = [null, undefined] as any[]; log(x, y, n);

//# defaults may use what stands before them
const { a, b = a + 1, c = a + b } = { a: 1 } as any; log(a, b, c); const f = ({ x = 1, y = x * 2 } = {} as any, [z = x + y] = [] as any[]) => [x, y, z]; log(f(), f({ x: 5 }), f({ y: 0 }, [9]));

//# parameters
const f = ({ name, speed = 10 }: { name: string; speed?: number }, [l, r]: number[] = [1, 2], ...[first, ...others]: any[]) => `${name}${speed}${l}${r}${first}${others}`; log(f({ name: 'a' }), f({ name: 'b', speed: 0 }, [5, 6], 7, 8, 9));

//# computed names in patterns
const key = 'dyn'; let i = 0; const { [key]: a, ['x' + 1]: b = 'default', [`k${++i}`]: c } = { dyn: 1, k1: 'one' } as any; log(a, b, c, i);

//# assignment patterns into anything
const o: any = { list: [0, 0] }; let x; ({ a: o.a, b: o.list[1], c: [o.first, x] = [5, 6], ...o.rest } = { a: 1, b: 2, z: 9 } as any); log(o.a, o.list, o.first, x, JSON.stringify(o.rest)); [o.list[0], o['a']] = [7, 8]; log(o.list, o.a);

//# swaps and rotations
let [a, b, c] = [1, 2, 3]; [a, b] = [b, a]; log(a, b); [a, b, c] = [b, c, a]; log(a, b, c); const xs = [1, 2, 3]; [xs[0], xs[2]] = [xs[2], xs[0]]; log(xs); let i = 0; [i, xs[i]] = [2, 9]; log(i, xs);

//# getters are read once each, in order
const seen: string[] = []; const o = { get a() { seen.push('a'); return 1; }, get b() { seen.push('b'); return 2; } }; const { b, a, ...rest } = o as any; log(a, b, seen, Object.keys(rest));

//# the value of an assignment pattern is its right side
const src = [1, 2, 3]; let a; let b; const got = ([a, b] = src); log(got === src, a, b); let c; log((({ c } = { c: 5, d: 6 } as any) as any).d, c);

//# holes and too short arrays
const [, a, , b = 'd', c] = [1, 2, 3] as any[]; log(a, b, c); const [...all] = [1, 2]; const [...[x, y]] = [3, 4]; const [[] = [], []] = [undefined, [1]] as any; log(all, x, y);

//# taking apart null fails
const f = ({ a }: any) => a; log(f({ a: 1 })); log(f(null));

//# taking apart a number as an array fails
const n: any = 5; const { toFixed } = n; log(typeof toFixed); const [a] = n; log('never', a);

//# an empty pattern of nothing fails
const o: any = null; const {} = {} as any; log('ok'); const {} = o; log('never');

//# in for-of and for-in heads
for (const { a, b: [x, y = 0] } of [{ a: 1, b: [2] }, { a: 3, b: [4, 5] }]) log(a, x, y); for (const [k, v] of Object.entries({ p: 1, q: 2 })) log(k, v); for (const [i, { n }] of [{ n: 5 }, { n: 6 }].entries()) log(i, n); let k; let v; for ([k, v] of new Map([['m', 1]])) log(k, v); for ({ k, v = 7 } of [{ k: 1 }] as any[]) log(k, v);

//# closures over taken apart variables
const fs: (() => string)[] = []; for (const { a, b } of [{ a: 1, b: 2 }, { a: 3, b: 4 }]) fs.push(() => `${a}${b}`); log(fs.map((f) => f())); const mk = ({ n }: { n: number }) => ({ inc: () => ++n, get: () => n }); const c = mk({ n: 5 }); c.inc(); log(c.get());

//# deep patterns with defaults at every level
const conf = ({ car: { wheels: { count = 4, size = 60 } = {} as any, name = 'x' } = {} as any, tags: [first = 'none', ...more] = [] as string[] } = {} as any) => [count, size, name, first, more.length]; log(conf(), conf({ car: { name: 'y' }, tags: ['a', 'b'] }), conf({ car: { wheels: { size: 1 } } }));

//# names that are functions take the variable's name
const { f = () => 1, g = function () {} } = {} as any; const [h = () => 2] = [] as any[]; log(f.name, g.name, h.name);

//# several results of one function
const minMax = (xs: number[]) => ({ min: Math.min(...xs), max: Math.max(...xs), sum: xs.reduce((a, b) => a + b, 0) }); const { min, max, sum: total } = minMax([3, 1, 2]); log(min, max, total); const divmod = (a: number, b: number): [number, number] => [Math.floor(a / b), a % b]; const [q, r] = divmod(17, 5); log(q, r);

//# let patterns without a declaration of all
let a: any = 1; let rest: any; [a, ...rest] = [a + 1, a + 2, a + 3]; log(a, rest); ({ length: a } = [1, 2, 3]); log(a); [[a], { b: rest }] = [[5], { b: 6 }] as any; log(a, rest);

//# texts, Map and Set come apart by arrays' patterns
const [a, b, ...rest] = '🚗ab中'; log(a, b, rest); const [[k, v]] = new Map([['x', 1]]); const [s1, , s3] = new Set([1, 2, 3]); log(k, v, s1, s3); const { length, 0: first } = 'hey' as any; log(length, first);


//# an array pattern takes no more than it names
const it = new Map([['a', 1], ['b', 2], ['c', 3], ['d', 4]]).keys(); const [one] = it; const [, three = 'x'] = it; log(one, three, [...it]); const xs = [1, 2, 3, 4, 5].values(); const [] = xs; const [p, q] = xs; let r: any; [r] = xs; log(p, q, r, [...xs], [...xs]);

//# a pattern that ends early leaves the rest for later
const text = 'a🚗b中'.split('')[0] + '🚗b中'; const it = [text, 'x'].entries(); for (const [i, s] of it) { const [first, second = '-', third = '-', fourth = '-', fifth = '-'] = s; log(i, first, second, third, fourth, fifth); } const more = new Set([1, 2, 3, 4]).values(); for (const n of more) { const [m] = more; log(n, m); }

//# defaults see the array as it has become
const xs: any[] = [undefined, 2, 3]; const [a = (xs[1] = 'changed'), b, c = 0] = xs; log(a, b, c); const ys: any[] = []; const [p, q = ys.push(7, 8, 9), r, s] = ys; log(p, q, r, s, ys); const zs: any[] = [1]; const [t, ...u] = (() => { zs.push(2); return zs; })(); log(t, u, u === zs);

//# a walk that has come to its end stays there
const ys: any[] = [undefined]; let a: any, b: any, c: any; [a = ys.push(1), b = ys.push(2, 3), c] = ys; log(a, b, c, ys); const zs: any[] = []; const o: any = {}; [a, b = zs.push(5, 6), c, ...o.rest] = [1] as any; log(a, b, c, o.rest);

//# targets and keys are found in the order of the text
const seen: string[] = []; const t = (name: string, value: any): any => { seen.push(name); return value; }; const o: any = {}; ({ [t('key', 'k')]: t('target', o).x = t('default', 9), [t('key2', 'z')]: t('target2', o)[t('index', 'y')] } = t('source', { z: 5 })); log(seen, o.x, o.y); seen.length = 0; [t('t1', o).a, t('t2', o).b = t('d2', 3)] = t('s', [1]) as any; log(seen, o.a, o.b);

//# getters of the source come after the target that they fill
const seen: string[] = []; const source = { get a() { seen.push('get a'); return undefined; }, get b() { seen.push('get b'); return 2; } }; const o: any = {}; const at = (n: string) => { seen.push(n); return o; }; ({ a: at('A').a = (seen.push('default'), 1), b: at('B').b } = source as any); log(seen, o.a, o.b);

//# a computed key becomes a name once
const seen: string[] = []; const key: any = (n: string) => ({ toString() { seen.push(n); return n; } }); const { [key('a')]: a, [key('b')]: b = seen.push('default'), ...rest } = { a: 1, c: 3 } as any; log(a, b, rest.c, seen); seen.length = 0; const o: any = { [key('x')]: seen.push('value'), [key('y')]: 2 }; log(o.x, o.y, seen); const { [0.1 + 0.2]: f = 'none', [1e21]: g } = { 1e21: 'big' } as any; log(f, g);

//# a pattern in a loop's head and in a parameter takes step by step
const src = new Map([[[1, 2, 3].values() as any, [4, 5, 6].values() as any]]); for (const [[a], [b, c]] of src) log(a, b, c); for (const [k, v] of src) log([...k], [...v]); const f = ([x, y = x * 2]: any, [z]: any = 'hi') => [x, y, z]; const w = new Set([7]).values(); log(f(w), f([1, 2], w), f('ab', 'cd'));

//# an assignment pattern fails where its variable is not there yet
const it = [1, 2, 3].values(); const take = () => { [later, later] = it as any; }; try { take(); } catch (e: any) { log(e.name); } let later: any; log([...it]); take();

//# rest of a pattern with work in it is an array of its own
const xs = [1, 2, 3, 4]; let a: any; const o: any = {}; [o.a, ...o.rest] = xs; log(o.a, o.rest, o.rest === xs); [a, ...[o.b, ...o.c]] = new Set(xs) as any; log(a, o.b, o.c); [o['x' + 1], , ...o.d] = 'abcd' as any; log(o.x1, o.d);
