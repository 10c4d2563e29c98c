//# a Map keeps the order of first setting
const m = new Map<any, any>([['b', 1], ['a', 2]]); m.set('c', 3).set('b', 9); log(m.size, [...m.keys()], [...m.values()], m.get('b'), m.get('x'), m.has('a')); m.delete('b'); m.set('b', 0); log([...m.keys()], m.delete('zz'));

//# keys of a Map are not texts
const o = {}; const f = () => 1; const m = new Map<any, string>(); m.set(1, 'number').set('1', 'text').set(o, 'object').set({}, 'other').set(f, 'function').set(null, 'null').set(undefined, 'undefined').set([1], 'array'); log(m.get(1), m.get('1'), m.get(o), m.get({}), m.get(f), m.get(null), m.get(undefined), m.get([1]), m.size);

//# NaN is one key, and so are both zeros
const m = new Map<number, string>([[NaN, 'n'], [0, 'z']]); log(m.get(NaN), m.get(-0)); m.set(-0, 'y'); log(m.size, [...m.keys()].map((k) => 1 / k)); const s = new Set([NaN, NaN, 0, -0]); log(s.size, s.has(NaN), s.has(-0));

//# a Map sees what is added and not what is removed on the way
const m = new Map([[1, 'a'], [2, 'b'], [3, 'c']]); const seen: number[] = []; for (const [k] of m) { seen.push(k); if (k === 1) { m.delete(2); m.set(4, 'd'); } if (k === 4 && m.size < 6) m.set(5, 'e'); } log(seen); m.forEach((v, k) => { if (k < 9) m.delete(k); seen.push(k); }); log(seen, m.size);

//# deleting and setting again on the way comes again
const s = new Set([1, 2]); let n = 0; for (const x of s) { if (++n > 5) break; s.delete(x); s.add(x); } log(n, [...s]); const m = new Map([[1, 1]]); n = 0; for (const [k] of m) { m.clear(); if (n++ < 2) m.set(k + 1, 1); } log(n, m.size);

//# forEach of Map and Set gives value, key and the collection
const m = new Map([['a', 1]]); m.forEach((v, k, all) => log(v, k, all === m)); const s = new Set(['x']); s.forEach((v, k, all) => log(v, k, all === s));

//# a Map from a Map, an array, its entries
const m = new Map([['a', 1], ['b', 2]]); const copy = new Map(m); copy.set('a', 9); log(m.get('a'), copy.get('a'), new Map([...m].map(([k, v]) => [v, k])).get(2), new Map(Object.entries({ x: 1 })).get('x'), new Map().size, new Map(null as any).size, Object.keys(Object.fromEntries(m)));

//# a Map of what are no pairs fails
log('before'); new Map([1, 2] as any);

//# sets do away with doubles
const s = new Set('hello'); log([...s].join(''), s.size, [...new Set([3, 1, 3, 2, 1])], new Set([[1], [1]]).size, s.add('z') === s, s.delete('h'), s.delete('h'), [...s]); s.clear(); log(s.size, [...s]);

//# union, intersection and difference by hand
const a = new Set([1, 2, 3]); const b = new Set([2, 3, 4]); log([...new Set([...a, ...b])], [...a].filter((x) => b.has(x)), [...a].filter((x) => !b.has(x)));

//# iterators go on where they stand
const m = new Map([[1, 'a'], [2, 'b'], [3, 'c']]); const it = m.entries(); log(it.next().value, it.next().done); for (const [k, v] of it) log(k, v); log(it.next().done, it.next().value, [...it]); const v = new Set([7, 8]).values(); const r = v.next(); log(r.value, r.done, [...v], [...v]);

//# an iterator of its own array
const a = [1, 2]; const it = a.values(); log(it.next().value); a.push(3); log([...it]); const s = new Set([1]); const si = s.values(); s.add(2); log([...si]); s.add(3); log([...si]);

//# Array.from of Map and Set
log(Array.from(new Map([['a', 1]])), Array.from(new Set([1, 2]), (x) => x * 10), Array.from(new Map([[1, 2]]).values()), Array.from({ length: 3 }, (_x, i) => i * i), Array.from({ length: 2, 0: 'a', 1: 'b' } as any), Array.from({ length: '2' } as any).length);

//# spread of Map and Set in calls
const s = new Set([3, 9, 2]); log(Math.max(...s), [...s, ...new Map([[1, 2]]).keys()]); const f = (...xs: any[]) => xs.length; log(f(...new Map([[1, 2], [3, 4]])), f(...'abc', ...s));

//# a Map of lists
const byLength = new Map<number, string[]>(); for (const w of ['a', 'bb', 'c', 'dd', 'eee']) { const list = byLength.get(w.length) ?? []; list.push(w); byLength.set(w.length, list); } for (const [n, ws] of byLength) log(n, ws.join());

//# counting with a Map and sorting its entries
const counts = new Map<string, number>(); for (const c of 'mississippi') counts.set(c, (counts.get(c) ?? 0) + 1); log([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([c, n]) => c + n).join(' '));

//# breadth first on a graph
const g = new Map<string, string[]>([['a', ['b', 'c']], ['b', ['d']], ['c', ['d', 'e']], ['d', ['f']], ['e', ['f']], ['f', []]]); const dist = new Map([['a', 0]]); const queue = ['a']; for (const at of queue) for (const to of g.get(at) ?? []) if (!dist.has(to)) { dist.set(to, dist.get(at)! + 1); queue.push(to); } log([...dist].map(([k, v]) => k + v).join(' '));

//# maps inside maps and objects as keys
const grid = new Map<number, Map<number, string>>(); const put = (x: number, y: number, v: string) => { if (!grid.has(x)) grid.set(x, new Map()); grid.get(x)!.set(y, v); }; put(1, 2, 'a'); put(1, 3, 'b'); put(2, 2, 'c'); log(grid.size, grid.get(1)?.size, grid.get(9)?.get(1), grid.get(2)?.get(2)); const tags = new Map<object, string>(); const k1 = { id: 1 }; tags.set(k1, 'first'); k1.id = 2; log(tags.get(k1));

//# size cannot be set, and what a Map is
const m: any = new Map(); log(typeof m, m instanceof Map, m instanceof Object, new Set() instanceof Map, Array.isArray(m)); log('before'); m.size = 5; log('never');


//# a Map's method needs a function
log('before'); new Map().forEach(5 as any);
