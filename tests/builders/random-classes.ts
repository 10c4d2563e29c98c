/** Random classes: fields, private and static members, accessors, inheritance, `super` in every place that has it. Layer: tests/builders. */
import type { Choices } from './random-choices.ts';
import type { Expressions } from './random-expressions.ts';

/** What an instance is asked for; every class has all of it. */
export const USES = ['', '.get()', '.twice', '.set(1)', '.v', '.w', '.peek()', '.w++', '.constructor.name', '.both()'];
/** What a class itself is asked for. */
export const STATIC_USES = ['.made', '.name', '.length', '.make(1)', '.made++', '.of?.(2)'];

export class Classes {
  readonly #c: Choices;
  readonly #e: Expressions;

  constructor(choices: Choices, expressions: Expressions) {
    this.#c = choices;
    this.#e = expressions;
  }

  declare(): string {
    const { classes } = this.#c.scope;
    const parent = classes.length > 0 && this.#c.choose(2) ? this.#c.pick(classes) : undefined;
    const text = this.#c.inner(() => {
      const members = [
        ...this.#fields(),
        this.#maker(parent),
        ...this.#accessors(parent),
        ...this.#methods(parent),
        ...this.#statics(parent),
      ];
      return ` ${parent ? `extends ${parent} ` : ''}{\n${members.join('\n')}\n}\n`;
    });
    const name = this.#c.name('K');
    classes.push(name);
    return `class ${name}${text}`;
  }

  #fields(): readonly string[] {
    const fields = [`v: any = ${this.#e.value(2)};`, `#p: any = ${this.#e.value(3)};`];
    this.#c.scope.values.push('(this as any).v');
    if (this.#c.choose(2)) fields.push(`'k 1': any = 0;`, `arrow: any = () => (this as any).v;`);
    return fields;
  }

  #withParameter(name: string): string {
    return this.#c.inner(() => {
      this.#c.scope.values.push(name);
      return this.#e.value(2);
    });
  }

  #maker(parent: string | undefined): string {
    const x = this.#c.name('x');
    const head = this.#c.choose(2) ? `${x}: any, y?: any` : `${x}: any = ${this.#c.pick(['1', "'d'", 'null'])}, y: any = ${x}`;
    const begin = parent ? `super(${this.#c.pick([`${x}, y`, `y`, `...[${x}, y] as [any, any]`])});` : '';
    const end = this.#c.choose(5) === 4 ? `if (${x} === 1) return;` : '';
    return `constructor(${head}) { ${begin} ${end} this.v = cut(${this.#withParameter(x)}); this.#p = y; }`;
  }

  #accessors(parent: string | undefined): readonly string[] {
    const x = this.#c.name('x');
    const isOwn = parent === undefined || this.#c.choose(2) === 0;
    const above = parent === undefined ? '' : this.#c.pick(['', ' super.w;', ' (super.w = 2);']);
    const pair = [
      `get w(): any {${above} return cut(this.v); }`,
      `set w(${x}: any) { ${parent ? `if (this.v === 3) super.w = ${x};` : ''} this.v = cut(${this.#withParameter(x)}); }`,
    ];
    return [...(isOwn ? pair : []), `get twice(): any { return tick(${this.#e.value(2)}); }`];
  }

  #methods(parent: string | undefined): readonly string[] {
    const x = this.#c.name('x');
    const get = parent ? `super.get() + ${this.#e.value(2)}` : this.#e.value(2);
    const methods = [
      `get(): any { return cut(${get}); }`,
      `set(${x}: any): any { this.v = ${this.#withParameter(x)}; return this.v; }`,
      `peek(): any { return this.#p === ${this.#e.atom()} ? 'p' : #p in this; }`,
      `both(): any { return [${parent ? this.#c.pick(['super.both()', "super['get']()", 'super.w']) : '0'}, this.v]; }`,
    ];
    if (this.#c.choose(2)) methods.push(`toString(): string { return ${this.#e.text(2)}; }`);
    if (this.#c.choose(3) === 2) methods.push(`valueOf(): any { return ${this.#e.number(2)}; }`);
    return methods;
  }

  #statics(parent: string | undefined): readonly string[] {
    const made = parent && this.#c.choose(2) ? [] : [`static made: any = ${this.#e.number(3)};`];
    const statics = [...made, `static make(a: any): any { this.made++; return new this(a, this.made); }`];
    if (parent && this.#c.choose(2)) statics.push(`static of(a: any): any { return [super.make(a), super.name]; }`);
    if (this.#c.choose(3) === 2) statics.push(`static { this.made = cut(this.made + 1); }`);
    return statics;
  }
}
