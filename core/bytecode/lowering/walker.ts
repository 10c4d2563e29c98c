/**
 * Follows one function from the start of a block to its end: once and again to learn what its values can be, and a last time to write code.
 * Layer: bytecode. Specification: ../compact.md §10. What the board cannot do is thrown as `Refused`.
 */
import { OP, OPCODE_NAMES } from '../opcodes.ts';
import {
  ANY_BOOLEAN,
  joined,
  literalOf,
  NONE,
  same,
  UNDEFINED,
  type AbstractValue,
  type NumberValue,
} from './abstract-value.ts';
import { lengthOf, type Analysis, type EntryState, type Instance, type Site } from './analysis.ts';
import { builtin, native, numberMethod } from './builtin-calls.ts';
import { elementBytes } from './elements.ts';
import { formOf, type Emitter, type Form } from './emitter.ts';
import { arithmetic, asNumber, bits, compare, complement, narrowed, negate, OPPOSITE, refusedFor, unsignedShift } from './numbers.ts';
import { Operands, type Operand, type Test } from './operands.ts';
import { Refused, type RefusalCode } from './refusal.ts';

/** What the walker needs of the whole program to write code. */
export interface Linker {
  globalSlot(index: number): number;
  text(parts: Extract<AbstractValue, { kind: 'text' }>['parts']): number;
  array(site: Site): number;
}

/** The block ends here: nothing comes after. */
class Stop extends Error {}
const STOP = new Stop();

const MERGES_BEFORE_WIDENING = 3;
/** An empty list and its length, filled at once: `new Array(n).fill(v)`. */
const FILLED_LIST_WORDS = 8;

const RELATIONS = new Map([
  [OP.LT, 'LT'],
  [OP.LE, 'LE'],
  [OP.GT, 'GT'],
  [OP.GE, 'GE'],
]);
const ARITHMETIC = new Map<number, 'ADD' | 'SUB' | 'MUL' | 'DIV' | 'MOD'>([
  [OP.SUB, 'SUB'],
  [OP.MUL, 'MUL'],
  [OP.DIV, 'DIV'],
  [OP.MOD, 'MOD'],
]);
const BITS = new Map<number, 'AND' | 'OR' | 'XOR' | 'SHL' | 'SHR'>([
  [OP.BIT_AND, 'AND'],
  [OP.BIT_OR, 'OR'],
  [OP.BIT_XOR, 'XOR'],
  [OP.SHL, 'SHL'],
  [OP.SHR, 'SHR'],
]);

/** What an instruction that the board has not is called for the student. */
const REFUSED: { readonly [N in string]: RefusalCode } = {
  ...{ NEW_CELL: 'board.closure', LOAD_CELL: 'board.closure', STORE_CELL: 'board.closure', LOAD_UPVALUE: 'board.closure' },
  ...{ STORE_UPVALUE: 'board.closure', TYPEOF: 'board.text', CALL_SPREAD: 'board.surplus', APPEND_ALL: 'board.surplus' },
  ...{ APPEND: 'board.surplus', SET_LENGTH: 'board.list-grows', THROW: 'board.errors', RETHROW: 'board.errors', CATCH: 'board.errors' },
};
const OBJECT_WORD = /PROP|OBJECT|MEMBER|CLASS|SUPER|THIS|CONSTRUCT|INSTANCEOF|PRIVATE|KEY|DEFINE|NEW_TARGET/;

function refusedOpcode(name: string): Refused {
  const code = REFUSED[name] ?? (OBJECT_WORD.test(name) ? 'board.objects' : 'board.other');
  return new Refused(code, { name });
}

export class Walker {
  readonly #analysis: Analysis;
  readonly #instance: Instance;
  readonly #code: Int32Array;
  readonly #emitter: Emitter | undefined;
  readonly #linker: Linker | undefined;
  readonly #reach: (pc: number) => void;
  readonly #operands: Operands;
  #locals: AbstractValue[] = [];
  #pc = 0;

  /** @param reach is told where the state of another block has grown */
  constructor(given: {
    readonly analysis: Analysis;
    readonly instance: Instance;
    readonly reach: (pc: number) => void;
    readonly emitter?: Emitter;
    readonly linker?: Linker;
  }) {
    this.#analysis = given.analysis;
    this.#instance = given.instance;
    this.#code = given.instance.fn.code;
    this.#emitter = given.emitter;
    this.#linker = given.linker;
    this.#reach = given.reach;
    this.#operands = new Operands(given.emitter);
  }

  block(start: number): void {
    const entry = this.#instance.entries.get(start)!;
    this.#locals = [...entry.locals];
    this.#emitter?.asm.label(start);
    this.#operands.restored(entry.stack);
    this.#pc = start;
    try {
      for (;;) {
        const at = this.#pc;
        this.#instruction(this.#code[at]!);
        if (this.#pc === at) this.#pc = at + lengthOf(this.#code[at]!);
        if (this.#instance.targets.has(this.#pc)) this.#goto(this.#pc);
      }
    } catch (cause) {
      if (cause instanceof Refused) this.#refuse(cause);
      else if (cause !== STOP) throw cause;
    }
  }

  #refuse({ code, params }: Refused): void {
    this.#analysis.refusals.push({ code, params, functionIndex: this.#instance.functionIndex, pc: this.#pc, ...this.#callers() });
  }

  #callers(): { readonly callers: readonly { readonly functionIndex: number; readonly pc: number }[] } {
    const callers: { functionIndex: number; pc: number }[] = [];
    for (let at = this.#instance.caller; at !== undefined; at = at.instance.caller)
      callers.push({ functionIndex: at.instance.functionIndex, pc: at.pc });
    return { callers };
  }

  // Where blocks meet

  #merge(pc: number): void {
    const { entries } = this.#instance;
    const stack = this.#operands.items.map(({ value }) => value);
    const entry = entries.get(pc);
    if (entry === undefined) {
      entries.set(pc, { locals: [...this.#locals], stack, visits: 0 });
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
        into[i] = entry.visits >= MERGES_BEFORE_WIDENING ? this.#analysis.thresholds.widened(into[i]!, next) : next;
        grown = true;
      }
    };
    meet(entry.locals, this.#locals);
    meet(entry.stack, stack);
    if (grown) entry.visits++;
    return grown;
  }

  /** The block ends; control goes on there. */
  #goto(pc: number): never {
    this.#operands.put();
    this.#merge(pc);
    this.#emitter?.asm.jump('JUMP', pc);
    throw STOP;
  }

  /** In the last pass, whether anything ever gets there. */
  #isReached(pc: number): boolean {
    return this.#emitter === undefined || this.#instance.entries.has(pc);
  }

  /** The top operand decides: jumps to `target` where its truth is `when`; goes on here where it is not. */
  #branch(target: number, when: boolean): void {
    const condition = this.#operands.top;
    const known = truthOf(condition.value);
    if (known !== undefined) {
      this.#operands.drop();
      if (known === when) this.#goto(target);
      return;
    }
    const jumps = this.#narrowed(condition.test, when);
    const stays = this.#narrowed(condition.test, !when);
    if (jumps === undefined || stays === undefined || !this.#isReached(target)) {
      this.#operands.drop();
      this.#locals = jumps ?? stays ?? this.#locals;
      if (stays === undefined) this.#goto(target);
      this.#locals = stays;
      return;
    }
    this.#settleTruth();
    this.#operands.pop();
    const rest = this.#putBeneathCondition();
    this.#emitter?.asm.jump(when ? 'JUMP_IF_TRUE' : 'JUMP_IF_FALSE', target);
    this.#locals = jumps;
    this.#merge(target);
    this.#locals = stays;
    if (rest !== undefined) this.#operands.restored(rest);
  }

  /** The condition stands on the board's stack; what is beneath it must not, while a jump is taken. */
  #putBeneathCondition(): readonly AbstractValue[] | undefined {
    const { items } = this.#operands;
    const stands = items.some(({ at }) => at !== 'nowhere');
    if (!stands) return undefined;
    const asm = this.#emitter?.asm;
    asm?.op('STORE', this.#emitter!.scratch(0));
    const values = items.map(({ value }) => value);
    this.#operands.put();
    asm?.op('LOAD', this.#emitter!.scratch(0));
    return values;
  }

  /** Makes the top operand an int that is 0 where it is false. */
  #settleTruth(): void {
    const { top } = this.#operands;
    const form = formOf(top.value);
    if (form === undefined) throw refusedFor(top.value);
    const stands: Form = top.at === 'I' || top.at === 'F' ? top.at : form;
    this.#operands.settle([stands]);
    if (stands === 'F') this.#emitter?.asm.op('TRUTH_F');
    this.#operands.pop();
    this.#operands.pushResult(ANY_BOOLEAN, 'I');
  }

  /** The locals where the comparison came out so; undefined where it cannot. */
  #narrowed(test: Test | undefined, isTrue: boolean): AbstractValue[] | undefined {
    const locals = [...this.#locals];
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
  #branchKeeping(target: number, when: boolean): void {
    const known = truthOf(this.#operands.top.value);
    if (known === when) this.#goto(target);
    if (known !== undefined) return this.#operands.drop();
    if (!this.#isReached(target)) return this.#operands.drop();
    const { value } = this.#operands.top;
    if (formOf(value) === undefined) throw refusedFor(value);
    const depth = this.#operands.items.length - 1;
    const values = this.#operands.items.map((item) => item.value);
    this.#operands.put();
    const form: Form = value.kind === 'boolean' ? 'I' : 'F';
    this.#emitter?.asm.op('LOAD', this.#emitter.waiting(depth));
    if (form === 'F') this.#emitter?.asm.op('TRUTH_F');
    this.#emitter?.asm.jump(when ? 'JUMP_IF_TRUE' : 'JUMP_IF_FALSE', target);
    this.#merge(target);
    this.#operands.restored(values.slice(0, -1));
  }

  // Instructions

  #instruction(opcode: number): void {
    const a = this.#code[this.#pc + 1]!;
    const operands = this.#operands;
    const relation = RELATIONS.get(opcode);
    if (relation !== undefined) return compare(operands, relation);
    const sum = ARITHMETIC.get(opcode);
    if (sum !== undefined) return arithmetic(operands, sum);
    const bit = BITS.get(opcode);
    if (bit !== undefined) return bits(operands, bit);
    if (!this.#simple(opcode, a) && !this.#flow(opcode, a) && !this.#lists(opcode, a)) throw refusedOpcode(OPCODE_NAMES[opcode]!);
  }

  /** Constants, variables, operators. True where it was one of them. */
  #simple(opcode: number, a: number): boolean {
    const operands = this.#operands;
    switch (opcode) {
      case OP.CONST:
        return this.#done(this.#constant(a));
      case OP.INT:
        return this.#done(operands.pushNumber(Math.fround(a)));
      case OP.TRUE:
      case OP.FALSE:
        return this.#done(operands.pushBoolean(opcode === OP.TRUE));
      case OP.NULL:
        return this.#done(operands.pushVirtual({ kind: 'null' }));
      case OP.UNDEFINED:
        return this.#done(operands.pushVirtual(UNDEFINED));
      case OP.UNINITIALISED:
        return this.#done(operands.pushVirtual(NONE));
      case OP.CHECK_INIT:
        return true;
      case OP.POP:
        return this.#done(operands.drop());
      case OP.DUP:
        return this.#done(operands.duplicate(1));
      case OP.DUP2:
        return this.#done(operands.duplicate(2));
      case OP.SWAP:
        return this.#done(operands.rotate(2));
      case OP.ROT3:
        return this.#done(operands.rotate(3));
      case OP.ROT4:
        return this.#done(operands.rotate(4));
      case OP.LOAD_LOCAL:
        return this.#done(this.#loadLocal(a));
      case OP.STORE_LOCAL:
        return this.#done(this.#storeLocal(a));
      case OP.LOAD_GLOBAL:
        return this.#done(this.#loadGlobal(a));
      case OP.STORE_GLOBAL:
        return this.#done(this.#storeGlobal(a));
      default:
        return this.#operator(opcode, a);
    }
  }

  #done(_: void): true {
    return true;
  }

  #operator(opcode: number, a: number): boolean {
    const operands = this.#operands;
    switch (opcode) {
      case OP.ADD:
        return this.#done(this.#add());
      case OP.POW:
        return this.#done(builtin(operands, 'Math.pow', 2));
      case OP.NEG:
        return this.#done(negate(operands));
      case OP.TO_NUMBER:
        return this.#done(builtin(operands, 'Number', 1));
      case OP.INC:
      case OP.DEC:
        operands.pushNumber(1);
        return this.#done(arithmetic(operands, opcode === OP.INC ? 'ADD' : 'SUB'));
      case OP.BIT_NOT:
        return this.#done(complement(operands));
      case OP.USHR:
        return this.#done(unsignedShift(operands));
      case OP.EQ:
      case OP.NE:
        return this.#done(this.#equal(opcode === OP.EQ, true));
      case OP.LOOSE_EQ:
      case OP.LOOSE_NE:
        return this.#done(this.#equal(opcode === OP.LOOSE_EQ, false));
      case OP.NOT:
        return this.#done(this.#not());
      case OP.CONCAT:
        return this.#done(operands.joinTexts(a, true));
      default:
        return false;
    }
  }

  #constant(index: number): void {
    const constant = this.#analysis.program.constants[index]!;
    if (typeof constant === 'number') this.#operands.pushNumber(Math.fround(constant));
    else this.#operands.pushVirtual({ kind: 'text', parts: constant === '' ? [] : [constant] });
  }

  #loadLocal(index: number): void {
    const value = this.#locals[index]!;
    this.#load(value, this.#emitter?.localForm(index) ?? formOf(value), () => this.#emitter!.asm.op('LOAD', this.#emitter!.local(index)), index);
  }

  #load(value: AbstractValue, form: Form | undefined, emit: () => void, from?: number): void {
    if (value.kind === 'none' && this.#emitter !== undefined) throw refusedFor(value);
    if (value.kind === 'none') throw STOP;
    if (formOf(value) === undefined) return this.#operands.pushVirtual(value);
    const stands: Form = value.kind === 'boolean' ? 'I' : form!;
    this.#operands.flush(stands);
    if (this.#emitter !== undefined) emit();
    this.#operands.pushResult(value, stands, from === undefined ? {} : { from });
  }

  #storeLocal(index: number): void {
    const { value } = this.#operands.top;
    if (value.kind === 'text' && literalOf(value) === undefined) throw new Refused('board.text');
    this.#analysis.keep(this.#instance, index, value);
    this.#locals[index] = value;
    const form = formOf(value);
    if (form === undefined) this.#operands.drop();
    else {
      this.#operands.settle([value.kind === 'boolean' ? 'I' : (this.#emitter?.localForm(index) ?? form)]);
      this.#emitter?.asm.op('STORE', this.#emitter.local(index));
      this.#operands.pop();
    }
    this.#operands.items = this.#operands.items.map(({ from, test, ...item }) => ({
      ...item,
      ...(from === undefined || from === index ? {} : { from }),
      ...(test === undefined || test.left.from === index || test.right.from === index ? {} : { test }),
    }));
  }

  #loadGlobal(index: number): void {
    const { value } = this.#analysis.globals[index]!;
    if (value.kind === 'number' && value.whole && value.lo === value.hi) return this.#operands.pushNumber(value.lo);
    this.#load(value, formOf(value), () => this.#emitter!.asm.op('LOAD_GLOBAL', this.#linker!.globalSlot(index)));
  }

  #storeGlobal(index: number): void {
    const { value } = this.#operands.top;
    if (value.kind === 'text' && literalOf(value) === undefined) throw new Refused('board.text');
    if (value.kind === 'array' && this.#analysis.sites[value.site]!.again) throw new Refused('board.list-moves');
    const cell = this.#analysis.globals[index]!;
    this.#analysis.grow(cell, value);
    const form = formOf(cell.value);
    const isConstant = cell.value.kind === 'number' && cell.value.whole && cell.value.lo === cell.value.hi;
    if (form === undefined || isConstant || formOf(value) === undefined) return this.#operands.drop();
    this.#operands.settle([form]);
    this.#emitter?.asm.op('STORE_GLOBAL', this.#linker!.globalSlot(index));
    this.#operands.pop();
  }

  #add(): void {
    const { items } = this.#operands;
    if (items.slice(-2).some(({ value }) => value.kind === 'text')) return this.#operands.joinTexts(2, true);
    arithmetic(this.#operands, 'ADD');
  }

  #equal(isEqual: boolean, isStrict: boolean): void {
    const operands = this.#operands;
    const [left, right] = operands.items.slice(-2).map(({ value }) => value) as [AbstractValue, AbstractValue];
    if (left.kind === 'mixed' || right.kind === 'mixed') throw refusedFor(left.kind === 'mixed' ? left : right);
    const isComparable = formOf(left) !== undefined && left.kind === right.kind;
    if (isComparable) return compare(operands, isEqual ? 'EQ' : 'NE');
    const known = knownEqual(left, right, isStrict);
    if (known === undefined) throw refusedFor(formOf(left) === undefined ? left : right);
    operands.drop();
    operands.drop();
    operands.pushBoolean(known === isEqual);
  }

  #not(): void {
    const known = truthOf(this.#operands.top.value);
    if (known !== undefined) {
      this.#operands.drop();
      return this.#operands.pushBoolean(!known);
    }
    const { test } = this.#operands.top;
    this.#settleTruth();
    this.#operands.pop();
    this.#emitter?.asm.op('NOT');
    const opposite = test === undefined ? {} : { test: { ...test, relation: OPPOSITE[test.relation]! } };
    this.#operands.pushResult(ANY_BOOLEAN, 'I', opposite);
  }

  /** Jumps and calls. */
  #flow(opcode: number, a: number): boolean {
    const next = this.#pc + lengthOf(opcode);
    switch (opcode) {
      case OP.JUMP:
        return this.#goto(a);
      case OP.JUMP_IF_FALSE:
      case OP.JUMP_IF_TRUE:
        this.#branch(a, opcode === OP.JUMP_IF_TRUE);
        break;
      case OP.JUMP_IF_FALSE_KEEP:
      case OP.JUMP_IF_TRUE_KEEP:
        this.#branchKeeping(a, opcode === OP.JUMP_IF_TRUE_KEEP);
        break;
      case OP.JUMP_IF_NOT_NULLISH_KEEP: {
        const { kind } = this.#operands.top.value;
        if (kind === 'mixed') throw refusedFor(this.#operands.top.value);
        if (kind !== 'undefined' && kind !== 'null') this.#goto(a);
        this.#operands.drop();
        break;
      }
      case OP.CLOSURE:
        this.#closure(a);
        break;
      case OP.CALL:
        this.#call(a);
        break;
      case OP.CALL_NATIVE:
        this.#native(this.#analysis.program.natives[a]!, this.#code[this.#pc + 2]!);
        break;
      case OP.CALL_BUILTIN:
        builtin(this.#operands, String(this.#analysis.program.constants[a]), this.#code[this.#pc + 2]!);
        break;
      case OP.CALL_METHOD:
        this.#method(String(this.#analysis.program.constants[a]), this.#code[this.#pc + 2]!);
        break;
      case OP.RETURN:
        return this.#return();
      default:
        return false;
    }
    this.#pc = next;
    return true;
  }

  #closure(index: number): void {
    const fn = this.#analysis.program.functions[index]!;
    if (fn.upvalues.length > 0) throw new Refused('board.closure', { name: fn.upvalueNames[0] ?? '' });
    this.#operands.pushVirtual({ kind: 'function', index });
  }

  #call(count: number): void {
    const operands = this.#operands;
    const callee = operands.items.at(-count - 1)!.value;
    if (callee.kind !== 'function') throw refusedFor(callee);
    const fn = this.#analysis.program.functions[callee.index]!;
    if (fn.hasRest) throw new Refused('board.surplus');
    for (let i = count; i > fn.paramCount; i--) operands.drop();
    const given = operands.items.slice(operands.items.length - Math.min(count, fn.paramCount)).map(({ value }) => value);
    for (const value of given) if (value.kind === 'text' && literalOf(value) === undefined) throw new Refused('board.text');
    const args = Array.from({ length: fn.paramCount }, (_, i) => given[i] ?? UNDEFINED);
    const callees = this.#analysis.instanceFor(callee.index, args, { instance: this.#instance, pc: this.#pc });
    operands.settle(given.map((value, i) => (value.kind === 'boolean' ? 'I' : (formOf(callees.locals[i]!.value) ?? 'F'))));
    const pops = given.filter((value) => formOf(value) !== undefined).length;
    operands.popMany(given.length);
    operands.pop();
    const result = callees.result.value;
    const form = formOf(result);
    if (form !== undefined) operands.flush(form);
    this.#emitter?.asm.op('CALL', callees.key, { pops, pushes: form === undefined ? 0 : 1 });
    if (result.kind === 'none') this.#neverComesBack();
    operands.pushResult(result, form);
  }

  /** A function without an end, or one of which nothing is known yet. */
  #neverComesBack(): never {
    this.#emitter?.asm.label(-1 - this.#pc);
    this.#emitter?.asm.jump('JUMP', -1 - this.#pc);
    throw STOP;
  }

  #return(): never {
    const { result } = this.#instance;
    const { value } = this.#operands.top;
    if (value.kind === 'text' || value.kind === 'array') {
      if (value.kind === 'array' || literalOf(value) === undefined) throw refusedFor(value);
    }
    this.#analysis.grow(result, value);
    const form = formOf(result.value);
    if (form === undefined) this.#operands.drop();
    else this.#operands.settle([form]);
    this.#emitter?.asm.op(form === undefined ? 'RETURN_VOID' : 'RETURN');
    throw STOP;
  }

  #native(name: string, count: number): void {
    const operands = this.#operands;
    if (name === 'log') {
      operands.joinTexts(count, false, ' ');
      return this.#say('LOG');
    }
    if (name === 'plot') return this.#plot();
    if (name !== 'forever' && name !== 'parallel') {
      return native(operands, name, count, (text) => this.#linker?.text([text]) ?? 0);
    }
    const bodies = operands.popMany(count).map(({ value }) => {
      if (value.kind !== 'function') throw refusedFor(value);
      return this.#analysis.instanceFor(value.index, this.#noArguments(value.index), { instance: this.#instance, pc: this.#pc });
    });
    const keys = bodies.map(({ key }) => key);
    for (const body of bodies) this.#analysis.fibers.set(`${this.#instance.key} ${this.#pc} ${body.key}`, body);
    if (name === 'forever') this.#emitter?.asm.op('FOREVER', keys[0]!);
    else this.#emitter?.asm.op('PARALLEL', 0, undefined, keys);
    operands.pushVirtual(UNDEFINED);
  }

  #noArguments(index: number): readonly AbstractValue[] {
    return Array.from({ length: this.#analysis.program.functions[index]!.paramCount }, () => UNDEFINED);
  }

  #say(name: 'LOG'): void {
    const { value } = this.#operands.pop();
    if (value.kind !== 'text') throw refusedFor(value);
    const places = value.parts.filter((part) => typeof part !== 'string').length;
    if (this.#linker !== undefined) this.#emitter?.asm.op(name, this.#linker.text(value.parts), { pops: places, pushes: 0 });
    this.#operands.pushVirtual(UNDEFINED);
  }

  #plot(): void {
    const operands = this.#operands;
    asNumber(operands.top);
    const name = literalOf(operands.items.at(-2)!.value);
    if (name === undefined) throw new Refused('board.text');
    operands.settle(['F']);
    operands.popMany(2);
    if (this.#linker !== undefined) this.#emitter?.asm.op('PLOT', this.#linker.text([name]));
    operands.pushVirtual(UNDEFINED);
  }

  #method(name: string, count: number): void {
    const receiver = this.#operands.items.at(-count - 1)!.value;
    if (receiver.kind === 'array') throw new Refused(['push', 'pop', 'shift', 'unshift', 'splice'].includes(name) ? 'board.list-grows' : 'board.method', { name });
    if (receiver.kind === 'text') throw new Refused('board.text');
    const args = this.#operands.popMany(count);
    numberMethod(this.#operands, name, args);
  }

  /** Lists of a fixed length. */
  #lists(opcode: number, a: number): boolean {
    switch (opcode) {
      case OP.NEW_ARRAY:
        return this.#done(this.#newArray(a));
      case OP.GET_INDEX:
        return this.#done(this.#getIndex());
      case OP.SET_INDEX:
        return this.#done(this.#setIndex());
      case OP.GET_LENGTH: {
        const site = this.#siteOf(this.#operands.top);
        this.#operands.pop();
        return this.#done(this.#operands.pushNumber(site.length));
      }
      case OP.ITERATE:
        return this.#done(this.#iterate());
      case OP.NEXT:
        return this.#done(this.#next(a));
      default:
        return false;
    }
  }

  #siteOf({ value }: Operand): Site {
    if (value.kind !== 'array') throw refusedFor(value);
    return this.#analysis.sites[value.site]!;
  }

  #newArray(count: number): void {
    if (count === 0) return this.#filledArray();
    const operands = this.#operands;
    const site = this.#analysis.siteAt(this.#instance, this.#pc, count);
    const group = operands.items.slice(-count);
    for (const { value } of group) this.#growElement(site, value);
    this.#checkAlone(site, this.#pc + 2, count);
    const form = elementForm(site);
    if (this.#emitter !== undefined && group.every(({ at }) => at === 'constant')) {
      const bytes = elementBytes(site.element.value, group.map(({ constant }) => constant!));
      this.#emitter.asm.op('DATA', this.#linker!.array(site), undefined, bytes);
    } else {
      operands.settle(group.map(() => form));
      if (this.#linker !== undefined) this.#emitter?.asm.op('FILL', this.#linker.array(site), { pops: count, pushes: 0 });
    }
    operands.popMany(count);
    operands.pushVirtual({ kind: 'array', site: site.id });
  }

  /** `new Array(n).fill(v)`, word by word. */
  #filledArray(): void {
    const code = this.#code;
    const at = this.#pc + 2;
    const length = this.#number(at + 1);
    const value = this.#number(at + 5);
    const fits = code[at] === OP.DUP && length !== undefined && code[at + 3] === OP.SET_LENGTH && code[at + 4] === OP.POP && value !== undefined;
    const call = at + FILLED_LIST_WORDS - 1;
    const isFill = code[call] === OP.CALL_METHOD && this.#analysis.program.constants[code[call + 1]!] === 'fill' && code[call + 2] === 1;
    if (!fits || !isFill || !Number.isInteger(length) || length < 1 || length > 255) throw new Refused('board.list-grows');
    const site = this.#analysis.siteAt(this.#instance, this.#pc, length);
    this.#operands.pushNumber(Math.fround(value));
    this.#growElement(site, this.#operands.top.value);
    this.#checkAlone(site, call + 3, 1);
    this.#operands.settle([elementForm(site)]);
    if (this.#linker !== undefined) this.#emitter?.asm.op('FILL_ALL', this.#linker.array(site));
    this.#operands.pop();
    this.#operands.pushVirtual({ kind: 'array', site: site.id });
    this.#pc = call + 3;
  }

  #number(pc: number): number | undefined {
    const operand = this.#code[pc + 1]!;
    if (this.#code[pc] === OP.INT) return operand;
    const constant = this.#code[pc] === OP.CONST ? this.#analysis.program.constants[operand] : undefined;
    return typeof constant === 'number' ? constant : undefined;
  }

  #growElement(site: Site, value: AbstractValue): void {
    if (formOf(value) === undefined) throw value.kind === 'array' ? new Refused('board.list-moves') : refusedFor(value);
    this.#analysis.grow(site.element, value);
    if (site.element.value.kind === 'mixed') throw new Refused('board.list-mixed');
  }

  /** A list that is made anew takes the place of the old one, which nobody may hold any more but the variable that gets the new one. */
  #checkAlone(site: Site, next: number, taken: number): void {
    if (!site.again) return;
    const local = this.#code[next] === OP.STORE_LOCAL ? this.#code[next + 1]! : -1;
    const holds = (value: AbstractValue): boolean => (value.kind === 'array' || value.kind === 'iterator') && value.site === site.id;
    const inLocals = this.#locals.some((value, i) => i !== local && holds(value));
    const onStack = this.#operands.items.slice(0, -taken).some(({ value }) => holds(value));
    if (local < 0 || inLocals || onStack) throw new Refused('board.list-moves');
  }

  #settleIndex(): void {
    const { top } = this.#operands;
    const value = asNumber(top);
    if (value.whole) return this.#operands.settle(['I']);
    this.#operands.settle(['F']);
    this.#emitter?.asm.op('TO_INDEX');
    this.#operands.items[this.#operands.items.length - 1] = { value: top.value, at: 'I' };
  }

  #getIndex(): void {
    const operands = this.#operands;
    const site = this.#siteOf(operands.items.at(-2)!);
    this.#settleIndex();
    operands.popMany(2);
    if (this.#linker !== undefined) this.#emitter?.asm.op('GET', this.#linker.array(site));
    operands.pushResult(site.element.value, elementForm(site));
  }

  /** The value is the result too; mostly nobody wants it. */
  #setIndex(): void {
    const operands = this.#operands;
    const [array, index, operand] = operands.items.slice(-3) as [Operand, Operand, Operand];
    const site = this.#siteOf(array);
    this.#growElement(site, operand.value);
    const form = elementForm(site);
    const next = this.#pc + lengthOf(OP.SET_INDEX);
    const isWanted = this.#code[next] !== OP.POP || this.#instance.targets.has(next);
    const isWhole = asNumber(index).whole;
    operands.settle([isWhole ? 'I' : 'F', form]);
    const emitter = this.#emitter;
    if (emitter !== undefined) {
      if (isWanted || !isWhole) emitter.asm.op('STORE', emitter.scratch(0));
      if (!isWhole) emitter.asm.op('TO_INDEX');
      if (isWanted || !isWhole) emitter.asm.op('LOAD', emitter.scratch(0));
      emitter.asm.op('SET', this.#linker!.array(site));
      if (isWanted) emitter.asm.op('LOAD', emitter.scratch(0));
    }
    operands.popMany(3);
    if (isWanted) operands.pushResult(operand.value, form);
    else {
      // What POP drops stands nowhere.
      operands.pushVirtual(UNDEFINED);
    }
  }

  #iterate(): void {
    const site = this.#siteOf(this.#operands.top);
    this.#operands.pop();
    this.#emitter?.asm.int(0);
    this.#emitter?.asm.op('STORE', this.#emitter.iterator(this.#pc));
    this.#operands.pushVirtual({ kind: 'iterator', site: site.id, local: this.#pc });
  }

  #next(end: number): void {
    const iterator = this.#operands.pop();
    if (iterator.value.kind !== 'iterator') throw refusedFor(iterator.value);
    const { local } = iterator.value;
    const site = this.#analysis.sites[iterator.value.site]!;
    const values = this.#operands.items.map(({ value }) => value);
    this.#operands.put();
    const emitter = this.#emitter;
    if (emitter !== undefined) {
      emitter.asm.op('LOAD', emitter.iterator(local));
      emitter.asm.int(site.length);
      emitter.asm.op('LT_I');
      emitter.asm.jump('JUMP_IF_FALSE', end);
    }
    this.#merge(end);
    this.#operands.restored(values);
    this.#operands.items.push(iterator);
    if (emitter !== undefined) {
      emitter.asm.op('LOAD', emitter.iterator(local));
      emitter.asm.op('GET', this.#linker!.array(site));
      emitter.asm.op('INC', emitter.iterator(local));
    }
    this.#operands.pushResult(site.element.value, elementForm(site));
  }
}

/** In which form an element comes and goes. */
function elementForm(site: Site): Form {
  return formOf(site.element.value) ?? 'I';
}

function truthOf(value: AbstractValue): boolean | undefined {
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

/** Of values of which at least one is nothing that a board compares; undefined where only the run can tell. */
function knownEqual(a: AbstractValue, b: AbstractValue, isStrict: boolean): boolean | undefined {
  const isMissing = (value: AbstractValue): boolean => value.kind === 'undefined' || value.kind === 'null';
  if (isMissing(a) || isMissing(b)) return isStrict ? a.kind === b.kind : isMissing(a) && isMissing(b);
  const left = literalOf(a);
  const right = literalOf(b);
  if (left !== undefined && right !== undefined) return left === right;
  if (a.kind !== b.kind) return isStrict ? false : undefined;
  if (a.kind === 'function' || a.kind === 'array') return same(a, b);
  return undefined;
}
