//# what becomes text
log(JSON.stringify({ a: 1, b: 'x', c: true, d: null, e: [1, [2]], f: {} }), JSON.stringify([]), JSON.stringify('q"\\\n\u0001é中'), JSON.stringify(null), JSON.stringify(-0), JSON.stringify(1e21), JSON.stringify(0.1));

//# what does not become text
log(JSON.stringify({ a: undefined, f: () => 1, n: NaN, i: Infinity }), JSON.stringify([undefined, () => 1, NaN]), JSON.stringify(undefined), JSON.stringify(() => 1), JSON.stringify({ m: new Map([[1, 2]]), s: new Set([1]) }));

//# indentation by number and text
const o = { a: [1, { b: 2 }], c: {}, d: [] }; log(JSON.stringify(o, null, 2)); log(JSON.stringify(o, null, '--')); log(JSON.stringify([1], null, 0), JSON.stringify([1], null, 20).length, JSON.stringify([1], null, '123456789012').length);

//# a list of names chooses and orders
log(JSON.stringify({ b: 1, a: 2, c: { a: 3, d: 4 } }, ['c', 'a']), JSON.stringify([{ x: 1, y: 2 }], ['y']), JSON.stringify({ 1: 'one', 2: 'two' }, [2, 1] as any));

//# a replacing function sees every place
const seen: string[] = []; log(JSON.stringify({ a: 1, b: [2, 'x'] }, function (key, value) { seen.push(key); return typeof value === 'number' ? value * 10 : value; }), seen); log(JSON.stringify({ a: 1, b: 2 }, (k, v) => (k === 'a' ? undefined : v)));

//# toJSON decides
const d: any = { toJSON(key: string) { return 'key:' + key; } }; log(JSON.stringify(d), JSON.stringify({ x: d }), JSON.stringify([d])); class P { constructor(private x: number) {} toJSON() { return { p: this.x }; } } log(JSON.stringify({ p: new P(3) }));

//# objects in a circle fail
const o: any = { a: 1 }; o.self = o; log('before'); try { JSON.stringify(o); } catch (e: any) { log(e.name); } const shared = { s: 1 }; log(JSON.stringify([shared, shared])); JSON.stringify(o);

//# getters run and inherited names do not count
class A { x = 1; get y() { return 2; } m() {} } log(JSON.stringify(new A())); log(JSON.stringify({ get z() { return [1]; } }));

//# lone surrogates are escaped
log(JSON.stringify('\ud83d'), JSON.stringify('🚗'), JSON.stringify('\u2028').length, JSON.stringify('\u007f').length);

//# reading text back
const o = JSON.parse('{"a":[1,2,{"b":null}],"c":"x\\ny","d":-1.5e2,"e":true}'); log(o.a[2].b, o.a.length, o.c, o.d, o.e, Object.keys(o)); log(JSON.parse(' [ ] ').length, JSON.parse('"\\u4e2d\\ud83d\\ude97"'), JSON.parse('-0') === 0 && 1 / JSON.parse('-0'), JSON.parse('1E3'));

//# the last of two equal names counts, numbers come first
const o = JSON.parse('{"b":1,"2":2,"a":3,"1":4,"b":5}'); log(Object.keys(o), o.b);

//# what JSON refuses
for (const t of ['', '{', '{a:1}', "['x']", '[1,]', '01', '1.', '.5', '+1', 'undefined', 'NaN', '{"a":1,}', '"\n"', '"\\x41"', 'tru', '1 2', '[1]]', '"\\u12"']) try { JSON.parse(t); log('accepted', t); } catch (e: any) { log(e.name); }

//# a reviving function works from the inside out
const seen: string[] = []; const o = JSON.parse('{"a":1,"b":[2,3]}', (k, v) => { seen.push(k); return typeof v === 'number' ? v + 1 : v; }); log(seen, o.a, o.b); log(JSON.stringify(JSON.parse('{"a":1,"b":2}', (k, v) => (k === 'a' ? undefined : v))));

//# there and back again
const data = { name: '小车', runs: [{ t: 1.5, ok: true }, { t: 2, ok: false }], nested: { deep: { er: [null, 'x'] } } }; const copy = JSON.parse(JSON.stringify(data)); copy.runs[0].t = 9; log(data.runs[0].t, JSON.stringify(copy) === JSON.stringify(data), JSON.stringify(copy).length);

//# names that need quotes, and __proto__
log(JSON.stringify({ 'a b': 1, '': 2, '"': 3, 中: 4 })); const o = JSON.parse('{"__proto__":{"x":1},"constructor":2}'); log(Object.keys(o), o.x, o.constructor);
