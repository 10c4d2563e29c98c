/**
 * From where something is thrown to who catches it, over the calls of one fiber. Layer: vm. Meaning: bytecode.md §10.
 * What the program did wrong (`program.*`) it may catch, as an Error; a limit (`vm.*`) it may not.
 */
import type { ExceptionHandler } from '../bytecode/program.ts';
import { NeedsGuest, toText } from './conversion.ts';
import type { Fiber } from './fiber.ts';
import { stackOf } from './inspect.ts';
import type { Machine } from './machine.ts';
import { OBJECT_BYTES, PROPERTY_BYTES } from './memory.ts';
import { formatValue } from './format.ts';
import { GuestObject, type ErrorOrigin } from './objects.ts';
import { GuestThrow, ProgramError } from './program-error.ts';
import { lookUp } from './properties.ts';
import type { Value } from './values.ts';
import type { VmFaultCode } from './vm.ts';

/** Work of each call that is left on the way. */
const FRAME_WEIGHT = 2;
/** Work of making an Error of a fault. */
const ERROR_WEIGHT = 16;
const MESSAGE_LENGTH_MAX = 200;

interface Catcher {
  readonly handler: ExceptionHandler;
  readonly depth: number;
  readonly base: number;
  readonly entry: number;
}

function catcherOf(fiber: Fiber): Catcher | undefined {
  let { pc, base, depth } = fiber;
  for (;;) {
    const { source, entry } = fiber.functionAt(base);
    const own = pc - entry;
    const handler = source.handlers.find(({ from, to }) => from <= own && own < to);
    if (handler !== undefined) return { handler, depth, base, entry };
    if (depth === 0) return undefined;
    depth--;
    pc = fiber.callingPc(depth);
    base = fiber.baseOf(depth);
  }
}

/**
 * Puts the fiber at the handler that catches `cause`.
 * @returns what nobody catches, to be thrown on; undefined where somebody does.
 */
export function unwind(machine: Machine, fiber: Fiber, cause: unknown): unknown {
  const isThrow = cause instanceof GuestThrow;
  if (!isThrow && !(cause instanceof ProgramError && cause.code.startsWith('program.'))) return cause;
  const catcher = catcherOf(fiber);
  if (catcher === undefined) return isThrow ? uncaught(machine, cause.value) : cause;
  const value = isThrow ? noteOrigin(machine, fiber, cause.value) : errorOf(machine, fiber, cause);
  const { handler, depth, base, entry } = catcher;
  machine.charge((fiber.depth - depth) * FRAME_WEIGHT);
  const { localCount } = fiber.functionAt(base);
  fiber.depth = depth;
  fiber.base = base;
  fiber.sp = base + localCount + handler.depth;
  fiber.stack[fiber.sp++] = value;
  fiber.pc = entry + handler.target;
  return undefined;
}

function originAt(machine: Machine, fiber: Fiber, fault: ErrorOrigin['fault']): ErrorOrigin {
  return { fault, stack: stackOf(fiber, machine.flat) };
}

/** An Error remembers where it was thrown first: whoever throws it again has not made it. */
function noteOrigin(machine: Machine, fiber: Fiber, value: Value): Value {
  if (value instanceof GuestObject && value.isError) value.origin ??= originAt(machine, fiber, undefined);
  return value;
}

/** What an Error's name says, where reading it runs no code of the program. */
function textOf(machine: Machine, error: GuestObject, name: string, absent: string): string {
  try {
    const slot = lookUp(error, name);
    return slot === undefined || typeof slot === 'object' ? absent : toText(slot, machine).slice(0, MESSAGE_LENGTH_MAX);
  } catch (cause) {
    if (cause instanceof NeedsGuest || cause instanceof ProgramError) return absent;
    throw cause;
  }
}

/** `program.uncaught` {name, message}; or the fault that the Error was made of. */
function uncaught(machine: Machine, value: Value): ProgramError {
  const isError = value instanceof GuestObject && value.isError;
  const origin = isError ? value.origin : undefined;
  const error = isError
    ? new ProgramError('program.uncaught', {
        name: textOf(machine, value, 'name', 'Error'),
        message: textOf(machine, value, 'message', ''),
      })
    : new ProgramError('program.uncaught', { name: '', message: formatValue(value, MESSAGE_LENGTH_MAX, machine.numberText) });
  const found = origin?.fault === undefined ? error : new ProgramError(origin.fault.code, origin.fault.params);
  found.positions = origin?.stack;
  return found;
}

type ErrorName = 'TypeError' | 'RangeError' | 'ReferenceError' | 'SyntaxError' | 'Error';

/** Faults that are no TypeErrors. */
const NAMES: { readonly [C in VmFaultCode]?: ErrorName } = {
  'program.used-before-set': 'ReferenceError',
  'program.super-twice': 'ReferenceError',
  'program.bad-array-length': 'RangeError',
  'program.bad-number': 'RangeError',
  'program.bad-json': 'SyntaxError',
  'program.no-such-model': 'Error',
  'program.model-inputs': 'RangeError',
};

/** As V8 words them, where the parameters tell enough. */
function messageOf({ code, params }: ProgramError): string {
  const { name, value, type } = params;
  switch (code) {
    case 'program.used-before-set':
      return `Cannot access '${name}' before initialization`;
    case 'program.null-access':
      return `Cannot read properties of ${value} (reading '${name}')`;
    case 'program.not-a-function':
      return `${value} is not a function`;
    case 'program.no-such-method':
      return `${name} is not a function`;
    case 'program.not-iterable':
      return `${type} is not iterable`;
    case 'program.bad-array-length':
      return 'Invalid array length';
    case 'program.empty-reduce':
      return 'Reduce of empty array with no initial value';
    case 'program.bad-number':
      return `Invalid ${name}: ${value}`;
    case 'program.not-a-class':
      return `${value} is not a constructor`;
    case 'program.class-needs-new':
      return `Class constructor ${name} cannot be invoked without 'new'`;
    case 'program.super-twice':
      return 'Super constructor may only be called once';
    case 'program.read-only':
      return `Cannot assign to read only property '${name}' of object`;
    case 'program.not-primitive':
      return 'Cannot convert object to primitive value';
    default:
      return Object.values(params).join(' ');
  }
}

function errorOf(machine: Machine, fiber: Fiber, cause: ProgramError): GuestObject {
  machine.charge(ERROR_WEIGHT);
  const message = messageOf(cause);
  machine.memory.reserve(OBJECT_BYTES + PROPERTY_BYTES);
  machine.memory.reserveString(message.length);
  const prototype = machine.preludeFunction(NAMES[cause.code] ?? 'TypeError')?.prototype;
  const error = new GuestObject(prototype?.childShape() ?? machine.rootShape);
  error.isError = true;
  error.origin = originAt(machine, fiber, { code: cause.code, params: cause.params });
  error.define('message', message, 0, true);
  return error;
}
