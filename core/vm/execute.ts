/**
 * The hot loop: runs one fiber until it must give way. Layer: vm. Meaning of the instructions: bytecode.md §5.
 *
 * Why one long function: the engine keeps `pc`, `sp`, `base` and `left` in registers only while they are locals of one function, and turns a
 * switch into a jump table only where the cases are literal numbers. Each case carries the opcode's name; a test holds names and numbers
 * together. A case does only what is common (numbers, arrays within bounds); for all else it breaks out of the switch to the shared end of
 * the loop, where slow-step.ts carries out the original instruction in full.
 *
 * Budget: each case takes its weight from `left`; only a safepoint (a backward jump, a call) looks at it.
 */
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import { truthy } from './conversion.ts';
import { enterCall, resume } from './enter-call.ts';
import { FRAME_WORDS, type Fiber } from './fiber.ts';
import { OPERAND_COUNTS, WEIGHTS } from './flat-code.ts';
import { advance, AT_END } from './iteration.ts';
import type { Machine } from './machine.ts';
import { FROZEN, GuestObject, prototypes } from './objects.ts';
import { unwind } from './unwind.ts';
import { READY } from './turns.ts';
import { Closure, type Cell, type Value, type ValueIterator } from './values.ts';

/** At a safepoint with nothing left. */
export const EXIT_SPENT = 0;
/** The fiber rests, waits, or the program was stopped. */
export const EXIT_RESTING = 1;
/** The fiber's first function has returned. */
export const EXIT_ENDED = 2;
/** At a halt of the debugger; nothing of the statement has run. */
export const EXIT_HALT = 3;
/** At a mark: a compiled function can take over here (compiled/compiled-form.ts). */
export const EXIT_ENTER = 4;
export type Exit = typeof EXIT_SPENT | typeof EXIT_RESTING | typeof EXIT_ENDED | typeof EXIT_HALT | typeof EXIT_ENTER;

/** Runs a fiber until it must give way. */
export type Executor = (fiber: Fiber) => Exit;

/** A way to run a program's fibers; all give the same results, pauses and counts. */
export type Form = (machine: Machine, program: VerifiedProgram) => Executor;

export const interpretedForm: Form = (machine) => (fiber) => execute(machine, fiber);

const OP_CALL = 58;
const OP_CALL_SPREAD = 72;

/** Throws ProgramError for what nobody catches; the fiber then stands at the instruction that failed. */
export function execute(machine: Machine, fiber: Fiber): Exit {
  for (;;) {
    try {
      return loop(machine, fiber);
    } catch (cause) {
      const uncaught = unwind(machine, fiber, cause);
      if (uncaught !== undefined) throw uncaught;
      // A caught exception is a safepoint.
      if (machine.left <= 0) return EXIT_SPENT;
    }
  }
}

function loop(machine: Machine, fiber: Fiber): Exit {
  const { code, constants, globals, propertyCaches: caches } = machine;
  const { locks } = machine.flat;
  const { stack } = fiber;
  let { frames, pc, sp, base, depth } = fiber;
  let { left } = machine;
  try {
    for (;;) {
      switch (code[pc]!) {
        case 0: // CONST
          left -= 1;
          stack[sp++] = constants[code[pc + 1]!];
          pc += 2;
          continue;
        case 2: // TRUE
          left -= 1;
          stack[sp++] = true;
          pc += 1;
          continue;
        case 3: // FALSE
          left -= 1;
          stack[sp++] = false;
          pc += 1;
          continue;
        case 5: // UNDEFINED
          left -= 1;
          stack[sp++] = undefined;
          pc += 1;
          continue;
        case 6: // POP
          left -= 1;
          sp--;
          pc += 1;
          continue;
        case 7: // DUP
          left -= 1;
          stack[sp] = stack[sp - 1];
          sp++;
          pc += 1;
          continue;
        case 12: // LOAD_LOCAL
          left -= 1;
          stack[sp++] = stack[base + code[pc + 1]!];
          pc += 2;
          continue;
        case 13: // STORE_LOCAL
          left -= 1;
          stack[base + code[pc + 1]!] = stack[--sp];
          pc += 2;
          continue;
        case 14: // LOAD_GLOBAL
          left -= 1;
          stack[sp++] = globals[code[pc + 1]!];
          pc += 2;
          continue;
        case 15: // STORE_GLOBAL
          left -= 1;
          globals[code[pc + 1]!] = stack[--sp] as Value;
          pc += 2;
          continue;
        case 17: // LOAD_CELL
          left -= 1;
          stack[sp++] = (stack[base + code[pc + 1]!] as Cell).value;
          pc += 2;
          continue;
        case 18: // STORE_CELL
          left -= 1;
          (stack[base + code[pc + 1]!] as Cell).value = stack[--sp] as Value;
          pc += 2;
          continue;
        case 19: // LOAD_UPVALUE
          left -= 1;
          stack[sp++] = (stack[base - 1] as Closure).upvalues[code[pc + 1]!]!.value;
          pc += 2;
          continue;
        case 20: // STORE_UPVALUE
          left -= 1;
          (stack[base - 1] as Closure).upvalues[code[pc + 1]!]!.value = stack[--sp] as Value;
          pc += 2;
          continue;
        case 23: {
          // ADD
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a + b;
          pc += 1;
          continue;
        }
        case 24: {
          // SUB
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a - b;
          pc += 1;
          continue;
        }
        case 25: {
          // MUL
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a * b;
          pc += 1;
          continue;
        }
        case 26: {
          // DIV
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          stack[--sp - 1] = a / b;
          pc += 1;
          continue;
        }
        case 27: {
          // MOD
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          stack[--sp - 1] = a % b;
          pc += 1;
          continue;
        }
        case 29: {
          // NEG
          const a = stack[sp - 1];
          if (typeof a !== 'number') break;
          left -= 1;
          stack[sp - 1] = -a;
          pc += 1;
          continue;
        }
        case 31: {
          // INC
          const a = stack[sp - 1];
          if (typeof a !== 'number') break;
          left -= 1;
          stack[sp - 1] = a + 1;
          pc += 1;
          continue;
        }
        case 32: {
          // DEC
          const a = stack[sp - 1];
          if (typeof a !== 'number') break;
          left -= 1;
          stack[sp - 1] = a - 1;
          pc += 1;
          continue;
        }
        case 33: {
          // BIT_AND
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a & b;
          pc += 1;
          continue;
        }
        case 34: {
          // BIT_OR
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a | b;
          pc += 1;
          continue;
        }
        case 40: {
          // LT
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a < b;
          pc += 1;
          continue;
        }
        case 41: {
          // LE
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a <= b;
          pc += 1;
          continue;
        }
        case 42: {
          // GT
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a > b;
          pc += 1;
          continue;
        }
        case 43: {
          // GE
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a >= b;
          pc += 1;
          continue;
        }
        case 44: {
          // EQ
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a === b;
          pc += 1;
          continue;
        }
        case 45: {
          // NE
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 1;
          stack[--sp - 1] = a !== b;
          pc += 1;
          continue;
        }
        case 48: {
          // NOT
          const a = stack[sp - 1];
          if (typeof a !== 'boolean') break;
          left -= 1;
          stack[sp - 1] = !a;
          pc += 1;
          continue;
        }
        case 51: {
          // JUMP
          left -= 1;
          const target = code[pc + 1]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 52: {
          // JUMP_IF_FALSE
          left -= 1;
          const a = stack[--sp] as Value;
          if (a === true || (a !== false && truthy(a))) {
            pc += 2;
            continue;
          }
          const target = code[pc + 1]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 53: {
          // JUMP_IF_TRUE
          left -= 1;
          const a = stack[--sp] as Value;
          if (a === false || (a !== true && !truthy(a))) {
            pc += 2;
            continue;
          }
          const target = code[pc + 1]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 54: {
          // JUMP_IF_FALSE_KEEP
          left -= 1;
          if (truthy(stack[sp - 1] as Value)) {
            sp--;
            pc += 2;
            continue;
          }
          const target = code[pc + 1]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 55: {
          // JUMP_IF_TRUE_KEEP
          left -= 1;
          if (!truthy(stack[sp - 1] as Value)) {
            sp--;
            pc += 2;
            continue;
          }
          const target = code[pc + 1]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 56: {
          // JUMP_IF_NOT_NULLISH_KEEP
          left -= 1;
          const a = stack[sp - 1];
          if (a === null || a === undefined) {
            sp--;
            pc += 2;
            continue;
          }
          const target = code[pc + 1]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 58: {
          // CALL
          const argc = code[pc + 1]!;
          const callee = stack[sp - argc - 1];
          if (!(callee instanceof Closure)) break;
          const { fn } = callee;
          const callBase = sp - argc;
          const at = FRAME_WORDS * depth;
          const usual = fn.paramCount === argc && fn.isSimple && at < frames.length && depth < machine.limits.callDepth;
          if (!usual || callBase + fn.frameSize > stack.length) break;
          left -= 4;
          frames[at] = pc + 2;
          frames[at + 1] = base;
          depth++;
          base = callBase;
          for (const end = callBase + fn.localCount; sp < end;) stack[sp++] = undefined;
          pc = fn.entry;
          if (left <= 0) return EXIT_SPENT;
          continue;
        }
        case 60: {
          // CALL_METHOD
          const argc = code[pc + 2]!;
          const self = stack[sp - argc - 1];
          const cache = caches[pc];
          if (cache === undefined || !(self instanceof GuestObject) || self.shape !== cache.shape) break;
          if (cache.slot < 0 && cache.epoch !== prototypes.epoch) break;
          const callee = cache.slot < 0 ? cache.method : self.slots[cache.slot];
          if (!(callee instanceof Closure)) break;
          const { fn } = callee;
          const callBase = sp - argc;
          const at = FRAME_WORDS * depth;
          const usual = fn.paramCount === argc && fn.isSimple && at < frames.length && depth < machine.limits.callDepth;
          if (!usual || callBase + fn.frameSize > stack.length) break;
          left -= 4;
          frames[at] = pc + 3;
          frames[at + 1] = base;
          depth++;
          base = callBase;
          stack[base - 1] = callee;
          for (const end = callBase + fn.localCount; sp < end;) stack[sp++] = undefined;
          if (fn.thisLocal >= 0) stack[base + fn.thisLocal] = self;
          pc = fn.entry;
          if (left <= 0) return EXIT_SPENT;
          continue;
        }
        case 62: {
          // RETURN
          left -= 2;
          if (depth === 0) return EXIT_ENDED;
          depth--;
          const result = stack[sp - 1];
          sp = base;
          stack[sp - 1] = result;
          pc = frames[FRAME_WORDS * depth]!;
          base = frames[FRAME_WORDS * depth + 1]!;
          if (pc >= 0) continue;
          // Back in the middle of an instruction.
          fiber.pc = pc;
          pc = ~pc;
          fiber.sp = sp;
          fiber.base = base;
          fiber.depth = depth;
          machine.left = left;
          resume(machine, fiber);
          ({ frames, pc, sp, base, depth } = fiber);
          left = machine.left;
          continue;
        }
        case 64: {
          // GET_INDEX
          const a = stack[sp - 2];
          const k = stack[sp - 1];
          if (typeof k !== 'number' || !Array.isArray(a) || !(k >= 0 && k < a.length)) break;
          left -= 1;
          stack[--sp - 1] = a[k];
          pc += 1;
          continue;
        }
        case 65: {
          // SET_INDEX
          const a = stack[sp - 3];
          const k = stack[sp - 2];
          if (typeof k !== 'number' || !Array.isArray(a) || !(k >= 0 && k < a.length) || Math.floor(k) !== k) break;
          if (locks && Object.isFrozen(a)) break;
          left -= 1;
          const value = stack[sp - 1] as Value;
          a[k] = value;
          sp -= 2;
          stack[sp - 1] = value;
          pc += 1;
          continue;
        }
        case 66: {
          // GET_LENGTH
          const a = stack[sp - 1];
          if (!Array.isArray(a)) break;
          left -= 1;
          stack[sp - 1] = a.length;
          pc += 1;
          continue;
        }
        case 69: {
          // NEXT
          left -= 2;
          const iterator = stack[sp - 1] as ValueIterator;
          const { source } = iterator;
          if (Array.isArray(source)) {
            if (iterator.at < source.length) {
              stack[sp++] = source[iterator.at++];
              pc += 2;
              continue;
            }
          } else {
            fiber.sp = sp;
            machine.left = left;
            const next = advance(iterator, machine);
            left = machine.left;
            if (next !== AT_END) {
              stack[sp++] = next;
              pc += 2;
              continue;
            }
          }
          sp--;
          const target = code[pc + 1]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 125: // ENTER
          return EXIT_ENTER;
        case 73: {
          // GET_PROP
          const a = stack[sp - 1];
          const cache = caches[pc];
          if (cache === undefined || !(a instanceof GuestObject) || a.shape !== cache.shape) break;
          left -= 1;
          stack[sp - 1] = a.slots[cache.slot] as Value;
          pc += 2;
          continue;
        }
        case 74: {
          // SET_PROP
          const a = stack[sp - 2];
          const cache = caches[pc];
          if (cache === undefined || !(a instanceof GuestObject) || a.shape !== cache.shape) break;
          if (a.lock === FROZEN || a.isPrototype) break;
          left -= 1;
          const value = stack[--sp] as Value;
          a.slots[cache.slot] = value;
          stack[sp - 1] = value;
          pc += 2;
          continue;
        }
        case 127: // HALT
          return EXIT_HALT;
        case 128: {
          // LOAD_LOCAL LOAD_LOCAL LT JUMP_IF_TRUE
          const a = stack[base + code[pc + 1]!];
          const b = stack[base + code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 4;
          if (!(a < b)) {
            pc += 7;
            continue;
          }
          const target = code[pc + 6]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 129: {
          // LOAD_LOCAL LOAD_LOCAL LE JUMP_IF_TRUE
          const a = stack[base + code[pc + 1]!];
          const b = stack[base + code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 4;
          if (!(a <= b)) {
            pc += 7;
            continue;
          }
          const target = code[pc + 6]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 130: {
          // LOAD_LOCAL CONST LT JUMP_IF_TRUE
          const a = stack[base + code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 4;
          if (!(a < b)) {
            pc += 7;
            continue;
          }
          const target = code[pc + 6]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 131: {
          // LOAD_LOCAL CONST LE JUMP_IF_TRUE
          const a = stack[base + code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 4;
          if (!(a <= b)) {
            pc += 7;
            continue;
          }
          const target = code[pc + 6]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 132: {
          // LOAD_LOCAL CONST LT JUMP_IF_FALSE
          const a = stack[base + code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 4;
          if (a < b) {
            pc += 7;
            continue;
          }
          const target = code[pc + 6]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 133: {
          // LOAD_LOCAL CONST GT JUMP_IF_FALSE
          const a = stack[base + code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 4;
          if (a > b) {
            pc += 7;
            continue;
          }
          const target = code[pc + 6]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 134: {
          // LOAD_LOCAL CONST GE JUMP_IF_FALSE
          const a = stack[base + code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 4;
          if (a >= b) {
            pc += 7;
            continue;
          }
          const target = code[pc + 6]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 135: {
          // LOAD_LOCAL INC STORE_LOCAL
          const a = stack[base + code[pc + 1]!];
          if (typeof a !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[base + code[pc + 1]!] = a + 1;
          pc += 5;
          continue;
        }
        case 136: {
          // LOAD_GLOBAL INC STORE_GLOBAL
          const a = globals[code[pc + 1]!];
          if (typeof a !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          globals[code[pc + 1]!] = a + 1;
          pc += 5;
          continue;
        }
        case 137: {
          // LOAD_GLOBAL CONST LT JUMP_IF_TRUE
          const a = globals[code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 4;
          if (!(a < b)) {
            pc += 7;
            continue;
          }
          const target = code[pc + 6]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 138: {
          // LOAD_GLOBAL LOAD_LOCAL GET_INDEX
          const a = globals[code[pc + 1]!];
          const k = stack[base + code[pc + 3]!];
          if (typeof k !== 'number' || !Array.isArray(a) || !(k >= 0 && k < a.length)) {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[sp++] = a[k];
          pc += 5;
          continue;
        }
        case 139: {
          // LOAD_LOCAL LOAD_LOCAL GET_INDEX
          const a = stack[base + code[pc + 1]!];
          const k = stack[base + code[pc + 3]!];
          if (typeof k !== 'number' || !Array.isArray(a) || !(k >= 0 && k < a.length)) {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[sp++] = a[k];
          pc += 5;
          continue;
        }
        case 140: {
          // LOAD_LOCAL LOAD_LOCAL ADD
          const a = stack[base + code[pc + 1]!];
          const b = stack[base + code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[sp++] = a + b;
          pc += 5;
          continue;
        }
        case 141: {
          // LOAD_LOCAL LOAD_LOCAL SUB
          const a = stack[base + code[pc + 1]!];
          const b = stack[base + code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[sp++] = a - b;
          pc += 5;
          continue;
        }
        case 142: {
          // LOAD_LOCAL LOAD_LOCAL MUL
          const a = stack[base + code[pc + 1]!];
          const b = stack[base + code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[sp++] = a * b;
          pc += 5;
          continue;
        }
        case 143: {
          // LOAD_LOCAL CONST ADD
          const a = stack[base + code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[sp++] = a + b;
          pc += 5;
          continue;
        }
        case 144: {
          // LOAD_LOCAL CONST SUB
          const a = stack[base + code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[sp++] = a - b;
          pc += 5;
          continue;
        }
        case 145: {
          // LOAD_LOCAL CONST MUL
          const a = stack[base + code[pc + 1]!];
          const b = constants[code[pc + 3]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = a;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[sp++] = a * b;
          pc += 5;
          continue;
        }
        case 146: {
          // CONST ADD
          const a = stack[sp - 1];
          const b = constants[code[pc + 1]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = b;
            pc += 2;
            continue;
          }
          left -= 2;
          stack[sp - 1] = a + b;
          pc += 3;
          continue;
        }
        case 147: {
          // CONST SUB
          const a = stack[sp - 1];
          const b = constants[code[pc + 1]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = b;
            pc += 2;
            continue;
          }
          left -= 2;
          stack[sp - 1] = a - b;
          pc += 3;
          continue;
        }
        case 148: {
          // CONST MUL
          const a = stack[sp - 1];
          const b = constants[code[pc + 1]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = b;
            pc += 2;
            continue;
          }
          left -= 2;
          stack[sp - 1] = a * b;
          pc += 3;
          continue;
        }
        case 149: {
          // LOAD_LOCAL ADD
          const a = stack[sp - 1];
          const b = stack[base + code[pc + 1]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = b;
            pc += 2;
            continue;
          }
          left -= 2;
          stack[sp - 1] = a + b;
          pc += 3;
          continue;
        }
        case 150: {
          // LOAD_LOCAL SUB
          const a = stack[sp - 1];
          const b = stack[base + code[pc + 1]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = b;
            pc += 2;
            continue;
          }
          left -= 2;
          stack[sp - 1] = a - b;
          pc += 3;
          continue;
        }
        case 151: {
          // LOAD_LOCAL MUL
          const a = stack[sp - 1];
          const b = stack[base + code[pc + 1]!];
          if (typeof a !== 'number' || typeof b !== 'number') {
            left -= 1;
            stack[sp++] = b;
            pc += 2;
            continue;
          }
          left -= 2;
          stack[sp - 1] = a * b;
          pc += 3;
          continue;
        }
        case 152: {
          // CONST MUL ADD
          const a = stack[sp - 2];
          const b = stack[sp - 1];
          const c = constants[code[pc + 1]!];
          if (typeof a !== 'number' || typeof b !== 'number' || typeof c !== 'number') {
            left -= 1;
            stack[sp++] = c;
            pc += 2;
            continue;
          }
          left -= 3;
          stack[--sp - 1] = a + b * c;
          pc += 4;
          continue;
        }
        case 153: // LOAD_LOCAL STORE_LOCAL
          left -= 2;
          stack[base + code[pc + 3]!] = stack[base + code[pc + 1]!];
          pc += 4;
          continue;
        case 154: // CONST STORE_LOCAL
          left -= 2;
          stack[base + code[pc + 3]!] = constants[code[pc + 1]!];
          pc += 4;
          continue;
        case 155: {
          // ADD STORE_LOCAL
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          sp -= 2;
          stack[base + code[pc + 2]!] = a + b;
          pc += 3;
          continue;
        }
        case 156: {
          // SUB STORE_LOCAL
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          sp -= 2;
          stack[base + code[pc + 2]!] = a - b;
          pc += 3;
          continue;
        }
        case 157: {
          // MUL STORE_LOCAL
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          sp -= 2;
          stack[base + code[pc + 2]!] = a * b;
          pc += 3;
          continue;
        }
        case 158: {
          // SET_INDEX POP
          const a = stack[sp - 3];
          const k = stack[sp - 2];
          if (typeof k !== 'number' || !Array.isArray(a) || !(k >= 0 && k < a.length) || Math.floor(k) !== k) break;
          if (locks && Object.isFrozen(a)) break;
          left -= 2;
          a[k] = stack[sp - 1] as Value;
          sp -= 3;
          pc += 2;
          continue;
        }
        case 159: {
          // GT JUMP_IF_FALSE
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          sp -= 2;
          if (a > b) {
            pc += 3;
            continue;
          }
          const target = code[pc + 2]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 160: {
          // LT JUMP_IF_FALSE
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          sp -= 2;
          if (a < b) {
            pc += 3;
            continue;
          }
          const target = code[pc + 2]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 161: {
          // LT JUMP_IF_TRUE
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          sp -= 2;
          if (!(a < b)) {
            pc += 3;
            continue;
          }
          const target = code[pc + 2]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 162: {
          // EQ JUMP_IF_FALSE
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          sp -= 2;
          if (a === b) {
            pc += 3;
            continue;
          }
          const target = code[pc + 2]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        case 163: {
          // LE JUMP_IF_TRUE
          const b = stack[sp - 1];
          const a = stack[sp - 2];
          if (typeof a !== 'number' || typeof b !== 'number') break;
          left -= 2;
          sp -= 2;
          if (!(a <= b)) {
            pc += 3;
            continue;
          }
          const target = code[pc + 2]!;
          const back = target <= pc;
          pc = target;
          if (back && left <= 0) return EXIT_SPENT;
          continue;
        }
        default:
          break;
      }
      // The instruction in full, on the fiber itself.
      const opcode = machine.flat.plain[pc]!;
      fiber.pc = pc;
      fiber.sp = sp;
      fiber.base = base;
      fiber.depth = depth;
      machine.left = left - WEIGHTS[opcode]!;
      if (opcode === OP_CALL || opcode === OP_CALL_SPREAD) enterCall(machine, fiber, opcode === OP_CALL ? code[pc + 1]! : undefined);
      else machine.step(machine, fiber, opcode, pc);
      sp = fiber.sp;
      left = machine.left;
      if (fiber.pc !== pc) {
        // A function of the program has been entered.
        ({ frames, pc, base, depth } = fiber);
        if (left <= 0) return EXIT_SPENT;
        continue;
      }
      pc += 1 + OPERAND_COUNTS[opcode]!;
      if (fiber.state !== READY) return EXIT_RESTING;
    }
  } finally {
    fiber.pc = pc;
    fiber.sp = sp;
    fiber.base = base;
    fiber.depth = depth;
    // Where a native threw, machine.left holds what it had charged by then.
    machine.left = Math.min(left, machine.left);
  }
}
