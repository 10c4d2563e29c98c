/** The functions of the API table that are the VM's own: time, fibers, console. Layer: vm. Meaning: bytecode.md §6 and §8. */
import type { Random } from '../base/random.ts';
import { singleRandomBetween, type NumberKind } from '../base/single-precision.ts';
import { FUNCTION_PLAIN } from '../bytecode/program.ts';
import type { ApiName } from '../robot/api-table.ts';
import { toNumber, toText } from './conversion.ts';
import { formatLine } from './format.ts';
import { LOG_TEXT_LENGTH_MAX } from './limits.ts';
import type { Meter } from './meter.ts';
import { ProgramError } from './program-error.ts';
import { notAFunction } from './program-faults.ts';
import { Closure, type Value } from './values.ts';
import type { VmEffect } from './vm.ts';

/** What the scheduler offers to these functions. Each acts on the running fiber. */
export interface VmActions {
  readonly meter: Meter;
  readonly random: Random;
  nowMs(): number;
  rest(ms: number): void;
  /** Of `random` in single precision; else from the table's own rule. */
  readonly numbers: NumberKind;
  forever(body: Closure): void;
  parallel(bodies: readonly Closure[]): void;
  stop(): void;
  /** Throws `vm.log-limit`. */
  countLogLine(): void;
  emit(effect: VmEffect): void;
}

/** Work beyond the call's own weight; part of the specification (bytecode.md §5). */
const LOG_WEIGHT = 50;
const PLOT_WEIGHT = 20;
const FIBER_WEIGHT = 20;
const PLOT_NAME_LENGTH_MAX = 60;
const FAULT_TEXT_LENGTH_MAX = 60;

function closureOf(value: Value): Closure {
  if (!(value instanceof Closure) || value.fn.kind !== FUNCTION_PLAIN) throw notAFunction(value);
  return value;
}

function finite(number: number): number {
  if (Number.isNaN(number)) return 0;
  return Math.min(Math.max(number, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

export function randomBetween(from: number, to: number, { random, numbers }: VmActions): number {
  if (numbers === 'single') return singleRandomBetween(random, from, to);
  const a = finite(from);
  const b = finite(to);
  const min = Math.ceil(Math.min(a, b));
  const max = Math.floor(Math.max(a, b));
  return min >= max ? min : random.integer(min, max);
}

function log(args: readonly Value[], actions: VmActions): undefined {
  actions.meter.charge(LOG_WEIGHT);
  actions.countLogLine();
  actions.emit({ kind: 'log', text: formatLine(args, LOG_TEXT_LENGTH_MAX, actions.meter.numberText) });
}

function plot(args: readonly Value[], actions: VmActions): undefined {
  actions.meter.charge(PLOT_WEIGHT);
  const name = toText(args[0], actions.meter).slice(0, PLOT_NAME_LENGTH_MAX);
  actions.emit({ kind: 'plot', name, value: toNumber(args[1], actions.meter) });
}

/** `robot.aiRefused(model, expected, given)`: expected is 0 where there is no such model. */
function modelFault(args: readonly Value[], { meter }: VmActions): ProgramError {
  const name = toText(args[0], meter).slice(0, FAULT_TEXT_LENGTH_MAX);
  const expected = toNumber(args[1], meter);
  if (expected === 0) return new ProgramError('program.no-such-model', { name });
  return new ProgramError('program.model-inputs', { name, expected, given: toNumber(args[2], meter) });
}

/** Asserts that the table and this file agree. */
export function vmNative(name: ApiName, actions: VmActions): (args: readonly Value[]) => Value {
  switch (name) {
    case 'wait':
      return (args) => void actions.rest(toNumber(args[0], actions.meter));
    case 'time':
      return () => actions.nowMs();
    case 'forever':
      return (args) => {
        actions.meter.charge(FIBER_WEIGHT);
        return void actions.forever(closureOf(args[0]));
      };
    case 'parallel':
      return (args) => {
        actions.meter.charge(FIBER_WEIGHT * args.length);
        return void actions.parallel(args.map(closureOf));
      };
    case 'stop':
      return () => void actions.stop();
    case 'log':
      return (args) => log(args, actions);
    case 'plot':
      return (args) => plot(args, actions);
    case 'random':
      return (args) => randomBetween(toNumber(args[0], actions.meter), toNumber(args[1], actions.meter), actions);
    case 'robot.aiRefused':
      return (args) => {
        throw modelFault(args, actions);
      };
    case 'robot.emptyReduce':
      return () => {
        throw new ProgramError('program.empty-reduce', {});
      };
    default:
      throw new Error(`the VM has no ${name}`);
  }
}
