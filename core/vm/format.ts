/** Values as a console shows them. Layer: vm. Rules: bytecode.md §8. */
import { GuestMap, GuestSet } from './collections.ts';
import { Accessor, ENUMERABLE, GuestObject, holderOf } from './objects.ts';
import { Closure, NativeMethod, UNINITIALISED, type Primitive, type Value } from './values.ts';

/** Levels of arrays and objects in one another that are written out. */
const NESTING_MAX = 4;

type NumberText = (value: number) => string;

/** Stops as soon as the text is long enough, so that no value, however large or tangled, takes long to show. */
class Formatter {
  readonly #lengthMax: number;
  readonly #numberText: NumberText;
  readonly #open: object[] = [];
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
    else if (typeof value !== 'object' || value === null) this.text += String(value);
    else if (value !== UNINITIALISED) this.#nested(value);
  }

  #nested(value: Exclude<Value, Primitive | Value[]>): void {
    if (value instanceof Closure) this.text += functionLabel(value);
    else if (value instanceof NativeMethod) this.text += `[Function: ${value.methods.name}]`;
    else if (value instanceof GuestObject) this.#object(value);
    else if (value instanceof GuestMap || value instanceof GuestSet) this.#collection(value);
    else this.text += '[Iterator]';
  }

  /** Writes the parts between brackets, unless the value stands in itself or too deep. */
  #within(value: object, before: string, brackets: string, count: number, part: (index: number) => void): void {
    const [open, close] = [brackets.slice(0, brackets.length / 2), brackets.slice(brackets.length / 2)];
    if (this.#open.includes(value) || this.#open.length >= NESTING_MAX) {
      this.text += `${before}${open.trimEnd()}…${close.trimStart()}`;
      return;
    }
    this.#open.push(value);
    this.text += before + (count === 0 ? open.trimEnd() + close.trimStart() : open);
    for (let i = 0; i < count && !this.full; i++) {
      if (i > 0) this.text += ', ';
      part(i);
    }
    if (count > 0) this.text += close;
    this.#open.pop();
  }

  #object(object: GuestObject): void {
    if (object.isError) {
      const text = errorLabel(object);
      this.text += this.#open.length > 0 ? `[${text}]` : text;
      return;
    }
    const names = object.names().filter((name) => (object.flagsOf(name) & ENUMERABLE) !== 0);
    const label = classLabel(object);
    this.#within(object, label === '' ? '' : `${label} `, '{  }', names.length, (i) => {
      const name = names[i]!;
      this.text += `${SIMPLE_NAME.test(name) ? name : this.#string(name, true)}: `;
      const slot = object.slotOf(name);
      if (slot instanceof Accessor) this.text += accessorLabel(slot);
      else this.add(slot, true);
    });
  }

  #collection(collection: GuestMap | GuestSet): void {
    const label = `${collection instanceof GuestMap ? 'Map' : 'Set'}(${collection.size}) `;
    const entries = [...collection];
    this.#within(collection, label, '{  }', entries.length, (i) => {
      const { key, value } = entries[i]!;
      this.add(key, true);
      if (collection instanceof GuestSet) return;
      this.text += ' => ';
      this.add(value, true);
    });
  }

  #string(value: string, quoted: boolean): string {
    const part = value.slice(0, this.#lengthMax + 1);
    return quoted ? `'${part.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'` : part;
  }

  #array(items: readonly Value[]): void {
    this.#within(items, '', '[]', items.length, (i) => this.add(items[i], true));
  }
}

const SIMPLE_NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function functionLabel({ fn, givenName, prototype, parent }: Closure): string {
  const name = givenName ?? fn.name;
  if (prototype === undefined) return name === '' ? '[Function]' : `[Function: ${name}]`;
  return `[class ${name === '' ? '(anonymous)' : name}${parent === undefined ? '' : ` extends ${parent.fn.name}`}]`;
}

function accessorLabel({ get, set }: Accessor): string {
  return get === undefined ? '[Setter]' : set === undefined ? '[Getter]' : '[Getter/Setter]';
}

/** The name of the class that made the object; '' for a plain one. */
function classLabel(object: GuestObject): string {
  const maker = object.proto === null ? undefined : holderOf(object.proto, 'constructor')?.slotOf('constructor');
  return maker instanceof Closure ? maker.fn.name : '';
}

function errorLabel(error: GuestObject): string {
  const [name, message] = ['name', 'message'].map((key) => holderOf(error, key)?.slotOf(key));
  const nameText = typeof name === 'string' ? name : 'Error';
  return typeof message === 'string' && message !== '' ? `${nameText}: ${message}` : nameText;
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
