//# toFixed rounds the exact binary value
log((1.005).toFixed(2), (1.45).toFixed(1), (8.345).toFixed(2), (0.5).toFixed(0), (1.5).toFixed(0), (2.5).toFixed(0), (-1.5).toFixed(0), (-0.0000001).toFixed(2), (123.456).toFixed(10), (1e20).toFixed(2), (1e21).toFixed(2), (0).toFixed(2), (-0).toFixed(1));

//# toFixed of NaN and the infinite
log(NaN.toFixed(2), Infinity.toFixed(2), (-Infinity).toFixed(), (5).toFixed(undefined), (5.55).toFixed('1' as any));

//# toFixed with too many digits fails
log((1).toFixed(100).length); log((1).toFixed(101));

//# toPrecision
log((123.456).toPrecision(4), (0.000123).toPrecision(2), (123456).toPrecision(2), (1e21).toPrecision(3), (0).toPrecision(3), (5).toPrecision(), NaN.toPrecision(2), (-1.25).toPrecision(2), (0.00000123).toPrecision(3), (999.99).toPrecision(3));

//# toPrecision of zero digits fails
log('before'); log((1).toPrecision(0));

//# toExponential
log((12345).toExponential(), (12345).toExponential(2), (0.00015).toExponential(1), (0).toExponential(2), (-1e-7).toExponential(), NaN.toExponential(3), (5).toExponential(0), (25).toExponential(0));

//# toString in other bases
log((255).toString(2), (-255).toString(16), (0.5).toString(2), (35).toString(36), (0).toString(2), (2 ** 53).toString(36), (-0).toString(2), NaN.toString(2), Infinity.toString(16), (10).toString());

//# a base out of range fails
log((5).toString(36)); log((5).toString(37));

//# numbers as text switch to exponents at fixed places
log(1e20, 1e21, 123456789012345680000, 1e-6, 1e-7, 0.1 + 0.2, 100 / 3, 5e-324, 1.7976931348623157e308, 4.35, 0.000001234, -1e-7, 1e5, 2 ** 31);

//# Number of texts
for (const t of ['', ' ', '\n12\t', '0x1F', '0b101', '0o17', '-0x1', '1e3', '1e', '.5', '5.', '.', '+7', '--7', 'Infinity', '-Infinity', 'infinity', '1_000', '12px', '\u00a03\u3000']) log(Number(t));

//# Number of everything else
const vs: any[] = [true, false, null, undefined, [], [7], ['8'], [1, 2], '-0']; for (const v of vs) log(Number(v), +v, 1 / Number(v)); log(Number());

//# parseInt cuts and guesses the base
for (const t of ['42abc', '  -17', '0x1f', '0b11', '1e3', '', 'abc', '3.99', '-0', '0.0000005', '123456789012345678901234567890']) log(parseInt(t), parseInt(t, 16), parseInt(t, 2));

//# parseInt converts its argument to text first
const vs: any[] = [0.0000005, 1e21, null, [12, 3], true, -0, 255.9]; for (const v of vs) log(parseInt(v), 1 / parseInt(v)); log(parseInt('z', 36), parseInt('10', 1), parseInt('10', 37), parseInt('10', 0), parseInt('11', 2.9));

//# parseFloat takes the longest number at the start
for (const t of ['3.14abc', '.5.5', '1e3', '1e', '-.5e-2x', 'Infinityx', 'e5', ' \n2', '0x10', '1__0', '+5', '- 5']) log(parseFloat(t), Number.parseFloat(t) === parseFloat(t));

//# what is whole, safe, finite
for (const x of [5, 5.0, 5.5, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), NaN, Infinity, '5' as any, null as any]) log(Number.isInteger(x), Number.isSafeInteger(x), Number.isFinite(x), Number.isNaN(x), isFinite(x), isNaN(x));

//# beyond 2^53 whole numbers have gaps
const big = 2 ** 53; log(big + 1, big + 2, big - 1, big === big + 1, 9007199254740993, 0.1 * 3, 0.7 + 0.1, 1.1 + 2.2);

//# literals in every notation
log(0x1f, 0b1010, 0o17, 1_000_000, .5, 5., 1e3, 1E-3, 0.1e2, 0xFF_FF, 0B11, 0O7);

//# minus zero through every operator
const z = -0; log(z + 0, z - 0, 0 - z, z * 1, z * -1, z / 5, z % 5, 0 * -5, -z, +z, z | 0, ~~z, z ** 1, z === 0, z < 0, 1 / z, [z].indexOf(0), `${z}`, z + '', Math.min(0, z), -0 + -0, 5 % -5, -5 % 5);

//# NaN is not what it is
const n = NaN; log(n === n, n != n, [n].includes(n), [n].indexOf(n), n > 0, n < 0, !(n >= 0), n ? 1 : 2, NaN ** 0, n ?? 5, n || 6);

//# infinity in arithmetic
const i = Infinity; log(i - i, i / i, i * 0, 1 / i, -1 / i, i % 2, 5 % i, -5 % i, i ** 0, i + 1, -i < i, Math.floor(-i));

//# remainder with signs and fractions
for (const [a, b] of [[7, 3], [-7, 3], [7, -3], [-7, -3], [5.5, 2], [-0, 2], [0, -2], [1, 0], [1e17, 3], [0.3, 0.1], [2 ** 53, 3]]) log(a % b);

//# overflow and underflow
let x = 1; let n = 0; while (x < Infinity) { x *= 10; n++; } log(n, x); let y = 1; let m = 0; while (y > 0) { y /= 2; m++; } log(m, y, 1e308 * 10, -1e308 * 10, 1e-308 / 1e10, 5e-324 / 2);

//# sums of many fractions
let s = 0; for (let i = 0; i < 10; i++) s += 0.1; log(s, s === 1, Math.abs(s - 1) < Number.EPSILON); let t = 0; for (let i = 1; i <= 100; i++) t += 1 / i / i; log(t);
