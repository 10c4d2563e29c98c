/**
 * Every block's shape and words, derived from the API table and the language's constructs. Layer: language/blocks.
 * A shape depends on the block's ShapeState and on the language shown; the adapter builds blocks anew when either changes.
 */
import { apiEntry, type ApiCategory } from '../../robot/api-table.ts';
import { apiHelp, apiLabel } from '../../words/api-words.ts';
import { eventWords } from '../../words/event-words.ts';
import { blockHelp, blockLabel, blockWord } from '../../words/block-words.ts';
import type { Language } from '../../words/words.ts';
import { countOf, countRange, entriesOf, entriesState, hasEntries, shapeOf, type ShapeState } from './block-shape.ts';
import { argAt, CALLABLES, callableOfType, type Callable, type ResultKind } from './callables.ts';
import { constructDefinition, CONSTRUCT_TYPES } from './construct-definitions.ts';
import type { ConstructState } from './construct-parts.ts';
import { changedParts } from './optional-parts.ts';
import { body, ShapeBuilder, truth, value, type BlockDefinition, type ShapeArg } from './shape-builder.ts';

/** The kinds of colour; web/ui/tokens.css has `--block-<style>` for each but `code`. */
export type BlockStyleName = 'car' | 'sense' | 'control' | 'logic' | 'math' | 'data' | 'functions' | 'show' | 'code';

const API_STYLES: Readonly<Record<ApiCategory, BlockStyleName>> = {
  control: 'control',
  motion: 'car',
  line: 'sense',
  sensors: 'sense',
  ai: 'functions',
  output: 'show',
  data: 'show',
};

const OUTPUTS: Readonly<Record<Exclude<ResultKind, 'void'>, string | null>> = {
  number: 'Number',
  boolean: 'Boolean',
  text: 'String',
  list: 'Array',
  any: null,
};

const TEXT_METHODS = new Set(['toFixed', 'charAt', 'split', 'trim', 'toUpperCase', 'toLowerCase', 'startsWith']);

function styleOf(callable: Callable): BlockStyleName {
  if (callable.api === 'random') return 'math';
  if (callable.api) return API_STYLES[apiEntry(callable.api).category];
  return TEXT_METHODS.has(callable.callee) ? 'math' : 'data';
}

/** + and − for what may vary in number, or be there or not. */
function changeArgs(type: string, state: ShapeState, language: Language): ShapeArg[] {
  // `if` has them between its words.
  if (type === 'if') return [];
  // An optional argument can be added where the text left it out; taking it away again would only confuse.
  const changes = callableOfType(type)?.rest === false ? [1] : [-1, 1];
  return changes.flatMap((change) => {
    const alt = blockWord(change < 0 ? 'fewer' : 'more', language);
    return changedState(type, state, change) ? [{ type: 'guiji_count', change, alt }] : [];
  });
}

function callableDefinition(callable: Callable, state: ConstructState, language: Language): BlockDefinition {
  const { count } = state;
  const counts = changeArgs(callable.type, state, language);
  const builder = new ShapeBuilder();
  const args: (ShapeArg | undefined)[] = callable.receiver ? [value('OBJECT')] : [];
  for (let index = 0; index < Math.max(count, callable.args.length); index += 1) {
    const kind = argAt(callable, index)?.kind;
    const name = `A${index}`;
    args.push(index >= count ? undefined : kind === 'body' ? body(name) : kind === 'boolean' ? truth(name) : value(name));
  }
  const places = callable.args.length + (callable.receiver ? 1 : 0);
  const template = labelOf(callable, language);
  // An argument that must be there in the label but is not: `parallel()` or `log()`.
  const whole = template.replace(/%(\d+)/g, (place, number: string) =>
    args[Number(number) - 1] || insideBrackets(template, place) ? place : '',
  );
  const hasBodies = callable.args.some((arg) => arg.kind === 'body');
  if (hasBodies && callable.rest) {
    builder.label(whole.replace(/%\d+/g, ''), []).add(...counts);
    builder.add(...args.filter((arg) => arg !== undefined));
  } else {
    builder.label(whole, args).add(...args.slice(places).filter((arg) => arg !== undefined));
    builder.add(...counts);
  }
  return builder.build(callable.type, {
    style: styleOf(callable),
    tooltip: callable.api ? apiHelp(callable.api, language) : blockHelp(callable.type, language),
    joints: callable.result === 'void' ? 'statement' : { output: OUTPUTS[callable.result] },
  });
}

function labelOf({ type, api, event, args }: Callable, language: Language): string {
  if (!event) return api ? apiLabel(api, language) : blockLabel(type, language);
  const [before, after = ''] = apiLabel('on', language).replace('%2', `%${args.length}`).split('%1');
  return `${before}${eventWords(event, language)}${after}`;
}

function insideBrackets(template: string, place: string): boolean {
  return [...template.matchAll(/\[[^\]]*\]/g)].some(([part]) => part.includes(place));
}

/** The shape of a block of this type in this state. Asserts nothing: an unknown type gives a plain code block's shape. */
export function blockDefinition(type: string, state: ShapeState | undefined, language: Language): BlockDefinition {
  const count = countOf(state ? { type, extraState: state } : { type });
  const callable = callableOfType(type);
  const whole = { ...shapeOf({ extraState: state }), count };
  if (callable) return callableDefinition(callable, whole, language);
  return constructDefinition(type, whole, language, changeArgs(type, whole, language));
}

export const BLOCK_TYPES: readonly string[] = [...CONSTRUCT_TYPES, ...CALLABLES.map((callable) => callable.type)];

/** Every block in its usual shape. */
export function blockDefinitions(language: Language): readonly BlockDefinition[] {
  return BLOCK_TYPES.map((type) => blockDefinition(type, undefined, language));
}

/** What + or − makes of a block's state; undefined where it cannot change so. */
export function changedState(type: string, state: ShapeState, change: number): ShapeState | undefined {
  if (type === 'if') return changedIf(state, change);
  if (hasEntries(type)) return changedEntries(type, state, change);
  const range = countRange(type);
  if (!range) return changedParts(type, state, change);
  const count = countOf({ type, extraState: state }) + change;
  return count < range.min || count > range.max ? undefined : { ...state, count };
}

const ENTRIES_MAX = 30;

function changedEntries(type: string, state: ShapeState, change: number): ShapeState | undefined {
  const before = entriesOf(type, state);
  const next = change > 0 ? before + (type === 'object_create' ? 'p' : 'v') : before.slice(0, -1);
  const fewest = type === 'object_create' ? 0 : 1;
  if (next.length < fewest || next.length > ENTRIES_MAX) return undefined;
  const { entries: _, ...rest } = state;
  return { ...rest, ...entriesState(type, next) };
}

function changedIf({ elseIfs = 0, otherwise }: ShapeState, change: number): ShapeState | undefined {
  if (change > 0) return otherwise ? { elseIfs: elseIfs + 1, otherwise } : { ...(elseIfs > 0 ? { elseIfs } : {}), otherwise: true };
  if (elseIfs > 0) return { ...(elseIfs > 1 ? { elseIfs: elseIfs - 1 } : {}), ...(otherwise ? { otherwise } : {}) };
  return otherwise ? {} : undefined;
}
