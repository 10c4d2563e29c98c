//# characters of a text
const s = 'Line-追线'; log(s.length, s[0], s[5], s[99], s.charAt(2), s.charAt(99), s.charCodeAt(5), s.charCodeAt(99), s.at(-1), s.codePointAt(0));

//# a pair of surrogates is one turn of for-of and two units
const s = 'a🚗b'; log(s.length); for (const c of s) log(c, c.length);

//# slice and substring
const s = 'abcdefgh'; log(s.slice(2), s.slice(2, 4), s.slice(-3), s.slice(-3, -1), s.slice(5, 2), s.substring(5, 2), s.substring(-1, 3), s.substring(4), s.slice());

//# search in a text
const s = 'banana'; log(s.indexOf('an'), s.indexOf('an', 2), s.lastIndexOf('an'), s.lastIndexOf('an', 2), s.indexOf(''), s.indexOf('x'), s.includes('nan'), s.startsWith('ban'), s.startsWith('an', 1), s.endsWith('na'), s.endsWith('ban', 3));

//# split
log('a,b,,c'.split(','), 'abc'.split(''), 'abc'.split('x'), ''.split(','), ''.split(''), 'a,b,c'.split(',', 2), ',a,'.split(','));

//# trim, pad, repeat, case
const s = '  Car  '; log('[' + s.trim() + ']', '[' + s.trimStart() + ']', '[' + s.trimEnd() + ']', '7'.padStart(3, '0'), 'ab'.padEnd(7, 'xyz'), 'ab'.padStart(1), '-'.repeat(5), 'x'.repeat(0), 'ÄöΣ'.toUpperCase(), 'ÄÖΣ'.toLowerCase());

//# concat and plus
let s = ''; for (let i = 0; i < 5; i++) s += i; log(s, 'a'.concat('b', 'c'), 'n' + 1 + 2, 1 + 2 + 'n');

//# templates convert what they hold
const vs: any[] = [1.5, 'x', true, null, undefined, [1, [2, 3]], []]; for (const v of vs) log(`<${v}>`, String(v)); log(`${1 + 1}${'b'}`, `line
two`, ``);

//# escapes
log('tab\tq\'q "d" back\\ \u4e2d \x41');

//# texts compare by unit
log('a' < 'b', 'B' < 'a', '10' < '9', 'abc' < 'abcd', '' < 'a', 'é' > 'z', '中' > '文');

//# index of a text reads, and past the end is undefined
const s = 'xyz'; let out = ''; for (let i = 0; i <= s.length; i++) out += s[i] + '|'; log(out);

//# counting letters
const counts: number[] = []; for (let i = 0; i < 26; i++) counts.push(0);
for (const c of 'the quick brown fox jumps over the lazy dog') { const k = c.charCodeAt(0) - 97; if (k >= 0 && k < 26) counts[k]++; } log(counts.join(' '));

//# palindromes
function isPalindrome(s: string): boolean { for (let i = 0, j = s.length - 1; i < j; i++, j--) if (s[i] !== s[j]) return false; return true; }
for (const s of ['racecar', 'robot', '', 'a', '上海自来水来自海上']) log(s, isPalindrome(s));

//# Caesar cipher
function shift(s: string, by: number): string { let out = ''; const abc = 'abcdefghijklmnopqrstuvwxyz'; for (const c of s) { const at = abc.indexOf(c); out += at < 0 ? c : abc[(at + by + 26) % 26]; } return out; }
const hidden = shift('follow the line', 3); log(hidden, shift(hidden, -3));
