/**
 * The toolbox for a robot: blocks whose part the robot lacks are not in it. Layer: language/blocks.
 * Returns Blockly's toolbox JSON. Variables and Functions also list what the program has; the adapter asks for those each time they open.
 */
import { apiEntry, type ApiCategory, type ApiName } from '../../robot/api-table.ts';
import { eventEntry } from '../../robot/event-table.ts';
import type { RobotProfile } from '../../robot/profile.ts';
import { blockWord } from '../../words/block-words.ts';
import type { Language } from '../../words/words.ts';
import { blockDefinition, type BlockStyleName } from './block-definitions.ts';
import type { ShapeState } from './block-shape.ts';
import type { BlockJson } from './blocks-document.ts';
import { API_CALLABLES, apiBlockType, EVENT_CALLABLES, type Callable } from './callables.ts';
import { socketLiteral } from './sockets.ts';

/** Space below a block in the toolbox, in Blockly's units. */
const GAP = 16;

export interface ToolboxBlock extends BlockJson {
  readonly kind: 'block';
  readonly gap: number;
}

export interface ToolboxCategory {
  readonly kind: 'category';
  readonly name: string;
  /** Becomes an id in the page. */
  readonly toolboxitemid: `blocks-${CategoryId}`;
  readonly categorystyle: BlockStyleName;
  /** Present where the adapter fills the category when it opens (`variablesIn`, `functionsIn`). */
  readonly custom?: 'variables' | 'functions';
  readonly contents?: readonly ToolboxBlock[];
}

export interface ToolboxJson {
  readonly kind: 'categoryToolbox';
  readonly contents: readonly ToolboxCategory[];
}

export type CategoryId =
  | 'control'
  | 'motion'
  | 'line'
  | 'sensors'
  | 'ai'
  | 'output'
  | 'logic'
  | 'math'
  | 'text'
  | 'lists'
  | 'objects'
  | 'variables'
  | 'functions'
  | 'code';

type Inside = Readonly<Record<string, BlockJson>>;

/** A block as it lies in the toolbox: every socket that has a usual literal is filled. */
export function freshBlock(
  type: string,
  options: { state?: ShapeState; fields?: Record<string, string>; inside?: Inside } = {},
): ToolboxBlock {
  const definition = blockDefinition(type, options.state, 'en');
  const inputs: NonNullable<BlockJson['inputs']> = {};
  for (const { name, type: kind } of definition.args0) {
    if (name === undefined || (kind !== 'input_value' && kind !== 'input_statement')) continue;
    const shadow = kind === 'input_value' ? socketLiteral(type, name) : undefined;
    const block = options.inside?.[name];
    if (block || shadow) inputs[name] = { ...(shadow ? { shadow } : {}), ...(block ? { block } : {}) };
  }
  return {
    kind: 'block',
    gap: GAP,
    type,
    ...(options.state ? { extraState: options.state } : {}),
    ...(options.fields ? { fields: options.fields } : {}),
    ...(Object.keys(inputs).length > 0 ? { inputs } : {}),
  };
}

const variable = (name: string): BlockJson => ({ type: 'variable_get', fields: { NAME: name } });

const PLACED_BY_HAND: readonly ApiName[] = ['wait', 'time', 'stop', 'forever', 'parallel', 'ai.run'];

function has(profile: RobotProfile, name: ApiName): boolean {
  const { part } = apiEntry(name);
  return part === undefined || profile.parts.some((each) => each.type === part);
}

function apiBlocks(profile: RobotProfile, category: ApiCategory): ToolboxBlock[] {
  const names = API_CALLABLES.flatMap((callable) => (callable.api ? [callable.api] : []));
  return names
    .filter((name) => apiEntry(name).category === category && !PLACED_BY_HAND.includes(name) && has(profile, name))
    .map((name) => freshBlock(apiBlockType(name)));
}

const plain = (types: readonly string[]) => types.map((type) => freshBlock(type));

/** Events of the parts that the robot has. */
function events(profile: RobotProfile): ToolboxBlock[] {
  const isThere = ({ event }: Callable) => {
    const part = event && eventEntry(event).part;
    return part === undefined || profile.parts.some((each) => each.type === part);
  };
  return EVENT_CALLABLES.filter(isThere).map(({ type }) => freshBlock(type));
}

function control(profile: RobotProfile, language: Language): ToolboxBlock[] {
  const usual = { NAME: 'i', OP: '<', STEP: '++' };
  return [
    ...plain(['api_forever', 'api_wait', 'repeat', 'if']),
    freshBlock('if', { state: { otherwise: true } }),
    ...plain(['while', 'do_while']),
    freshBlock('for_count', { fields: usual }),
    freshBlock('for_step', { fields: { ...usual, STEP: '+=' } }),
    freshBlock('for_of', {
      fields: { NAME: blockWord('usual.item', language) },
      inside: { LIST: variable(blockWord('usual.list', language)) },
    }),
    ...plain(['break_loop', 'continue_loop']),
    freshBlock('switch', {
      inside: {
        DO: below({ ...bare(freshBlock('case_value')) }, bare(freshBlock('case_default'))),
        VALUE: variable(blockWord('usual.variable', language)),
      },
    }),
    ...plain(['case_value', 'case_default', 'api_parallel']),
    ...events(profile),
    ...plain(['api_stop', 'api_time']),
    ...apiBlocks(profile, 'control'),
    freshBlock('try', { fields: { NAME: blockWord('usual.error', language) } }),
    freshBlock('throw', { inside: { VALUE: newError(language) } }),
    ...plain(['program_start']),
  ];
}

/** Without what only the toolbox needs. */
function bare({ kind: _, gap: __, ...block }: ToolboxBlock): BlockJson {
  return block;
}

function below(first: BlockJson, second: BlockJson): BlockJson {
  return { ...first, next: { block: second } };
}

function newError(language: Language): BlockJson {
  const words: BlockJson = { type: 'text', fields: { TEXT: blockWord('usual.text', language) } };
  return {
    type: 'new_object',
    extraState: { count: 1 },
    fields: { NAME: 'Error' },
    inputs: { A0: { shadow: socketLiteral('new_object', 'A0')!, block: words } },
  };
}

/** Objects first, then what makes more of one kind. */
function objects(language: Language): ToolboxBlock[] {
  const thing = variable(blockWord('usual.thing', language));
  const own: BlockJson = { type: 'this_value' };
  const field = { NAME: 'speed' };
  return [
    freshBlock('variable_declare', {
      fields: { KIND: 'const', NAME: blockWord('usual.thing', language) },
      inside: { VALUE: bare(freshBlock('object_create', { fields: { K0: 'x', K1: 'y' } })) },
    }),
    freshBlock('object_create', { fields: { K0: 'x', K1: 'y' } }),
    freshBlock('property_get', { fields: { NAME: 'x' }, inside: { OBJECT: thing } }),
    freshBlock('property_set', { fields: { NAME: 'x', OP: '=' }, inside: { OBJECT: thing } }),
    freshBlock('for_in', { fields: { NAME: blockWord('usual.key', language) }, inside: { LIST: thing } }),
    freshBlock('destructure', { fields: { KIND: 'const', NAME: '{ x, y }' }, inside: { VALUE: thing } }),
    freshBlock('new_object', { fields: { NAME: 'Map' } }),
    freshBlock('method_value', { state: { count: 1 }, fields: { NAME: 'get' }, inside: { OBJECT: thing } }),
    freshBlock('method_statement', { state: { count: 2 }, fields: { NAME: 'set' }, inside: { OBJECT: thing } }),
    freshBlock('class_declare', {
      fields: { NAME: blockWord('usual.class', language) },
      inside: {
        DO: below(bare(freshBlock('class_field', { fields: field })), bare(freshBlock('class_method', { fields: { NAME: 'go' } }))),
      },
    }),
    freshBlock('class_field', { fields: field }),
    freshBlock('class_constructor'),
    freshBlock('class_method', { fields: { NAME: 'go' } }),
    ...plain(['this_value']),
    freshBlock('property_set', { fields: { NAME: 'speed', OP: '=' }, inside: { OBJECT: own } }),
    freshBlock('property_get', { fields: { NAME: 'speed' }, inside: { OBJECT: own } }),
    freshBlock('new_object', { fields: { NAME: blockWord('usual.class', language) } }),
    freshBlock('enum_declare', {
      fields: { NAME: blockWord('usual.enum', language) },
      inside: { DO: { type: 'enum_member', fields: { NAME: blockWord('usual.choice', language) } } },
    }),
    freshBlock('enum_member', { fields: { NAME: blockWord('usual.choice', language) } }),
  ];
}

function logic(): ToolboxBlock[] {
  return [
    freshBlock('comparison', { fields: { OP: '<' } }),
    freshBlock('comparison', { fields: { OP: '===' } }),
    freshBlock('logic', { fields: { OP: '&&' } }),
    freshBlock('logic', { fields: { OP: '||' } }),
    ...plain(['not', 'boolean', 'ternary']),
  ];
}

function math(): ToolboxBlock[] {
  return [
    ...plain(['number']),
    ...['+', '-', '*', '/', '%'].map((OP) => freshBlock('arithmetic', { fields: { OP } })),
    ...plain(['api_random', 'math_function', 'math_pair', 'math_constant', 'negate']),
    freshBlock('bitwise', { fields: { OP: '&' } }),
  ];
}

function text(language: Language): ToolboxBlock[] {
  const join = freshBlock('arithmetic', { fields: { OP: '+' } });
  join.inputs = {
    A: { shadow: { type: 'text', fields: { TEXT: blockWord('usual.text', language) } } },
    B: { shadow: { type: 'number', fields: { NUM: '1' } } },
  };
  const word = { OBJECT: { type: 'text', fields: { TEXT: blockWord('usual.text', language) } } };
  return [
    freshBlock('text', { fields: { TEXT: blockWord('usual.text', language) } }),
    join,
    freshBlock('template', { fields: { T0: `${blockWord('usual.text', language)} ` } }),
    ...['method_length', 'method_includes', 'method_charAt', 'method_slice', 'method_split', 'method_toUpperCase'].map((type) =>
      freshBlock(type, { inside: word }),
    ),
    freshBlock('method_toFixed', { inside: { OBJECT: variable(blockWord('usual.variable', language)) } }),
  ];
}

function lists(language: Language): ToolboxBlock[] {
  const name = blockWord('usual.list', language);
  const of = (input: 'OBJECT' | 'LIST', types: readonly string[]) =>
    types.map((type) => freshBlock(type, { inside: { [input]: variable(name) } }));
  return [
    freshBlock('variable_declare', { fields: { KIND: 'const', NAME: name }, inside: { VALUE: freshList() } }),
    ...plain(['list_create']),
    ...of('LIST', ['element_get']),
    freshBlock('element_set', { fields: { OP: '=' }, inside: { LIST: variable(name) } }),
    ...of('OBJECT', [
      'method_push',
      'method_pop',
      'method_shift',
      'method_length',
      'method_includes',
      'method_indexOf',
      'method_join',
      'method_reverse',
    ]),
  ];
}

function freshList(): BlockJson {
  const { type, inputs } = freshBlock('list_create');
  return { type, ...(inputs ? { inputs } : {}) };
}

function ai(profile: RobotProfile, language: Language): ToolboxBlock[] {
  const asked = freshBlock('api_ai_run', { inside: { A1: freshList() } });
  const answer = freshBlock('variable_declare', {
    fields: { KIND: 'const', NAME: blockWord('usual.list', language) },
    inside: { VALUE: { type: asked.type, ...(asked.inputs ? { inputs: asked.inputs } : {}) } },
  });
  return [...apiBlocks(profile, 'ai'), answer];
}

/** What the Variables category shows for a program with these names. */
export function variablesIn(names: readonly string[], language: Language): ToolboxBlock[] {
  const first = names.at(-1) ?? blockWord('usual.variable', language);
  const fresh = names.includes(blockWord('usual.variable', language))
    ? `${blockWord('usual.variable', language)}${names.length + 1}`
    : blockWord('usual.variable', language);
  return [
    freshBlock('variable_declare', { fields: { KIND: 'let', NAME: fresh } }),
    freshBlock('variable_set', { fields: { NAME: first, OP: '=' } }),
    freshBlock('variable_set', { fields: { NAME: first, OP: '+=' } }),
    freshBlock('variable_step', { fields: { NAME: first, OP: '++' } }),
    ...(names.length > 0 ? names : [first]).map((NAME) => freshBlock('variable_get', { fields: { NAME } })),
  ];
}

export interface KnownFunction {
  readonly name: string;
  readonly parameters: number;
  readonly returnsValue: boolean;
}

/** What the Functions category shows for a program with these functions. */
export function functionsIn(functions: readonly KnownFunction[], language: Language): ToolboxBlock[] {
  const usual = blockWord('usual.function', language);
  const name = functions.some((each) => each.name === usual) ? `${usual}${functions.length + 1}` : usual;
  const parameter = { P0: blockWord('usual.parameter', language), T0: 'number' };
  return [
    freshBlock('function_declare', { fields: { NAME: name } }),
    freshBlock('function_declare', { state: { count: 1 }, fields: { NAME: name, ...parameter } }),
    ...plain(['return_value', 'return_empty']),
    ...functions.map((each) =>
      freshBlock(each.returnsValue ? 'call_value' : 'call_statement', { state: { count: each.parameters }, fields: { NAME: each.name } }),
    ),
  ];
}

/** The usual form of what a program of several files or with types of its own has. */
function code(language: Language): ToolboxBlock[] {
  const NAME = blockWord('usual.type', language);
  return [
    ...plain(['comment', 'code_statement', 'code_expression', 'run_expression']),
    ...plain(['arrow_expression', 'arrow_function', 'function_expression', 'method_value', 'method_statement']),
    freshBlock('interface_declare', { fields: { NAME, CODE: 'x: number;' } }),
    freshBlock('type_alias', { fields: { NAME, TYPE: "'a' | 'b'" } }),
    freshBlock('import_from', { fields: { WHAT: '{ a }', FROM: './b' } }),
    freshBlock('label', { fields: { NAME: 'outer' }, inside: { DO: { type: 'while' } } }),
    ...['break_label', 'continue_label'].map((type) => freshBlock(type, { fields: { NAME: 'outer' } })),
    freshBlock('for_general', { fields: { INIT: 'let i = 0, j = 9' } }),
    ...plain(['group']),
  ];
}

export function toolboxFor(profile: RobotProfile, language: Language): ToolboxJson {
  const category = (id: CategoryId, categorystyle: BlockStyleName, contents: readonly ToolboxBlock[]): ToolboxCategory => ({
    kind: 'category',
    name: blockWord(`category.${id}`, language),
    toolboxitemid: `blocks-${id}`,
    categorystyle,
    contents,
  });
  const filled = (id: 'variables' | 'functions', categorystyle: BlockStyleName): ToolboxCategory => ({
    kind: 'category',
    name: blockWord(`category.${id}`, language),
    toolboxitemid: `blocks-${id}`,
    categorystyle,
    custom: id,
  });
  const output = [...apiBlocks(profile, 'data').filter(({ type }) => type !== 'api_random'), ...apiBlocks(profile, 'output')];
  const all = [
    category('control', 'control', control(profile, language)),
    category('motion', 'car', apiBlocks(profile, 'motion')),
    category('line', 'sense', apiBlocks(profile, 'line')),
    category('sensors', 'sense', apiBlocks(profile, 'sensors')),
    category('ai', 'functions', ai(profile, language)),
    category('output', 'show', output),
    category('logic', 'logic', logic()),
    category('math', 'math', math()),
    category('text', 'math', text(language)),
    category('lists', 'data', lists(language)),
    category('objects', 'data', objects(language)),
    filled('variables', 'data'),
    filled('functions', 'functions'),
    category('code', 'code', code(language)),
  ];
  return { kind: 'categoryToolbox', contents: all.filter((each) => each.custom !== undefined || each.contents!.length > 0) };
}
