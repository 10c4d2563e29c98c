/**
 * Where the lowering stands in a function: what its locals and operands can be, and where control goes from here. Layer: bytecode.
 * A function is followed again and again to learn what its values can be, and a last time, with an emitter, to write code.
 * Specification: ../compact.md §10.
 */
import { ANY_BOOLEAN, joined, literalOf, same, type AbstractValue, type NumberValue } from './abstract-value.ts';
import type { Analysis, EntryState, Instance, Site } from './analysis.ts';
import { formOf, type Emitter, type Form } from './emitter.ts';
import { narrowed, OPPOSITE } from './numbers.ts';
import { refusedFor } from './refused-value.ts';
import { Operands, type Operand, type Test } from './operands.ts';
import type { Refused } from './refusal.ts';

/** What is needed of the whole program to write code. */
export interface Linker {
  globalSlot(index: number): number;
  text(parts: Extract<AbstractValue, { kind: 'text' }>['parts']): number;
  array(site: Site): number;
}

/** The block ends here: nothing comes after. */
class Stop extends Error {}
export const STOP = new Stop();

const MERGES_BEFORE_WIDENING = 3;

export class Walk {
  readonly analysis: Analysis;
  readonly instance: Instance;
  readonly code: Int32Array;
  readonly emitter: Emitter | undefined;
  readonly linker: Linker | undefined;
  readonly #reach: (pc: number) => void;
  readonly operands: Operands;
  locals: AbstractValue[] = [];
  pc = 0;

  /** @param reach is told where the state of another block has grown */
  constructor(given: {
    readonly analysis: Analysis;
    readonly instance: Instance;
    readonly reach: (pc: number) => void;
    readonly emitter?: Emitter;
    readonly linker?: Linker;
  }) {
    this.analysis = given.analysis;
    this.instance = given.instance;
    this.code = given.instance.fn.code;
    this.emitter = given.emitter;
    this.linker = given.linker;
    this.#reach = given.reach;
    this.operands = new Operands(given.emitter);
  }

  refuse({ code, params }: Refused): void {
    this.analysis.refusals.push({ code, params, functionIndex: this.instance.functionIndex, pc: this.pc, ...this.#callers() });
  }

  #callers(): { readonly callers: readonly { readonly functionIndex: number; readonly pc: number }[] } {
    const callers: { functionIndex: number; pc: number }[] = [];
    for (let at = this.instance.caller; at !== undefined; at = at.instance.caller)
      callers.push({ functionIndex: at.instance.functionIndex, pc: at.pc });
    return { callers };
  }

  // Where blocks meet

  /** In the last pass all is known. */
  merge(pc: number): void {
    if (this.emitter !== undefined) return;
    const { entries } = this.instance;
    const stack = this.operands.items.map(({ value }) => value);
    const entry = entries.get(pc);
    if (entry === undefined) {
      entries.set(pc, { locals: [...this.locals], stack, visits: 0 });
      return this.#reach(pc);
    }
    const grown = this.#grown(entry, stack);
    if (grown) this.#reach(pc);
  }

  #grown(entry: EntryState, stack: readonly AbstractValue[]): boolean {
    let grown = false;
    const meet = (into: AbstractValue[], from: readonly AbstractValue[]): void => {
      for (const [i, value] of from.entries()) {
        const next = joined(into[i]!, value);
        if (same(next, into[i]!)) continue;
        into[i] = entry.visits >= MERGES_BEFORE_WIDENING ? this.analysis.thresholds.widened(into[i]!, next) : next;
        grown = true;
      }
    };
    meet(entry.locals, this.locals);
    meet(entry.stack, stack);
    if (grown) entry.visits++;
    return grown;
  }

  /** The block ends; control goes on there. */
  goto(pc: number): never {
    this.operands.put();
    this.merge(pc);
    this.emitter?.asm.jump('JUMP', pc);
    throw STOP;
  }

  /** In the last pass, whether anything ever gets there. */
  #isReached(pc: number): boolean {
    return this.emitter === undefined || this.instance.entries.has(pc);
  }

  /** The top operand decides: jumps to `target` where its truth is `when`; goes on here where it is not. */
  branch(target: number, when: boolean): void {
    const condition = this.operands.top;
    const known = truthOf(condition.value);
    if (known !== undefined) {
      this.operands.drop();
      if (known === when) this.goto(target);
      return;
    }
    const jumps = this.#narrowed(condition.test, when);
    const stays = this.#narrowed(condition.test, !when);
    if (jumps === undefined || stays === undefined || !this.#isReached(target)) {
      this.operands.drop();
      this.locals = jumps ?? stays ?? this.locals;
      if (stays === undefined) this.goto(target);
      this.locals = stays;
      return;
    }
    this.settleTruth();
    this.operands.pop();
    const rest = this.#putBeneathCondition();
    this.emitter?.asm.jump(when ? 'JUMP_IF_TRUE' : 'JUMP_IF_FALSE', target);
    this.locals = jumps;
    this.merge(target);
    this.locals = stays;
    if (rest !== undefined) this.operands.restored(rest);
  }

  /** The condition stands on the board's stack; what is beneath it must not, while a jump is taken. */
  #putBeneathCondition(): readonly AbstractValue[] | undefined {
    const { items } = this.operands;
    const stands = items.some(({ at }) => at !== 'nowhere');
    if (!stands) return undefined;
    const asm = this.emitter?.asm;
    asm?.op('STORE', this.emitter!.scratch(0));
    const values = this.operands.put();
    asm?.op('LOAD', this.emitter!.scratch(0));
    return values;
  }

  /** Makes the top operand an int that is 0 where it is false. */
  settleTruth(): void {
    const { top } = this.operands;
    const form = formOf(top.value);
    if (form === undefined) throw refusedFor(top.value);
    const stands: Form = top.at === 'I' || top.at === 'F' ? top.at : form;
    this.operands.settle([stands]);
    if (stands === 'F') this.emitter?.asm.op('TRUTH_F');
    this.operands.pop();
    this.operands.pushResult(ANY_BOOLEAN, 'I');
  }

  /** The locals where the comparison came out so; undefined where it cannot. */
  #narrowed(test: Test | undefined, isTrue: boolean): AbstractValue[] | undefined {
    const locals = [...this.locals];
    const left = test?.left.value;
    const right = test?.right.value;
    if (test === undefined || left?.kind !== 'number' || right?.kind !== 'number' || !left.whole || !right.whole) return locals;
    const pair = narrowed(isTrue ? test.relation : OPPOSITE[test.relation]!, left, right);
    if (pair === undefined) return undefined;
    const put = ({ from }: Operand, value: NumberValue): void => {
      if (from !== undefined && locals[from]?.kind === 'number') locals[from] = value;
    };
    put(test.left, pair[0]);
    put(test.right, pair[1]);
    return locals;
  }

  /** `&&`, `||`: the top operand stays where it decides, else it goes. */
  branchKeeping(target: number, when: boolean): void {
    const known = truthOf(this.operands.top.value);
    if (known === when) this.goto(target);
    if (known !== undefined) return this.operands.drop();
    if (!this.#isReached(target)) return this.operands.drop();
    const { value } = this.operands.top;
    if (formOf(value) === undefined) throw refusedFor(value);
    const depth = this.operands.items.length - 1;
    const values = this.operands.put();
    const form: Form = value.kind === 'boolean' ? 'I' : 'F';
    this.emitter?.asm.op('LOAD', this.emitter.waiting(depth));
    if (form === 'F') this.emitter?.asm.op('TRUTH_F');
    this.emitter?.asm.jump(when ? 'JUMP_IF_TRUE' : 'JUMP_IF_FALSE', target);
    this.merge(target);
    this.operands.restored(values.slice(0, -1));
  }
}

export function truthOf(value: AbstractValue): boolean | undefined {
  switch (value.kind) {
    case 'boolean':
      return value.known;
    case 'number':
      if (value.whole && value.lo === value.hi) return value.lo !== 0;
      return value.whole && (value.lo > 0 || value.hi < 0) ? true : undefined;
    case 'undefined':
    case 'null':
      return false;
    case 'function':
    case 'array':
      return true;
    case 'text': {
      const text = literalOf(value);
      return text === undefined ? undefined : text !== '';
    }
    default:
      return undefined;
  }
}
