/** Which literal stands in for an empty value socket. Layer: language/blocks. Sockets without one start empty and print as `___`. */
import type { BlockJson } from './blocks-document.ts';
import { argAt, callableOfType, type CallableArg } from './callables.ts';

const NUMBER_SOCKETS: Readonly<Record<string, readonly string[]>> = {
  arithmetic: ['A', 'B'],
  comparison: ['A', 'B'],
  bitwise: ['A', 'B'],
  negate: ['A'],
  ternary: ['THEN', 'ELSE'],
  element_get: ['INDEX'],
  element_set: ['INDEX', 'VALUE'],
  property_set: ['VALUE'],
  variable_declare: ['VALUE'],
  variable_set: ['VALUE'],
  return_value: ['VALUE'],
  repeat: ['TIMES'],
  for_count: ['FROM', 'TO'],
  for_step: ['FROM', 'TO', 'BY'],
  math_function: ['A'],
  arrow_expression: ['VALUE'],
  assign_value: ['VALUE'],
  target_set: ['VALUE'],
  case_value: ['VALUE'],
  class_field: ['VALUE'],
  enum_member: ['VALUE'],
};

const COUNTED_NUMBER_SOCKETS = new Set([
  'object_create',
  'variables_declare',
  'list_create',
  'call_statement',
  'call_value',
  'method_statement',
  'method_value',
  'math_pair',
  'template',
]);

const USUAL_NUMBERS: Readonly<Record<string, string>> = {
  'repeat.TIMES': '10',
  'for_count.TO': '10',
  'for_step.TO': '10',
  'for_step.BY': '2',
};

function numberLiteral(text: string): BlockJson {
  return { type: 'number', fields: { NUM: text } };
}

function argLiteral(arg: CallableArg): BlockJson | undefined {
  if (arg.shown === undefined || arg.kind === 'body') return undefined;
  switch (arg.kind) {
    case 'color':
      return { type: 'color_choice', fields: { NAME: arg.shown } };
    case 'side':
      return { type: 'side_choice', fields: { NAME: arg.shown } };
    case 'boolean':
      return undefined;
    default:
      return arg.kind === 'number' || /^-?\d/.test(arg.shown) ? numberLiteral(arg.shown) : { type: 'text', fields: { TEXT: arg.shown } };
  }
}

/** A fresh copy of the literal for this socket. */
export function socketLiteral(type: string, input: string): BlockJson | undefined {
  const callable = callableOfType(type);
  if (callable) {
    const arg = input.startsWith('A') ? argAt(callable, Number(input.slice(1))) : undefined;
    return arg && argLiteral(arg);
  }
  const counted = COUNTED_NUMBER_SOCKETS.has(type) && /^A\d+$/.test(input);
  return counted || NUMBER_SOCKETS[type]?.includes(input) ? numberLiteral(USUAL_NUMBERS[`${type}.${input}`] ?? '0') : undefined;
}

export const LITERAL_BLOCKS: ReadonlySet<string> = new Set(['number', 'text', 'color_choice', 'side_choice']);

/** What `led.set` is offered; `led.set` takes any `#rrggbb` too. */
export const COLOR_CHOICES = ['red', 'orange', 'yellow', 'green', 'cyan', 'blue', 'purple', 'white'] as const;
export const SIDE_CHOICES = ['left', 'right'] as const;
