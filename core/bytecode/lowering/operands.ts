/**
 * The operands of a function while it is followed: what each is, and, where code is written, where it stands. Layer: bytecode.
 * Functions, lists, texts and "nothing" exist only here. Constants wait until something needs them: none waits below an operand that stands on the
 * board's stack.
 */
import { singleText } from '../../base/single-precision.ts';
import type { TextPart, TextPlace } from '../compact/texts.ts';
import { numberOf, type AbstractValue } from './abstract-value.ts';
import { formOf, type Emitter, type Form } from './emitter.ts';
import { Refused } from './refusal.ts';
import { refusedFor } from './refused-value.ts';

/** A comparison that has just been made. */
export interface Test {
  readonly relation: string;
  readonly left: Operand;
  readonly right: Operand;
}

export interface Operand {
  readonly value: AbstractValue;
  /** 'text': as many values as the text has places. */
  readonly at: Form | 'nowhere' | 'constant' | 'text';
  readonly constant?: number;
  /** A constant only as far as is known yet: in a text it takes a place all the same. */
  readonly isLearnt?: boolean;
  /** The local that it was loaded from and that still holds it. */
  readonly from?: number;
  readonly test?: Test;
}

function widthOf({ at, value }: Operand): number {
  if (at === 'text') return value.kind === 'text' ? value.parts.filter((part) => typeof part !== 'string').length : 0;
  return at === 'I' || at === 'F' ? 1 : 0;
}

export class Operands {
  items: Operand[] = [];
  readonly emitter: Emitter | undefined;

  constructor(emitter: Emitter | undefined) {
    this.emitter = emitter;
  }

  get top(): Operand {
    return this.items.at(-1)!;
  }

  pop(): Operand {
    return this.items.pop()!;
  }

  popMany(count: number): Operand[] {
    return this.items.splice(this.items.length - count, count);
  }

  pushVirtual(value: AbstractValue): void {
    this.items.push({ value, at: 'nowhere' });
  }

  pushNumber(constant: number, isLearnt = false): void {
    this.items.push({ value: numberOf(constant), at: 'constant', constant, isLearnt });
  }

  pushBoolean(known: boolean, isLearnt = false): void {
    this.items.push({ value: { kind: 'boolean', known }, at: 'constant', constant: known ? 1 : 0, isLearnt });
  }

  /** A value that the code just written has left on the board's stack; `virtual` kinds leave nothing. */
  pushResult(value: AbstractValue, at: Form | undefined, more: Pick<Operand, 'from' | 'test'> = {}): void {
    this.items.push({ value, at: at ?? 'nowhere', ...more });
  }

  /** Before code that puts something of this form on the stack: what waits below goes there first. */
  flush(form: Form, count = this.items.length): void {
    for (let i = 0; i < count; i++) {
      const item = this.items[i]!;
      if (item.at === 'constant') this.items[i] = this.#written(item, form);
    }
  }

  #written(item: Operand, wanted: Form): Operand {
    const form = item.value.kind === 'boolean' || (wanted === 'I' && formOf(item.value) === 'I') ? 'I' : 'F';
    if (form === 'I') this.emitter?.asm.int(item.constant!);
    else this.emitter?.asm.float(item.constant!);
    return { ...item, at: form };
  }

  /** Writes what is needed for the top operands to stand on the board's stack in these forms; those that stand nowhere are passed over. */
  settle(forms: readonly Form[]): void {
    const { items } = this;
    const first = items.length - forms.length;
    this.flush(forms[0] ?? 'I', first);
    for (let i = first; i < items.length; i++) {
      const form = forms[i - first]!;
      const item = items[i]!;
      if (item.at === 'constant') items[i] = this.#written(item, form);
      const isLast = items.slice(i + 1).every(({ at }) => at === 'constant' || at === 'nowhere');
      if (isLast) this.#convert(i, form, 0);
    }
    for (let i = first; i < items.length; i++) this.#convert(i, forms[i - first]!, this.#above(i));
  }

  #above(index: number): number {
    return this.items.slice(index + 1).reduce((sum, item) => sum + widthOf(item), 0);
  }

  /** @param above operands on the board's stack over this one */
  #convert(index: number, form: Form, above: number): void {
    const item = this.items[index]!;
    if ((item.at !== 'I' && item.at !== 'F') || item.at === form) return;
    this.items[index] = { ...item, at: form };
    const { emitter } = this;
    if (emitter === undefined) return;
    if (above === 1 && form === 'F') return emitter.asm.op('I_TO_F_2');
    for (let i = 0; i < above; i++) emitter.asm.op('STORE', emitter.scratch(i));
    emitter.asm.op(form === 'F' ? 'I_TO_F' : 'F_TO_I');
    for (let i = above - 1; i >= 0; i--) emitter.asm.op('LOAD', emitter.scratch(i));
  }

  /** The top operand is of no use to anyone. */
  drop(): void {
    const width = widthOf(this.top);
    for (let i = 0; i < width; i++) this.emitter?.asm.op('POP');
    this.pop();
  }

  /** All operands leave the board's stack, and can be `restored` from what this gives. */
  put(): readonly AbstractValue[] {
    const { emitter, items } = this;
    for (let i = items.length - 1; i >= 0; i--) {
      const item = items[i]!;
      this.#putText(item, i);
      const form = waitingForm(item.value);
      if (form === undefined) continue;
      if (item.at === 'constant') items[i] = this.#written(item, form);
      this.#convert(i, form, 0);
      emitter?.asm.op('STORE', emitter.waiting(i));
    }
    return items.map(({ value }) => asWaiting(value));
  }

  /** The values of a text wait each for itself, numbers as F. */
  #putText({ value, at }: Operand, index: number): void {
    const { emitter } = this;
    if (at !== 'text' || value.kind !== 'text' || emitter === undefined) return;
    const places = value.parts.filter((part) => typeof part !== 'string');
    for (const [i, { kind }] of [...places.entries()].reverse()) {
      if (kind === 'int') emitter.asm.op('I_TO_F');
      emitter.asm.op('STORE', emitter.waiting(index, i));
    }
  }

  #restoredText(value: Extract<AbstractValue, { kind: 'text' }>, index: number): Operand {
    const places = value.parts.filter((part) => typeof part !== 'string').length;
    for (let i = 0; i < places; i++) this.emitter?.asm.op('LOAD', this.emitter.waiting(index, i));
    return { value, at: places > 0 ? 'text' : 'nowhere' };
  }

  restored(values: readonly AbstractValue[]): void {
    this.items = values.map((value, i) => {
      const form = waitingForm(value);
      if (value.kind === 'text') return this.#restoredText(value, i);
      if (form === undefined) return { value, at: 'nowhere' };
      this.emitter?.asm.op('LOAD', this.emitter.waiting(i));
      return { value, at: form };
    });
  }

  /** The top operand goes beneath the `count − 1` below it. */
  rotate(count: number): void {
    this.#ready(count);
    const moved = this.items.slice(-count);
    const standing = moved.filter((item) => widthOf(item) > 0).length;
    if (widthOf(this.top) > 0 && standing > 1) this.#rotateStanding(standing);
    this.items.splice(-count, count, moved.at(-1)!, ...moved.slice(0, -1));
  }

  #rotateStanding(count: number): void {
    const asm = this.emitter?.asm;
    if (asm === undefined) return;
    if (count === 2) return asm.op('SWAP');
    if (count === 3) return asm.op('ROT3');
    for (let i = 0; i < count; i++) asm.op('STORE', this.emitter!.scratch(i));
    asm.op('LOAD', this.emitter!.scratch(0));
    for (let i = count - 1; i > 0; i--) asm.op('LOAD', this.emitter!.scratch(i));
  }

  /** The top one or two again. */
  duplicate(count: 1 | 2): void {
    this.#ready(count);
    const again = this.items.slice(-count);
    const standing = again.filter((item) => widthOf(item) > 0).length;
    if (standing > 0) {
      const form = again.find((item) => widthOf(item) > 0)!.at;
      this.flush(form as Form);
      this.emitter?.asm.op(standing === 1 ? 'DUP' : 'DUP2');
    }
    this.items.push(...again);
  }

  /** Where one of them stands on the board's stack, all that can, do. */
  #ready(count: number): void {
    const group = this.items.slice(-count);
    if (group.some(({ at }) => at === 'text' && widthOf(this.top) > 0)) throw new Refused('board.text');
    if (!group.some((item) => widthOf(item) > 0)) return;
    this.settle(group.map(({ at, value }) => (at === 'I' || at === 'F' ? at : (formOf(value) ?? 'I'))));
  }

  /** The top `count` operands become one text. `isPlain`: as in a template, not as on the console; `between` stands between them. */
  joinTexts(count: number, isPlain: boolean, between = ''): void {
    const learnt = this.items.findLastIndex(({ at, isLearnt }) => at === 'constant' && isLearnt === true);
    if (learnt >= this.items.length - count) this.flush('F', learnt + 1);
    const parts: TextPart[] = [];
    for (const [i, item] of this.popMany(count).entries())
      parts.push(i > 0 ? between : '', ...partsOf(item, isPlain, this.emitter !== undefined));
    const places = parts.filter((part) => typeof part !== 'string').length;
    this.items.push({ value: { kind: 'text', parts: merged(parts) }, at: places > 0 ? 'text' : 'nowhere' });
  }
}

/** As it comes back: numbers of a text wait as F. */
function asWaiting(value: AbstractValue): AbstractValue {
  if (value.kind !== 'text') return value;
  return {
    kind: 'text',
    parts: value.parts.map((part) => (typeof part !== 'string' && part.kind === 'int' ? { kind: 'plain-float' } : part)),
  };
}

/** The form in which a value waits while a jump is taken. */
function waitingForm(value: AbstractValue): Form | undefined {
  return value.kind === 'boolean' ? 'I' : value.kind === 'number' ? 'F' : undefined;
}

function merged(parts: readonly TextPart[]): readonly TextPart[] {
  const result: TextPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else if (part !== '') result.push(part);
  }
  return result;
}

/** Forms are certain only when code is written; before, every number is an F. */
function numberPart(item: Operand, isPlain: boolean, isWritten: boolean): TextPart {
  if (item.at === 'constant') return !isPlain && Object.is(item.constant, -0) ? '-0' : singleText(item.constant!);
  const kind: TextPlace['kind'] = isWritten && item.at === 'I' ? 'int' : isPlain ? 'plain-float' : 'float';
  return { kind };
}

function partsOf(item: Operand, isPlain: boolean, isWritten: boolean): readonly TextPart[] {
  const { value } = item;
  switch (value.kind) {
    case 'text':
      return value.parts;
    case 'number':
      return [numberPart(item, isPlain, isWritten)];
    case 'boolean':
      return [item.at === 'constant' ? String(item.constant === 1) : { kind: 'bool' }];
    case 'undefined':
    case 'null':
      return [value.kind];
    case 'array':
      throw new Refused('board.list-logged');
    case 'mixed':
      throw refusedFor(value);
    default:
      throw new Refused('board.text');
  }
}
