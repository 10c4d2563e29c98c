/**
 * The rich machine in single precision: every number that an instruction leaves behind is a float32. Layer: vm. Meaning: core/bytecode/compact.md §2.
 * The loader sends each instruction that makes numbers out of the hot loop (fuse.ts), so that double precision pays nothing for this.
 */
import { singleAtan2, singleCos, singleExp, singleHypot, singleLog, singlePow, singleSin, singleSqrt } from '../base/single-math.ts';
import { single, singleQuotient, singleUnit } from '../base/single-precision.ts';
import { OP, OPCODE_NAMES } from '../bytecode/opcodes.ts';
import type { BuiltinName } from '../bytecode/builtins.ts';
import type { Builtin } from './builtins.ts';
import { toNumber } from './conversion.ts';
import type { Fiber } from './fiber.ts';
import type { Machine } from './machine.ts';
import { slowStep } from './slow-step.ts';
import type { Slot } from './values.ts';

/** Those that the hot loop would carry out in double precision. */
export const MAKES_NUMBERS: ReadonlySet<number> = new Set(
  (
    [
      'ADD',
      'SUB',
      'MUL',
      'DIV',
      'MOD',
      'NEG',
      'INC',
      'DEC',
      'BIT_AND',
      'BIT_OR',
      'BIT_XOR',
      'SHL',
      'SHR',
      'USHR',
      'BIT_NOT',
      'POW',
    ] as const
  ).map((name) => OP[name]),
);

const EXACT_BINARY: readonly (((a: number, b: number) => number) | undefined)[] = OPCODE_NAMES.map((name) => {
  if (name === 'DIV') return singleQuotient;
  return name === 'POW' ? singlePow : undefined;
});

function rounded(slot: Slot): Slot {
  return typeof slot === 'number' ? single(slot) : slot;
}

/** In place of `slowStep`. */
export function singleStep(machine: Machine, fiber: Fiber, opcode: number, pc: number): void {
  const { stack } = fiber;
  const exact = EXACT_BINARY[opcode];
  if (exact !== undefined) {
    const a = stack[fiber.sp - 2];
    const b = stack[fiber.sp - 1];
    if (typeof a === 'number' && typeof b === 'number') {
      stack[--fiber.sp - 1] = exact(a, b);
      return;
    }
  }
  slowStep(machine, fiber, opcode, pc);
  stack[fiber.sp - 1] = rounded(stack[fiber.sp - 1]);
}

/** As in builtins.ts: work beyond the call's own weight. */
const SOFTWARE_WEIGHT = 16;

function numeric(weight: number, work: (...numbers: number[]) => number): Builtin {
  return (args, { meter }) => {
    meter.charge(weight);
    return work(...args.map((arg) => toNumber(arg, meter)));
  };
}

const unary = (work: (x: number) => number): Builtin => numeric(SOFTWARE_WEIGHT, (x = NaN) => work(x));
const binary = (work: (x: number, y: number) => number): Builtin => numeric(SOFTWARE_WEIGHT, (x = NaN, y = NaN) => work(x, y));

const SINGLE_BUILTINS: ReadonlyMap<string, Builtin> = new Map<BuiltinName, Builtin>([
  ['Math.sin', unary(singleSin)],
  ['Math.cos', unary(singleCos)],
  ['Math.exp', unary(singleExp)],
  ['Math.log', unary(singleLog)],
  ['Math.atan2', binary(singleAtan2)],
  ['Math.pow', binary(singlePow)],
  ['Math.sqrt', numeric(0, (x = NaN) => singleSqrt(x))],
  [
    'Math.hypot',
    (args, { meter }) => {
      meter.charge(args.length);
      return singleHypot(args.map((arg) => toNumber(arg, meter)));
    },
  ],
  ['Math.random', (_args, { random }) => singleUnit(random)],
]);

/** Where single precision has its own; all others are rounded after. */
export function singleBuiltinOf(name: string): Builtin | undefined {
  return SINGLE_BUILTINS.get(name);
}
