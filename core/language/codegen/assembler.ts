/**
 * One function's code as it grows: instructions, labels, places, named locals, and the depth of the operand stack. Layer: language.
 * Nothing unreachable is emitted, so that the depth counted here is the one the verifier finds.
 */
import { assert } from '../../base/assert.ts';
import { OP, OPCODES, type OpcodeName } from '../../bytecode/opcodes.ts';
import type { CodePlace, ExceptionHandler, LocalName } from '../../bytecode/program.ts';

export interface Label {
  /** −1 until placed. */
  pc: number;
  /** Stack depth at the label, known from the first jump or from falling into it; −1 before. */
  depth: number;
  /** Words that wait for `pc`. */
  readonly waiting: number[];
}

export interface PlaceRange {
  readonly start: number;
  readonly end: number;
}

interface Watched {
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly target: Label;
}

/** How the stack moves where an instruction jumps, and where it falls through. */
const JUMP_EFFECT = {
  JUMP: { jump: 0, fallThrough: 0 },
  JUMP_IF_FALSE: { jump: -1, fallThrough: -1 },
  JUMP_IF_TRUE: { jump: -1, fallThrough: -1 },
  JUMP_IF_FALSE_KEEP: { jump: 0, fallThrough: -1 },
  JUMP_IF_TRUE_KEEP: { jump: 0, fallThrough: -1 },
  JUMP_IF_NOT_NULLISH_KEEP: { jump: 0, fallThrough: -1 },
  NEXT: { jump: -1, fallThrough: 1 },
} as const satisfies Partial<Record<OpcodeName, { jump: number; fallThrough: number }>>;

export type JumpName = keyof typeof JUMP_EFFECT;

type PlainName = Exclude<OpcodeName, JumpName>;

/** Operands popped by the instructions whose count stands in an operand. */
function popsOf(name: PlainName, operands: readonly number[]): number {
  const count = operands[operands.length - 1] ?? 0;
  switch (name) {
    case 'CONCAT':
    case 'NEW_ARRAY':
    case 'CALL_NATIVE':
    case 'CALL_BUILTIN':
      return count;
    case 'CALL':
    case 'CALL_METHOD':
    case 'NEW':
    case 'SUPER_CONSTRUCT':
    case 'REST_OBJECT':
      return count + 1;
    case 'CALL_THIS':
      return count + 2;
    default:
      return OPCODES[name].pops;
  }
}

function sameRange(a: PlaceRange, b: PlaceRange): boolean {
  return a.start === b.start && a.end === b.end;
}

export class Assembler {
  #words: number[] = [];
  #places: CodePlace[] = [];
  #locals: LocalName[] = [];
  /** Words that hold a jump target, for `prepend`. */
  #targets: number[] = [];
  #watched: Watched[] = [];
  #place: PlaceRange = { start: 0, end: 0 };
  #placeChanged = true;
  /** A statement whose first instruction has not come yet. */
  #pending: PlaceRange | undefined;
  #depth = 0;
  #stackMax = 0;
  #reachable = true;

  get pc(): number {
    return this.#words.length;
  }

  get depth(): number {
    return this.#depth;
  }

  get reachable(): boolean {
    return this.#reachable;
  }

  get stackMax(): number {
    return this.#stackMax;
  }

  op(name: PlainName, ...operands: readonly number[]): void {
    if (!this.#reachable) return;
    const pops = popsOf(name, operands);
    assert(this.#depth >= pops, `${name} finds ${this.#depth} operands of ${pops}`);
    this.#write(name, operands);
    this.#setDepth(this.#depth - pops + OPCODES[name].pushes);
    if (name === 'RETURN' || name === 'THROW') this.#reachable = false;
  }

  jump(name: JumpName, target: Label): void {
    if (!this.#reachable) return;
    this.#write(name, [target.pc]);
    const operandAt = this.#words.length - 1;
    this.#targets.push(operandAt);
    if (target.pc < 0) target.waiting.push(operandAt);
    const effect = JUMP_EFFECT[name];
    this.#meet(target, this.#depth + effect.jump);
    this.#setDepth(this.#depth + effect.fallThrough);
    if (name === 'JUMP') this.#reachable = false;
  }

  label(): Label {
    return { pc: -1, depth: -1, waiting: [] };
  }

  /** A label that only later code jumps back to; at present the code before it may have jumped away. */
  placeLoopTop(label: Label): void {
    if (label.depth < 0) label.depth = this.#depth;
    this.#reachable = true;
    this.place(label);
  }

  place(label: Label): void {
    if (this.#reachable) this.#meet(label, this.#depth);
    else if (label.depth >= 0) this.#setDepth(label.depth);
    this.#reachable = label.depth >= 0;
    label.pc = this.#words.length;
    for (const word of label.waiting) this.#words[word] = label.pc;
  }

  /** The code between is watched: what is thrown there goes to `target`, which finds `depth` operands and the thrown value. */
  watch(from: number, depth: number, target: Label): void {
    if (from === this.pc) return;
    this.#watched.push({ from, to: this.pc, depth, target });
    this.#meet(target, depth + 1);
  }

  /** Inner ones come first, since their statements end first. Labels must be placed. */
  get handlers(): readonly ExceptionHandler[] {
    return this.#watched.map(({ from, to, depth, target }) => ({ from, to, depth, target: target.pc }));
  }

  /** The next instruction begins a statement at `range`. */
  statement(range: PlaceRange): void {
    if (!this.#reachable) return;
    this.#place = range;
    this.#pending = range;
  }

  /** Code emitted by `emit` belongs to `range`; afterwards to what it belonged to before. */
  within(range: PlaceRange, emit: () => void): void {
    const before = this.#place;
    this.#setPlace(range);
    emit();
    this.#setPlace(before);
  }

  local(name: string, slot: number, fromPc: number): void {
    if (fromPc < this.pc) this.#locals.push({ name, slot, fromPc, toPc: this.pc });
  }

  /** Puts the code of `first`, which must fall through with an empty stack, before this code. */
  prepend(first: Assembler): void {
    assert(first.#reachable && first.#depth === 0, 'prepended code must fall through');
    const shift = first.pc;
    for (const at of this.#targets) this.#words[at]! += shift;
    this.#words = [...first.#words, ...this.#words];
    this.#targets = [...first.#targets, ...this.#targets.map((at) => at + shift)];
    this.#watched = this.#watched.map((each) => ({
      ...each,
      from: each.from + shift,
      to: each.to + shift,
      target: { ...each.target, pc: each.target.pc + shift },
    }));
    this.#places = [...first.#places, ...this.#places.map((place) => ({ ...place, pc: place.pc + shift }))];
    this.#locals = this.#locals.map((local) => ({ ...local, fromPc: local.fromPc + shift, toPc: local.toPc + shift }));
    this.#stackMax = Math.max(this.#stackMax, first.#stackMax);
  }

  finish(): { readonly code: Int32Array; readonly places: readonly CodePlace[]; readonly locals: readonly LocalName[] } {
    assert(!this.#reachable, 'code must not run off its end');
    return { code: Int32Array.from(this.#words), places: this.#places, locals: this.#locals };
  }

  #write(name: OpcodeName, operands: readonly number[]): void {
    this.#writePlace();
    this.#words.push(OP[name], ...operands);
  }

  /** A statement's first instruction belongs to the whole statement, also where it begins an expression with a place of its own. */
  #writePlace(): void {
    const { pc } = this;
    if (this.#pending) {
      this.#places.push({ pc, ...this.#pending, statement: true });
      this.#placeChanged = !sameRange(this.#pending, this.#place);
      this.#pending = undefined;
    } else if (this.#placeChanged) {
      this.#places.push({ pc, ...this.#place, statement: false });
      this.#placeChanged = false;
    }
  }

  #setPlace(range: PlaceRange): void {
    if (sameRange(range, this.#place)) return;
    this.#place = range;
    this.#placeChanged = true;
  }

  #setDepth(depth: number): void {
    this.#depth = depth;
    if (depth > this.#stackMax) this.#stackMax = depth;
  }

  #meet(label: Label, depth: number): void {
    if (label.depth < 0) label.depth = depth;
    assert(label.depth === depth, `a label is reached with ${label.depth} and ${depth} operands`);
  }
}
