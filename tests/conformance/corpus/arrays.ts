//# push, pop, shift, unshift
const a = [1, 2]; log(a.push(3, 4), a.pop(), a.shift(), a.unshift(9, 8), a, a.length, [].pop(), [].shift());

//# slice, splice, concat, reverse
const a = [1, 2, 3, 4, 5]; log(a.slice(1, 3), a.slice(-2), a.slice(), a.concat([6], [7, 8]), a.splice(1, 2, 10, 11, 12), a, a.splice(-1), a, a.reverse(), a);

//# indexOf, lastIndexOf, includes, at
const a = [1, 2, NaN, 2, 3]; log(a.indexOf(2), a.indexOf(2, 2), a.lastIndexOf(2), a.indexOf(NaN), a.includes(NaN), a.includes(9), a.at(-1), a.at(9), a.indexOf(3, -1), a.lastIndexOf(2, -3));

//# join and text of nested arrays
const vs: any[] = [1, null, undefined, [2, [3]], 'x']; log(vs.join(), vs.join('-'), vs.toString(), String([]), [[]].join(), [1, 2].join(''));

//# fill
log([1, 2, 3, 4].fill(0), [1, 2, 3, 4].fill(9, 1, 3), [1, 2, 3, 4].fill(7, -2));

//# length grows and shrinks
const a: number[] = [1, 2, 3]; a.length = 1; log(a, a.length); a[2] = 5; log(a.length, a[1] === undefined, a[2]); a.length = 0; log(a);

//# reading outside an array is undefined
const a = [1]; const i: any = '0'; log(a[1], a[-1], a[0.5], a[i], a[NaN]);

//# arrays are shared, not copied
const a = [1]; const b = a; b.push(2); log(a, a === b, a.slice() === a);

//# for-of sees what is pushed meanwhile
const a = [1, 2, 3]; let n = 0; for (const x of a) { if (n++ < 3) a.push(x * 10); log(x); }

//# for-of with break and continue
for (const x of [1, 2, 3, 4, 5, 6]) { if (x === 2) continue; if (x === 5) break; log(x); } log('end');

//# nested for-of with labels
outer: for (const x of [1, 2, 3]) for (const y of [1, 2, 3]) { if (y === 3) continue outer; if (x === 3) break outer; log(x, y); }

//# spread in literals and calls
function sum(...xs: number[]): number { let s = 0; for (const x of xs) s += x; return s; }
const a = [1, 2]; log([...a, 3, ...a, ...'hi'], sum(...a, 10), sum(), sum(...a, ...a));

//# destructuring
let [a, b = 5, ...rest] = [1, undefined, 3, 4] as any[]; log(a, b, rest); [a, b] = [b, a]; log(a, b); const [[x], , y] = [[1], 2, 3] as any; log(x, y);

//# map, filter, reduce, forEach
const a = [1, 2, 3, 4]; log(a.map((x) => x * x), a.filter((x) => x % 2 === 0), a.reduce((s, x) => s + x, 0), a.reduce((s, x) => s * x)); a.forEach((x, i) => log(i, x));

//# some, every, find, findIndex
const a = [3, 8, 12]; log(a.some((x) => x > 10), a.every((x) => x > 2), a.find((x) => x > 5), a.findIndex((x) => x > 5), a.find((x) => x > 50), a.findIndex((x) => x > 50));

//# sort with and without a comparator
log([10, 9, 1, 100].sort(), [10, 9, 1, 100].sort((a, b) => a - b), [3, 1, 2].sort((a, b) => b - a), ['b', 'a', 'C'].sort(), [5, undefined, 1].sort());

//# sort keeps equals in order
const words = ['bb', 'a', 'ccc', 'd', 'ee', 'f']; log(words.sort((a, b) => a.length - b.length));

//# matrix product
const a = [[1, 2], [3, 4]]; const b = [[5, 6], [7, 8]]; const c: number[][] = [];
for (let i = 0; i < 2; i++) { c.push([]); for (let j = 0; j < 2; j++) { c[i].push(0); for (let k = 0; k < 2; k++) c[i][j] += a[i][k] * b[k][j]; } } log(c);

//# sieve
const n = 100; const isPrime: boolean[] = []; for (let i = 0; i <= n; i++) isPrime.push(i > 1);
for (let i = 2; i * i <= n; i++) if (isPrime[i]) for (let j = i * i; j <= n; j += i) isPrime[j] = false;
log(isPrime.map((p, i) => (p ? i : 0)).filter((i) => i > 0));

//# bubble sort
const a = [5, 2, 9, 1, 7, 3]; for (let i = 0; i < a.length; i++) for (let j = 0; j + 1 < a.length - i; j++) if (a[j] > a[j + 1]) [a[j], a[j + 1]] = [a[j + 1], a[j]]; log(a);

//# binary search
const a: number[] = []; for (let i = 0; i < 50; i++) a.push(i * i);
function find(x: number): number { let low = 0; let high = a.length - 1; while (low <= high) { const m = (low + high) >> 1; if (a[m] === x) return m; if (a[m] < x) low = m + 1; else high = m - 1; } return -1; }
log(find(0), find(49), find(2401), find(50));

//# a queue by shift
const q = [0]; const seen: number[] = []; while (q.length > 0) { const x = q.shift()!; if (seen.includes(x) || x > 20) continue; seen.push(x); q.push(x * 2 + 1, x + 3); } log(seen);

//# an array inside itself joins as nothing
const a: any[] = [1]; a.push(a, 2); log(a.join('-'), a.length);

//# isArray
const vs: any[] = [[], 'a', 1, null, [1]]; log(vs.map((v) => Array.isArray(v)));

//# a frozen array keeps what it has
const xs = Object.freeze([1, 2, 3]) as any; const tries: (() => any)[] = [() => (xs[0] = 9), () => (xs[5] = 9), () => xs.push(4), () => xs.push(), () => xs.pop(), () => xs.shift(), () => xs.unshift(0), () => xs.unshift(), () => xs.reverse(), () => xs.sort(), () => xs.splice(0, 1), () => xs.splice(0, 0), () => xs.fill(0), () => xs.fill(0, 3), () => xs.copyWithin(0, 1), () => (xs.length = 1), () => (xs.length = 3), () => delete xs[0], () => delete xs[7], () => xs[0]++, () => (xs[1] += 1), () => ([xs[0]] = [5])]; for (const [i, go] of tries.entries()) { try { log(i, go()); } catch (e: any) { log(i, e.name); } } log(xs, xs.length, xs.map((x: number) => x * 2), [...xs, 4], xs.concat(5), xs.slice().reverse(), Object.isFrozen(xs), Object.isSealed(xs), Object.isExtensible(xs));

//# frozen means the array itself, not what is in it
const o = Object.freeze([{ n: 1 }, [1]]) as any; o[0].n = 2; o[1].push(2); log(o[0].n, o[1]); log(Object.isFrozen(o[1]), Object.isFrozen([]), Object.isFrozen(Object.freeze([]))); const same: any[] = []; log(Object.freeze(same) === same); const write = (a: any, i: number, v: any) => { a[i] = v; return a[i]; }; log(write([1], 0, 2), write([1], 1, 2)); log(write(same, 0, 1));

//# sealed arrays change but neither grow nor shrink
const xs = Object.seal([3, 1, 2]) as any; xs[0] = 9; log(xs, Object.isSealed(xs), Object.isFrozen(xs)); for (const go of [() => xs.push(1), () => xs.pop(), () => xs.shift(), () => (xs[3] = 1), () => delete xs[1], () => (xs.length = 1), () => xs.splice(0, 1), () => xs.unshift(7)]) { try { log(go()); } catch (e: any) { log(e.name); } } log(xs, xs.sort(), xs.reverse(), xs.fill(0));

//# what may not grow may still lose
const xs = Object.preventExtensions([1, 2, 3]) as any; log(xs.pop(), xs); try { xs.push(5); } catch (e: any) { log(e.name); } try { xs[9] = 1; } catch (e: any) { log(e.name); } xs.length = 1; log(xs, Object.isExtensible(xs), Object.isSealed(xs), Object.isFrozen(xs)); const ys = Object.preventExtensions([] as number[]); log(Object.isFrozen(ys), Object.isSealed(ys));

//# a store in a busy loop meets the lock
const xs = [0, 0, 0] as any; let n = 0; try { for (let i = 0; i < 100; i++) { xs[i % 3] = i; n++; if (i === 49) Object.freeze(xs); } } catch (e: any) { log(e.name); } log(n, xs);

//# nobody catches the change of a frozen array
const xs = Object.freeze([1]) as any; log('before'); xs[0] = 2; log('never');

//# Map and Set take freezing without harm
const m = new Map([[1, 2]]); const s = new Set([1]); log(Object.isFrozen(m), Object.isFrozen(Object.freeze(m)), Object.isSealed(s)); m.set(3, 4); Object.seal(s).add(2); log([...m.keys()], [...s], Object.isSealed(s), Object.isExtensible(s));
