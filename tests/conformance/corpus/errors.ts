//# try, catch, finally in order
const seen: string[] = []; const f = (n: number) => { try { seen.push('try'); if (n === 1) throw new Error('one'); seen.push('end'); } catch (e) { seen.push('catch ' + (e as Error).message); } finally { seen.push('finally'); } seen.push('after'); }; f(0); f(1); log(seen);

//# anything can be thrown
for (const v of [1, 'text', null, undefined, { code: 7 }, [1, 2], -0, NaN] as any[]) try { throw v; } catch (e: any) { log(e === v || (e !== e && v !== v), typeof e); }

//# what is not caught ends the program
log('before'); throw new Error('end'); log('never');

//# an error thrown in a function is caught by its caller's caller
const a = () => { throw new TypeError('deep'); }; const b = () => { a(); log('never'); }; try { b(); } catch (e: any) { log(e.name, e.message, e instanceof TypeError, e instanceof Error, e instanceof RangeError, String(e)); }

//# finally replaces what return would give
const f = () => { try { return 'try'; } finally { return 'finally'; } }; const g = () => { let x = 1; try { return x; } finally { x = 2; } }; const h = () => { try { throw 1; } catch { return 'catch'; } finally { log('cleanup'); } }; log(f(), g(), h());

//# finally swallows an error when it returns or breaks
const f = () => { try { throw new Error('x'); } finally { return 'swallowed'; } }; log(f()); for (let i = 0; i < 3; i++) { try { throw i; } finally { if (i < 2) continue; break; } } log('after'); const g = () => { a: try { throw 1; } finally { break a; } return 'g'; }; log(g());

//# finally runs at break, continue and return out of loops
const seen: string[] = []; const f = () => { for (let i = 0; i < 5; i++) { try { if (i === 1) continue; if (i === 3) return 'ret'; seen.push('b' + i); } finally { seen.push('f' + i); } } return 'end'; }; log(f(), seen); outer: for (const x of [1, 2]) { for (const y of [1, 2]) { try { if (y === 2) continue outer; log(x, y); } finally { log('f', x, y); } } }

//# an error in catch goes on after finally
const seen: string[] = []; try { try { throw 'first'; } catch (e) { seen.push('caught ' + e); throw 'second'; } finally { seen.push('finally'); } } catch (e) { seen.push('outer ' + e); } log(seen);

//# an error in finally replaces the first
try { try { throw 'first'; } finally { throw 'second'; } } catch (e) { log(e); } try { try { throw 1; } catch { throw 2; } finally { try { throw 3; } catch (e) { log('inner', e); } } } catch (e) { log('outer', e); }

//# nested finally run from the inside out
const seen: number[] = []; const f = () => { try { try { try { return 'x'; } finally { seen.push(1); } } finally { seen.push(2); } } finally { seen.push(3); } }; log(f(), seen);

//# catch without a name, and a name of its own
const e = 'outer'; try { throw 'inner'; } catch (e) { log(e); } try { throw 1; } catch { log(e); } try { throw { a: 1, b: [2, 3] }; } catch ({ a, b: [x, ...rest] }: any) { log(a, x, rest); }

//# closures keep the caught value
const fs: (() => any)[] = []; for (let i = 0; i < 3; i++) try { throw i * 10; } catch (e) { fs.push(() => e); } log(fs.map((f) => f()));

//# errors of the language can be caught
const tries: (() => any)[] = [() => (null as any).x, () => (undefined as any)(), () => (5 as any).f(), () => new (5 as any)(), () => [...(5 as any)], () => 'x'.repeat(-1), () => (1).toFixed(200), () => new Array(-1), () => { const [a] = null as any; return a; }, () => (1).toString(99), () => ('a' as any) in ('b' as any), () => { const { x } = undefined as any; return x; }]; for (const f of tries) try { f(); log('no error'); } catch (e: any) { log(e instanceof Error, e.name); }

//# a variable that is used too early can be caught
try { const f = () => late; f(); const late = 1; log('never'); } catch (e: any) { log(e.name, e instanceof ReferenceError); }

//# error classes of one's own
class CarError extends Error { constructor(message: string, public code = 5) { super(message); this.name = 'CarError'; } } class Stuck extends CarError { where = 'line'; } try { throw new Stuck('wheel', 9); } catch (e: any) { log(e instanceof Stuck, e instanceof CarError, e instanceof Error, e.name, e.message, e.code, e.where, String(e), Object.keys(e)); }

//# an error's text in its forms
log(String(new Error('m')), String(new Error()), new TypeError('t') + '', `${new RangeError('r')}`); const e = new Error('x'); e.name = 'Mine'; log(String(e)); e.message = ''; log(String(e)); e.name = ''; log(String(e) === '');

//# a cause is kept
const inner = new Error('inner'); const outer = new Error('outer', { cause: inner }); log((outer as any).cause === inner, 'cause' in new Error('x'), outer.message);

//# throwing in the middle of an expression leaves the rest undone
const seen: string[] = []; const t = (s: string) => { seen.push(s); return 1; }; const bad = (): number => { throw 1; }; const a = [0, 0]; try { a[t('i')] = t('x') + bad() + t('never'); } catch { seen.push('caught'); } log(a, seen); let v = 1; try { v += bad(); } catch {} try { v = [t('y'), bad(), t('never2')].length; } catch {} log(v, seen);

//# throwing out of callbacks, sorts and getters
try { [3, 1, 2].sort(() => { throw 'sort'; }); } catch (e) { log(e); } try { [1, 2, 3].forEach((x) => { if (x === 2) throw 'at ' + x; log(x); }); } catch (e) { log(e); } const o = { get x(): number { throw 'getter'; } }; try { o.x; } catch (e) { log(e); } try { `${{ toString() { throw 'toString'; } }}`; } catch (e) { log(e); }

//# throwing out of a for-of ends it
const seen: number[] = []; try { for (const x of [1, 2, 3]) { seen.push(x); if (x === 2) throw 'stop'; } } catch (e) { log(e, seen); } for (const x of [1, 2]) { try { if (x === 1) throw x; log('ok', x); } catch (e) { log('caught', e); } }

//# deep recursion with cleanup at every level
let depth = 0; let cleaned = 0; const f = (n: number): void => { depth++; try { if (n === 0) throw 'bottom'; f(n - 1); } finally { cleaned++; } }; try { f(50); } catch (e) { log(e, depth, cleaned); }

//# a throw in a constructor leaves no object
class A { static made = 0; constructor(n: number) { if (n < 0) throw new RangeError('negative'); A.made++; } } class B extends A { x = 1; constructor(n: number) { super(n); B.made += 10; } } let b: any = 'none'; try { b = new B(-1); } catch (e: any) { log(e.name); } log(b, A.made);

//# rethrowing keeps the same error
const err = new Error('same'); try { try { throw err; } catch (e) { throw e; } } catch (e) { log(e === err); } const f = () => { try { throw err; } finally { log('f'); } }; try { f(); } catch (e) { log(e === err); }

//# try within switch and loops with labels
const f = (n: number): string => { switch (n) { case 1: try { return 'one'; } finally { log('f1'); } case 2: try { throw 2; } catch { break; } finally { log('f2'); } default: return 'default'; } return 'after'; }; log(f(1), f(2), f(3)); let n = 0; loop: while (true) { try { n++; if (n > 3) break loop; continue loop; } finally { n += 10; } } log(n);

//# return value is kept through a finally that calls functions
const log2: string[] = []; const note = (s: string) => { log2.push(s); return s; }; const f = () => { try { return note('value'); } finally { note('cleanup'); [1, 2].forEach((x) => note('x' + x)); } }; log(f(), log2);

//# retry until it works
let tries = 0; const flaky = () => { if (++tries < 3) throw new Error('again ' + tries); return 'ok after ' + tries; }; const retry = (f: () => string, n: number): string => { for (let i = 0; ; i++) try { return f(); } catch (e: any) { log(e.message); if (i >= n) throw e; } }; log(retry(flaky, 5));

