/** Variables of a program for people: their values in words, their parts, and setting them by hand. Layer: vm. */
import { fail, ok, type Result } from '../base/result.ts';
import type { Fiber } from './fiber.ts';
import { formatValue } from './format.ts';
import { VIEW_TEXT_LENGTH_MAX } from './limits.ts';
import { GuestMap, GuestSet } from './collections.ts';
import type { Machine } from './machine.ts';
import { Accessor, GuestObject } from './objects.ts';
import { Cell, typeNameOf, UNINITIALISED, ValueIterator, type Closure, type Slot, type Value } from './values.ts';
import type { EditedValue, VariableView, VmEdit, VmEditFaultCode } from './vm.ts';

/** Names that begin so belong to the prelude. */
const HIDDEN = '\0';
/** Levels of lists in lists whose parts are shown. */
const LEVELS_MAX = 3;
const PARTS_MAX = 50;
/** Of one look at a program, so that no program, however large, makes a large message. */
const PARTS_IN_ALL_MAX = 1000;

/** Lists the parts of values until there are too many. */
export class VariableViews {
  #left = PARTS_IN_ALL_MAX;

  /** undefined for what has no value to show yet. */
  variable(name: string, slot: Slot, at: string): VariableView | undefined {
    const value = slot instanceof Cell ? slot.value : slot;
    if (name === '' || name.startsWith(HIDDEN) || value === UNINITIALISED || value instanceof ValueIterator) return undefined;
    return this.#view(name, value as Value, at, 0);
  }

  #view(name: string, value: Value, at: string, level: number): VariableView {
    const view = { name, text: formatValue(value, VIEW_TEXT_LENGTH_MAX), type: typeNameOf(value), at };
    const parts = partsOf(value);
    if (parts.length === 0) return view;
    const count = level < LEVELS_MAX ? Math.min(parts.length, PARTS_MAX, this.#left) : 0;
    this.#left -= count;
    const shown = parts.slice(0, count).map((part, i) => this.#view(part.name, part.value, `${at}/${i}`, level + 1));
    return { ...view, parts: shown, ...(count < parts.length ? { hiddenParts: parts.length - count } : {}) };
  }
}

interface Part {
  readonly name: string;
  readonly value: Value;
  set(value: EditedValue): void;
}

function setElement(items: Value[], index: number, edited: EditedValue): void {
  if (!Object.isFrozen(items)) items[index] = edited;
}

function partsOf(value: Value): readonly Part[] {
  if (Array.isArray(value))
    return value.map((item, i) => ({ name: String(i), value: item, set: (edited) => setElement(value, i, edited) }));
  if (value instanceof GuestObject) return propertiesOf(value);
  if (value instanceof GuestSet) return [...value].map(({ key }, i) => ({ name: String(i), value: key, set: () => {} }));
  if (!(value instanceof GuestMap)) return [];
  return [...value].map((entry) => ({
    name: formatValue(entry.key, VIEW_TEXT_LENGTH_MAX),
    value: entry.value,
    set: (edited) => void (entry.value = edited),
  }));
}

/** What is computed has no value until somebody asks. */
function propertiesOf(object: GuestObject): readonly Part[] {
  return object.names().flatMap((name) => {
    const slot = object.slotOf(name);
    return slot instanceof Accessor ? [] : [{ name, value: slot, set: (edited: EditedValue) => object.put(name, edited) }];
  });
}

/** One place that can hold a value. */
interface Place {
  readonly value: Value;
  set(value: EditedValue): void;
}

function placeIn(slots: Slot[], index: number): Place | undefined {
  const slot = slots[index];
  if (slot instanceof ValueIterator || index >= slots.length) return undefined;
  if (slot instanceof Cell) return cellPlace(slot);
  return { value: slot, set: (value) => void (slots[index] = value) };
}

function cellPlace(cell: Cell): Place {
  return { value: cell.value, set: (value) => void (cell.value = value) };
}

/** Where the locals of the call at `depth` begin. */
function baseAt(fiber: Fiber, depth: number): number | undefined {
  if (depth === fiber.depth) return fiber.base;
  return depth >= 0 && depth < fiber.depth ? fiber.baseOf(depth) : undefined;
}

function rootPlace({ globals, fibers }: Machine, kind: string, numbers: readonly number[]): Place | undefined {
  if (kind === 'global') return placeIn(globals, numbers[0]!);
  const fiber = fibers.find(({ id }) => id === numbers[0]);
  const base = fiber === undefined ? undefined : baseAt(fiber, numbers[1]!);
  if (fiber === undefined || base === undefined) return undefined;
  const { fn, upvalues } = fiber.stack[base - 1] as Closure;
  if (kind === 'local') return numbers[2]! < fn.localCount ? placeIn(fiber.stack, base + numbers[2]!) : undefined;
  const cell = kind === 'captured' ? upvalues[numbers[2]!] : undefined;
  return cell === undefined ? undefined : cellPlace(cell);
}

const WHOLE_NUMBER = /^\d{1,9}$/;
/** How many numbers say where the variable itself stands. */
const ROOT_NUMBERS: { readonly [kind: string]: number } = { global: 1, local: 3, captured: 3 };

function placeAt(machine: Machine, at: string): Place | undefined {
  const [kind = '', ...texts] = at.split('/');
  const rootCount = Object.hasOwn(ROOT_NUMBERS, kind) ? ROOT_NUMBERS[kind]! : Infinity;
  if (texts.length < rootCount || !texts.every((text) => WHOLE_NUMBER.test(text))) return undefined;
  const numbers = texts.map(Number);
  let place = rootPlace(machine, kind, numbers.slice(0, rootCount));
  for (const index of numbers.slice(rootCount)) place = place === undefined ? undefined : partsOf(place.value)[index];
  return place;
}

/** Errors: see Vm.edit. */
export function editVariable(machine: Machine, { at, value }: VmEdit): Result<void, VmEditFaultCode> {
  const place = placeAt(machine, at);
  if (place === undefined || place.value === UNINITIALISED) return fail('vm.no-such-variable', { at });
  const type = typeNameOf(place.value);
  if (type !== typeof value) return fail('vm.other-type', { type });
  place.set(value);
  return ok(undefined);
}
