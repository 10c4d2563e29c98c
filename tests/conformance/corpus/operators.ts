//# shifts take five bits of their right side
log(1 << 33, 1 << -1, 8 >> 35, -8 >>> 28, 1 << 32, -1 >>> 32, 5 >> -31, 2 ** 31 >> 31, 2 ** 32 >> 0, 1 << 2.9);

//# bits of large, fractional and negative numbers
log(2 ** 31 | 0, 2 ** 32 | 0, 2 ** 32 + 5 | 0, -(2 ** 31) - 1 | 0, 1e20 | 0, -1.9 | 0, ~-1, ~~3.7, ~~-3.7, NaN | 0, -Infinity | 0, 2 ** 53 | 0, 4294967295 & -1, 0xffffffff ^ 0);

//# bits of what is no number
const vs: any[] = ['12', 'x', true, null, undefined, [3], [], '0xff']; log(vs.map((v) => v | 0), vs.map((v) => ~v), vs.map((v) => v >>> 0), vs.map((v) => v & 6));

//# unsigned shift makes numbers beyond 2^31
log(-1 >>> 0, -1 >>> 1, (-1 >>> 0).toString(2).length, (1 << 31) >>> 0, (5 - 10) >>> 0, -0 >>> 0);

//# hashing with 32-bit arithmetic
let h = 0; for (const c of 'follow the line') { h = (h << 5) - h + c.charCodeAt(0); h |= 0; } log(h, h >>> 0, (h >>> 16) ^ (h & 0xffff));
let f = 0x811c9dc5; for (const c of 'guiji') { f ^= c.charCodeAt(0); f = Math.imul(f, 0x01000193); } log(f >>> 0);

//# counting bits and swapping without a third
let n = 0b1011_0110; let bits = 0; while (n) { bits += n & 1; n >>>= 1; } let a = 5; let b = 9; a ^= b; b ^= a; a ^= b; log(bits, a, b);

//# flags in one number
const LEFT = 1 << 0; const RIGHT = 1 << 1; const BOTH = LEFT | RIGHT; let s = 0; s |= LEFT; s |= BOTH; s &= ~LEFT; s ^= RIGHT; log(s, (BOTH & RIGHT) !== 0, BOTH);

//# compound bit assignments convert their variable
let x: any = '6'; x <<= 1; log(x); const one: any = '1'; const yes: any = true; const seven: any = [7]; x >>= one; log(x); x |= 1.9; log(x); x >>>= 0; x ^= yes; x &= seven; log(x); let y: any = -1; y >>>= 28; log(y);

//# a sum is joined from the left
const n: any = null; const t: any = true; const s: any = '5'; const e: any = []; log(1 + 2 + '3' + 4 + 5, '1' + 2 * 3, s - 2, s * (s as number), 1 + +'1', n + 1, n + 'x', t + 1, e + 1, -s, s + -s, s - -s, t + t);

//# loose equality across types
const vs: any[] = ['', '0', 0, false, null, undefined, NaN, [], [0], '\n', '1', 1, true]; for (const a of vs) log(vs.map((b) => (a == b ? 1 : 0)).join(''));

//# relations across types
const vs: any[] = ['', '0', 0, false, null, undefined, NaN, [], [2], '10', '9', 1, true]; for (const a of vs) log(vs.map((b) => (a < b ? 'l' : a > b ? 'g' : a <= b ? 'e' : '-')).join(''));

//# not less is not the same as greater or equal
const u: any = undefined; log(u < 1, u >= 1, null as any >= 0, null as any > 0, null == (0 as any), NaN >= NaN);

//# operands are evaluated before they are converted
const seen: string[] = []; const t = (name: string, v: any): any => { seen.push(name); return v; };
log(t('a', 1) + t('b', 2) * t('c', 3), t('d', 1) < t('e', 2), t('f', 2) ** t('g', 3), t('h', true) && t('i', 0) || t('j', 4), t('k', null) ?? t('l', 5)); log(seen.join(''));

//# the left side of an assignment is evaluated first
const seen: string[] = []; const t = (name: string, v: any): any => { seen.push(name); return v; }; const a = [1, 2, 3];
t('a', a)[t('i', 1)] = t('v', 9); t('b', a)[t('j', 0)] += t('w', 4); t('c', a)[t('k', 2)] ??= t('never', 0); t('d', a)[t('l', 2)] &&= t('x', 7); log(a, seen.join(''));

//# a variable read before it is changed in the same expression
let i = 1; const a = [0, 0, 0]; const r = i + i++ + ++i + i; log(r, i); i = 0; a[i] = i++; a[i] = ++i; log(a, i); let x = 5; x = x++ + x--; log(x); x += (x = 2) + x; log(x);

//# an index that changes on the way
let i = 0; const a = [1, 2, 3]; a[i] += (i = 2); log(a, i); i = 0; const f = (n: number) => { i = n; return n; }; a[i] = f(1) + a[i]; log(a);

//# arguments are evaluated left to right, after the callee
const seen: string[] = []; const t = <T,>(name: string, v: T): T => { seen.push(name); return v; }; const f = (...xs: number[]) => xs.length;
t('f', f)(t('a', 1), ...t('b', [2, 3]), t('c', 4)); log(seen.join('')); let n = 0; const g = (a: number, b: number) => a * 10 + b; log(g(n++, n++), g(++n, n--));

//# the callee is found before the arguments, called after
let f: any = (x: any) => 'old' + x; log(f((f = (x: any) => 'new' + x, 1))); log(f(2));

//# calling what is no function fails only after the arguments
const f: any = 5; log('before'); f(log('argument'));

//# comma gives the last and does all
let a = 0; const b = (a++, a += 5, a * 2); log(a, b, (1, 2, 3)); for (let i = 0, j = 9; i < j; i++, j--) if (i === 4) log(i, j);

//# void, typeof and not
log(void 0, void 'x', typeof void 0, typeof null, typeof [], typeof (() => 1), typeof NaN, typeof '', typeof !1, typeof -'1' as any, [0, '', null, NaN, undefined].map((v) => !v), [[], '0', -1].map((v) => !!v));

//# conditional expressions nest to the right
const f = (n: number) => (n < 0 ? 'neg' : n === 0 ? 'zero' : n < 10 ? 'small' : 'big'); log([-1, 0, 5, 50].map(f)); let x = 0; true ? x++ : x--; false ? x++ : (x += 10); log(x);

//# and, or give one of their sides
const vs: any[] = [0, '', null, undefined, NaN, 'a', 1, [], false]; log(vs.map((v) => v || 'or'), vs.map((v) => v && 'and'), vs.map((v) => v ?? 'nullish'));

//# logical assignment stores only where it must
let stores = 0; const a: any[] = [0, null, 1]; const store = (v: any) => { stores++; return v; }; a[0] ||= store(5); a[0] ||= store(6); a[1] ??= store(7); a[1] ??= store(8); a[2] &&= store(9); a[2] &&= store(0); a[2] &&= store(1); log(a, stores);

//# optional access ends the whole chain
let n = 0; const none: any = null; const f = () => { n++; return 1; }; log(none?.[f()], none?.length.toString().length, none?.map(f), n, none?.[0]?.[f()], (none?.[0]) === undefined); const some: any = [[1, 2]]; log(some?.[0]?.[1], some?.[5]?.[f()], n, some[0]?.length);

//# a chain in parentheses is no longer one
const none: any = undefined; log(none?.[0]); log('before'); log((none?.[0])[1]);

//# optional calls
const f: any = undefined; const g: any = (x: number) => x + 1; log(f?.(1), g?.(1), f?.(log('never')), [1].at?.(0));

//# optional call of what is no function fails
const f: any = 5; log('before'); f?.();

//# increments convert texts and keep their old number
let s: any = '5'; const old = s++; log(old, typeof old, s, typeof s); let u: any; u++; log(u); let b: any = true; b--; log(b); let e: any = ''; log(e++, e); let a: any = [4]; log(++a);

//# increment of an element beyond the end
const a: any[] = []; a[0]++; log(a); a[2] = 1; a[1] = 0; a[1]--; log(a);

//# chained assignment goes from the right and gives the right value
let a: any; let b: any; let c: any; a = b = c = 7; log(a, b, c); const xs: any[] = []; xs[0] = xs[1] = 'x'; log(xs, (a += b -= 2), a, b);

//# assignments within conditions and calls
let x = 0; let y: number; if ((y = x + 5) > 4) log('big', y); while ((x += 2) < 7) log(x); const f = (n: number) => n; log(f((x = 3)), x);

//# precedence of every level
const no: any = null; log(1 + 2 << 1, 1 | 2 ^ 3 & 4, 1 < 2 === true, +!1 + 1, typeof 1 + 1, 5 - -5, 5 - - -5, 1 || 0 && 0, (no ?? 0) || 1, 2 + 3 > 4 && 1 !== 1, 10 / 2 * 5 % 7);
