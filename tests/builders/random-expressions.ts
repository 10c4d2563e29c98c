/** Random expressions: each is in brackets or an atom, of type any unless it says number. Layer: tests/builders. */
import type { Choices } from './random-choices.ts';
import { STATIC_USES, USES } from './random-classes.ts';

const NAMES = ['a', 'b', 'c', '1', '0'];
const NUMBERS = ['0', '1', '2', '3', '-1', '0.5', '-0', '7', '100', '2147483647', '4294967296', '1e21', 'NaN', 'Infinity', '-2.5', '0x1f'];
const TEXTS = ["''", "'a'", "'12'", "'-3.5'", "'b中'", "'🚗'", "' '", "'0'", '`x`'];
const ARITHMETIC = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'];
const COMPARISONS = ['<', '>', '<=', '>=', '===', '!==', '==', '!='];
const LOGIC = ['&&', '||', '??'];
const MATHS = ['floor', 'ceil', 'round', 'trunc', 'abs', 'sign', 'sqrt', 'fround', 'clz32'];

export class Expressions {
  readonly #c: Choices;

  constructor(choices: Choices) {
    this.#c = choices;
  }

  number(depth: number): string {
    return this.#c.oneOf(depth, [
      () => this.#c.pick(NUMBERS),
      () => `(${this.number(depth + 1)} ${this.#c.pick(ARITHMETIC)} ${this.number(depth + 1)})`,
      () => `(${this.value(depth + 1)} as number)`,
      () => `Math.${this.#c.pick(MATHS)}(${this.number(depth + 1)})`,
      () => `Math.${this.#c.pick(['max', 'min', 'imul'])}(${this.number(depth + 1)}, ${this.number(depth + 1)})`,
      () => `(${this.#c.pick(['-', '+', '~'])} ${this.value(depth + 1)})`,
      () => `Number(${this.value(depth + 1)})`,
      () => (this.#c.scope.arrays.length > 0 ? `${this.#c.pick(this.#c.scope.arrays)}.length` : '4'),
      () => `show(${this.value(depth + 1)}).length`,
    ]);
  }

  text(depth: number): string {
    return this.#c.oneOf(depth, [
      () => this.#c.pick(TEXTS),
      () => `\`\${${this.value(depth + 1)}}-\${${this.value(depth + 1)}}\``,
      () => `String(${this.value(depth + 1)})`,
      () => `${this.text(depth + 1)}.slice(${this.number(depth + 1)}, ${this.number(depth + 1)})`,
      () =>
        `${this.text(depth + 1)}.${this.#c.pick(['toUpperCase()', 'trim()', "padStart(5, '.')", "replaceAll('a', '$&$&')", 'charAt(1)'])}`,
      () => `(typeof ${this.value(depth + 1)})`,
      () => `show(JSON.stringify(${this.value(depth + 1)}))`,
    ]);
  }

  value(depth: number): string {
    return this.#c.oneOf(depth, [
      () => this.atom(),
      () => `$(${this.number(depth + 1)})`,
      () => `$(${this.text(depth + 1)})`,
      () => `$(${this.value(depth + 1)} ${this.#c.pick(ARITHMETIC)} ${this.value(depth + 1)})`,
      () => `$(${this.value(depth + 1)} ${this.#c.pick(COMPARISONS)} ${this.value(depth + 1)})`,
      () => `$(${this.value(depth + 1)} ${this.#c.pick(LOGIC)} ${this.value(depth + 1)})`,
      () => `(${this.value(depth + 1)} ? ${this.value(depth + 1)} : ${this.value(depth + 1)})`,
      () => this.call(depth),
      () => `tick(${this.value(depth + 1)})`,
      () => this.list(depth),
      () => this.literal(depth),
      () => this.member(depth),
      () => `$(${this.walk(depth)})`,
      () => `$(${this.change(depth)})`,
      () => `$(${this.collection(depth)})`,
      () => `$(!${this.value(depth + 1)})`,
      () => `(tick(${this.value(depth + 1)}), ${this.value(depth + 1)})`,
    ]);
  }

  atom(): string {
    const { values } = this.#c.scope;
    const constants = ['null', 'undefined', 'true', 'false', ...NUMBERS, ...TEXTS].map((text) => `$(${text})`);
    return values.length > 0 && this.#c.choose(3) > 0 ? this.#c.pick(values) : this.#c.pick(constants);
  }

  list(depth: number): string {
    const items = Array.from({ length: this.#c.choose(4) }, () =>
      this.#c.choose(5) === 4 ? `...(${this.spreadable(depth + 1)})` : this.value(depth + 1),
    );
    return `$([${items.join(', ')}])`;
  }

  spreadable(depth: number): string {
    const { arrays } = this.#c.scope;
    return arrays.length > 0 && this.#c.choose(2) === 0 ? `${this.#c.pick(arrays)}.slice(0, 3)` : `cut(${this.text(depth)})`;
  }

  literal(depth: number): string {
    const parts = Array.from({ length: this.#c.choose(4) }, () => {
      const key = this.#c.pick(NAMES);
      switch (this.#c.choose(7)) {
        case 1:
          return `[$(${this.text(depth + 1)})]: ${this.value(depth + 1)}`;
        case 2:
          return `get g() { return tick(${this.value(depth + 2)}); }`;
        case 3:
          return `valueOf() { return tick(${this.number(depth + 2)}); }`;
        case 4:
          return `toString() { return ${this.text(depth + 2)}; }`;
        case 5:
          return `...(${this.value(depth + 1)} as any)`;
        default:
          return `${key}: ${this.value(depth + 1)}`;
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
    // V8 defines getters last where there is a spread; ECMA-262 §13.2.5.5 defines them where they stand.
    const isGetter = (part: string): boolean => part.startsWith('get ');
    const ordered = [...once.filter((part) => !isGetter(part)), ...once.filter(isGetter)];
    return `$({ ${ordered.join(', ')} })`;
  }

  member(depth: number): string {
    const of = this.value(depth + 1);
    return this.#c.oneOf(depth, [
      () => `${of}?.${this.#c.pick(['a', 'b', 'c', 'g', 'length'])}`,
      () => `${of}?.[${this.number(depth + 1)}]`,
      () => `${of}.${this.#c.pick(['a', 'b', 'g', 'length'])}`,
      () => `${of}[${this.number(depth + 1)}]`,
      () => (this.#c.scope.objects.length > 0 ? `$('${this.#c.pick(NAMES)}' in ${this.#c.pick(this.#c.scope.objects)})` : '$(true)'),
      () => `${of}.${this.#c.pick(['slice(1)', "indexOf('a')", 'includes(1)', 'at(-1)', 'toString()'])}`,
    ]);
  }

  /** Array methods with callbacks. */
  walk(depth: number): string {
    const { arrays } = this.#c.scope;
    if (arrays.length === 0) return this.atom();
    const list = `${this.#c.pick(arrays)}.slice(0, 4)`;
    return this.#c.inner(() => {
      const x = this.#c.name('x');
      this.#c.scope.values.push(x);
      const body = (): string => this.value(depth + 1);
      switch (this.#c.choose(7)) {
        case 1:
          return `${list}.filter((${x}: any) => ${body()})`;
        case 2:
          return `${list}.reduce((s: any, ${x}: any) => cut(s + ${body()}), '' as any)`;
        case 3:
          return `${list}.${this.#c.pick(['some', 'every', 'find', 'findIndex'])}((${x}: any) => ${body()})`;
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
  change(depth: number): string {
    const { settable, arrays, objects } = this.#c.scope;
    const variable = settable.length > 0 ? this.#c.pick(settable) : undefined;
    const list = arrays.length > 0 ? this.#c.pick(arrays) : undefined;
    const object = objects.length > 0 ? this.#c.pick(objects) : undefined;
    const options: (() => string)[] = [() => this.atom()];
    if (variable) {
      options.push(
        () => `${variable}${this.#c.pick(['++', '--'])}`,
        () => `${this.#c.pick(['++', '--'])}${variable}`,
        () => `(${variable} = cut(${this.value(depth + 1)}))`,
      );
    }
    if (list) {
      options.push(
        () => `${list}.push(${this.value(depth + 1)})`,
        () => `${list}.${this.#c.pick(['pop()', 'shift()', 'reverse().length', 'splice(1, 1).length'])}`,
        () => `(${list}[${this.#c.pick(['0', `${list}.length`])}] = ${this.value(depth + 1)})`,
      );
    }
    if (object) {
      options.push(
        () => `(${object}.${this.#c.pick(['a', 'b', 'c'])} = ${this.value(depth + 1)})`,
        () => `(${object}[${this.#c.pick(["'a'", '1', "'k' + 1"])}] = ${this.value(depth + 1)})`,
        () => `${object}.${this.#c.pick(['a', 'b'])}++`,
        () => `(delete ${object}.${this.#c.pick(['a', 'b', 'c'])})`,
      );
    }
    return this.#c.oneOf(depth, options);
  }

  collection(depth: number): string {
    const { maps } = this.#c.scope;
    if (maps.length === 0) return this.atom();
    const map = this.#c.pick(maps);
    return this.#c.oneOf(depth, [
      () => `${map}.size`,
      () => `${map}.get(${this.value(depth + 1)})`,
      () => `${map}.has(${this.value(depth + 1)})`,
      () => `${map}.set(${this.value(depth + 1)}, ${this.value(depth + 1)}).size`,
      () => `${map}.delete(${this.value(depth + 1)})`,
      () => `[...${map}.${this.#c.pick(['keys', 'values', 'entries'])}()]`,
    ]);
  }

  call(depth: number): string {
    const { functions, classes } = this.#c.scope;
    if (classes.length > 0 && this.#c.choose(3) === 1) return this.#useOfClass(depth);
    if (functions.length === 0) return this.atom();
    const { name, params } = this.#c.pick(functions);
    const args = Array.from({ length: this.#c.choose(params + 2) }, () => this.value(depth + 1));
    if (this.#c.choose(6) === 5) args.push(`...(${this.spreadable(depth + 1)} as any)`);
    return `(${name} as any)(${args.join(', ')})`;
  }

  #useOfClass(depth: number): string {
    const { classes } = this.#c.scope;
    const name = this.#c.pick(classes);
    const made = `$(new (${name} as any)(${this.value(depth + 1)}, ${this.value(depth + 1)}))`;
    switch (this.#c.choose(5)) {
      case 1:
        return `$((${name} as any)${this.#c.pick(STATIC_USES)})`;
      case 2:
        return `$(${this.value(depth + 1)} instanceof ${name})`;
      case 3:
        return `$(${made} instanceof ${this.#c.pick(classes)})`;
      default:
        return `$(${made}${this.#c.pick(USES)})`;
    }
  }
}
