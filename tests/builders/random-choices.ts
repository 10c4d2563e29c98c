/** Where random programs take their choices from, and what they have declared so far. Layer: tests/builders. */

export interface Scope {
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

/** Deeper, the first option is taken, which is always the simplest. */
const DEPTH_MAX = 4;

export class Choices {
  readonly #choices: readonly number[];
  #at = 0;
  #names = 0;
  scope: Scope = { values: [], settable: [], arrays: [], objects: [], maps: [], functions: [], classes: [] };

  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }

  /** 0 … count − 1. */
  choose(count: number): number {
    const choice = this.#choices[this.#at++] ?? 0;
    return choice % count;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.choose(items.length)]!;
  }

  /** One of these; the first at the end of the choices and where the depth is used up. */
  oneOf(depth: number, options: readonly (() => string)[]): string {
    return options[depth >= DEPTH_MAX ? 0 : this.choose(options.length)]!();
  }

  name(stem: string): string {
    return `${stem}${this.#names++}`;
  }

  /** What is declared inside is gone afterwards. */
  inner(write: () => string): string {
    const outer = this.scope;
    this.scope = {
      values: [...outer.values],
      settable: [...outer.settable],
      arrays: [...outer.arrays],
      objects: [...outer.objects],
      maps: [...outer.maps],
      functions: [...outer.functions],
      classes: [...outer.classes],
    };
    const text = write();
    this.scope = outer;
    return text;
  }
}
