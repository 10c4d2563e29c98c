/**
 * Follows every path through one function and watches what stands on the stack and in the locals. Layer: bytecode.
 * An abstract interpretation over five kinds; a state is kept for each place where paths meet. Rules: bytecode.md §4.
 */
import { OP, OPCODES, OPCODE_NAMES } from './opcodes.ts';
import type { FunctionCode, Program } from './program.ts';
import { Unsafe } from './unsafe.ts';

/** Any value of the language, or the "uninitialised" mark. */
const VALUE = 0;
/** A value that this function made with NEW_ARRAY and that only APPEND has touched: it is known to be an array. */
const ARRAY = 1;
const CELL = 2;
const ITERATOR = 3;
/** A local that is a cell on one path and a value on another: nobody may read it. */
const UNKNOWN = 4;
type Kind = typeof VALUE | typeof ARRAY | typeof CELL | typeof ITERATOR | typeof UNKNOWN;

/** Operands on the stack of one function. */
const STACK_MAX = 4096;
/** Words of all states kept, and instructions followed, per function: far above what any compiled program needs. */
const STATE_WORDS_MAX = 20_000_000;
const STEPS_MAX = 5_000_000;

/** Instructions that cannot fail: on the way out of a `try` they may stand where fewer operands are left than its handler keeps. */
const NEVER_THROWS: ReadonlySet<number> = new Set([OP.POP, OP.JUMP, OP.RETURN, OP.INT, OP.STORE_LOCAL]);

const INFO = OPCODE_NAMES.map((name) => OPCODES[name]);

/** Instructions that end a path: what follows them is reached by a jump or not at all. */
const ENDS_PATH: ReadonlySet<number> = new Set([OP.JUMP, OP.RETURN, OP.THROW]);

class Flow {
  readonly #program: Program;
  readonly #fn: FunctionCode;
  readonly #code: Int32Array;
  /** At each place that a jump leads to: the kinds of the locals, then of the stack. */
  readonly #states = new Map<number, Kind[]>();
  readonly #pending: number[] = [];
  #locals: Kind[] = [];
  #stack: Kind[] = [];
  #stateWords = 0;
  #steps = 0;
  stackMax = 0;

  constructor(program: Program, fn: FunctionCode) {
    this.#program = program;
    this.#fn = fn;
    this.#code = fn.code;
    this.#locals = Array.from({ length: fn.localCount }, () => VALUE);
    for (const pc of jumpTargets(fn.code)) this.#states.set(pc, []);
    for (const { target } of fn.handlers) this.#states.set(target, []);
  }

  run(): number {
    this.#follow(0);
    for (let pc = this.#pending.pop(); pc !== undefined; pc = this.#pending.pop()) {
      const state = this.#states.get(pc)!;
      this.#locals = state.slice(0, this.#fn.localCount);
      this.#stack = state.slice(this.#fn.localCount);
      this.#follow(pc, true);
    }
    return this.stackMax;
  }

  #follow(from: number, known = false): void {
    for (let pc = from; ;) {
      if (pc >= this.#code.length) throw new Unsafe('end', pc);
      const resuming = known && pc === from;
      if (!resuming && this.#states.has(pc)) return this.#meet(pc);
      if (++this.#steps > STEPS_MAX) throw new Unsafe('too-complex', pc);
      const opcode = this.#code[pc]!;
      if (this.#fn.handlers.length > 0 && !NEVER_THROWS.has(opcode)) this.#meetHandlers(pc);
      this.#step(opcode, pc);
      if (ENDS_PATH.has(opcode)) return;
      pc += 1 + INFO[opcode]!.operands.length;
      known = false;
    }
  }

  /** What any instruction that a handler covers throws, finds the locals as they are before it, and the handler's depth of operands. */
  #meetHandlers(pc: number): void {
    for (const { from, to, target, depth } of this.#fn.handlers) {
      if (pc < from || pc >= to) continue;
      if (depth > this.#stack.length) throw new Unsafe('handler', pc);
      const whole = this.#stack;
      this.#stack = [...whole.slice(0, depth), VALUE];
      this.stackMax = Math.max(this.stackMax, depth + 1);
      this.#meet(target);
      this.#stack = whole;
    }
  }

  /** Joins the present state into the one kept at pc; where that learns something, pc is followed (again). */
  #meet(pc: number): void {
    const now = [...this.#locals, ...this.#stack];
    const kept = this.#states.get(pc)!;
    if (kept.length === 0 && !this.#seen.has(pc)) {
      this.#seen.add(pc);
      this.#stateWords += now.length;
      if (this.#stateWords > STATE_WORDS_MAX) throw new Unsafe('too-complex', pc);
      this.#states.set(pc, now);
      this.#pending.push(pc);
      return;
    }
    if (kept.length !== now.length) throw new Unsafe('stack', pc);
    this.#steps += now.length;
    let changed = false;
    for (let i = 0; i < now.length; i++) {
      const merged = join(kept[i]!, now[i]!);
      if (merged === kept[i]) continue;
      if (merged === UNKNOWN && i >= this.#fn.localCount) throw new Unsafe('stack', pc);
      kept[i] = merged;
      changed = true;
    }
    if (changed) this.#pending.push(pc);
  }
  readonly #seen = new Set<number>();

  #push(kind: Kind): void {
    this.#stack.push(kind);
    if (this.#stack.length > this.stackMax) this.stackMax = this.#stack.length;
    if (this.#stack.length > STACK_MAX) throw new Unsafe('too-complex', 0);
  }

  #pop(pc: number): Kind {
    const kind = this.#stack.pop();
    if (kind === undefined) throw new Unsafe('stack', pc);
    return kind;
  }

  #popValue(pc: number): Kind {
    const kind = this.#pop(pc);
    if (kind !== VALUE && kind !== ARRAY) throw new Unsafe('iterator', pc);
    return kind;
  }

  #popValues(count: number, pc: number): void {
    if (count > this.#stack.length) throw new Unsafe('stack', pc);
    for (let i = 0; i < count; i++) this.#popValue(pc);
  }

  /** The state at the jump's target, seen from here. */
  #jump(target: number): void {
    this.#meet(target);
  }

  #needCell(local: number, pc: number): void {
    if (this.#locals[local] !== CELL) throw new Unsafe('cell', pc);
  }

  #step(opcode: number, pc: number): void {
    const a = this.#code[pc + 1]!;
    switch (opcode) {
      case OP.LOAD_LOCAL:
        if (this.#locals[a] !== VALUE) throw new Unsafe('cell', pc);
        return this.#push(VALUE);
      case OP.STORE_LOCAL:
        this.#popValue(pc);
        this.#locals[a] = VALUE;
        return;
      case OP.NEW_CELL:
        this.#popValue(pc);
        this.#locals[a] = CELL;
        return;
      case OP.LOAD_CELL:
        this.#needCell(a, pc);
        return this.#push(VALUE);
      case OP.STORE_CELL:
        this.#needCell(a, pc);
        this.#popValue(pc);
        return;
      case OP.CLOSURE:
        this.#checkCaptures(a, pc);
        return this.#push(VALUE);
      case OP.POP:
        this.#pop(pc);
        return;
      case OP.JUMP:
        return this.#jump(a);
      default:
        if (!this.#stepStack(opcode, pc)) this.#stepBranchOrCall(opcode, pc);
    }
  }

  /** DUP, SWAP and the like, array literals. True where it was one of them. */
  #stepStack(opcode: number, pc: number): boolean {
    const depth =
      opcode === OP.DUP ? 1 : opcode === OP.DUP2 || opcode === OP.SWAP ? 2 : opcode === OP.ROT3 ? 3 : opcode === OP.ROT4 ? 4 : 0;
    if (depth > 0) {
      // What was duplicated or moved is an ordinary value from here on: two names for one array literal end its special standing.
      this.#popValues(depth, pc);
      const pushed = opcode === OP.DUP ? 2 : opcode === OP.DUP2 ? 4 : depth;
      for (let i = 0; i < pushed; i++) this.#push(VALUE);
      return true;
    }
    if (opcode === OP.NEW_ARRAY) {
      this.#popValues(this.#code[pc + 1]!, pc);
      this.#push(ARRAY);
      return true;
    }
    if (opcode === OP.APPEND || opcode === OP.APPEND_ALL) {
      this.#popValue(pc);
      if (this.#pop(pc) !== ARRAY) throw new Unsafe('array', pc);
      this.#push(ARRAY);
      return true;
    }
    return false;
  }

  #stepBranchOrCall(opcode: number, pc: number): void {
    const target = this.#code[pc + 1]!;
    switch (opcode) {
      case OP.JUMP_IF_FALSE:
      case OP.JUMP_IF_TRUE:
        this.#popValue(pc);
        return this.#jump(target);
      case OP.JUMP_IF_FALSE_KEEP:
      case OP.JUMP_IF_TRUE_KEEP:
      case OP.JUMP_IF_NOT_NULLISH_KEEP:
        this.#popValue(pc);
        this.#push(VALUE);
        this.#jump(target);
        this.#pop(pc);
        return;
      case OP.ITERATE:
        this.#popValue(pc);
        return this.#push(ITERATOR);
      case OP.NEXT:
        if (this.#pop(pc) !== ITERATOR) throw new Unsafe('iterator', pc);
        this.#jump(target);
        this.#push(ITERATOR);
        return this.#push(VALUE);
      case OP.FOR_IN:
        this.#popValue(pc);
        return this.#push(ITERATOR);
      case OP.CALL_SPREAD:
      case OP.CALL_METHOD_SPREAD:
      case OP.CALL_THIS_SPREAD:
      case OP.NEW_SPREAD:
      case OP.SUPER_CONSTRUCT_SPREAD:
        return this.#spreadCall(opcode, pc);
      default:
        this.#popValues(operandsTaken(opcode, this.#code, pc), pc);
        for (let i = 0; i < INFO[opcode]!.pushes; i++) this.#push(VALUE);
    }
  }

  /** The arguments stand in an array on top; what lies beneath are ordinary values. */
  #spreadCall(opcode: number, pc: number): void {
    if (this.#pop(pc) !== ARRAY) throw new Unsafe('array', pc);
    this.#popValues(INFO[opcode]!.pops - 1, pc);
    this.#push(VALUE);
  }

  #checkCaptures(functionIndex: number, pc: number): void {
    for (const source of this.#program.functions[functionIndex]!.upvalues) {
      if (source.from === 'local') {
        if (source.index >= this.#fn.localCount) throw new Unsafe('operand', pc);
        this.#needCell(source.index, pc);
      } else if (source.index >= this.#fn.upvalues.length) throw new Unsafe('operand', pc);
    }
  }
}

function join(a: Kind, b: Kind): Kind {
  if (a === b) return a;
  const plain = (kind: Kind): boolean => kind === VALUE || kind === ARRAY;
  return plain(a) && plain(b) ? VALUE : UNKNOWN;
}

function operandsTaken(opcode: number, code: Int32Array, pc: number): number {
  const { pops } = INFO[opcode]!;
  if (pops >= 0) return pops;
  switch (opcode) {
    case OP.CONCAT:
      return code[pc + 1]!;
    case OP.CALL:
      return code[pc + 1]! + 1;
    case OP.CALL_METHOD:
      return code[pc + 2]! + 1;
    case OP.NEW:
    case OP.SUPER_CONSTRUCT:
    case OP.REST_OBJECT:
      return code[pc + 1]! + 1;
    case OP.CALL_THIS:
      return code[pc + 1]! + 2;
    case OP.CALL_NATIVE:
    case OP.CALL_BUILTIN:
      return code[pc + 2]!;
    default:
      throw new Unsafe('opcode', pc);
  }
}

function jumpTargets(code: Int32Array): Set<number> {
  const targets = new Set<number>();
  for (let pc = 0; pc < code.length; pc += 1 + INFO[code[pc]!]!.operands.length) {
    if (INFO[code[pc]!]!.operands[0] === 'jump') targets.add(code[pc + 1]!);
  }
  return targets;
}

/**
 * Checks one function whose operands are known to be in range; throws `Unsafe`.
 * @returns the most operands on the stack at once.
 */
export function checkFlow(program: Program, fn: FunctionCode): number {
  return new Flow(program, fn).run();
}
