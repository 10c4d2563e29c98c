//# charAt and charCodeAt outside the text
const s = 'ab'; log(s.charAt(-1) === '', s.charAt(2) === '', s.charAt(NaN), s.charCodeAt(-1), s.charCodeAt(2), s.charCodeAt(0.9), s.charAt());

//# codePointAt on and inside a surrogate pair
const s = '🚗x'; log(s.codePointAt(0), s.codePointAt(1), s.codePointAt(2), s.codePointAt(3), s.charCodeAt(0));

//# at with negative, fractional and missing places
const s = 'abc'; log(s.at(0), s.at(-1), s.at(-3), s.at(-4), s.at(3), s.at(1.9), s.at(-0.5), s.at(NaN));

//# indexOf with a start beyond, below and of another type
const s = 'abcabc'; const from: any = '2'; log(s.indexOf('a', 1), s.indexOf('a', -5), s.indexOf('', 99), s.indexOf('', 2), s.indexOf('c', from), s.indexOf('a', NaN), s.indexOf('abc', Infinity));

//# lastIndexOf treats NaN as the end
const s = 'canal'; log(s.lastIndexOf('a', NaN), s.lastIndexOf('a', 0), s.lastIndexOf('a', -3), s.lastIndexOf('c', -3), s.lastIndexOf(''), s.lastIndexOf('', 2), s.lastIndexOf('a', 2.9));

//# includes, startsWith, endsWith clamp their places
const s = 'robot'; log(s.includes('', 99), s.includes('r', 1), s.startsWith('', 99), s.startsWith('bot', 2), s.startsWith('r', -1), s.endsWith('', 0), s.endsWith('rob', 3), s.endsWith('t', 99), s.endsWith('r', NaN));

//# slice and substring disagree on negative and swapped places
const s = 'abcdef'; log(s.slice(-2), s.substring(-2), s.slice(4, 1) + '|', s.substring(4, 1), s.slice(NaN, 2), s.substring(NaN, 2), s.slice(2, -1), s.substring(2, -1), s.slice(1.7, 3.9));

//# substr counts from its start
const s = 'abcdef'; log(s.substr(1, 2), s.substr(-3, 2), s.substr(-99, 2), s.substr(2), s.substr(1, -1) + '|', s.substr(9, 1) + '|', s.substr(0, NaN) + '|');

//# split by several characters, with limits, and what stands at the ends
log('a--b--c'.split('--'), '--a--'.split('--'), 'abc'.split(''), 'a,b,c'.split(',', 0), 'a,b,c'.split(',', -1), 'a,b,c'.split(',', 2.9), 'abc'.split(), ''.split('x'), 'aaa'.split('aa'));

//# split by nothing takes units, not characters
const parts = '🚗'.split(''); log(parts.length, parts[0].charCodeAt(0), parts[1].charCodeAt(0), [...'🚗'].length);

//# trim takes every kind of space and no other
const s = '\t\n\v\f\r \u00a0\u1680\u2003\u2028\u2029\u202f\u3000\ufeffx\u200b \u3000'; log(s.trim().length, s.trimStart().length, s.trimEnd().length, '\u200b'.trim().length);

//# padding with a filler longer than the space
log('5'.padStart(4, 'abc'), '5'.padEnd(4, 'abc'), '5'.padStart(4, ''), '5'.padEnd(0), '5'.padStart(3), 'abc'.padStart(2, 'x'), 'x'.padStart(3.9, '-'), 'x'.padEnd(4, '🚗').length);

//# repeat of nothing, of fractions, and what it refuses
log('ab'.repeat(2.9), 'ab'.repeat(0) === '', ''.repeat(5) === '', 'x'.repeat(NaN) === ''); log('x'.repeat(-1));

//# repeat without end is refused
log('before'); log('x'.repeat(Infinity));

//# case conversion that changes the length
log('straße'.toUpperCase(), 'ŉ'.toUpperCase().length, 'İ'.toLowerCase().length, 'ΑΣ'.toLowerCase(), 'ΑΣΑ'.toLowerCase(), 'ǆ'.toUpperCase(), 'ﬁ'.toUpperCase());

//# normalize composes and takes apart
const e = 'e\u0301'; log(e.length, e.normalize().length, e.normalize('NFC') === '\u00e9', '\u00e9'.normalize('NFD').length, 'ﬁ'.normalize('NFKC'), '①'.normalize('NFKD'), '가'.normalize('NFD').length);

//# an unknown normal form is refused
const form: any = 'nfc'; log('before'); log('a'.normalize(form));

//# replace changes the first place only
log('banana'.replace('a', 'o'), 'banana'.replace('x', 'o'), 'banana'.replace('', '>'), 'banana'.replace('ana', ''), ''.replace('', 'x'));

//# replaceAll does not look at what it has made
log('banana'.replaceAll('a', 'aa'), 'aaaa'.replaceAll('aa', 'b'), 'aaa'.replaceAll('aa', 'b'), 'abc'.replaceAll('', '-'), ''.replaceAll('', 'x'), 'abc'.replaceAll('abc', ''));

//# dollar signs in a replacement
log('abc'.replace('b', '[$&]'), 'abc'.replace('b', '$$'), 'abc'.replace('b', '[$`]'), 'abc'.replace('b', "[$']"), 'abc'.replace('b', '$1$'), 'abc'.replace('b', '$$$&$'), 'a.b.c'.replaceAll('.', "$'$`"));

//# a replacing function is given what was found, where, and the whole text
log('banana'.replaceAll('an', (found, at, text) => found.toUpperCase() + at + text.length), 'abc'.replace('b', () => '$&'), 'abc'.replaceAll('', (_found, at) => String(at)));

//# what a replacing function gives becomes text
const give: any[] = [1, null, undefined, [1, 2], true, -0]; log(give.map((v) => 'x'.replace('x', () => v)));

//# a replacing function is not called where nothing is found
let n = 0; const f = () => { n++; return ''; }; 'abc'.replace('x', f); 'abc'.replaceAll('', f); log(n);

//# concat takes anything
const vs: any[] = [1, null, [2, 3]]; log('a'.concat(vs[0], vs[1], vs[2]), 'a'.concat(), ''.concat(...['x', 'y', 'z']));

//# fromCharCode works modulo 65536
const odd: any = '66'; log(String.fromCharCode(65, odd, 67.9), String.fromCharCode(65 + 65536), String.fromCharCode(-65536 + 68), String.fromCharCode().length, String.fromCharCode(NaN).charCodeAt(0), String.fromCharCode(Infinity).charCodeAt(0), String.fromCharCode(0xd83d, 0xde97));

//# fromCharCode of a spread list
const codes = [72, 105, 33]; log(String.fromCharCode(...codes), String.fromCodePoint(...[0x1f697, 65]));

//# fromCodePoint beyond the last is refused
log(String.fromCodePoint(0x10ffff).length); log(String.fromCodePoint(0x110000));

//# fromCodePoint of a fraction is refused
log('before'); log(String.fromCodePoint(65.5));

//# texts compare by units, not by code points
log('\uffff' < '🚗', '\ud83d' < '\ude97', 'a' < 'A', 'Z' < 'a', '' < ' ', 'ab' < 'b', '2' > '10', 'é' < 'z');

//# a number beside a text becomes a number when compared
const two: any = '2'; const x: any = 'x'; log(two < 10, two > 10, x < 1, x >= 1, ('' as any) < 1, (' 3 ' as any) > 2, null as any < '1', (undefined as any) < '1');

//# writing to a character is refused
const s: any = 'abc'; log(s[0]); s[0] = 'x'; log('never', s);

//# lone surrogates survive
const half = '🚗'[0]; const s = half + 'x'; log(s.length, s.charCodeAt(0), [...s].length, (half + '🚗'[1]) === '🚗', s.indexOf(half), s.toUpperCase().charCodeAt(0));

//# for-of goes by characters, an index by units
const s = 'a🚗é👩‍🚀'; let n = 0; for (const _c of s) n++; let units = 0; for (let i = 0; i < s.length; i++) units++; log(n, units);

//# template literals with every escape
log(`a\tb`.length, `\u{1f697}`, `\x41\u0042\0`.length, `$`, `\${x}`, `$ {`, `\
joined`, `a
b`.length, `a\`b`);

//# template parts are evaluated left to right and converted at once
const seen: number[] = []; const t = (n: number) => { seen.push(n); return n; }; log(`${t(1)}-${t(2)}${t(3)}`, seen);

//# nested templates
const xs = [1, 2, 3]; log(`<${xs.map((x) => `${x > 1 ? `[${x}]` : x}`).join('')}>`);

//# String of every primitive
log(String(-0), String(1e21), String(1e-7), String(true), String(null), String(undefined), String(''), String([]), String([null]), String([undefined, 1]), String(NaN), String(-Infinity));

//# text plus anything, from either side
const vs: any[] = [0, -0, null, undefined, true, [1, [2]], [], 1e21]; for (const v of vs) log('' + v, v + '', `${v}`);

//# length cannot be passed by a long text built up
let s = ''; for (let i = 0; i < 1000; i++) s += i; log(s.length, s.slice(-6), s.indexOf('999'), s.lastIndexOf('1'));

//# valueOf and toString give the text itself
const s = 'abc'; log(s.valueOf() === s, s.toString() === s, (5).valueOf(), true.valueOf(), (255).toString(36));

//# reversing and sorting the letters of a text
const s = 'track car'; log([...s].reverse().join(''), s.split('').sort().join(''), [...s].filter((c, i, all) => all.indexOf(c) === i).join(''));

//# run-length encoding and back
const pack = (s: string): string => { let out = ''; for (let i = 0; i < s.length; ) { let n = 1; while (s[i + n] === s[i]) n++; out += n + s[i]; i += n; } return out; };
const unpack = (s: string): string => { let out = ''; for (let i = 0; i < s.length; i += 2) out += s[i + 1].repeat(Number(s[i])); return out; };
const p = pack('aaabccddddd'); log(p, unpack(p), pack(''));

//# a long needle in a long text
const a = 'ab'.repeat(300); log(a.indexOf('b'.repeat(40)), a.indexOf('ab'.repeat(50), 3), a.lastIndexOf('ba'.repeat(60)), (a + 'c').indexOf('ab'.repeat(40) + 'c'), a.split('ab'.repeat(20)).length);

//# levenshtein distance
function distance(a: string, b: string): number {
  const row: number[] = []; for (let j = 0; j <= b.length; j++) row.push(j);
  for (let i = 1; i <= a.length; i++) { let before = row[0]; row[0] = i; for (let j = 1; j <= b.length; j++) { const here = row[j]; row[j] = Math.min(row[j] + 1, row[j - 1] + 1, before + (a[i - 1] === b[j - 1] ? 0 : 1)); before = here; } }
  return row[b.length];
}
log(distance('kitten', 'sitting'), distance('', 'abc'), distance('车轨', '轨道车'));

//# the method of a missing text fails
const s: any = undefined; log('before'); s.trim();

//# a method that texts do not have fails
const s: any = 'abc'; log('before'); s.push('d');
