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
