/**
 * Random well-formed programs of the whole language, for comparing its forms with JavaScript. A program is a function of a list of choices, so
 * that fast-check shrinks it by shrinking the list; past its end every choice is the first, which is always the simplest.
 * Every program ends: loops count down and functions call only what was declared before them. What the language says otherwise than JavaScript
 * (holes, properties of arrays, the text of functions, powers in the last place) does not come up.
 */
import fc from 'fast-check';

const CHOICES_MAX = 500;
const DEPTH_MAX = 4;
const NAMES = ['a', 'b', 'c', '1', '0'];
const NUMBERS = ['0', '1', '2', '3', '-1', '0.5', '-0', '7', '100', '2147483647', '4294967296', '1e21', 'NaN', 'Infinity', '-2.5', '0x1f'];
const TEXTS = ["''", "'a'", "'12'", "'-3.5'", "'b中'", "'🚗'", "' '", "'0'", '`x`'];
const ARITHMETIC = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'];
const COMPARISONS = ['<', '>', '<=', '>=', '===', '!==', '==', '!='];
const LOGIC = ['&&', '||', '??'];
const ASSIGNMENTS = ['=', '+=', '-=', '*=', '|=', '&=', '^=', '>>>=', '<<=', '%=', '&&=', '||=', '??='];
const MATHS = ['floor', 'ceil', 'round', 'trunc', 'abs', 'sign', 'sqrt', 'fround', 'clz32'];

/** What programs print with: texts of values, cut short, without the text of functions. */
const HEAD = `
const show = (x: any, d = 0): string => typeof x === 'function' ? 'f' : Object.is(x, -0) ? '-0' : x === null || typeof x !== 'object' ? String(x) : d > 2 ? '…' : Array.isArray(x) ? '[' + x.slice(0, 9).map((y) => show(y, d + 1)).join() + ']' : '{' + Object.keys(x).slice(0, 9).map((k) => k + ':' + show(x[k], d + 1)).join() + '}';
const say = (...xs: any[]) => { log(xs.map((x) => show(x)).join(' ').slice(0, 200)); };
const cut = (x: any): any => typeof x === 'string' && x.length > 30 ? x.slice(0, 30) : x;
const named = (e: any) => e instanceof Error ? e.name : show(e);
const $ = (x: any): any => x;
let ticks = 0;
const tick = (x: any): any => { ticks++; if (ticks < 60) say('t', x); return x; };
`;

interface Scope {
  /** Variables of any value but functions. */
  readonly values: string[];
  /** Those of them that may be assigned. */
  readonly settable: string[];
  readonly arrays: string[];
  readonly objects: string[];
  readonly maps: string[];
  readonly functions: { readonly name: string; readonly params: number }[];
  readonly classes: string[];
}

interface Place {
  readonly inLoop: boolean;
  readonly inFunction: boolean;
  readonly labels: readonly string[];
}

class Writer {
  readonly #choices: readonly number[];
  #at = 0;
  #names = 0;
  #scope: Scope = { values: [], settable: [], arrays: [], objects: [], maps: [], functions: [], classes: [] };

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  program(): string {
    const lines = this.#statements({ inLoop: false, inFunction: false, labels: [] }, 0, 12);
    const end = this.#scope.values.concat(this.#scope.arrays, this.#scope.objects);
    return `${HEAD}${lines}say(${end.join(', ')});\n`;
  }

  /** 0 … count − 1. */
  #choose(count: number): number {
    const choice = this.#choices[this.#at++] ?? 0;
    return choice % count;
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#choose(items.length)]!;
  }

  /** One of these; the first at the end of the choices and where the depth is used up. */
  #oneOf(depth: number, options: readonly (() => string)[]): string {
    return options[depth >= DEPTH_MAX ? 0 : this.#choose(options.length)]!();
  }

  #name(stem: string): string {
    return `${stem}${this.#names++}`;
  }

  /** What is declared inside is gone afterwards. */
  #inner(write: () => string): string {
    const outer = this.#scope;
    this.#scope = {
      values: [...outer.values],
      settable: [...outer.settable],
      arrays: [...outer.arrays],
      objects: [...outer.objects],
      maps: [...outer.maps],
      functions: [...outer.functions],
      classes: [...outer.classes],
    };
    const text = write();
    this.#scope = outer;
    return text;
  }

  // Expressions. Each is in brackets or an atom, of type any unless it says number.

  #number(depth: number): string {
    return this.#oneOf(depth, [
      () => this.#pick(NUMBERS),
      () => `(${this.#number(depth + 1)} ${this.#pick(ARITHMETIC)} ${this.#number(depth + 1)})`,
      () => `(${this.#value(depth + 1)} as number)`,
      () => `Math.${this.#pick(MATHS)}(${this.#number(depth + 1)})`,
      () => `Math.${this.#pick(['max', 'min', 'imul'])}(${this.#number(depth + 1)}, ${this.#number(depth + 1)})`,
      () => `(${this.#pick(['-', '+', '~'])} ${this.#value(depth + 1)})`,
      () => `Number(${this.#value(depth + 1)})`,
      () => (this.#scope.arrays.length > 0 ? `${this.#pick(this.#scope.arrays)}.length` : '4'),
      () => `show(${this.#value(depth + 1)}).length`,
    ]);
  }

  #text(depth: number): string {
    return this.#oneOf(depth, [
      () => this.#pick(TEXTS),
      () => `\`\${${this.#value(depth + 1)}}-\${${this.#value(depth + 1)}}\``,
      () => `String(${this.#value(depth + 1)})`,
      () => `${this.#text(depth + 1)}.slice(${this.#number(depth + 1)}, ${this.#number(depth + 1)})`,
      () =>
        `${this.#text(depth + 1)}.${this.#pick(['toUpperCase()', 'trim()', "padStart(5, '.')", "replaceAll('a', '$&$&')", 'charAt(1)'])}`,
      () => `(typeof ${this.#value(depth + 1)})`,
      () => `show(JSON.stringify(${this.#value(depth + 1)}))`,
    ]);
  }

  #value(depth: number): string {
    return this.#oneOf(depth, [
      () => this.#atom(),
      () => `$(${this.#number(depth + 1)})`,
      () => `$(${this.#text(depth + 1)})`,
      () => `$(${this.#value(depth + 1)} ${this.#pick(ARITHMETIC)} ${this.#value(depth + 1)})`,
      () => `$(${this.#value(depth + 1)} ${this.#pick(COMPARISONS)} ${this.#value(depth + 1)})`,
      () => `$(${this.#value(depth + 1)} ${this.#pick(LOGIC)} ${this.#value(depth + 1)})`,
      () => `(${this.#value(depth + 1)} ? ${this.#value(depth + 1)} : ${this.#value(depth + 1)})`,
      () => this.#call(depth),
      () => `tick(${this.#value(depth + 1)})`,
      () => this.#list(depth),
      () => this.#literal(depth),
      () => this.#member(depth),
      () => `$(${this.#walk(depth)})`,
      () => `$(${this.#change(depth)})`,
      () => `$(${this.#collection(depth)})`,
      () => `$(!${this.#value(depth + 1)})`,
      () => `(tick(${this.#value(depth + 1)}), ${this.#value(depth + 1)})`,
    ]);
  }

  #atom(): string {
    const { values } = this.#scope;
    const constants = ['null', 'undefined', 'true', 'false', ...NUMBERS, ...TEXTS].map((text) => `$(${text})`);
    return values.length > 0 && this.#choose(3) > 0 ? this.#pick(values) : this.#pick(constants);
  }

  #list(depth: number): string {
    const items = Array.from({ length: this.#choose(4) }, () =>
      this.#choose(5) === 4 ? `...(${this.#spreadable(depth + 1)})` : this.#value(depth + 1),
    );
    return `$([${items.join(', ')}])`;
  }

  #spreadable(depth: number): string {
    const { arrays } = this.#scope;
    return arrays.length > 0 && this.#choose(2) === 0 ? `${this.#pick(arrays)}.slice(0, 3)` : `cut(${this.#text(depth)})`;
  }

  #literal(depth: number): string {
    const parts = Array.from({ length: this.#choose(4) }, () => {
      const key = this.#pick(NAMES);
      switch (this.#choose(7)) {
        case 1:
          return `[${this.#text(depth + 1)}]: ${this.#value(depth + 1)}`;
        case 2:
          return `get g() { return tick(${this.#value(depth + 2)}); }`;
        case 3:
          return `valueOf() { return tick(${this.#number(depth + 2)}); }`;
        case 4:
          return `toString() { return ${this.#text(depth + 2)}; }`;
        case 5:
          return `...(${this.#value(depth + 1)} as any)`;
        default:
          return `${key}: ${this.#value(depth + 1)}`;
      }
    });
    // Two members of one name are TypeScript's to refuse.
    const names = new Set<string>();
    const once = parts.filter((part) => {
      const name = part.startsWith('...') || part.startsWith('[') ? part : part.split(/[:(]/)[0]!;
      if (names.has(name)) return false;
      names.add(name);
      return true;
    });
    return `$({ ${once.join(', ')} })`;
  }

  #member(depth: number): string {
    const of = this.#value(depth + 1);
    return this.#oneOf(depth, [
      () => `${of}?.${this.#pick(['a', 'b', 'c', 'g', 'length'])}`,
      () => `${of}?.[${this.#number(depth + 1)}]`,
      () => `${of}.${this.#pick(['a', 'b', 'g', 'length'])}`,
      () => `${of}[${this.#number(depth + 1)}]`,
      () => (this.#scope.objects.length > 0 ? `$('${this.#pick(NAMES)}' in ${this.#pick(this.#scope.objects)})` : '$(true)'),
      () => `${of}.${this.#pick(['slice(1)', "indexOf('a')", 'includes(1)', 'at(-1)', 'toString()'])}`,
    ]);
  }

  /** Array methods with callbacks. */
  #walk(depth: number): string {
    const { arrays } = this.#scope;
    if (arrays.length === 0) return this.#atom();
    const list = `${this.#pick(arrays)}.slice(0, 4)`;
    return this.#inner(() => {
      const x = this.#name('x');
      this.#scope.values.push(x);
      const body = (): string => this.#value(depth + 1);
      switch (this.#choose(7)) {
        case 1:
          return `${list}.filter((${x}: any) => ${body()})`;
        case 2:
          return `${list}.reduce((s: any, ${x}: any) => cut(s + ${body()}), '' as any)`;
        case 3:
          return `${list}.${this.#pick(['some', 'every', 'find', 'findIndex'])}((${x}: any) => ${body()})`;
        case 4:
          return `${list}.sort((p: any, q: any) => (show(p) < show(q) ? -1 : show(p) > show(q) ? 1 : 0))`;
        case 5:
          return `${list}.flatMap((${x}: any) => [${body()}, ${x}])`;
        default:
          return `${list}.map((${x}: any, i: any) => (i > 0 ? ${body()} : ${x}))`;
      }
    });
  }

  /** Expressions that change something. */
  #change(depth: number): string {
    const { settable, arrays, objects } = this.#scope;
    const variable = settable.length > 0 ? this.#pick(settable) : undefined;
    const list = arrays.length > 0 ? this.#pick(arrays) : undefined;
    const object = objects.length > 0 ? this.#pick(objects) : undefined;
    const options: (() => string)[] = [() => this.#atom()];
    if (variable) {
      options.push(
        () => `${variable}${this.#pick(['++', '--'])}`,
        () => `${this.#pick(['++', '--'])}${variable}`,
        () => `(${variable} = cut(${this.#value(depth + 1)}))`,
      );
    }
    if (list) {
      options.push(
        () => `${list}.push(${this.#value(depth + 1)})`,
        () => `${list}.${this.#pick(['pop()', 'shift()', 'reverse().length', 'splice(1, 1).length'])}`,
        () => `(${list}[${this.#pick(['0', `${list}.length`])}] = ${this.#value(depth + 1)})`,
      );
    }
    if (object) {
      options.push(
        () => `(${object}.${this.#pick(['a', 'b', 'c'])} = ${this.#value(depth + 1)})`,
        () => `(${object}[${this.#pick(["'a'", '1', "'k' + 1"])}] = ${this.#value(depth + 1)})`,
        () => `${object}.${this.#pick(['a', 'b'])}++`,
        () => `(delete ${object}.${this.#pick(['a', 'b', 'c'])})`,
      );
    }
    return this.#oneOf(depth, options);
  }

  #collection(depth: number): string {
    const { maps } = this.#scope;
    if (maps.length === 0) return this.#atom();
    const map = this.#pick(maps);
    return this.#oneOf(depth, [
      () => `${map}.size`,
      () => `${map}.get(${this.#value(depth + 1)})`,
      () => `${map}.has(${this.#value(depth + 1)})`,
      () => `${map}.set(${this.#value(depth + 1)}, ${this.#value(depth + 1)}).size`,
      () => `${map}.delete(${this.#value(depth + 1)})`,
      () => `[...${map}.${this.#pick(['keys', 'values', 'entries'])}()]`,
    ]);
  }

  #call(depth: number): string {
    const { functions, classes } = this.#scope;
    if (classes.length > 0 && this.#choose(3) === 1) {
      const args = `${this.#value(depth + 1)}, ${this.#value(depth + 1)}`;
      return `$(new (${this.#pick(classes)} as any)(${args}))${this.#pick(['', '.get()', '.twice', '.set(1)', '.v'])}`;
    }
    if (functions.length === 0) return this.#atom();
    const { name, params } = this.#pick(functions);
    const args = Array.from({ length: this.#choose(params + 2) }, () => this.#value(depth + 1));
    if (this.#choose(6) === 5) args.push(`...(${this.#spreadable(depth + 1)} as any)`);
    return `(${name} as any)(${args.join(', ')})`;
  }

  // Statements.

  #statements(place: Place, depth: number, most: number): string {
    const count = 1 + this.#choose(most);
    let text = '';
    for (let i = 0; i < count; i++) text += this.#statement(place, depth);
    return text;
  }

  #block(place: Place, depth: number): string {
    return `{\n${this.#inner(() => this.#statements(place, depth + 1, 3))}}`;
  }

  #statement(place: Place, depth: number): string {
    return this.#oneOf(depth, [
      () => `say(${this.#value(1)});\n`,
      () => this.#declare(),
      () => this.#declare(),
      () => this.#assign(),
      () => `tick(${this.#change(1)});\n`,
      () => `if (${this.#value(1)}) ${this.#block(place, depth)}${this.#choose(2) ? ` else ${this.#block(place, depth)}` : ''}\n`,
      () => this.#loop(place, depth),
      () => this.#loop(place, depth),
      () => this.#attempt(place, depth),
      () => this.#switch(place, depth),
      () => this.#function(),
      () => this.#function(),
      () => this.#class(),
      () => this.#pattern(),
      () => this.#leave(place),
      () => this.#closures(),
    ]);
  }

  #declare(): string {
    const { values, settable, arrays, objects, maps } = this.#scope;
    switch (this.#choose(6)) {
      case 1: {
        const text = `const NAME: any[] = ${this.#list(1)};\n`;
        const name = this.#name('list');
        arrays.push(name);
        return text.replace('NAME', name);
      }
      case 2: {
        const text = `const NAME: any = ${this.#literal(1)};\n`;
        const name = this.#name('o');
        objects.push(name);
        values.push(name);
        return text.replace('NAME', name);
      }
      case 3: {
        const name = this.#name('m');
        maps.push(name);
        return `const ${name} = new Map<any, any>([[1, 'a'], ['1', 'b']] as any);\n`;
      }
      default: {
        const keyword = this.#pick(['let', 'let', 'const', 'var']);
        const text = `${keyword} NAME: any = ${this.#value(1)};\n`;
        const name = this.#name('v');
        values.push(name);
        if (keyword !== 'const') settable.push(name);
        return text.replace('NAME', name);
      }
    }
  }

  #assign(): string {
    const { settable } = this.#scope;
    if (settable.length === 0) return this.#declare();
    const name = this.#pick(settable);
    return `${name} ${this.#pick(ASSIGNMENTS)} ${this.#value(1)}; ${name} = cut(${name});\n`;
  }

  #loop(place: Place, depth: number): string {
    const label = this.#choose(3) === 2 ? this.#name('L') : undefined;
    const inside: Place = { ...place, inLoop: true, labels: label ? [...place.labels, label] : place.labels };
    const text = this.#inner(() => {
      const i = this.#name('i');
      switch (this.#choose(5)) {
        case 1: {
          this.#scope.values.push(i);
          return `let ${i}: any = 0; LABELwhile (${i}++ < ${1 + this.#choose(4)}) ${this.#block(inside, depth)}\n`;
        }
        case 2: {
          const source =
            this.#scope.arrays.length > 0 ? `${this.#pick(this.#scope.arrays)}.slice(0, 4)` : `cut(${this.#text(1)}).slice(0, 4)`;
          this.#scope.values.push(`$(${i})`);
          return `LABELfor (const ${i} of $(${source})) ${this.#block(inside, depth)}\n`;
        }
        case 3: {
          const source = this.#value(2);
          this.#scope.values.push(`$(${i})`);
          return `LABELfor (const ${i} in ${source}) ${this.#block(inside, depth)}\n`;
        }
        case 4: {
          this.#scope.values.push(i);
          return `let ${i}: any = 0; LABELdo ${this.#block(inside, depth)} while (++${i} < ${1 + this.#choose(3)});\n`;
        }
        default:
          this.#scope.values.push(i);
          return `LABELfor (let ${i}: any = 0; ${i} < ${1 + this.#choose(4)}; ${i}++) ${this.#block(inside, depth)}\n`;
      }
    });
    return text.replace('LABEL', label ? `${label}: ` : '');
  }

  #attempt(place: Place, depth: number): string {
    const e = this.#name('e');
    const body = this.#block(place, depth);
    const handler = this.#inner(() => {
      this.#scope.values.push(e);
      return `catch (${e}: any) {\n${e} = named(${e}); say('caught', ${e});\n${this.#statements(place, depth + 1, 2)}}`;
    });
    const final = `finally {\nsay('finally');\n${this.#inner(() => this.#statements({ inLoop: false, inFunction: false, labels: [] }, depth + 1, 2))}}`;
    return `try ${body} ${this.#choose(3) === 1 ? '' : handler}${this.#choose(2) ? final : ''}\n`.replace(
      /^(try [^]*\}) \n$/,
      '$1 catch {}\n',
    );
  }

  #switch(place: Place, depth: number): string {
    const cases = Array.from({ length: 1 + this.#choose(4) }, (_, i) => {
      const head = i === 1 ? 'default:' : `case ${this.#value(2)}:`;
      const end = this.#choose(2) ? 'break;' : '';
      return `${head} ${this.#block({ ...place, inLoop: place.inLoop }, depth)} ${end}\n`;
    });
    return `switch (${this.#value(1)}) {\n${cases.join('')}}\n`;
  }

  #function(): string {
    const params = Array.from({ length: this.#choose(4) }, () => this.#name('p'));
    const rest = this.#choose(4) === 1 ? this.#name('r') : undefined;
    const written = params.map((name, i) => (i > 0 && this.#choose(2) ? `${name}: any = ${this.#value(3)}` : `${name}?: any`));
    const body = this.#inner(() => {
      this.#scope.values.push(...params);
      this.#scope.settable.push(...params);
      if (rest) this.#scope.arrays.push(rest);
      const lines = this.#statements({ inLoop: false, inFunction: true, labels: [] }, 2, 3);
      return `${lines}return ${this.#value(1)};\n`;
    });
    const name = this.#name('f');
    const list = [...written, ...(rest ? [`...${rest}: any[]`] : [])].join(', ');
    this.#scope.functions.push({ name, params: params.length });
    if (this.#choose(2)) return `const ${name}: any = (${list}): any => {\n${body}};\n`;
    return `function ${name}(${list}): any {\n${body}}\n`;
  }

  #class(): string {
    const { classes } = this.#scope;
    const parent = classes.length > 0 && this.#choose(2) ? this.#pick(classes) : undefined;
    const text = this.#inner(() => {
      const x = this.#name('x');
      const field = this.#value(2);
      this.#scope.values.push('(this as any).v');
      const get = parent ? `super.get() + ${this.#value(2)}` : this.#value(2);
      const withParameter = (): string => this.#inner(() => (this.#scope.values.push(x), this.#value(2)));
      const members = [
        `v: any = ${field};`,
        `constructor(${x}: any, y?: any) { ${parent ? `super(${x}, y);` : ''} this.v = cut(${withParameter()}); }`,
        `get(): any { return cut(${get}); }`,
        `get twice(): any { return tick(${this.#value(2)}); }`,
        `set(${x}: any): any { this.v = ${withParameter()}; return this.v; }`,
      ];
      if (this.#choose(2)) members.push(`toString(): string { return ${this.#text(2)}; }`);
      return ` ${parent ? `extends ${parent} ` : ''}{\n${members.join('\n')}\n}\n`;
    });
    const name = this.#name('K');
    classes.push(name);
    return `class ${name}${text}`;
  }

  #pattern(): string {
    const [a, b, rest] = [this.#name('d'), this.#name('d'), this.#name('rest')];
    const isObject = this.#choose(2) === 1;
    const source = isObject ? this.#literal(1) : this.#list(1);
    const fallback = this.#value(2);
    this.#scope.values.push(a, b);
    this.#scope.settable.push(a, b);
    if (isObject) {
      this.#scope.objects.push(rest);
      return `let { a: ${a} = ${fallback}, b: ${b}, ...${rest} } = ${source};\n`;
    }
    this.#scope.arrays.push(rest);
    return `let [${a} = ${fallback}, ${b}, ...${rest}]: any = ${source};\n`;
  }

  #leave({ inLoop, inFunction, labels }: Place): string {
    const options = [`if (${this.#value(2)}) throw ${this.#value(2)};\n`];
    if (inLoop) options.push(`if (${this.#value(2)}) break;\n`, `if (${this.#value(2)}) continue;\n`);
    for (const label of labels) options.push(`if (${this.#value(2)}) ${this.#pick(['break', 'continue'])} ${label};\n`);
    if (inFunction) options.push(`if (${this.#value(2)}) return ${this.#value(2)};\n`);
    return this.#pick(options);
  }

  /** Closures over the variables of a loop's passes, called afterwards. */
  #closures(): string {
    const [list, i] = [this.#name('fs'), this.#name('i')];
    const body = this.#inner(() => {
      this.#scope.values.push(i);
      return this.#value(2);
    });
    const call = `for (const f of ${list}) say(f());\n`;
    return `const ${list}: (() => any)[] = []; for (let ${i}: any = 0; ${i} < 3; ${i}++) { ${list}.push(() => ${body}); }\n${call}`;
  }
}

/** A whole program; the same choices always give the same one. */
function programOfChoices(choices: readonly number[]): string {
  return new Writer(choices).program();
}

export const randomProgramArbitrary: fc.Arbitrary<string> = fc
  .array(fc.nat(9999), { minLength: 40, maxLength: CHOICES_MAX, size: 'max' })
  .map(programOfChoices);
