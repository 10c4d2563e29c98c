/** Random statements: every loop counts down, and a function calls only what was declared before it. Layer: tests/builders. */
import type { Choices } from './random-choices.ts';
import { Classes } from './random-classes.ts';
import type { Expressions } from './random-expressions.ts';

const ASSIGNMENTS = ['=', '+=', '-=', '*=', '|=', '&=', '^=', '>>>=', '<<=', '%=', '&&=', '||=', '??='];

export interface Place {
  readonly inLoop: boolean;
  readonly inFunction: boolean;
  readonly labels: readonly string[];
}

export class Statements {
  readonly #c: Choices;
  readonly #e: Expressions;
  readonly #classes: Classes;

  constructor(choices: Choices, expressions: Expressions) {
    this.#c = choices;
    this.#e = expressions;
    this.#classes = new Classes(choices, expressions);
  }

  statements(place: Place, depth: number, most: number): string {
    const count = 1 + this.#c.choose(most);
    let text = '';
    for (let i = 0; i < count; i++) text += this.#statement(place, depth);
    return text;
  }

  #block(place: Place, depth: number): string {
    return `{\n${this.#c.inner(() => this.statements(place, depth + 1, 3))}}`;
  }

  #statement(place: Place, depth: number): string {
    return this.#c.oneOf(depth, [
      () => `say(${this.#e.value(1)});\n`,
      () => this.#declare(),
      () => this.#declare(),
      () => this.#assign(),
      () => `tick(${this.#e.change(1)});\n`,
      () => `if (${this.#e.value(1)}) ${this.#block(place, depth)}${this.#c.choose(2) ? ` else ${this.#block(place, depth)}` : ''}\n`,
      () => this.#loop(place, depth),
      () => this.#loop(place, depth),
      () => this.#attempt(place, depth),
      () => this.#switch(place, depth),
      () => this.#function(),
      () => this.#function(),
      () => this.#classes.declare(),
      () => this.#pattern(),
      () => this.#assignParts(),
      () => this.#frozen(),
      () => this.#leave(place),
      () => this.#closures(),
    ]);
  }

  #declare(): string {
    const { values, arrays, objects, maps, classes } = this.#c.scope;
    switch (this.#c.choose(7)) {
      case 1: {
        const text = `const NAME: any[] = ${this.#e.list(1)};\n`;
        const name = this.#c.name('list');
        arrays.push(name);
        return text.replace('NAME', name);
      }
      case 2: {
        const text = `const NAME: any = ${this.#e.literal(1)};\n`;
        const name = this.#c.name('o');
        objects.push(name);
        values.push(name);
        return text.replace('NAME', name);
      }
      case 3: {
        const name = this.#c.name('m');
        maps.push(name);
        return `const ${name} = new Map<any, any>([[1, 'a'], ['1', 'b']] as any);\n`;
      }
      case 4: {
        if (classes.length === 0) return this.#declareVariable();
        const text = `const NAME: any = new (${this.#c.pick(classes)} as any)(${this.#e.value(2)}, ${this.#e.value(2)});\n`;
        const name = this.#c.name('k');
        objects.push(name);
        values.push(name);
        return text.replace('NAME', name);
      }
      default:
        return this.#declareVariable();
    }
  }

  #declareVariable(): string {
    const { values, settable } = this.#c.scope;
    const keyword = this.#c.pick(['let', 'let', 'const', 'var']);
    const text = `${keyword} NAME: any = ${this.#e.value(1)};\n`;
    const name = this.#c.name('v');
    values.push(name);
    if (keyword !== 'const') settable.push(name);
    return text.replace('NAME', name);
  }

  #assign(): string {
    const { settable } = this.#c.scope;
    if (settable.length === 0) return this.#declare();
    const name = this.#c.pick(settable);
    return `${name} ${this.#c.pick(ASSIGNMENTS)} ${this.#e.value(1)}; ${name} = cut(${name});\n`;
  }

  #loop(place: Place, depth: number): string {
    const label = this.#c.choose(3) === 2 ? this.#c.name('L') : undefined;
    const inside: Place = { ...place, inLoop: true, labels: label ? [...place.labels, label] : place.labels };
    const text = this.#c.inner(() => {
      const i = this.#c.name('i');
      switch (this.#c.choose(5)) {
        case 1: {
          this.#c.scope.values.push(i);
          return `let ${i}: any = 0; LABELwhile (${i}++ < ${1 + this.#c.choose(4)}) ${this.#block(inside, depth)}\n`;
        }
        case 2: {
          const source =
            this.#c.scope.arrays.length > 0 ? `${this.#c.pick(this.#c.scope.arrays)}.slice(0, 4)` : `cut(${this.#e.text(1)}).slice(0, 4)`;
          this.#c.scope.values.push(`$(${i})`);
          return `LABELfor (const ${i} of $(${source})) ${this.#block(inside, depth)}\n`;
        }
        case 3: {
          const source = this.#e.value(2);
          this.#c.scope.values.push(`$(${i})`);
          return `LABELfor (const ${i} in ${source}) ${this.#block(inside, depth)}\n`;
        }
        case 4: {
          this.#c.scope.values.push(i);
          return `let ${i}: any = 0; LABELdo ${this.#block(inside, depth)} while (++${i} < ${1 + this.#c.choose(3)});\n`;
        }
        default:
          this.#c.scope.values.push(i);
          return `LABELfor (let ${i}: any = 0; ${i} < ${1 + this.#c.choose(4)}; ${i}++) ${this.#block(inside, depth)}\n`;
      }
    });
    return text.replace('LABEL', label ? `${label}: ` : '');
  }

  #attempt(place: Place, depth: number): string {
    const e = this.#c.name('e');
    const body = this.#block(place, depth);
    const handler = this.#c.inner(() => {
      this.#c.scope.values.push(e);
      return `catch (${e}: any) {\n${e} = named(${e}); say('caught', ${e});\n${this.statements(place, depth + 1, 2)}}`;
    });
    const final = `finally {\nsay('finally');\n${this.#c.inner(() => this.statements({ inLoop: false, inFunction: false, labels: [] }, depth + 1, 2))}}`;
    return `try ${body} ${this.#c.choose(3) === 1 ? '' : handler}${this.#c.choose(2) ? final : ''}\n`.replace(
      /^(try [^]*\}) \n$/,
      '$1 catch {}\n',
    );
  }

  #switch(place: Place, depth: number): string {
    const cases = Array.from({ length: 1 + this.#c.choose(4) }, (_, i) => {
      const head = i === 1 ? 'default:' : `case ${this.#e.value(2)}:`;
      const end = this.#c.choose(2) ? 'break;' : '';
      return `${head} ${this.#block({ ...place, inLoop: place.inLoop }, depth)} ${end}\n`;
    });
    return `switch (${this.#e.value(1)}) {\n${cases.join('')}}\n`;
  }

  #function(): string {
    const params = Array.from({ length: this.#c.choose(4) }, () => this.#c.name('p'));
    const rest = this.#c.choose(4) === 1 ? this.#c.name('r') : undefined;
    const written = params.map((name, i) => (i > 0 && this.#c.choose(2) ? `${name}: any = ${this.#e.value(3)}` : `${name}?: any`));
    const body = this.#c.inner(() => {
      this.#c.scope.values.push(...params);
      this.#c.scope.settable.push(...params);
      if (rest) this.#c.scope.arrays.push(rest);
      const lines = this.statements({ inLoop: false, inFunction: true, labels: [] }, 2, 3);
      return `${lines}return ${this.#e.value(1)};\n`;
    });
    const name = this.#c.name('f');
    const list = [...written, ...(rest ? [`...${rest}: any[]`] : [])].join(', ');
    this.#c.scope.functions.push({ name, params: params.length });
    if (this.#c.choose(2)) return `const ${name}: any = (${list}): any => {\n${body}};\n`;
    return `function ${name}(${list}): any {\n${body}}\n`;
  }

  #pattern(): string {
    const [a, b, rest] = [this.#c.name('d'), this.#c.name('d'), this.#c.name('rest')];
    const isObject = this.#c.choose(2) === 1;
    const source = isObject ? this.#e.literal(1) : this.#e.list(1);
    const fallback = this.#e.value(2);
    this.#c.scope.values.push(a, b);
    this.#c.scope.settable.push(a, b);
    if (isObject) {
      this.#c.scope.objects.push(rest);
      return `let { a: ${a} = ${fallback}, b: ${b}, ...${rest} } = ${source};\n`;
    }
    this.#c.scope.arrays.push(rest);
    return `let [${a} = ${fallback}, ${b}, ...${rest}]: any = ${source};\n`;
  }

  /** Assignment patterns into anything, from anything that can be gone through. */
  #assignParts(): string {
    const { settable, objects, arrays, maps } = this.#c.scope;
    if (settable.length === 0) return this.#declare();
    const target = (): string =>
      objects.length > 0 && this.#c.choose(2) ? `tick(${this.#c.pick(objects)}).${this.#c.pick(['a', 'b'])}` : this.#c.pick(settable);
    const part = (): string => `${target()}${this.#c.choose(2) ? ` = ${this.#e.value(2)}` : ''}`;
    const rest = this.#c.choose(3) === 2 ? `, ...${target()}` : '';
    if (this.#c.choose(3) === 1) return `({ a: ${part()}, [${this.#e.text(2)}]: ${part()}${rest} } = ${this.#e.value(1)} as any);\n`;
    const sources = [
      this.#e.list(1),
      `cut(${this.#e.text(1)})`,
      ...arrays,
      ...arrays.map((name) => `${name}.entries()`),
      ...maps.map((name) => `${name}.keys()`),
    ];
    const walk = this.#c.name('w');
    return `const ${walk}: any = ${this.#c.pick(sources)}; [${part()}, , ${part()}${rest}] = ${walk}; say([...${walk}].length);\n`;
  }

  #frozen(): string {
    const [list, e] = [this.#c.name('z'), this.#c.name('e')];
    const lock = this.#c.pick(['freeze', 'seal', 'preventExtensions']);
    // Not `sort()`: V8 leaves an array of one element alone, ECMA-262 §23.1.3.30 writes it.
    const tries = [
      'push(1)',
      'push()',
      'pop()',
      'shift()',
      'sort()',
      'reverse()',
      'fill(7)',
      'splice(0, 1)',
      'splice(1, 0, 2)',
      'unshift(3)',
    ];
    const change = this.#c.choose(2)
      ? `${list}.${this.#c.pick(tries)}`
      : `(${list}[${this.#c.pick(['0', '1', '9'])}] = ${this.#e.value(2)})`;
    return `const ${list}: any = Object.${lock}(${this.#e.list(1)}); try { say(${change}); } catch (${e}) { say(named(${e})); } say(${list}, Object.isFrozen(${list}));\n`;
  }

  #leave({ inLoop, inFunction, labels }: Place): string {
    const options = [`if (${this.#e.value(2)}) throw ${this.#e.value(2)};\n`];
    if (inLoop) options.push(`if (${this.#e.value(2)}) break;\n`, `if (${this.#e.value(2)}) continue;\n`);
    for (const label of labels) options.push(`if (${this.#e.value(2)}) ${this.#c.pick(['break', 'continue'])} ${label};\n`);
    if (inFunction) options.push(`if (${this.#e.value(2)}) return ${this.#e.value(2)};\n`);
    return this.#c.pick(options);
  }

  /** Closures over the variables of a loop's passes, called afterwards. */
  #closures(): string {
    const [list, i] = [this.#c.name('fs'), this.#c.name('i')];
    const body = this.#c.inner(() => {
      this.#c.scope.values.push(i);
      return this.#e.value(2);
    });
    const call = `for (const f of ${list}) say(f());\n`;
    return `const ${list}: (() => any)[] = []; for (let ${i}: any = 0; ${i} < 3; ${i}++) { ${list}.push(() => ${body}); }\n${call}`;
  }
}
