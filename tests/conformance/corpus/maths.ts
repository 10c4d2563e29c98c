//# rounding halves goes up, also below zero
for (const x of [0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.49999999999999994, 4503599627370495.5, -0.2]) log(x, Math.round(x), 1 / Math.round(x) < 0);

//# trunc, floor and ceil at the edges
for (const x of [-0.9, -0, 0.9, 1e300, -1e300, 2 ** 53 + 2, NaN, -Infinity]) log(Math.trunc(x), Math.floor(x), Math.ceil(x));

//# sign keeps minus zero and NaN
log(Math.sign(-3), Math.sign(-0), Math.sign(0), Math.sign(NaN), Math.sign(-Infinity), Math.sign('-5' as any));

//# min and max with zeros, NaN and texts
const t: any = '7'; log(Math.max(-0, 0), Math.min(0, -0), Math.max(NaN, 1), Math.max(t, 3), Math.min(undefined as any), Math.max(null as any, -1), Math.max(...[]), Math.min());

//# hypot without overflow
log(Math.hypot(3, 4), Math.hypot(), Math.hypot(-5), Math.hypot(3e200, 4e200), Math.hypot(NaN, Infinity), Math.hypot(NaN, 1), Math.hypot(-0));

//# clz32 of every kind
log(Math.clz32(0), Math.clz32(1), Math.clz32(-1), Math.clz32(0.5), Math.clz32(2 ** 32), Math.clz32(NaN), Math.clz32(0x80000000), Math.clz32('16' as any));

//# imul wraps at 32 bits
log(Math.imul(2, 4), Math.imul(-1, 8), Math.imul(0xfffffffe, 5), Math.imul(0x7fffffff, 0x7fffffff), Math.imul(1.9, 2.9), Math.imul(NaN, 1));

//# fround rounds to single
log(Math.fround(1.1), Math.fround(16777217), Math.fround(1e-50), Math.fround(3.5e38), Math.fround(-0), Math.fround(0.5), Math.fround(NaN), Math.fround(1.401298464324817e-45));

//# roots and logarithms that come out whole
log(Math.cbrt(27), Math.cbrt(-8), Math.cbrt(0), Math.cbrt(-0), Math.log2(8), Math.log2(1 / 1024), Math.log10(1000), Math.log10(1e-5), Math.sqrt(144), Math.log(1), Math.log1p(0), Math.expm1(-0));

//# logarithms outside their range
log(Math.log(-1), Math.log(0), Math.log2(0), Math.log10(-5), Math.log1p(-1), Math.log1p(-2), Math.log(Infinity), Math.log2(Infinity), Math.log10(NaN));

//# circle functions at their corners
log(Math.sin(0), Math.sin(-0), Math.cos(0), Math.tan(0), Math.tan(-0), Math.atan(Infinity), Math.asin(1), Math.acos(1), Math.acos(2), Math.asin(-2), Math.atan(-0), Math.sin(Infinity), Math.tan(Infinity));

//# atan2 in every quarter
log(Math.atan2(1, 1), Math.atan2(0, -1), Math.atan2(-0, -1), Math.atan2(-0, 1), Math.atan2(1, 0), Math.atan2(0, 0), Math.atan2(NaN, 1), Math.atan2(-1, 0));

//# hyperbolic functions at their corners
log(Math.sinh(0), Math.sinh(-0), Math.cosh(0), Math.tanh(Infinity), Math.tanh(-Infinity), Math.asinh(0), Math.acosh(1), Math.acosh(0.5), Math.atanh(1), Math.atanh(-1), Math.atanh(2), Math.sinh(-Infinity), Math.cosh(-Infinity), Math.cosh(1000));

//# circle functions to ten digits
for (let x = -7; x <= 7; x += 0.7) log(Math.sin(x).toFixed(10), Math.cos(x).toFixed(10), Math.tan(x).toFixed(8), Math.atan(x).toFixed(10), Math.asinh(x).toFixed(10), Math.sinh(x).toFixed(6), Math.tanh(x).toFixed(10), Math.cbrt(x).toFixed(10));

//# powers at the edges
log((-8) ** (1 / 3), 0 ** -1, (-0) ** -1, (-0) ** -2, 1 ** Infinity, (-1) ** Infinity, 0.5 ** Infinity, 2 ** 1023 * 2, 2 ** -1074, NaN ** 0, 0 ** 0, (-2) ** 3, Math.pow(2, 0.5).toFixed(10));

//# the exponent operator is right-associative and binds tighter than a product
log(2 ** 3 ** 2, (2 ** 3) ** 2, 2 * 3 ** 2, -(3 ** 2), (-3) ** 2, 2 ** -1);

//# constants of Math and Number
log(Math.PI, Math.E, Math.LN2, Math.LN10, Math.LOG2E, Math.LOG10E, Math.SQRT2, Math.SQRT1_2, Number.EPSILON, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE, Number.NaN, Number.NEGATIVE_INFINITY);

//# abs and sqrt of what is no number
const vs: any[] = ['-4', null, undefined, true, [], [-2], 'x', -0]; log(vs.map((v) => Math.abs(v)), vs.map((v) => Math.sqrt(v)));

//# gcd, lcm and primes
const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b)); const isPrime = (n: number): boolean => { if (n < 2) return false; for (let i = 2; i * i <= n; i++) if (n % i === 0) return false; return true; };
log(gcd(462, 1071), gcd(-4, 6), (21 / gcd(21, 6)) * 6, [1, 2, 17, 91, 97, 7919].map(isPrime));

//# Newton, bisection and a Simpson sum
let x = 1; for (let i = 0; i < 20; i++) x = x - (x * x - 2) / (2 * x); let lo = 0; let hi = 3; for (let i = 0; i < 60; i++) { const m = (lo + hi) / 2; if (m * m * m < 10) lo = m; else hi = m; }
let s = 0; const n = 100; for (let i = 0; i <= n; i++) { const w = i === 0 || i === n ? 1 : i % 2 === 1 ? 4 : 2; s += w * (1 / (1 + (i / n) ** 2)); } log(x, lo, (s / (3 * n)) * 4);
