/**
 * The parts of a block that vary: how many arguments, branches, parameters. Layer: language/blocks.
 * A ShapeState is what Blockly keeps as `extraState`; absent means the type's usual shape.
 */
import type { BlockJson } from './blocks-document.ts';
import { callableOfType, fewestArgs, usualArgCount } from './callables.ts';

export interface ShapeState {
  /** Arguments, items of a list, parameters of a function. */
  readonly count?: number;
  /** `else if` branches. */
  readonly elseIfs?: number;
  readonly otherwise?: true;
  /** The type written after a name, without the colon. */
  readonly type?: string;
  /** Words before a declaration or a member: `export`, `static get`. */
  readonly modifiers?: string;
  /** `<…>` behind a name. */
  readonly generic?: string;
  /** `?.` where `.` would fail on nothing. */
  readonly optional?: true;
  /** Which of the parts that may be missing are there; absent: the usual ones (optional-parts.ts). */
  readonly parts?: readonly string[];
  /** Kinds of an object's entries or of several variables, one letter each (see ENTRY_KINDS). */
  readonly entries?: string;
}

/** Object: `p` key and value, `s` a name alone, `c` a computed key, `r` spread. Variables: `v` with a value, `n` without. */
const ENTRY_KINDS: ReadonlyMap<string, { readonly usual: string; readonly letters: RegExp }> = new Map(
  Object.entries({
    object_create: { usual: 'pp', letters: /^[pscr]*$/ },
    variables_declare: { usual: 'vv', letters: /^[vn]+$/ },
  }),
);

export function hasEntries(type: string): boolean {
  return ENTRY_KINDS.has(type);
}

export function entriesOf(type: string, state: ShapeState | undefined): string {
  const kinds = ENTRY_KINDS.get(type);
  if (!kinds) return '';
  const entries = state?.entries;
  return entries !== undefined && entries.length <= COUNT_MAX && kinds.letters.test(entries) ? entries : kinds.usual;
}

export function entriesState(type: string, entries: string): Pick<ShapeState, 'entries'> {
  return entries === ENTRY_KINDS.get(type)?.usual ? {} : { entries };
}

const COUNT_MAX = 100;

export function shapeOf(block: Pick<BlockJson, 'extraState'>): ShapeState {
  const state = block.extraState;
  return typeof state === 'object' && state !== null ? (state as ShapeState) : {};
}

/** Usual number of arguments, items or parameters of a type; undefined where it has no such number. */
function usualCount(type: string): number | undefined {
  const callable = callableOfType(type);
  if (callable) return usualArgCount(callable);
  switch (type) {
    case 'list_create':
      return 3;
    case 'call_statement':
    case 'call_value':
    case 'call_any':
    case 'method_statement':
    case 'method_value':
    case 'new_object':
    case 'function_declare':
    case 'function_local':
    case 'function_expression':
    case 'class_method':
    case 'class_constructor':
    case 'object_method':
    case 'arrow_function':
      return 0;
    case 'arrow_expression':
    case 'template':
      return 1;
    case 'math_pair':
      return 2;
    default:
      return undefined;
  }
}

export function countOf(block: Pick<BlockJson, 'type' | 'extraState'>): number {
  const count = shapeOf(block).count;
  return count !== undefined && Number.isInteger(count) && count >= 0 && count <= COUNT_MAX ? count : (usualCount(block.type) ?? 0);
}

/** The state for a count, undefined where it is the usual one. */
export function countState(type: string, count: number): ShapeState | undefined {
  return count === usualCount(type) ? undefined : { count };
}

export interface CountRange {
  readonly min: number;
  readonly max: number;
}

/** Between which numbers the person may change the count with + and −; undefined where it is fixed. */
export function countRange(type: string): CountRange | undefined {
  const callable = callableOfType(type);
  if (callable) {
    const min = callable.rest ? Math.max(1, fewestArgs(callable)) : fewestArgs(callable);
    const max = callable.rest ? 12 : callable.args.length;
    return min === max ? undefined : { min, max };
  }
  const usual = usualCount(type);
  if (usual === undefined) return undefined;
  if (type === 'math_pair') return undefined;
  return { min: 0, max: type === 'list_create' ? 30 : 8 };
}
