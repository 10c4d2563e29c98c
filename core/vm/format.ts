/** Values as a console shows them. Layer: vm. Rules: bytecode.md §8. */
import { Closure, UNINITIALISED, type Value } from './values.ts';

/** Levels of arrays in arrays that are written out. */
const NESTING_MAX = 4;

type NumberText = (value: number) => string;

/** Stops as soon as the text is long enough, so that no value, however large or tangled, takes long to show. */
class Formatter {
  readonly #lengthMax: number;
  readonly #numberText: NumberText;
  readonly #open: (readonly Value[])[] = [];
  text = '';

  constructor(lengthMax: number, numberText: NumberText) {
    this.#lengthMax = lengthMax;
    this.#numberText = numberText;
  }

  get full(): boolean {
    return this.text.length > this.#lengthMax;
  }

  add(value: Value, quoted: boolean): void {
    if (this.full) return;
    if (typeof value === 'string') this.text += this.#string(value, quoted);
    else if (typeof value === 'number') this.text += Object.is(value, -0) ? '-0' : this.#numberText(value);
    else if (Array.isArray(value)) this.#array(value);
    else if (value instanceof Closure) this.text += value.fn.name === '' ? '[Function]' : `[Function: ${value.fn.name}]`;
    else this.text += value === UNINITIALISED ? '' : String(value);
  }

  #string(value: string, quoted: boolean): string {
    const part = value.slice(0, this.#lengthMax + 1);
    return quoted ? `'${part.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'` : part;
  }

  #array(items: readonly Value[]): void {
    if (this.#open.includes(items)) this.text += '[…]';
    else if (this.#open.length >= NESTING_MAX) this.text += '[…]';
    else {
      this.#open.push(items);
      this.text += '[';
      for (let i = 0; i < items.length && !this.full; i++) {
        if (i > 0) this.text += ', ';
        this.add(items[i], true);
      }
      this.text += ']';
      this.#open.pop();
    }
  }
}

function cut(text: string, lengthMax: number): string {
  return text.length > lengthMax ? `${text.slice(0, lengthMax - 1)}…` : text;
}

/** A console line: strings as they are at the top, quoted inside arrays; at most `lengthMax` UTF-16 units, the last one '…' where it was cut. */
export function formatLine(values: readonly Value[], lengthMax: number, numberText: NumberText = String): string {
  const formatter = new Formatter(lengthMax, numberText);
  for (let i = 0; i < values.length && !formatter.full; i++) {
    if (i > 0) formatter.text += ' ';
    formatter.add(values[i], false);
  }
  return cut(formatter.text, lengthMax);
}

/** One value for the debugger and for fault parameters: strings quoted. */
export function formatValue(value: Value, lengthMax: number, numberText: NumberText = String): string {
  const formatter = new Formatter(lengthMax, numberText);
  formatter.add(value, true);
  return cut(formatter.text, lengthMax);
}
