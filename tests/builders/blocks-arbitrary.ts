/** Random workspaces made only of blocks, as a person might put them together, in the one form that text gives back. */
import fc from 'fast-check';
import { blockDefinition, BLOCK_TYPES } from '../../core/language/blocks/block-definitions.ts';
import { countRange, type ShapeState } from '../../core/language/blocks/block-shape.ts';
import type { BlockJson, WorkspaceJson } from '../../core/language/blocks/blocks-document.ts';
import type { ShapeArg } from '../../core/language/blocks/shape-builder.ts';
import { LITERAL_BLOCKS, socketLiteral } from '../../core/language/blocks/sockets.ts';
import { kindHeldBy, stackKindsOf, type StackKind } from '../../core/language/blocks/stack-kinds.ts';

/** These stand for text that another block stands for too, or need a neighbour of a certain kind. */
const LEFT_OUT = new Set([
  ...LITERAL_BLOCKS,
  'program_start',
  'function_declare',
  'function_local',
  'comment',
  'code_statement',
  'code_expression',
  'run_expression',
  'negate',
  'spread',
  'super_value',
  'object_method',
]);

const isStatement = (type: string) => blockDefinition(type, undefined, 'en').output === undefined;
const usable = BLOCK_TYPES.filter((type) => !LEFT_OUT.has(type));
const statementTypes = usable.filter(isStatement);
const valueTypes = usable.filter((type) => !isStatement(type));

const names = fc.constantFrom('a', 'b', '速度', 'x1', 'i', 'j');
const numerals = fc.constantFrom('0', '1', '45', '0.4', '-3', '1_000', '0x1f');
const words = fc.constantFrom('', 'a', '你好', "it's", '"', '\\', 'line\nline', '${x}', '`');
const notes = fc.constantFrom('说明', 'two\nlines', 'x */ y');

const CODE: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'for_general.INIT': fc.constantFrom('', 'let i = 0, j = 1', 'i = 5'),
  'destructure.NAME': fc.constantFrom('[a, b = 1]', '{ a, ...rest }'),
  'interface_declare.CODE': fc.constantFrom('', 'x: number', 'x: number;\n\nrun(): void; // 走'),
  'type_alias.TYPE': fc.constantFrom('number', '() => void', "'a' | 'b'"),
  'as_type.TYPE': fc.constantFrom('number', 'A<B>[]'),
  'import_from.WHAT': fc.constantFrom('a', '{ a as b, type C }', '* as a'),
  HERITAGE: fc.constantFrom('extends Base', 'extends A<B>'),
};

const KEYS = fc.constantFrom('x', 'turn speed', '5', 'default', '速度');

function fieldValue(type: string, arg: ShapeArg): fc.Arbitrary<string> | undefined {
  switch (arg.type) {
    case 'guiji_choice': {
      const options = (arg.options as readonly (readonly [string, string])[]).map(([, option]) => option);
      return fc.constantFrom(...options);
    }
    case 'guiji_new_name':
    case 'guiji_used_name':
      return names;
    case 'guiji_used_function':
      return fc.constantFrom('go', '走', 'super');
    case 'guiji_member':
      return type === 'object_create' ? KEYS : fc.constantFrom('map', 'sum', 'car');
    case 'guiji_code':
      return CODE[`${type}.${arg.name!}`] ?? CODE[arg.name!];
    case 'guiji_text':
      return type === 'template' || type === 'import_from' ? words : fc.constantFrom('map', 'sum');
    default:
      return undefined;
  }
}

/** Every state that a block of this type may be in, a few of each kind. */
function stateOf(type: string): fc.Arbitrary<ShapeState | undefined> {
  const states: (ShapeState | undefined)[] = [undefined];
  const range = countRange(type);
  if (range) states.push(...[range.min, range.min + 1, range.max].filter((count) => count <= range.max).map((count) => ({ count })));
  if (type === 'math_pair') states.push({ count: 1 }, { count: 3 });
  if (type === 'if') states.push({ otherwise: true }, { elseIfs: 1 }, { elseIfs: 2, otherwise: true });
  if (type === 'object_create') states.push({ entries: '' }, { entries: 'p' }, { entries: 'spcr' });
  if (type === 'variables_declare') states.push({ entries: 'vn' }, { entries: 'nnv' });
  if (type === 'try') states.push({ parts: ['CATCH'] }, { parts: ['FINALLY'] }, { parts: ['CATCH', 'NAME', 'FINALLY'] });
  if (['class_declare', 'interface_declare'].includes(type)) states.push({ parts: ['HERITAGE'] }, { generic: '<T>', modifiers: 'export' });
  if (type === 'class_field') states.push({ parts: [] }, { type: 'number', modifiers: 'static readonly' });
  if (type === 'class_method') states.push({ modifiers: 'get' }, { type: 'void', generic: '<T, U>' });
  if (type === 'enum_member') states.push({ parts: ['VALUE'] });
  if (type === 'for_general') states.push({ parts: [] }, { parts: ['STEP'] });
  if (['property_get', 'method_value', 'method_statement', 'element_get'].includes(type)) states.push({ optional: true });
  if (['method_value', 'call_value', 'new_object'].includes(type)) states.push({ generic: '<number>', count: 1 });
  if (['variable_declare', 'variable_declare_empty', 'destructure'].includes(type)) states.push({ type: 'any' }, { modifiers: 'export' });
  if (type === 'arrow_expression') states.push({ count: 0, type: 'number' }, { generic: '<T,>' });
  return fc.constantFrom(...states);
}

function literal(shape: BlockJson): fc.Arbitrary<BlockJson> {
  if (shape.type === 'color_choice') return fc.constantFrom('red', 'blue').map((NAME) => ({ type: 'color_choice', fields: { NAME } }));
  if (shape.type === 'side_choice') return fc.constantFrom('left', 'right').map((NAME) => ({ type: 'side_choice', fields: { NAME } }));
  return fc.oneof(
    numerals.map((NUM): BlockJson => ({ type: 'number', fields: { NUM } })),
    words.map((TEXT): BlockJson => ({ type: 'text', fields: { TEXT } })),
  );
}

type Tie = (key: 'value' | StackKind) => fc.Arbitrary<unknown>;
type Socket = NonNullable<BlockJson['inputs']>[string];

const variable: BlockJson = { type: 'variable_get', fields: { NAME: 'a' } };
const property: BlockJson = { type: 'property_get', fields: { NAME: 'x' }, inputs: { OBJECT: { block: variable } } };
const element: BlockJson = {
  type: 'element_get',
  inputs: { LIST: { block: variable }, INDEX: { shadow: { type: 'number', fields: { NUM: '0' } } } },
};
const pair: BlockJson = {
  type: 'list_create',
  extraState: { count: 1 },
  inputs: { A0: { shadow: { type: 'number', fields: { NUM: '0' } }, block: variable } },
};

/** Sockets that only some blocks make sense in. `for (let i = 0; i < n; i++)` may be a repeat block: these count from 1. */
const GIVEN: Readonly<Record<string, Socket>> = {
  'for_count.FROM': { shadow: { type: 'number', fields: { NUM: '1' } } },
  'target_set.A': { block: pair },
  'target_step.A': { block: property },
  'assign_value.A': { block: element },
  'step_value.A': { block: variable },
  'call_any.CALLEE': { block: element },
};

function socket(type: string, name: string, tie: Tie): fc.Arbitrary<Socket | undefined> {
  const given = GIVEN[`${type}.${name}`];
  if (given) return fc.constant(given);
  const value = tie('value') as fc.Arbitrary<BlockJson>;
  const shape = socketLiteral(type, name);
  const covered = value.map((block): Socket => (shape ? { shadow: shape, block } : { block }));
  const plain = shape ? literal(shape).map((shadow): Socket => ({ shadow })) : fc.constant(undefined);
  return fc.oneof(
    { maxDepth: 4, depthSize: 'max', depthIdentifier: 'blocks' },
    { weight: 2, arbitrary: plain },
    { weight: 3, arbitrary: covered },
  );
}

function body(type: string, name: string, tie: Tie): fc.Arbitrary<Socket | undefined> {
  if (type === 'label') return fc.constant({ block: { type: 'while' } });
  const kind = name === 'DO' ? kindHeldBy(type) : 'Statement';
  return (tie(kind) as fc.Arbitrary<BlockJson | undefined>).map((first) => first && { block: first });
}

function shaped(type: string, state: ShapeState | undefined, tie: Tie): fc.Arbitrary<BlockJson> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  const inputs: Record<string, fc.Arbitrary<Socket | undefined>> = {};
  for (const arg of blockDefinition(type, state, 'en').args0) {
    if (arg.name === undefined) continue;
    const value = fieldValue(type, arg);
    if (value) fields[arg.name] = value;
    else if (arg.type === 'input_value') inputs[arg.name] = socket(type, arg.name, tie);
    else if (arg.type === 'input_statement') inputs[arg.name] = body(type, arg.name, tie);
  }
  return fc.record({ fields: fc.record(fields), inputs: fc.record(inputs) }).map((parts) => {
    const used = Object.entries(parts.inputs).filter((entry): entry is [string, Socket] => entry[1] !== undefined);
    return {
      type,
      ...(state ? { extraState: state } : {}),
      ...(Object.keys(parts.fields).length > 0 ? { fields: parts.fields } : {}),
      ...(used.length > 0 ? { inputs: Object.fromEntries(used) } : {}),
    };
  });
}

/** A state equal to the usual one is no state at all. */
function block(type: string, tie: Tie): fc.Arbitrary<BlockJson> {
  const usual = JSON.stringify(blockDefinition(type, undefined, 'en'));
  return stateOf(type).chain((state) => {
    const isUsual = state?.count !== undefined && JSON.stringify(blockDefinition(type, state, 'en')) === usual;
    return shaped(type, isUsual ? undefined : state, tie);
  });
}

function stacked(blocks: readonly BlockJson[]): BlockJson | undefined {
  return blocks.reduceRight<BlockJson | undefined>((next, each) => (next ? { ...each, next: { block: next } } : each), undefined);
}

function withNote(statement: fc.Arbitrary<BlockJson>): fc.Arbitrary<BlockJson> {
  const noted = fc.tuple(statement, notes).map(([each, text]): BlockJson => ({ ...each, icons: { comment: { text } } }));
  return fc.oneof({ weight: 9, arbitrary: statement }, { weight: 1, arbitrary: noted });
}

function ofKind(kind: StackKind, tie: Tie): fc.Arbitrary<BlockJson> {
  return withNote(fc.oneof(...statementTypes.filter((type) => stackKindsOf(type).includes(kind)).map((type) => block(type, tie))));
}

function stack(kind: StackKind, tie: Tie): fc.Arbitrary<BlockJson | undefined> {
  return fc.oneof(
    { maxDepth: 4, depthSize: 'max', depthIdentifier: 'blocks' },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.array(ofKind(kind, tie), { minLength: 1, maxLength: 3 }).map(stacked) },
  );
}

const { statement, Statement } = fc.letrec<{ value: BlockJson; statement: BlockJson } & Record<StackKind, BlockJson | undefined>>(
  (tie) => ({
    value: fc.oneof(...valueTypes.map((type) => block(type, tie as Tie))),
    statement: ofKind('Statement', tie as Tie),
    Statement: stack('Statement', tie as Tie),
    Case: stack('Case', tie as Tie),
    Member: stack('Member', tie as Tie),
    Choice: stack('Choice', tie as Tie),
  }),
);

const functionBlock: fc.Arbitrary<BlockJson> = fc
  .record({ NAME: names, inner: Statement, count: fc.constantFrom(0, 2), note: fc.option(fc.constant('说明'), { nil: undefined }) })
  .map(({ NAME, inner, count, note }) => ({
    type: 'function_declare',
    ...(count > 0 && { extraState: { count } }),
    ...(note !== undefined && { icons: { comment: { text: note } } }),
    fields: { NAME, ...(count > 0 && { P0: 'a', T0: 'number', P1: 'b = 5', T1: '' }) },
    ...(inner && { inputs: { DO: { block: inner } } }),
  }));

function start(blocks: readonly BlockJson[]): BlockJson {
  const first = stacked(blocks);
  return first ? { type: 'program_start', next: { block: first } } : { type: 'program_start' };
}

const workspace = (blocks: readonly BlockJson[]): WorkspaceJson => ({ blocks: { languageVersion: 0, blocks: [...blocks] } });

export const workspaceArbitrary: fc.Arbitrary<WorkspaceJson> = fc
  .tuple(fc.array(statement, { maxLength: 6 }), fc.array(functionBlock, { maxLength: 2 }))
  .map(([statements, functions]) => workspace([start(statements), ...functions]));

/** What makes a block lie otherwise than text can say: switched off or folded. */
function strewn(first: BlockJson | undefined, marks: Iterator<number>): BlockJson | undefined {
  if (!first) return undefined;
  const mark = marks.next().value as number;
  const inputs = Object.entries(first.inputs ?? {}).map(([name, socket]): [string, Socket] => {
    // The one statement under a label stays: without it the label holds a pair of braces.
    const inner = first.type === 'label' ? undefined : strewn(socket.block, marks);
    return [name, inner ? { ...socket, block: inner } : socket];
  });
  const next = strewn(first.next?.block, marks);
  return {
    ...first,
    ...(mark === 0 && { disabledReasons: ['MANUALLY_DISABLED'] }),
    ...(mark === 1 && { collapsed: true }),
    ...(inputs.length > 0 && { inputs: Object.fromEntries(inputs) }),
    ...(next && { next: { block: next } }),
  };
}

/** Several stacks at places of their own, some loose, with blocks that are folded or switched off. */
export const strewnArbitrary: fc.Arbitrary<WorkspaceJson> = fc
  .record({
    stacks: fc.array(fc.array(statement, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
    loose: fc.array(statement, { maxLength: 2 }),
    marks: fc.infiniteStream(fc.nat(9)),
    gap: fc.integer({ min: 1, max: 500 }),
  })
  .map(({ stacks, loose, marks, gap }) => {
    const tops = [
      ...stacks.map((blocks) => {
        const top = start(blocks);
        return { ...top, next: { block: strewn(top.next!.block, marks)! } };
      }),
      ...loose.map((each) => strewn(each, marks)!),
    ];
    return workspace(tops.map((top, index) => ({ ...top, x: (index * 70) % 200, y: index * gap })));
  });
