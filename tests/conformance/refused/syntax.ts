//# a generator function
//! language.not-in-subset 1:1
function* f() {}

//# async and await
//! language.not-in-subset 1:1
async function f() {}

//# a regular expression
//! language.not-in-subset 1:11
const r = /a+/g;

//# a big integer
//! language.not-in-subset 1:5
log(10n);

//# a tagged template
//! language.not-in-subset 2:5
const tag: any = () => 1;
log(tag`x${1}`);

//# a hole in an array
//! language.not-in-subset 1:14
const a = [1, , 2]; log(a);

//# with
//! language.not-in-subset 1:1
with (5) { }

//# the arguments object
//! language.not-in-subset 1:23
function f() { return arguments; }

//# a namespace
//! language.not-in-subset 1:1
namespace N { export const x = 1; }

//# a decorator
//! language.not-in-subset 2:1
const d: any = () => {};
@d class A {}

//# var that hides the robot
//! language.name-taken 1:5
let wait = 5;

//# break outside of a loop
//! ts.1105 1:1
break;

//# continue to a label that is no loop
//! ts.1115 1:27
a: { for (;;) { if (true) continue a; } }

//# return outside of a function
//! ts.1108 1:1
return 5;

//# a label that is not there
//! ts.1116 1:13
while (1) { break nowhere; }

//# assigning to a constant
//! ts.2588 1:14
const x = 1; x = 2;

//# two variables of one name
//! ts.2451 1:5
//! ts.2451 1:16
let x = 1; let x = 2;

//# a variable used before its line
//! ts.2448 1:5
//! ts.2454 1:5
log(x); const x = 1;

//# a name that is not there
//! ts.2304 1:5
log(nothing);

//# a wrong type
//! ts.2322 1:5
let n: number = 'text';

//# too few arguments
//! ts.2554 1:37
function f(a: number, b: number) {} f(1);

//# a key that an object lacks
//! ts.2339 2:7
const o = { a: 1 };
log(o.b);

//# a property that may be missing
//! ts.18048 2:5
const o: { a?: number[] } = {};
log(o.a.length);

//# new of an abstract class
//! ts.2511 1:21
abstract class A {} new A();

//# a private member from outside
//! ts.2341 2:13
class A { private x = 1; }
log(new A().x);

//# a missing abstract member
//! ts.2515 2:7
abstract class A { abstract f(): void; }
class B extends A {}

//# dynamic members of Function
//! ts.2339 2:3
const f = () => 1;
f.call(null);

//# eval
//! ts.2304 1:1
eval('1');

//# the host's own names
//! ts.2304 1:5
//! ts.2591 2:5
log(window);
log(process);

//# unfinished text
//! ts.1002 1:15
const a = 'abc

//# an unfinished block
//! ts.1005 2:1
if (true) {

//# a comparison that is never true
//! ts.2367 2:5
const a = 1 as const; const b = 'x' as const;
log(a === b);

//# a symbol
//! language.not-in-subset 1:23
const a: any = [1]; a[Symbol.iterator] = 5;
