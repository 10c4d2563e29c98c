//# fields, methods and new
class Car { speed = 0; readonly wheels: number = 4; name: string; constructor(name: string) { this.name = name; } go(n = 10) { this.speed += n; return this; } } const c = new Car('A'); log(c.go().go(5).speed, c.name, c.wheels, c instanceof Car, typeof Car, typeof c);

//# fields are set in order, before the constructor's own lines
const seen: string[] = []; const t = (s: string) => { seen.push(s); return s; }; class A { a = t('a'); b = t('b' + this.a); constructor() { t('body'); } c = t('c'); } new A(); log(seen);

//# fields of parents come first, and the child's after super
const seen: string[] = []; const t = (s: string) => { seen.push(s); return s; }; class P { p = t('P.p'); constructor() { t('P'); } } class C extends P { c = t('C.c'); constructor() { t('before'); super(); t('after'); } } new C(); log(seen);

//# a parent's constructor meets the child's methods but not its fields
class P { seen: any; constructor() { this.seen = this.show(); } show(): any { return 'P'; } } class C extends P { x = 5; show() { return 'C' + this.x; } } log(new C().seen, new C().show());

//# a field hides a value that the parent's constructor has set
class P { v: any = 1; constructor() { this.set(); } set() {} } class C extends P { v: any = undefined; set() { this.v = 'set'; } } log(new C().v);

//# super calls the parent's method with the child's this
class A { name() { return 'A'; } hi() { return 'I am ' + this.name(); } } class B extends A { name() { return 'B of ' + super.name(); } hi() { return super.hi() + '!'; } } class C extends B { name() { return 'C of ' + super.name(); } } log(new C().hi());

//# a class without a constructor passes its arguments on
class A { xs: number[]; constructor(...xs: number[]) { this.xs = xs; } } class B extends A {} class C extends B {} log(new C(1, 2, 3).xs, new C().xs.length);

//# a class called without new fails
class A {} const f: any = A; log('before'); f();

//# new of what is no class fails
const f: any = () => 1; log('before'); new f();

//# getters, setters and their inheritance
class A { #v = 1; get v() { return this.#v; } set v(n: number) { this.#v = n > 10 ? 10 : n; } } class B extends A { get v() { return super.v * 2; } set v(n: number) { super.v = n + 1; } } const b = new B(); b.v = 3; log(b.v); b.v += 50; log(b.v);

//# a child's getter hides the parent's setter
class A { set x(_v: number) { log('A set'); } } class B extends A { get x() { return 5; } } const b: any = new B(); log(b.x); b.x = 1; log('never');

//# static members belong to the class, and are inherited
class A { static count = 0; static make() { this.count++; return new this(); } } class B extends A {} const b = B.make(); A.make(); log(A.count, B.count, b instanceof B, Object.keys(B)); B.count = 100; log(A.count, B.count);

//# static blocks and order of static fields
const seen: string[] = []; class A { static a = (seen.push('a'), 1); static { seen.push('block' + A.a); } static b = (seen.push('b'), A.a + 1); } log(seen, A.b);

//# static super
class A { static who() { return 'A'; } } class B extends A { static who() { return super.who() + 'B'; } } log(B.who(), A.who());

//# private names are of their class alone
class A { #x = 1; static same(a: A, b: A) { return a.#x === b.#x; } has(o: any) { return #x in o; } inc() { return ++this.#x; } } class B extends A { #x = 10; mine() { return this.#x; } } const b = new B(); log(b.inc(), b.mine(), A.same(new A(), new A()), b.has(b), b.has({}), Object.keys(b));

//# private methods and accessors
class A { #n = 0; #step() { this.#n += 2; return this; } get #double() { return this.#n * 2; } set #double(v: number) { this.#n = v / 2; } go() { this.#step().#step(); this.#double += 4; return this.#n; } } log(new A().go());

//# instanceof along the chain
class A {} class B extends A {} class C extends A {} const b: any = new B(); log(b instanceof B, b instanceof A, b instanceof C, b instanceof Object, ({} as any) instanceof A, (5 as any) instanceof Object, ([] as any) instanceof Array, ((() => 1) as any) instanceof Function, (null as any) instanceof Object);

//# instanceof of what is no class fails
const o: any = {}; const f: any = { a: 1 }; log('before'); log(o instanceof f);

//# abstract classes and methods
abstract class Shape { abstract area(): number; twice() { return this.area() * 2; } } class Sq extends Shape { constructor(private s: number) { super(); } area() { return this.s ** 2; } } log(new Sq(3).twice());

//# parameter properties
class P { constructor(public x: number, private readonly y = x + 1, protected z?: number) {} sum() { return this.x + this.y + (this.z ?? 0); } } log(new P(1).sum(), new P(1, 5, 10).sum(), Object.keys(new P(1)));

//# classes as values and in functions
const make = (n: number) => class { v = n; get() { return this.v; } }; const A = make(1); const B = make(2); log(new A().get(), new B().get(), (A as any) === B, new (make(7))().v); const list = [A, B]; log(list.map((K) => new K().v));

//# a class expression sees its own name
const K = class Inner { static made = 0; constructor() { Inner.made++; } }; new K(); new K(); log(K.made, K.name, (class {}).name, (class X {}).name);

//# a class is not there before its declaration
log('before'); const f = () => new Late().x; log(f()); class Late { x = 1; }

//# methods are found anew at each call
class A { f() { return 'class'; } } const a: any = new A(); log(a.f()); a.f = () => 'own'; log(a.f()); delete a.f; log(a.f(), Object.keys(a));

//# arrow fields keep their object, methods do not
class A { n = 1; arrow = () => this.n; method() { return this?.n; } } const a = new A(); const f = a.arrow; const g: any = a.method; log(f(), g());

//# each object has its own fields
class A { list: number[] = []; static shared: number[] = []; } const a = new A(); const b = new A(); a.list.push(1); A.shared.push(2); log(a.list, b.list, A.shared, a.list === b.list);

//# computed member names and methods named like words
const k = 'dyn'; class A { [k]() { return 'm'; } get ['g']() { return 3; } delete() { return 'd'; } 'a b'() { return 'ab'; } 5() { return 'five'; } } const a: any = new A(); log(a.dyn(), a.g, a.delete(), a['a b'](), a[5]());

//# a constructor that gives an object gives that object
class A { x = 1; constructor(other?: any) { if (other) return other; } } const o: any = { x: 9 }; log((new A(o) as any) === o, new A().x); class B extends A { y = 2; } const p: any = {}; const b: any = new B(p); log(b === p, p.y, Object.keys(p));

//# a constructor's early return
class A { x = 1; constructor(n: number) { if (n < 0) return; this.x = n; } } log(new A(-1).x, new A(5).x);

//# toString, valueOf and toJSON of a class
class V { constructor(public x: number) {} toString() { return `V(${this.x})`; } valueOf() { return this.x; } toJSON() { return { v: this.x }; } } const a: any = new V(3); const b: any = new V(4); log(`${a}`, a + b, a < b, [a, b].join('|'), JSON.stringify([a]), a * 2, a + '');

//# constructor.name and instances made from it
class A { clone(): any { return new (this.constructor as any)(); } } class B extends A {} const b = new B(); log(b.clone() instanceof B, (b.constructor as any).name, b.constructor === B, A.prototype.constructor === A, Object.getPrototypeOf(b) === B.prototype);

//# generic classes
class Stack<T> { #items: T[] = []; push(...xs: T[]): this { this.#items.push(...xs); return this; } pop(): T | undefined { return this.#items.pop(); } get size() { return this.#items.length; } map<U>(f: (x: T) => U): Stack<U> { const s = new Stack<U>(); for (const x of this.#items) s.push(f(x)); return s; } } const s = new Stack<number>().push(1, 2, 3); log(s.pop(), s.size, s.map((x) => 'n' + x).pop(), new Stack().pop());

//# a queue by two stacks, a priority queue by a heap
class Heap { #a: number[] = []; push(x: number) { const a = this.#a; a.push(x); let i = a.length - 1; while (i > 0) { const p = (i - 1) >> 1; if (a[p] <= a[i]) break; [a[p], a[i]] = [a[i], a[p]]; i = p; } } pop() { const a = this.#a; const top = a[0]; const last = a.pop()!; if (a.length > 0) { a[0] = last; let i = 0; for (;;) { let m = i; for (const c of [2 * i + 1, 2 * i + 2]) if (c < a.length && a[c] < a[m]) m = c; if (m === i) break; [a[m], a[i]] = [a[i], a[m]]; i = m; } } return top; } get empty() { return this.#a.length === 0; } } const h = new Heap(); for (const x of [5, 3, 8, 1, 9, 2]) h.push(x); const out: number[] = []; while (!h.empty) out.push(h.pop()); log(out);

//# a state machine of classes
interface State { next(event: string): State; readonly name: string } class Idle implements State { readonly name = 'idle'; next(e: string): State { return e === 'go' ? new Run(1) : this; } } class Run implements State { get name() { return 'run' + this.gear; } constructor(private gear: number) {} next(e: string): State { return e === 'stop' ? new Idle() : e === 'up' ? new Run(this.gear + 1) : this; } } let s: State = new Idle(); const seen = [s.name]; for (const e of ['x', 'go', 'up', 'up', 'stop']) { s = s.next(e); seen.push(s.name); } log(seen);

//# a PID controller as a class
class Pid { #sum = 0; #last = 0; constructor(private readonly k: { p: number; i: number; d: number }) {} step(e: number, dt: number) { this.#sum += e * dt; const d = (e - this.#last) / dt; this.#last = e; return this.k.p * e + this.k.i * this.#sum + this.k.d * d; } } const pid = new Pid({ p: 0.5, i: 0.1, d: 0.01 }); let x = 20; const xs: string[] = []; for (let i = 0; i < 8; i++) { x -= pid.step(x, 0.1) * 0.1; xs.push(x.toFixed(6)); } log(xs);

//# super in object literals' methods stays out, mixins by functions go
type Ctor = new (...args: any[]) => { name: string }; const Loud = <B extends Ctor>(Base: B) => class extends Base { shout() { return this.name.toUpperCase(); } }; class Dog { name = 'rex'; } const L = Loud(Dog); log(new L().shout(), new L() instanceof Dog);

//# extending what is no class fails
const n: any = 5; log('before'); class A extends n {} log('never', A);

//# a private name of another object fails
class A { #x = 1; read(o: any) { return o.#x; } } const a = new A(); log(a.read(a)); log(a.read({}));


//# super can be called only once
class A { constructor(n: number) { log('A', n); } } class B extends A { x = 1; constructor(twice: boolean) { super(1); this.x = 5; if (twice) { try { super(2); } catch (e: any) { log(e.name, e.message, e instanceof ReferenceError); } } log(this.x); } } new B(false); new B(true);

//# super in a loop
class A { static made = 0; constructor() { A.made++; } } class B extends A { y = log('field'); constructor(n: number) { for (let i = 0; i < n; i++) super(); } } new B(1); try { new B(2); } catch (e: any) { log(e.name, A.made); } try { new B(0); } catch (e: any) { log(e.name, A.made); }

//# super in one of two ways
class A { constructor(public n: number) {} } class B extends A { constructor(big: boolean) { if (big) super(100); else super(1); } } log(new B(true).n, new B(false).n); class C extends A { constructor() { try { super(7); } finally { log('made'); } } } log(new C().n); class D extends A { constructor() { super(1); super(2); } } new D();
