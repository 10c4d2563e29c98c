/** Random workspaces made only of blocks, as a person might put them together, in the one form that text gives back. */
import fc from 'fast-check';
import { blockDefinition, BLOCK_TYPES } from '../../core/language/blocks/block-definitions.ts';
import type { BlockJson, WorkspaceJson } from '../../core/language/blocks/blocks-document.ts';
import type { ShapeArg } from '../../core/language/blocks/shape-builder.ts';
import { LITERAL_BLOCKS, socketLiteral } from '../../core/language/blocks/sockets.ts';

/** These stand for text that another block stands for too, or need a neighbour of a certain kind. */
const LEFT_OUT = new Set([
  ...LITERAL_BLOCKS,
  'program_start',
  'function_declare',
  'comment',
  'code_statement',
  'code_expression',
  'run_expression',
  'negate',
]);

const isStatement = (type: string) => blockDefinition(type, undefined, 'en').output === undefined;
const usable = BLOCK_TYPES.filter((type) => !LEFT_OUT.has(type));
const statementTypes = usable.filter(isStatement);
const valueTypes = usable.filter((type) => !isStatement(type));

const names = fc.constantFrom('a', 'b', '速度', 'x1', 'i', 'j');
const numerals = fc.constantFrom('0', '1', '45', '0.4', '-3', '1_000', '0x1f');
const words = fc.constantFrom('', 'a', '你好', "it's", '"', '\\', 'line\nline', '${x}', '`');

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
      return fc.constantFrom('go', '走');
    case 'guiji_text':
      return type === 'template' ? words : fc.constantFrom('map', 'sum');
    default:
      return undefined;
  }
}

function literal(shape: BlockJson): fc.Arbitrary<BlockJson> {
  if (shape.type === 'color_choice') return fc.constantFrom('red', 'blue').map((NAME) => ({ type: 'color_choice', fields: { NAME } }));
  if (shape.type === 'side_choice') return fc.constantFrom('left', 'right').map((NAME) => ({ type: 'side_choice', fields: { NAME } }));
  return fc.oneof(
    numerals.map((NUM): BlockJson => ({ type: 'number', fields: { NUM } })),
    words.map((TEXT): BlockJson => ({ type: 'text', fields: { TEXT } })),
  );
}

type Tie = (key: 'value' | 'stack') => fc.Arbitrary<unknown>;
type Socket = NonNullable<BlockJson['inputs']>[string];

function socket(type: string, name: string, tie: Tie): fc.Arbitrary<Socket | undefined> {
  const value = tie('value') as fc.Arbitrary<BlockJson>;
  const shape = socketLiteral(type, name);
  const covered = value.map((block): Socket => (shape ? { shadow: shape, block } : { block }));
  const plain = shape ? literal(shape).map((shadow): Socket => ({ shadow })) : fc.constant(undefined);
  return fc.oneof(
    { maxDepth: 5, depthSize: 'max', depthIdentifier: 'blocks' },
    { weight: 2, arbitrary: plain },
    { weight: 3, arbitrary: covered },
  );
}

/** `for (let i = 0; i < n; i++)` may be a repeat block: these count from 1. */
const FROM_ONE: Socket = { shadow: { type: 'number', fields: { NUM: '1' } } };

function block(type: string, tie: Tie): fc.Arbitrary<BlockJson> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  const inputs: Record<string, fc.Arbitrary<Socket | undefined>> = {};
  for (const arg of blockDefinition(type, undefined, 'en').args0) {
    if (arg.name === undefined) continue;
    const value = fieldValue(type, arg);
    if (value) fields[arg.name] = value;
    else if (arg.type === 'input_value')
      inputs[arg.name] = type === 'for_count' && arg.name === 'FROM' ? fc.constant(FROM_ONE) : socket(type, arg.name, tie);
    else if (arg.type === 'input_statement')
      inputs[arg.name] = (tie('stack') as fc.Arbitrary<BlockJson | undefined>).map((first) => first && { block: first });
  }
  return fc.record({ fields: fc.record(fields), inputs: fc.record(inputs) }).map((parts) => {
    const used = Object.entries(parts.inputs).filter((entry): entry is [string, Socket] => entry[1] !== undefined);
    return {
      type,
      ...(Object.keys(parts.fields).length > 0 ? { fields: parts.fields } : {}),
      ...(used.length > 0 ? { inputs: Object.fromEntries(used) } : {}),
    };
  });
}

function stacked(blocks: readonly BlockJson[]): BlockJson | undefined {
  return blocks.reduceRight<BlockJson | undefined>((next, each) => (next ? { ...each, next: { block: next } } : each), undefined);
}

const { statement } = fc.letrec<{ value: BlockJson; statement: BlockJson; stack: BlockJson | undefined }>((tie) => ({
  value: fc.oneof(...valueTypes.map((type) => block(type, tie))),
  statement: fc.oneof(...statementTypes.map((type) => block(type, tie))),
  stack: fc.oneof(
    { maxDepth: 5, depthSize: 'max', depthIdentifier: 'blocks' },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 2, arbitrary: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }).map(stacked) },
  ),
}));

export const workspaceArbitrary: fc.Arbitrary<WorkspaceJson> = fc.array(statement, { maxLength: 6 }).map((blocks) => {
  const first = stacked(blocks);
  return {
    blocks: { languageVersion: 0, blocks: [first ? { type: 'program_start', next: { block: first } } : { type: 'program_start' }] },
  };
});
