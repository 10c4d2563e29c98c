//# flat to several depths
const a: any[] = [1, [2, [3, [4]]]]; log(a.flat(), a.flat(0), a.flat(2), a.flat(Infinity), a.flat(-1), [[], [[]]].flat(), [1, 2].flat());

//# flat makes a new outer array and keeps the inner ones it does not open
const inner = [3]; const a: any[] = [1, [2, inner]]; const b = a.flat(); inner.push(4); log(b, b === a, a);

//# copyWithin over itself, backwards and forwards
log([1, 2, 3, 4, 5].copyWithin(0, 3), [1, 2, 3, 4, 5].copyWithin(1, 0, 3), [1, 2, 3, 4, 5].copyWithin(-2, -4, -3), [1, 2, 3].copyWithin(1, 0, NaN), [1, 2, 3].copyWithin(5, 0));

//# fill with negative and swapped ends
log([1, 2, 3, 4].fill(0, -3, -1), [1, 2, 3].fill(9, 2, 1), [1, 2, 3].fill(9, NaN), new Array(3).fill([]).map((x: any, _i: number, all: any[]) => x === all[0]));

//# slice copies only the outer array
const a = [[1], [2]]; const b = a.slice(); b[0].push(9); b[1] = [7]; log(a, b);

//# concat opens arrays one level and adds everything else
const a: any[] = [1]; log(a.concat(2, [3, [4]], 'ab', [], [[]]), a, a.concat() === a, a.concat(a, a));

//# indexOf is strict and does not find NaN; includes finds it
const a: any[] = [NaN, '1', 1, null, undefined, -0]; log(a.indexOf(NaN), a.indexOf(1), a.indexOf(0), a.indexOf(null), a.indexOf(undefined), a.includes(NaN), a.includes(0), a.includes('2'));

//# searching from a place
const a = [1, 2, 1, 2, 1]; log(a.indexOf(1, -1), a.indexOf(1, -99), a.indexOf(2, 9), a.lastIndexOf(1, -2), a.lastIndexOf(1, 0), a.lastIndexOf(2, -99), a.lastIndexOf(1, 99), a.includes(2, 4));

//# join with separators of every type
const sep: any[] = [undefined, null, '', 0, ', ', [1]]; log(sep.map((s) => [1, null, undefined, 'x', [2, 3]].join(s)));

//# reverse changes the array itself
const a = [1, 2, 3, 4]; const b = a.reverse(); log(a, a === b, [].reverse(), [1].reverse());

//# push and unshift of several values give the new length
const a: number[] = []; log(a.push(), a.push(1, 2), a.unshift(), a.unshift(8, 9), a, a.push(...[5, 6], 7), a.unshift(...[0], 0.5), a);

//# pop and shift until nothing is left
const a: (number | undefined)[] = [1, undefined, 3]; log(a.pop(), a.shift(), a.shift(), a.shift(), a.pop(), a.length);

//# at takes places from the end
const a = [1, 2, 3]; log(a.at(-1), a.at(-3), a.at(-4), a.at(3), a.at(1.8), a.at(-1.8), a.at(NaN), [].at(0));

//# map sees the length at its start, and what is changed on the way
const a = [1, 2, 3]; const seen: number[] = []; log(a.map((x, i) => { seen.push(x); if (i === 0) { a.push(9); a[1] = 20; } return x * 2; }), seen, a);

//# forEach stops where the array has shrunk
const a = [1, 2, 3, 4]; const seen: number[] = []; a.forEach((x) => { seen.push(x); a.pop(); }); log(seen, a);

//# filter keeps the value read before the callback
const a = [1, 2, 3]; log(a.filter((_x, i) => { a[i] = 0; return true; }), a);

//# every and some of nothing
log([].every(() => false), [].some(() => true), [1, 2].every((x) => x), [0, ''].some((x) => x));

//# some and every stop early
let n = 0; [1, 2, 3].some((x) => { n++; return x === 2; }); [1, 2, 3].every((x) => { n++; return x < 1; }); log(n);

//# find looks at what has been taken away as undefined
const a = [1, 2, 3]; const seen: any[] = []; log(a.find((x) => { seen.push(x); a.length = 1; return false; }), seen, [1, 2].findIndex((x) => x === undefined));

//# findLast and findLastIndex go backwards
const a = [1, 2, 3, 4]; const seen: number[] = []; log(a.findLast((x) => { seen.push(x); return x % 2 === 1; }), seen, a.findLastIndex((x) => x < 0), a.findLastIndex((x) => x > 1));

//# reduce with and without a start
log([1, 2, 3].reduce((a, x) => a + x), [5].reduce(() => 0), [].reduce((a, x) => a + x, 'start'), [1, 2, 3].reduce((a, x, i) => a + x * i, 0), [[1], [2, 3]].reduce((a, x) => a.concat(x), [] as number[]));

//# reduce where the start is undefined but given
const none: any = undefined; log([1, 2].reduce((a: any, x) => a + x, none));

//# reduce of nothing without a start fails
const a: number[] = []; log('before'); log(a.reduce((s, x) => s + x));

//# reduceRight of nothing without a start fails
const a: number[] = []; log('before'); log(a.reduceRight((s, x) => s + x));

//# reduceRight goes from the end with right places
const seen: number[] = []; log(['a', 'b', 'c'].reduceRight((s, x, i) => { seen.push(i); return s + x; }), seen, [1, 2].reduceRight((s, x) => s - x, 10));

//# flatMap opens one level of what it is given
log([1, 2, 3].flatMap((x) => (x === 2 ? [] : [x, x * 10])), [1].flatMap((x) => [[x]] as any), ['a b', 'c'].flatMap((s) => s.split(' ')));

//# callbacks are given value, place and array
const a = [7, 8]; a.forEach((x, i, all) => log(x, i, all === a)); a.map((...args: any[]) => log(args.length));

//# parseInt and Number as callbacks
log(['1', '2', '3'].map(parseInt), ['1', '2', '3'].map(Number), ['a', '', '0'].filter(Boolean), [1, [2]].map(String));

//# sort by text is not by number
log([3, 20, 100, -1, -20].sort(), [true, false, null, 'a'].sort(), ['b', undefined, 'a', undefined].sort(), [[2, 1], [10], [1]].sort());

//# sort is stable for long arrays
const a: number[] = []; for (let i = 0; i < 300; i++) a.push(i); a.sort((x, y) => (x % 7) - (y % 7)); let ok = true; for (let i = 1; i < a.length; i++) if (a[i - 1] % 7 === a[i] % 7 && a[i - 1] > a[i]) ok = false; log(ok, a.slice(0, 5), a.slice(-5));

//# sort moves undefined to the end and never asks about it
const a: any[] = [undefined, 3, undefined, 1]; let asked = 0; a.sort((x, y) => { if (x === undefined || y === undefined) asked++; return y - x; }); log(a, asked, a.length);

//# a comparator may give NaN, booleans as numbers, or text
const a = [3, 1, 2]; log(a.slice().sort(() => NaN), a.slice().sort(() => 0), a.slice().sort((x, y) => Number(x > y) - Number(x < y)), a.slice().sort((x, y) => String(x - y) as any));

//# sort gives back the array itself
const a = [2, 1]; log(a.sort() === a, a, [].sort(), [undefined].sort());

//# minus zero and zero stay in their order
const a = [0, -0, 0]; a.sort((x, y) => x - y); log(a.map((x) => 1 / x));

//# strings are sorted by units
log(['é', 'z', 'Z', 'a', '中', '🚗', '\uffff'].sort().map((s) => s.charCodeAt(0)));

//# Array.of and new Array of one number differ
log(Array.of(3), Array.of(), Array.of(1, 2), new Array(3).length, new Array(1, 2), Array(2).length, Array.of(...[1, 2], 3), Array.of<any>(undefined));

//# Array.from texts and arrays
const a = [1, 2]; log(Array.from('a🚗b'), Array.from(a), Array.from(a) === a, Array.from('abc', (c, i) => c + i), Array.from([1, 2, 3], (x) => x * x), Array.from(''));

//# Array.from sees what its function adds
const a = [1, 2]; log(Array.from(a, (x) => { if (a.length < 4) a.push(x * 10); return x; }));

//# isArray of what only looks like one
const vs: any[] = ['ab', [], [[]], null, 5, undefined]; log(vs.map((v) => Array.isArray(v)));

//# length set shorter and longer
const a = [1, 2, 3]; a.length = 2; a.length = 4; log(a.length, a[2], a[3], a.join('-'));

//# a length of text becomes a number
const a: any[] = [1, 2, 3]; (a as any).length = '1'; log(a, a.length);

//# a length that is no whole number fails
const a: any[] = [1]; log('before'); a.length = 1.5;

//# length minus one as an index
const a = [5, 6, 7]; a[a.length] = 8; a[a.length - 1]++; log(a, a[a.length], a.length);

//# an index as text is the same place
const a: any[] = [1, 2]; const i: any = '1'; a[i] = 9; log(a, a['0' as any], a['00' as any], a['1.0' as any]);

//# compound assignment to an element evaluates its place once
let n = 0; const a = [1, 2, 3]; const i = () => n++; a[i()] += 10; a[i()] *= 5; a[i()]++; log(a, n);

//# an array compared with anything is itself or nothing
const a: any = [1]; const b: any = [1]; const e: any = []; const n: any = [null]; log(a === b, a == b, a == '1', a == 1, e == '', a === a, e == 0, n == '', e == '0');

//# arrays in arithmetic
const a: any = [5]; const b: any = [1, 2]; const e: any = []; log(a + 1, a - 1, b + 1, b - 1, e + e, e - 1, -a, +e, a * a, e < 1);

//# arrays are true, even empty ones
const e: any[] = []; log(e ? 'yes' : 'no', !e === false, (e as any) == false, !!e);

//# spread of texts, arrays and nothing
log([...'héllo'], [...[], ...[1], ...''], [...[[1, 2]]], Math.max(...[3, 1, 2]), Math.max(...[]), Math.min(...'312' as any));

//# spread copies at the moment it is evaluated
const a = [1]; const b = [...a, a.push(2), ...a]; log(b, a);

//# toString of nested arrays
const a: any[] = [1, [2, [3, null]], undefined, 'x']; log(a.toString(), a + '', String([[], [[]]]), [[1, 2], [3]].join(';'));

//# arrays of arrays made with fill share, made with map do not
const shared = new Array(2).fill([0]); const own = Array.from('ab', () => [0]); shared[0].push(1); own[0].push(1); log(shared, own);

//# chained methods
log([5, 3, 8, 1].filter((x) => x > 2).map((x) => x * 2).sort((a, b) => b - a).slice(0, 2).join('+').split('').reverse().join(''));

//# deep recursion with arrays: permutations
const permute = (xs: number[]): number[][] => (xs.length < 2 ? [xs] : xs.flatMap((x, i) => permute([...xs.slice(0, i), ...xs.slice(i + 1)]).map((p) => [x, ...p])));
log(permute([1, 2, 3]).map((p) => p.join('')).join(' '), permute([1, 2, 3, 4]).length);

//# merge sort by hand
const merge = (a: number[], b: number[]): number[] => { const out: number[] = []; while (a.length > 0 && b.length > 0) out.push((a[0] <= b[0] ? a : b).shift()!); return [...out, ...a, ...b]; };
const sort = (a: number[]): number[] => (a.length < 2 ? a : merge(sort(a.slice(0, a.length >> 1)), sort(a.slice(a.length >> 1))));
log(sort([5, 2, 9, 1, 5, 6, -3, 0]));

//# transpose and rotate a grid
const g = [[1, 2, 3], [4, 5, 6]]; const t = g[0].map((_x, i) => g.map((row) => row[i])); log(t, t.map((row) => row.slice().reverse()));

//# method of undefined fails where the receiver is missing
const a: any = undefined; log('before'); a.map((x: any) => x);

//# a callback that is no function fails
const f: any = 5; log([].map(f)); log([1].map(f));

//# entries, keys and values are walked through once
const a = ['x', 'y']; for (const [i, v] of a.entries()) log(i, v); log([...a.keys()], [...a.values()], [...[].entries()]); const it = a.values(); for (const v of it) { log(v); break; } log([...it], [...it]);

//# a walk over entries sees what is pushed meanwhile, and nothing after its end
const a = [1, 2]; const seen: string[] = []; for (const [i, v] of a.entries()) { seen.push(i + ':' + v); if (a.length < 5) a.push(v * 10); } log(seen); const it = a.keys(); log([...it].length); a.push(9); log([...it]);
//# splice in all its forms
const f = (...args: any[]): string => { const a = [1, 2, 3, 4, 5]; const b = args.length === 1 ? a.splice(args[0]) : a.splice(args[0], args[1], ...args.slice(2)); return b.join() + '|' + a.join(); };
const a = [1, 2, 3]; log(a.splice(1, 0, 9, 8), a, a.splice(-2, 1), a, a.splice(1, 99), a, a.splice(0, -1, 7), a, a.splice(5, 1, 6), a);

//# splice with a list longer than what it takes away
const a = [0, 9]; a.splice(1, 0, ...[1, 2, 3, 4]); log(a, a.length);

