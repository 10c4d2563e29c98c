/**
 * Every block's shape and words, derived from the API table and the language's constructs. Layer: language/blocks.
 * A shape depends on the block's ShapeState and on the language shown; the adapter builds blocks anew when either changes.
 */
import { apiEntry, type ApiCategory } from '../../robot/api-table.ts';
import { apiHelp, apiLabel } from '../../words/api-words.ts';
import { blockHelp, blockLabel, blockWord } from '../../words/block-words.ts';
import type { Language } from '../../words/words.ts';
import { countOf, countRange, shapeOf, type ShapeState } from './block-shape.ts';
import { argAt, CALLABLES, callableOfType, type Callable, type ResultKind } from './callables.ts';
import { constructDefinition, CONSTRUCT_TYPES } from './construct-definitions.ts';
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

/** + and − for what may vary in number. */
function countArgs(type: string, count: number, language: Language): ShapeArg[] {
  const range = countRange(type);
  if (!range) return [];
  const fewer: ShapeArg = { type: 'guiji_count', change: -1, alt: blockWord('fewer', language) };
  const more: ShapeArg = { type: 'guiji_count', change: 1, alt: blockWord('more', language) };
  // An optional argument can be added where the text left it out; taking it away again would only confuse.
  const optional = callableOfType(type)?.rest === false;
  return [...(count > range.min && !optional ? [fewer] : []), ...(count < range.max ? [more] : [])];
}

function callableDefinition(callable: Callable, count: number, language: Language): BlockDefinition {
  const builder = new ShapeBuilder();
  const args: (ShapeArg | undefined)[] = callable.receiver ? [value('OBJECT')] : [];
  for (let index = 0; index < Math.max(count, callable.args.length); index += 1) {
    const kind = argAt(callable, index)?.kind;
    const name = `A${index}`;
    args.push(index >= count ? undefined : kind === 'body' ? body(name) : kind === 'boolean' ? truth(name) : value(name));
  }
  const places = callable.args.length + (callable.receiver ? 1 : 0);
  const template = callable.api ? apiLabel(callable.api, language) : blockLabel(callable.type, language);
  // An argument that must be there in the label but is not: `parallel()` or `log()`.
  const whole = template.replace(/%(\d+)/g, (place, number: string) =>
    args[Number(number) - 1] || insideBrackets(template, place) ? place : '',
  );
  const hasBodies = callable.args.some((arg) => arg.kind === 'body');
  if (hasBodies && callable.rest) {
    builder.label(whole.replace(/%\d+/g, ''), []).add(...countArgs(callable.type, count, language));
    builder.add(...args.filter((arg) => arg !== undefined));
  } else {
    builder.label(whole, args).add(...args.slice(places).filter((arg) => arg !== undefined));
    builder.add(...countArgs(callable.type, count, language));
  }
  return builder.build(callable.type, {
    style: styleOf(callable),
    tooltip: callable.api ? apiHelp(callable.api, language) : blockHelp(callable.type, language),
    joints: callable.result === 'void' ? 'statement' : { output: OUTPUTS[callable.result] },
  });
}

function insideBrackets(template: string, place: string): boolean {
  return [...template.matchAll(/\[[^\]]*\]/g)].some(([part]) => part.includes(place));
}

/** The shape of a block of this type in this state. Asserts nothing: an unknown type gives a plain code block's shape. */
export function blockDefinition(type: string, state: ShapeState | undefined, language: Language): BlockDefinition {
  const count = countOf(state ? { type, extraState: state } : { type });
  const callable = callableOfType(type);
  if (callable) return callableDefinition(callable, count, language);
  return constructDefinition(type, { ...shapeOf({ extraState: state }), count }, language, countArgs(type, count, language));
}

export const BLOCK_TYPES: readonly string[] = [...CONSTRUCT_TYPES, ...CALLABLES.map((callable) => callable.type)];

/** Every block in its usual shape. */
export function blockDefinitions(language: Language): readonly BlockDefinition[] {
  return BLOCK_TYPES.map((type) => blockDefinition(type, undefined, language));
}

/** What + or − makes of a block's state; undefined where it cannot change so. */
export function changedState(type: string, state: ShapeState, change: number): ShapeState | undefined {
  if (type === 'if') return changedIf(state, change);
  const range = countRange(type);
  const count = countOf({ type, extraState: state }) + change;
  return !range || count < range.min || count > range.max ? undefined : { ...state, count };
}

function changedIf({ elseIfs = 0, otherwise }: ShapeState, change: number): ShapeState | undefined {
  if (change > 0) return otherwise ? { elseIfs: elseIfs + 1, otherwise } : { ...(elseIfs > 0 ? { elseIfs } : {}), otherwise: true };
  if (elseIfs > 0) return { ...(elseIfs > 1 ? { elseIfs: elseIfs - 1 } : {}), ...(otherwise ? { otherwise } : {}) };
  return otherwise ? {} : undefined;
}
