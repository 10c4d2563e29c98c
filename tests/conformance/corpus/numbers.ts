//# division and remainder keep sign, zero and infinity
log(7 / 2, -7 / 2, 1 / 0, -1 / 0, 0 / 0, 7 % 3, -7 % 3, 7 % -3, 5.5 % 2, 1 % 0, -0 % 5);

//# minus zero survives arithmetic
const z = -0; log(z, 0 * -1, z + 0, z + z, 1 / z, Math.round(-0.4), -z);

//# rounding functions
for (const x of [-2.5, -1.5, -0.5, 0.49999999999999994, 0.5, 1.5, 2.5, 1e21, NaN, Infinity])
  log(x, Math.floor(x), Math.ceil(x), Math.round(x), Math.trunc(x), Math.sign(x), Math.abs(x));

//# min and max, with NaN and without arguments
log(Math.min(3, 1, 2), Math.max(3, 1, 2), Math.min(), Math.max(), Math.max(1, NaN), Math.min(0, -0));

//# square root, hypot of right triangles, fround, imul
log(Math.sqrt(2), Math.sqrt(-1), Math.hypot(3, 4), Math.hypot(5, 12), Math.fround(0.1), Math.imul(0xffffffff, 5), Math.imul(123456789, 987654321));

//# large and small numbers as text
log(1e21, 1e-7, 123456789012345680000, 0.000001, 1.0, 1e300 * 1e10, 5e-324, 0.1 + 0.2, 100, 1 / 3);

//# bit operators work on 32 bits
log(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 31, 1 << 32, -1 >> 1, -1 >>> 1, -1 >>> 0, 2 ** 32 | 0, 4294967297 & 1, 1.9 | 0, NaN | 0, Infinity | 0);

//# exponent operator on whole numbers
log(2 ** 10, 2 ** -1, (-2) ** 3, 0 ** 0, 10 ** 3, NaN ** 0, 4 ** 0.5, 2 ** 3 ** 2);

//# increment and decrement, before and after
let i = 5; log(i++, i, ++i, i--, --i, i); const a = [1, 2]; a[0]++; --a[1]; log(a, a[0]++ + ++a[0]);

//# compound assignment
let n = 10; n += 5; n -= 3; n *= 2; n /= 4; n %= 4; n **= 3; log(n); let b = 6; b <<= 2; b >>= 1; b |= 1; b &= 13; b ^= 3; b >>>= 1; log(b);

//# comparison with NaN is never true
const n = NaN; log(n < 1, n > 1, n <= n, n >= n, n === n, n !== n, n == n, !(n < 1));

//# toFixed and toString
const x = 3.14159; log(x.toFixed(2), x.toFixed(), (0.5).toFixed(0), (1.005).toFixed(2), (-1.5).toFixed(0), (1e21).toFixed(2), (255).toString(16), (5).toString(2), (-255).toString(36), x.toString());

//# numbers from text
for (const s of ['12', ' 12 ', '', ' ', '0x1f', '1e3', '12px', '.5', '-', 'Infinity', '-0', '1_000']) log(s, Number(s), parseFloat(s), parseInt(s));

//# parseInt with a radix
log(parseInt('ff', 16), parseInt('101', 2), parseInt('08'), parseInt('z', 36), parseInt('9', 8), parseInt('0x10', 16), parseInt('-12.9'));

//# what is a number
log(isNaN(NaN), isNaN(1), isFinite(1 / 0), isFinite(3), Number.isInteger(3), Number.isInteger(3.5), Number.isNaN(NaN), Number.isFinite(-1));

//# conversions in loose comparison
const vs: any[] = [0, '', '0', false, true, 1, '1', null, undefined, [], [1], NaN];
for (const a of vs) { const row: boolean[] = []; for (const b of vs) row.push(a == b); log(row); }

//# strict equality across types
const vs: any[] = [0, -0, '', '0', false, null, undefined, NaN];
for (const a of vs) { const row: boolean[] = []; for (const b of vs) row.push(a === b); log(row); }

//# plus joins or adds
const vs: any[] = [1, '2', true, null, undefined, [3], [], [1, 2]];
for (const a of vs) { const row: any[] = []; for (const b of vs) row.push(a + b); log(row); }

//# arithmetic converts text, truth and arrays
const vs: any[] = ['3', 'x', true, null, undefined, [4], [], [1, 2]];
for (const a of vs) log(a - 1, a * 2, a / 2, a % 2, -a, +a, a | 0, ~a);

//# order of mixed values
const vs: any[] = [2, '10', '9', true, null, undefined, [5], 'b'];
for (const a of vs) { const row: boolean[] = []; for (const b of vs) row.push(a < b, a >= b); log(row); }

//# typeof every kind
const vs: any[] = [1, 'a', true, null, undefined, [1], () => 1]; for (const v of vs) log(typeof v);

//# truth of every kind
const vs: any[] = [0, -0, NaN, 1, '', 'a', '0', null, undefined, [], () => 1, true, false];
for (const v of vs) log(!v, !!v, v ? 1 : 2, Boolean(v));

//# precedence and parentheses
log(1 + 2 * 3, (1 + 2) * 3, 10 - 4 - 3, 2 * 3 % 4, -(2 ** 2), 1 + 1 << 2, 5 > 3 === true, 1 < 2 && 2 < 3 || false);

//# a pseudo-random sequence
let seed = 42; const out: number[] = []; for (let i = 0; i < 20; i++) { seed = (seed * 1103515245 + 12345) % 2147483648; out.push(seed); } log(out);

//# summing floats in order
let s = 0; for (let i = 1; i <= 1000; i++) s += 1 / i; log(s); let p = 1; for (let i = 1; i < 50; i++) p *= 1 + 1 / (i * i); log(p);
