//# names that are exported at their declaration
import { limit, twice, greet } from './lib';
log(limit, twice(21), greet('car'));
//@ lib.ts
export const limit = 5;
export function twice(n: number): number { return n * 2; }
export const greet = (name: string) => `hi ${name}`;

//# an export list with other names
import { start as begin, stop as end } from './steps';
log(begin(), end);
//@ steps.ts
function go() { return 'go'; }
let halt = 'halt';
export { go as start, halt as stop };

//# each module has names of its own
import { count, next } from './a';
import { count as other, next as step } from './b';
const n = 100;
log(count(), next(), next(), step(), count(), other(), n);
//@ a.ts
let n = 0;
export const count = () => n;
export const next = () => ++n;
//@ b.ts
let n = 50;
export const count = () => n;
export const next = () => (n += 10);

//# an imported variable shows what its module makes of it
import { speed, faster } from './engine';
log(speed); faster(); faster(); log(speed);
//@ engine.ts
export let speed = 10;
export function faster() { speed += 5; }

//# a default export of a value, a function and an expression
import base from './base';
import run from './run';
import { default as sum } from './sum';
log(base, run(3), sum);
//@ base.ts
export default 7;
//@ run.ts
export default function run(n: number) { return n * n; }
//@ sum.ts
const a = [1, 2, 3];
export default a.reduce((x, y) => x + y);

//# a default export is the value of that moment
import value, { change, now } from './v';
change(); log(value, now());
//@ v.ts
let x = 1;
export default x;
export function change() { x = 2; }
export const now = () => x;

//# a default function without a name
import f, { g } from './f';
log(f(2), g());
//@ f.ts
export default function (n: number) { return n + 1; }
export const g = () => 'g';

//# default and others in one import
import main, { helper, other as third } from './lib';
log(main(), helper(), third);
//@ lib.ts
export default () => 'main';
export const helper = () => 'helper';
export const other = 3;

//# a module as a namespace
import * as math from './math';
log(math.half(9), math.ONE, math.count); math.up(); log(math.count, [1, 2].map(math.half));
//@ math.ts
export const ONE = 1;
export let count = 0;
export function half(n: number) { return n / 2; }
export const up = () => { count++; };

//# names that are exported again
import { deep, renamed, all } from './middle';
log(deep(), renamed, all());
//@ middle.ts
export { deep, name as renamed } from './bottom';
export * from './more';
//@ bottom.ts
export const deep = () => 'deep';
export const name = 'n';
//@ more.ts
export const all = () => 'all';

//# a namespace that is exported again
import { tools } from './box';
log(tools.hammer(), tools.size);
//@ box.ts
export * as tools from './tools';
//@ tools.ts
export const hammer = () => 'bang';
export const size = 3;

//# an import that is exported again by name
import { x, f } from './b';
log(x, f());
//@ b.ts
import { x, make } from './c';
export { x };
export const f = () => make() + x;
//@ c.ts
export const x = 4;
export const make = () => 10;

//# modules run once, in the order in which they are asked for
import { a } from './a';
import { b } from './b';
log('main', a, b);
//@ a.ts
import { c } from './c';
log('a');
export const a = c + 1;
//@ b.ts
import { c } from './c';
log('b');
export const b = c + 2;
//@ c.ts
log('c');
export const c = 10;

//# a module is run for its effect only
log('main');
import './effect';
log('after');
//@ effect.ts
log('effect');
export {};

//# imports run before everything, wherever they stand
log('first line', n);
import { n } from './n';
//@ n.ts
log('n runs');
export const n = 5;

//# a module that is imported for its types only does not run
import { Point } from './types';
import type { Size } from './sizes';
const p: Point[] = [[1, 2]]; const s: Size = 3; log(p[0][0] + s);
//@ types.ts
log('types must not run');
export type Point = [number, number];
//@ sizes.ts
log('sizes must not run');
export type Size = number;

//# a module that nobody asks for does not run
import { a } from './a';
log(a);
//@ a.ts
export const a = 1;
//@ b.ts
log('never');
export const b = 2;

//# folders and ways up
import { read } from './sensors/line';
log(read());
//@ sensors/line.ts
import { scale } from '../maths/scale';
import { dark } from './levels';
export const read = () => scale(dark);
//@ sensors/levels.ts
export const dark = 30;
//@ maths/scale.ts
export const scale = (n: number) => n * 100;

//# Chinese file names and names
import { 速度, 前进 } from './小车';
log(前进(2), 速度);
//@ 小车.ts
export const 速度 = 40;
export function 前进(秒: number) { return 速度 * 秒; }

//# functions of modules that import one another
import { isEven } from './even';
log(isEven(10), isEven(7));
//@ even.ts
import { isOdd } from './odd';
export function isEven(n: number): boolean { return n === 0 ? true : isOdd(n - 1); }
//@ odd.ts
import { isEven } from './even';
export function isOdd(n: number): boolean { return n === 0 ? false : isEven(n - 1); }

//# a circle where a function is used before its module has run
import { a } from './a';
log('main', a());
//@ a.ts
import { early } from './b';
export function a() { return 'a'; }
log('a runs', early);
//@ b.ts
import { a } from './a';
export const early = a() + '!';
log('b runs');

//# a circle where a constant is used before it is there fails
import { a } from './a';
log('never', a);
//@ a.ts
import { b } from './b';
export const a = 1;
log('a', b);
//@ b.ts
import { a } from './a';
log('b runs');
export const b = a + 1;

//# a circle where a function reads a constant too early fails
import { a } from './a';
log('never', a);
//@ a.ts
import { b } from './b';
const secret = 5;
export function tell() { return secret; }
export const a = b;
//@ b.ts
import { tell } from './a';
log('b runs');
export const b = tell();

//# a circle with the entry itself
import { hello } from './friend';
export function name() { return 'main'; }
log(hello());
//@ friend.ts
import { name } from './main';
export const hello = () => 'hello ' + name();
log('friend runs');

//# a circle read through a namespace too early fails
import * as a from './a';
log(a.x);
//@ a.ts
import * as b from './b';
export const x: number = b.y;
//@ b.ts
import * as a from './a';
log('b');
export const y: number = a.x;

//# closures and loops across modules
import { handlers, add } from './registry';
for (let i = 0; i < 3; i++) add(() => i * 10);
log(handlers.map((h) => h()), handlers.length);
//@ registry.ts
export const handlers: (() => number)[] = [];
export function add(h: () => number) { handlers.push(h); }

//# an inner name hides an imported one
import { x, f } from './lib';
log(x); { const x = 'inner'; log(x, f()); } const g = (x: number) => x + 1; log(g(1), x);
//@ lib.ts
export const x = 'outer';
export const f = () => x;

//# an imported name hides the language's own
import { parseFloat, isNaN } from './mine';
log(parseFloat('1'), isNaN(1));
//@ mine.ts
const parse = (s: string) => 'mine ' + s;
const is = (n: number) => 'is ' + n;
export { parse as parseFloat, is as isNaN };

//# var, arrays and destructuring in exports
import { a, b, rest, old } from './parts';
log(a, b, rest, old);
//@ parts.ts
export const [a, b = 5, ...rest] = [1, undefined, 3, 4] as any[];
export var old = a;
old += 10;

//# a fault in another module ends the program
import { fail } from './bad';
log('before'); fail(null); log('never');
//@ bad.ts
export function fail(xs: any) { return xs.length; }

//# exported function overloads and generics
import { pick, first } from './g';
log(pick('a'), pick(2), first([7, 8]), first('xy'.split('')));
//@ g.ts
export function pick(a: string): string;
export function pick(a: number): number;
export function pick(a: any): any { return a; }
export function first<T>(xs: T[]): T { return xs[0]; }

//# what an importer pushes is there for the next
import { list } from './list';
import './one';
import './two';
log(list);
//@ list.ts
export const list: string[] = [];
//@ one.ts
import { list } from './list';
list.push('one');
//@ two.ts
import { list } from './list';
list.push('two', String(list.length));
