/** The tables that all functions of one program share: constants, globals, natives, functions. Layer: language. */
import { assert } from '../../base/assert.ts';
import { BYTECODE_VERSION, type Constant, type FunctionCode, type Program } from '../../bytecode/program.ts';

class Interned<T> {
  readonly items: T[] = [];
  readonly #indexOf = new Map<string, number>();

  index(key: string, item: T): number {
    let index = this.#indexOf.get(key);
    if (index === undefined) {
      index = this.items.push(item) - 1;
      this.#indexOf.set(key, index);
    }
    return index;
  }
}

export class ProgramBuilder {
  readonly #constants = new Interned<Constant>();
  readonly #globals = new Interned<string>();
  readonly #natives = new Interned<string>();
  readonly #functions: (FunctionCode | undefined)[] = [];

  string(text: string): number {
    return this.#constants.index(`s${text}`, text);
  }

  number(value: number): number {
    return this.#constants.index(Object.is(value, -0) ? 'n-0' : `n${value}`, value);
  }

  global(name: string): number {
    return this.#globals.index(name, name);
  }

  native(name: string): number {
    return this.#natives.index(name, name);
  }

  /** An index for a function whose code comes later: a function may refer to itself. */
  reserveFunction(): number {
    return this.#functions.push(undefined) - 1;
  }

  defineFunction(index: number, code: FunctionCode): void {
    assert(this.#functions[index] === undefined, 'a function is defined once');
    this.#functions[index] = code;
  }

  finish(files: readonly string[]): Program {
    const functions = this.#functions.map((code) => {
      assert(code !== undefined, 'every reserved function is defined');
      return code;
    });
    return {
      version: BYTECODE_VERSION,
      files,
      constants: this.#constants.items,
      globals: this.#globals.items,
      natives: this.#natives.items,
      functions,
    };
  }
}
