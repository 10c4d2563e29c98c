/**
 * Calls that have a block of their own: the robot API's and the common methods of lists and texts. Layer: language/blocks.
 * The printer, the parser, the block shapes and the toolbox all read this list.
 */
import { API_NAMES, apiEntry, type ApiName, type ApiParam } from '../../robot/api-table.ts';
import { EVENT_NAMES, eventEntry, type EventName } from '../../robot/event-table.ts';

export type ArgKind = 'number' | 'list' | 'text' | 'boolean' | 'any' | 'color' | 'side' | 'body';
export type ResultKind = 'void' | 'number' | 'boolean' | 'text' | 'list' | 'any';

export interface CallableArg {
  readonly kind: ArgKind;
  /** The literal in a fresh block; absent where the socket starts empty. */
  readonly shown?: string;
  readonly optional: boolean;
}

export interface Callable {
  /** The block's type. */
  readonly type: string;
  /** `car.drive`, or the method's name where it has a receiver. */
  readonly callee: string;
  readonly api?: ApiName;
  /** The event that stands before the arguments of `on`. */
  readonly event?: EventName;
  /** A method: its object is the block's OBJECT socket. */
  readonly receiver: boolean;
  readonly property: boolean;
  readonly args: readonly CallableArg[];
  /** The last argument may come any number of times. */
  readonly rest: boolean;
  readonly result: ResultKind;
}

const ARG_KINDS = {
  number: 'number',
  numbers: 'list',
  boolean: 'boolean',
  string: 'text',
  color: 'color',
  side: 'side',
  event: 'text',
  body: 'body',
  value: 'any',
  any: 'any',
} as const;
const RESULT_KINDS = { void: 'void', number: 'number', numbers: 'list', boolean: 'boolean', string: 'text', any: 'any' } as const;

function apiArg(param: ApiParam): CallableArg {
  const shown = param.default ?? param.shown;
  const arg = { kind: ARG_KINDS[param.type], optional: param.default !== undefined };
  return shown === undefined ? arg : { ...arg, shown: String(shown) };
}

export function apiBlockType(name: ApiName): string {
  return `api_${name.replace('.', '_')}`;
}

function apiCallable(name: ApiName): Callable {
  const entry = apiEntry(name);
  return {
    type: apiBlockType(name),
    callee: name,
    api: name,
    receiver: false,
    property: entry.property === true,
    args: entry.params.map(apiArg),
    rest: entry.params.at(-1)?.rest === true,
    result: RESULT_KINDS[entry.result],
  };
}

const any: CallableArg = { kind: 'any', shown: '0', optional: false };
const text: CallableArg = { kind: 'text', shown: '', optional: false };
const index: CallableArg = { kind: 'number', shown: '0', optional: false };

function method(callee: string, args: readonly CallableArg[], result: ResultKind): Callable {
  return { type: `method_${callee}`, callee, receiver: true, property: false, args, rest: false, result };
}

/** Methods (and `length`) whose name says enough whatever they are called on. */
const METHODS = [
  method('push', [any], 'void'),
  method('unshift', [any], 'void'),
  method('pop', [], 'any'),
  method('shift', [], 'any'),
  { ...method('length', [], 'number'), property: true },
  method('includes', [any], 'boolean'),
  method('indexOf', [any], 'number'),
  method('slice', [index, { ...index, shown: '1', optional: true }], 'any'),
  method('concat', [{ kind: 'any', optional: false }], 'any'),
  method('join', [{ ...text, shown: ', ', optional: true }], 'text'),
  method('reverse', [], 'void'),
  method('fill', [any], 'void'),
  method('toFixed', [{ ...index, shown: '1', optional: true }], 'text'),
  method('charAt', [index], 'text'),
  method('split', [{ ...text, shown: ',' }], 'list'),
  method('trim', [], 'text'),
  method('toUpperCase', [], 'text'),
  method('toLowerCase', [], 'text'),
  method('startsWith', [text], 'boolean'),
] as const satisfies readonly Callable[];

/** `on` takes other arguments for each event: each has a block of its own. */
function eventCallable(event: EventName): Callable {
  const { param } = eventEntry(event);
  const handler: CallableArg = { kind: 'body', optional: false };
  return {
    type: `event_${event.replace('.', '_')}`,
    callee: 'on',
    api: 'on',
    event,
    receiver: false,
    property: false,
    args: param ? [apiArg(param), handler] : [handler],
    rest: false,
    result: 'void',
  };
}

export const EVENT_CALLABLES: readonly Callable[] = EVENT_NAMES.map(eventCallable);

function hasBlock(name: ApiName): boolean {
  return apiEntry(name).internal !== true && name !== 'on';
}

export const API_CALLABLES: readonly Callable[] = API_NAMES.filter(hasBlock).map(apiCallable);

export const CALLABLES: readonly Callable[] = [...API_CALLABLES, ...EVENT_CALLABLES, ...METHODS];

const byType = new Map(CALLABLES.map((callable) => [callable.type, callable]));
const byCallee = new Map(API_CALLABLES.map((callable) => [callable.callee, callable]));
const byEvent = new Map<string, Callable>(EVENT_CALLABLES.map((callable) => [callable.event!, callable]));
const byMethod = new Map<string, Callable>(METHODS.map((callable) => [callable.callee, callable]));

export function callableOfType(type: string): Callable | undefined {
  return byType.get(type);
}

export function apiCallableOf(callee: string): Callable | undefined {
  return byCallee.get(callee);
}

export function eventCallableOf(event: string): Callable | undefined {
  return byEvent.get(event);
}

export function methodCallableOf(name: string): Callable | undefined {
  return byMethod.get(name);
}

/** How many arguments a block of this callable has when nothing else is said. */
export function usualArgCount(callable: Callable): number {
  return callable.args.length;
}

export function argAt(callable: Callable, index: number): CallableArg | undefined {
  return callable.args[index] ?? (callable.rest ? callable.args.at(-1) : undefined);
}

export function fewestArgs(callable: Callable): number {
  if (callable.rest) return callable.args.length - 1;
  const firstOptional = callable.args.findIndex((arg) => arg.optional);
  return firstOptional < 0 ? callable.args.length : firstOptional;
}
