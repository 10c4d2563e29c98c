/**
 * For tests: random programs that are well-formed, well-typed and come to an end, as text. The same seed gives the same program.
 * They log as they go, so that what two engines make of them can be compared line by line.
 */
import { Random } from '../../core/base/random.ts';

type Type = 'number' | 'string' | 'boolean' | 'number[]';

interface Variable {
  readonly name: string;
  readonly type: Type;
  readonly isConst: boolean;
}

interface Callable {
  readonly name: string;
  readonly params: readonly Type[];
  readonly result: Type;
}

const TYPES: readonly Type[] = ['number', 'number', 'string', 'boolean', 'number[]'];
const NUMBERS = ['0', '1', '2', '3', '7', '10', '0.5', '-1', '-0', '1e9', '2147483647', '-2.75', '4294967296', '1e-7'];
const STRINGS = ["''", "'a'", "'line'", "'12'", "'é'", "'轨迹'", "'🚗'", "' x '"];
const ARITHMETIC = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '>>>'];
const RELATIONS = ['<', '<=', '>', '>='];
const NUMBER_CALLS = ['Math.floor', 'Math.abs', 'Math.round', 'Math.trunc', 'Math.sign', 'Math.sqrt'];
const DEPTH_MAX = 3;
const NESTING_MAX = 3;
const STATEMENTS_MAX = 5;
const FUNCTIONS_MAX = 3;
const LOOP_PASSES_MAX = 6;
/** All loops together: a program must end, in every engine, within moments. */
const PASSES_MAX = 1500;
/** Texts and lists that grow in loops are cut. */
const LENGTH_MAX = 40;

class Writer {
  readonly #random: Random;
  readonly #lines: string[] = [];
  #scopes: Variable[][] = [[]];
  readonly #functions: Callable[] = [];
  #names = 0;
  #indent = '';
  #loops = 0;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  program(): string {
    this.#line('let passes = 0;');
    this.#statements(2);
    for (let i = this.#below(FUNCTIONS_MAX + 1); i > 0; i--) this.#function();
    this.#statements(STATEMENTS_MAX + 3);
    this.#line(`log(passes, ${this.#visible().join(', ')});`);
    return `${this.#lines.join('\n')}\n`;
  }

  #below(bound: number): number {
    return this.#random.integer(0, bound - 1);
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)]!;
  }

  #line(text: string): void {
    this.#lines.push(this.#indent + text);
  }

  #name(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  #visible(): readonly string[] {
    return this.#scopes.flat().map(({ name }) => name);
  }

  #variable(type: Type, writable = false): Variable | undefined {
    const fitting = this.#scopes.flat().filter((each) => each.type === type && !(writable && each.isConst));
    return fitting.length === 0 ? undefined : this.#pick(fitting);
  }

  #declare(type: Type, value: string): void {
    const isConst = this.#below(3) === 0;
    const name = this.#name('v');
    this.#line(`${isConst ? 'const' : 'let'} ${name}: ${type} = ${value};`);
    this.#scopes.at(-1)!.push({ name, type, isConst });
  }

  #block(head: string, body: () => void, tail = '}'): void {
    this.#line(`${head} {`);
    this.#indent += '  ';
    this.#scopes.push([]);
    body();
    this.#scopes.pop();
    this.#indent = this.#indent.slice(2);
    this.#line(tail);
  }

  // Statements

  #statements(max: number): void {
    for (let i = 1 + this.#below(max); i > 0; i--) this.#statement();
  }

  #statement(): void {
    const nested = this.#indent.length / 2 < NESTING_MAX;
    const kind = this.#below(nested ? 14 : 6);
    if (kind < 2) {
      const type = this.#pick(TYPES);
      return this.#declare(type, this.#expression(type, 0));
    }
    if (kind < 5) return this.#assignment();
    if (kind === 5) return this.#line(`log(${this.#expression(this.#pick(TYPES), 0)}, ${this.#expression(this.#pick(TYPES), 1)});`);
    if (kind < 9) return this.#loop();
    if (kind < 11) return this.#condition();
    if (kind === 11) return this.#switch();
    if (kind === 12) return this.#closure();
    this.#list();
  }

  #assignment(): void {
    const type = this.#pick(TYPES);
    const target = this.#variable(type, true);
    if (target === undefined) return this.#declare(type, this.#expression(type, 0));
    const { name } = target;
    if (type === 'number' && this.#below(2) === 0)
      return this.#line(this.#pick([`${name}++;`, `--${name};`, `${name} += ${this.#number(1)};`]));
    if (type === 'string') return this.#line(`${name} = (${name} + ${this.#expression('string', 1)}).slice(0, ${LENGTH_MAX});`);
    this.#line(`${name} = ${this.#expression(type, 0)};`);
  }

  #loop(): void {
    this.#loops++;
    const i = this.#name('i');
    const body =
      (variables: readonly Variable[]): (() => void) =>
      () => {
        this.#scopes.at(-1)!.push(...variables);
        this.#line(`if (++passes > ${PASSES_MAX}) break;`);
        this.#statements(STATEMENTS_MAX);
        if (this.#below(3) === 0) this.#line(`if (${this.#boolean(1)}) ${this.#pick(['break', 'continue'])};`);
      };
    const counter: Variable = { name: i, type: 'number', isConst: true };
    const passes = 1 + this.#below(LOOP_PASSES_MAX);
    const forms: readonly (() => void)[] = [
      () => this.#block(`for (let ${i} = 0; ${i} < ${passes}; ${i}++)`, body([counter])),
      () => this.#block(`for (const ${i} of ${this.#expression('number[]', 1)})`, body([counter])),
      () => this.#block(`for (const ${i} of ${this.#expression('string', 1)})`, body([{ name: i, type: 'string', isConst: true }])),
      () => this.#block(`while (passes < ${PASSES_MAX} && ${this.#boolean(1)})`, body([])),
      () => this.#block('do', body([]), `} while (${this.#boolean(1)});`),
    ];
    this.#pick(forms)();
    this.#loops--;
  }

  #condition(): void {
    this.#block(`if (${this.#boolean(0)})`, () => this.#statements(3), this.#below(2) === 0 ? '}' : '} else {');
    if (this.#lines.at(-1)!.endsWith('else {')) {
      this.#lines.pop();
      this.#block('} else', () => this.#statements(2));
    }
  }

  #switch(): void {
    this.#block(`switch (${this.#number(1)} & 3)`, () => {
      for (const label of ['0', '2'])
        this.#block(`case ${label}:`, () => (this.#statements(2), this.#below(2) === 0 && this.#line('break;')));
      this.#block('default:', () => this.#statements(2));
    });
  }

  /** Closures that share a variable with one another and with who made them. */
  #closure(): void {
    const [name, type] = [this.#name('f'), this.#pick(TYPES)];
    const shared = this.#variable('number', true);
    const change = shared === undefined ? '' : `${shared.name} = ${shared.name} * 0.5 + ${this.#number(2)}; `;
    this.#line(
      `const ${name} = (p: number): ${type} => { ${change}return ${this.#inScope([{ name: 'p', type: 'number', isConst: true }], type)}; };`,
    );
    this.#line(`log(${name}(${this.#number(1)}), ${name}(${this.#number(2)}));`);
  }

  #inScope(variables: Variable[], type: Type): string {
    this.#scopes.push(variables);
    const text = this.#expression(type, 1);
    this.#scopes.pop();
    return text;
  }

  #list(): void {
    const list = this.#variable('number[]');
    if (list === undefined) return this.#declare('number[]', this.#expression('number[]', 0));
    const { name } = list;
    const place = this.#below(8);
    const item = (text: string, type: Type): string =>
      `${name}.${text.replace('E', this.#inScope([{ name: 'e', type: 'number', isConst: true }], type))}`;
    this.#line(
      this.#pick([
        `if (${name}.length < ${LENGTH_MAX}) ${name}.push(${this.#number(1)}, ${this.#number(2)});`,
        `log(${name}.pop(), ${name}.length);`,
        // Never past the end: Node would make holes.
        `if (${name}.length > ${place}) ${name}[${place}] = ${this.#number(1)};`,
        `log(${item('map((e) => E)', 'number')});`,
        `log(${item('filter((e) => E)', 'boolean')}.length);`,
        `log(${name}.filter((e) => e < 0 || e >= 0).sort((a, b) => a - b), ${name}.indexOf(${this.#number(2)}));`,
        `log(${name}.reduce((sum, e) => sum + e, 0), [...${name}, ...${this.#expression('number[]', 2)}].length);`,
      ]),
    );
  }

  #function(): void {
    const name = this.#name('f');
    const params = Array.from({ length: 1 + this.#below(3) }, () => ({ name: this.#name('p'), type: this.#pick(TYPES), isConst: false }));
    const result = this.#pick(TYPES);
    const outer = this.#scopes;
    const isRecursive = this.#below(3) === 0;
    this.#block(`function ${name}(fuel: number, ${params.map((each) => `${each.name}: ${each.type}`).join(', ')}): ${result}`, () => {
      this.#scopes.at(-1)!.push(...params);
      this.#line(`if (fuel <= 0) return ${this.#expression(result, 2)};`);
      this.#statements(3);
      const again = `${name}(fuel - 1, ${params.map(({ type }) => this.#expression(type, 2)).join(', ')})`;
      if (isRecursive) this.#line(`if (${this.#boolean(1)}) return ${again};`);
      this.#line(`return ${this.#expression(result, 0)};`);
    });
    this.#scopes = outer;
    this.#functions.push({ name, params: params.map(({ type }) => type), result });
  }

  // Expressions

  #expression(type: Type, depth: number): string {
    const call = depth < DEPTH_MAX && this.#indent.length < 2 && this.#below(6) === 0 ? this.#call(type, depth) : undefined;
    if (call !== undefined) return call;
    if (depth < DEPTH_MAX && this.#below(9) === 0) {
      return `(${this.#boolean(depth + 1)} ? ${this.#expression(type, depth + 1)} : ${this.#expression(type, depth + 1)})`;
    }
    if (type === 'number') return this.#number(depth);
    if (type === 'boolean') return this.#boolean(depth);
    return type === 'string' ? this.#string(depth) : this.#numbers(depth);
  }

  #call(type: Type, depth: number): string | undefined {
    const fitting = this.#functions.filter(({ result }) => result === type);
    if (fitting.length === 0) return undefined;
    const { name, params } = this.#pick(fitting);
    return `${name}(${this.#below(5)}, ${params.map((each) => this.#expression(each, depth + 2)).join(', ')})`;
  }

  #leaf(type: Type, literals: readonly string[]): string {
    const variable = this.#below(4) === 0 ? undefined : this.#variable(type);
    return variable?.name ?? this.#pick(literals);
  }

  #number(depth: number): string {
    if (depth >= DEPTH_MAX || this.#below(3) === 0) return this.#leaf('number', NUMBERS);
    const [a, b] = [this.#number(depth + 1), this.#number(depth + 1)];
    return this.#pick([
      `(${a} ${this.#pick(ARITHMETIC)} ${b})`,
      `(${a} ${this.#pick(ARITHMETIC)} ${b})`,
      `(${a} ${this.#pick(ARITHMETIC)} ${b})`,
      `${this.#pick(NUMBER_CALLS)}(${a})`,
      `Math.${this.#pick(['min', 'max'])}(${a}, ${b})`,
      `(${this.#string(depth + 1)} + '').length`,
      `(${this.#numbers(depth + 1)}[${this.#below(4)}] ?? ${a})`,
      `Number(${this.#string(depth + 1)})`,
      `-(${a})`,
      `~(${a})`,
    ]);
  }

  /** No literal stands alone where TypeScript would know its value. */
  #boolean(depth: number): string {
    const variable = this.#below(4) === 0 ? this.#variable('boolean') : undefined;
    if (variable !== undefined) return `(${variable.name} || passes < 0)`;
    if (depth >= DEPTH_MAX) return `(passes > ${this.#below(20)})`;
    const [a, b] = [this.#number(depth + 1), this.#number(depth + 1)];
    return this.#pick([
      `(${a} ${this.#pick(RELATIONS)} ${b})`,
      `((${a} + 0) ${this.#pick(['===', '!=='])} (${b} - 0))`,
      `((${this.#string(depth + 1)} + '') ${this.#pick(['===', '!==', '<', '>='])} (${this.#string(depth + 1)} + ''))`,
      `(${this.#boolean(depth + 1)} ${this.#pick(['&&', '||'])} ${this.#boolean(depth + 1)})`,
      `!${this.#boolean(depth + 1)}`,
      `${this.#numbers(depth + 1)}.includes(${a})`,
    ]);
  }

  #string(depth: number): string {
    if (depth >= DEPTH_MAX || this.#below(3) === 0) return this.#leaf('string', STRINGS);
    return this.#pick([
      `(${this.#string(depth + 1)} + ${this.#string(depth + 1)})`,
      `(${this.#string(depth + 1)} + ${this.#number(depth + 1)})`,
      `\`\${${this.#number(depth + 1)}}:\${${this.#expression(this.#pick(TYPES), depth + 1)}}\``,
      `String(${this.#expression(this.#pick(TYPES), depth + 1)})`,
      `(${this.#string(depth + 1)} + '').slice(${this.#below(3)})`,
      `(${this.#string(depth + 1)} + '').toUpperCase()`,
      `${this.#numbers(depth + 1)}.join('-')`,
    ]);
  }

  #numbers(depth: number): string {
    const variable = this.#below(2) === 0 ? this.#variable('number[]') : undefined;
    if (variable !== undefined) return variable.name;
    const items = Array.from({ length: 1 + this.#below(3) }, () => this.#number(depth + 2));
    return `[${items.join(', ')}]${this.#pick(['', '', '.slice(1)', '.concat([1, 2])'])}`;
  }
}

export function runnableProgram(seed: number): string {
  return new Writer(seed).program();
}
