//# numbers, texts and what follows a number
enum A { X, Y = 5, Z, W = Y * 2, V = 'abc'.length as any } enum S { Up = 'UP', Down = 'DOWN' } log(A.X, A.Y, A.Z, A.W, S.Up, S.Down, A.Z + 1);

//# names of numbers
enum Dir { Left, Right = 10, Also = 10 } log(Dir[0], Dir[10], Dir.Also, Dir['Left'], Object.keys(Dir), (Dir as any)[99]);

//# texts have no way back
enum Paint { Red = 'red', Green = 'green' } log(Object.keys(Paint), Object.values(Paint), (Paint as any).red, Paint.Red === ('red' as any)); const find = (s: string) => Object.values(Paint).find((c) => c === s); log(find('green'), find('blue'));

//# computed members and flags
enum Flag { None = 0, A = 1 << 0, B = 1 << 1, AB = A | B, N = -1, Inv = ~B } log(Flag.AB, Flag.N, Flag.Inv, Flag[3], Flag[-1], (Flag.A | Flag.B) === Flag.AB, (Flag.AB & Flag.B) !== 0);

//# enums in switch and as keys
enum State { Idle, Run, Stop } const next = (s: State): State => { switch (s) { case State.Idle: return State.Run; case State.Run: return State.Stop; case State.Stop: return State.Idle; } }; let s = State.Idle; const seen: string[] = []; for (let i = 0; i < 4; i++) { seen.push(State[s]); s = next(s); } log(seen); const names: Record<State, string> = { [State.Idle]: '停', [State.Run]: '跑', [State.Stop]: '完' }; log(names[State.Run], Object.keys(names));

//# an enum's members see those before, and outer constants
const base = 10; enum E { A = base, B = A + 1, C = Math.max(3, 4) } log(E.A, E.B, E.C, E[10], E[4]);

//# enums inside functions are of their own
const f = (n: number) => { enum L { A = 1, B = 2 } return n === L.A ? 'A' : L[n] ?? 'none'; }; log(f(1), f(2), f(3));

//# enums are objects
enum E { A, B } log(typeof E, 'A' in E, '0' in E, JSON.stringify(E)); for (const k in E) log(k); const t: any = E; log(t.A === 0, t === E);

//# generic functions
const id = <T,>(x: T): T => x; function pair<A, B>(a: A, b: B): [A, B] { return [a, b]; } const map2 = <T, U>(xs: T[], f: (x: T) => U): U[] => xs.map(f); log(id(5), pair('a', 1), map2([1, 2], (x) => `n${x}`)); function longest<T extends { length: number }>(a: T, b: T): T { return a.length >= b.length ? a : b; } log(longest('ab', 'abc'), longest([1], []));

//# unions and narrowing
type Shape = { kind: 'circle'; r: number } | { kind: 'rect'; w: number; h: number }; const area = (s: Shape): number => (s.kind === 'circle' ? 3 * s.r ** 2 : s.w * s.h); log(area({ kind: 'circle', r: 2 }), area({ kind: 'rect', w: 2, h: 3 })); const show = (x: string | number | null | string[]): string => { if (x === null) return 'null'; if (typeof x === 'string') return x.toUpperCase(); if (Array.isArray(x)) return x.join('+'); return x.toFixed(1); }; log(show(null), show('a'), show(['b', 'c']), show(2)); const hasName = (o: object): o is { name: string } => 'name' in o; const o: object = { name: 'n' }; if (hasName(o)) log(o.name);

//# interfaces, aliases, tuples, keyof leave no trace
interface Named { readonly name: string; tags?: string[] } interface Robot extends Named { speed: number } type Keys = keyof Robot; const get = <K extends Keys>(r: Robot, k: K): Robot[K] => r[k]; const r: Robot = { name: 'r', speed: 3 }; log(get(r, 'speed'), get(r, 'tags')); const t: readonly [number, string, boolean?] = [1, 'a']; log(t.length, t[2]); type Op = (a: number, b: number) => number; const ops: { [name: string]: Op } = { add: (a, b) => a + b }; log(ops['add'](1, 2), ops.nothing === undefined);

//# assertions and satisfies change nothing
const x: unknown = '5'; log((x as string).length, (x as any) * 2, <string>x + 1); const conf = { a: 1, b: 'x' } satisfies Record<string, number | string>; log(conf.a + 1, conf.b); const n: number | undefined = [1][0]; log(n! + 1); const lit = ['a', 'b'] as const; log(lit.length, lit[1]);

//# type-only statements do nothing
interface Outside { n: number } type T = Outside['n']; abstract class A { abstract x: T; } class B extends A { x = 1; } const b: any = new B(); log(b.x);

//# overloads share one body
function f(a: number): string; function f(a: string, b?: number): string; function f(a: any, b: any = 'none'): string { return typeof a + b; } log(f(1), f('x', 2), f('y')); class C { m(a: string): void; m(a: number): void; m(a: any) { log('m', a); } } new C().m(1); new C().m('s');

//# const enums
const enum Gear { Low = 1, Mid = Low * 2, High = Mid + 3 } const enum T { A = 'a', B = `${A}b` } log(Gear.Low, Gear.Mid, Gear.High, T.A, T.B, Gear['Mid']);

//# an enum that is declared twice goes on
enum E { A } enum E { B = 1, C } log(E.A, E.B, E.C, E[2], Object.keys(E).length);


//# an enum may be called Color or Side
enum Color { Red, Green } enum Side { Left = 'l', Right = 'r' } log(Color.Green, Color[0], Side.Left);
