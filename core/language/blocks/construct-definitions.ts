/** Shapes of the blocks that stand for the language's own constructs. Layer: language/blocks. */
import { blockHelp, blockLabel, blockWord } from '../../words/block-words.ts';
import type { Language } from '../../words/words.ts';
import {
  asking,
  assignments,
  counted,
  genericNote,
  loop,
  modifierNote,
  named,
  parameters,
  signs,
  simple,
  typeNote,
  type Construct,
  type ConstructState,
  type Scene,
} from './construct-parts.ts';
import { binarySigns, type BinaryBlockType, MATH_CONSTANTS, MATH_FUNCTIONS, MATH_PAIRS } from './operators.ts';
import { COLOR_CHOICES, SIDE_CHOICES } from './sockets.ts';
import {
  body,
  choice,
  newName,
  ShapeBuilder,
  truth,
  typed,
  usedName,
  value,
  type BlockDefinition,
  type ShapeArg,
} from './shape-builder.ts';
import { STRUCTURE_CONSTRUCTS } from './structure-definitions.ts';

/** Signs in the menu; those that only confuse beginners still show where text has them. */
const NOT_OFFERED = new Set(['==', '!=']);
const offered = (type: BinaryBlockType) => binarySigns(type).filter((sign) => !NOT_OFFERED.has(sign));

const binary = (style: string, type: BinaryBlockType, output: string | null): Construct =>
  simple(style, { output }, (language) => [
    value('A'),
    choice('OP', type === 'logic' ? named(language, 'logic', offered(type)) : signs(offered(type))),
    value('B'),
  ]);

function declaration(withValue: boolean): Construct {
  return {
    style: 'data',
    joints: 'statement',
    build: (builder, scene) => {
      const name = newName('NAME', blockWord('usual.variable', scene.language));
      modifierNote(builder, scene);
      if (withValue) {
        const [before, after = ''] = blockLabel(scene.type, scene.language).split(' = ');
        builder.label(before!, [choice('KIND', named(scene.language, 'kind', ['let', 'const'])), name]);
        typeNote(builder, scene);
        builder.label(`= ${after.replace('%3', '%1')}`, [value('VALUE')]);
      } else {
        builder.label(blockLabel(scene.type, scene.language), [name]);
        typeNote(builder, scene);
      }
    },
  };
}

function buildIf(builder: ShapeBuilder, { state, language, counts }: Scene): void {
  const { elseIfs = 0, otherwise } = state;
  const fewer: ShapeArg = { type: 'guiji_count', change: -1, alt: blockWord('fewer', language) };
  const more: ShapeArg = { type: 'guiji_count', change: 1, alt: blockWord('more', language) };
  builder
    .label(blockWord('if.if', language), [truth('IF0')])
    .add(...(otherwise || elseIfs > 0 ? [fewer] : []), more, ...counts, body('DO0'));
  for (let branch = 1; branch <= elseIfs; branch += 1) {
    builder.label(blockWord('if.elseIf', language), [truth(`IF${branch}`)]).add(body(`DO${branch}`));
  }
  if (otherwise) builder.label(blockWord('if.else', language)).add(body('ELSE'));
}

function buildFunction(builder: ShapeBuilder, scene: Scene): void {
  modifierNote(builder, scene);
  builder.label(blockLabel(scene.type, scene.language), [newName('NAME', blockWord('usual.function', scene.language))]);
  genericNote(builder, scene);
  parameters(builder, scene);
  typeNote(builder, scene);
  builder.add(body('DO'));
}

function buildArrow(builder: ShapeBuilder, scene: Scene): void {
  builder.label(blockLabel(scene.type, scene.language));
  genericNote(builder, scene);
  parameters(builder, scene);
  typeNote(builder, scene);
  if (scene.type === 'arrow_function') builder.add(body('DO'));
  else builder.label(blockWord('arrow_expression.result', scene.language), [value('VALUE')]);
}

function buildTemplate(builder: ShapeBuilder, { type, state, language, counts }: Scene): void {
  builder.label(blockLabel(type, language)).add(typed('T0', ''));
  for (let index = 0; index < state.count; index += 1) builder.add(value(`A${index}`), typed(`T${index + 1}`, ''));
  builder.add(...counts);
}

const functionName = (language: Language) => [{ type: 'guiji_used_function', name: 'NAME', text: blockWord('usual.function', language) }];
const memberName = (text: string): ShapeArg => ({ type: 'guiji_member', name: 'NAME', text });
const methodName = () => [value('OBJECT'), memberName('map')];
const comparisonSigns = choice('OP', signs(['<', '<=', '>', '>=', '!==']));

const CONSTRUCTS: ReadonlyMap<string, Construct> = new Map(
  Object.entries({
    ...STRUCTURE_CONSTRUCTS,
    program_start: simple('control', 'hat', () => []),
    variable_declare: declaration(true),
    variable_declare_empty: declaration(false),
    variable_set: simple('data', 'statement', (language) => [
      usedName('NAME', blockWord('usual.variable', language)),
      assignments(language),
      value('VALUE'),
    ]),
    variable_step: simple('data', 'statement', (language) => [
      usedName('NAME', blockWord('usual.variable', language)),
      choice('OP', named(language, 'step', ['++', '--'])),
    ]),
    element_set: simple('data', 'statement', (language) => [value('LIST'), value('INDEX'), assignments(language), value('VALUE')]),
    property_set: simple('data', 'statement', (language) => [value('OBJECT'), memberName('x'), assignments(language), value('VALUE')]),
    if: { style: 'control', joints: 'statement', build: buildIf },
    while: loop(() => [truth('IF')]),
    do_while: {
      style: 'control',
      joints: 'statement',
      build: (builder, { language }) =>
        builder
          .label(blockWord('do_while.do', language))
          .add(body('DO'))
          .label(blockWord('do_while.while', language), [truth('IF')]),
    },
    repeat: loop(() => [value('TIMES')]),
    for_count: loop((language) => [
      newName('NAME', 'i'),
      value('FROM'),
      comparisonSigns,
      value('TO'),
      choice('STEP', named(language, 'step', ['++', '--'])),
    ]),
    for_step: loop((language) => [
      newName('NAME', 'i'),
      value('FROM'),
      comparisonSigns,
      value('TO'),
      choice('STEP', named(language, 'step', ['+=', '-='])),
      value('BY'),
    ]),
    for_of: loop((language) => [newName('NAME', blockWord('usual.item', language)), value('LIST')]),
    break_loop: simple('control', 'statement', () => []),
    continue_loop: simple('control', 'statement', () => []),
    function_declare: { style: 'functions', joints: 'hat', build: buildFunction },
    return_value: simple('functions', 'statement', () => [value('VALUE')]),
    return_empty: simple('functions', 'statement', () => []),
    call_statement: counted('functions', 'statement', functionName),
    call_value: counted('functions', { output: null }, functionName),
    method_statement: counted('data', 'statement', methodName),
    method_value: counted('data', { output: null }, methodName),
    run_expression: simple('code', 'statement', () => [value('VALUE')]),
    comment: simple('code', 'statement', (language) => [{ type: 'guiji_lines', name: 'TEXT', text: blockWord('usual.comment', language) }]),
    code_statement: simple('code', 'statement', () => [{ type: 'guiji_code', name: 'CODE', text: 'wait(100);' }]),
    number: simple('math', { output: 'Number' }, () => [{ type: 'guiji_number', name: 'NUM', text: '0' }]),
    text: simple('math', { output: 'String' }, () => [typed('TEXT', '')]),
    template: { style: 'math', joints: { output: 'String' }, build: buildTemplate },
    boolean: simple('logic', { output: 'Boolean' }, (language) => [choice('BOOL', named(language, 'boolean', ['true', 'false']))]),
    nothing: simple('data', { output: null }, () => []),
    variable_get: simple('data', { output: null }, (language) => [usedName('NAME', blockWord('usual.variable', language))]),
    arithmetic: binary('math', 'arithmetic', 'Number'),
    comparison: binary('logic', 'comparison', 'Boolean'),
    logic: binary('logic', 'logic', 'Boolean'),
    bitwise: binary('math', 'bitwise', 'Number'),
    not: simple('logic', { output: 'Boolean' }, () => [truth('A')]),
    negate: simple('math', { output: 'Number' }, () => [value('A')]),
    ternary: simple('logic', { output: null }, () => [truth('IF'), value('THEN'), value('ELSE')]),
    list_create: counted('data', { output: 'Array' }, () => []),
    element_get: asking('data', { output: null }, () => [value('LIST'), value('INDEX')]),
    property_get: asking('data', { output: null }, () => [value('OBJECT'), memberName('x')]),
    math_function: simple('math', { output: 'Number' }, (language) => [
      choice('NAME', named(language, 'math', MATH_FUNCTIONS)),
      value('A'),
    ]),
    math_pair: counted('math', { output: 'Number' }, (language) => [choice('NAME', named(language, 'math', MATH_PAIRS))]),
    math_constant: simple('math', { output: 'Number' }, (language) => [choice('NAME', named(language, 'math', MATH_CONSTANTS))]),
    arrow_function: { style: 'functions', joints: { output: null }, build: buildArrow },
    arrow_expression: { style: 'functions', joints: { output: null }, build: buildArrow },
    code_expression: simple('code', { output: null }, () => [{ type: 'guiji_code', name: 'CODE', text: '0' }]),
    color_choice: simple('show', { output: 'String' }, (language) => [choice('NAME', named(language, 'color', COLOR_CHOICES))]),
    side_choice: simple('sense', { output: 'String' }, (language) => [choice('NAME', named(language, 'side', SIDE_CHOICES))]),
  }),
);

export const CONSTRUCT_TYPES: readonly string[] = [...CONSTRUCTS.keys()];

/** An unknown type looks like an expression of code, so that a document of a newer version still opens. */
export function constructDefinition(type: string, state: ConstructState, language: Language, counts: readonly ShapeArg[]): BlockDefinition {
  const construct = CONSTRUCTS.get(type) ?? CONSTRUCTS.get('code_expression')!;
  const builder = new ShapeBuilder();
  construct.build(builder, { type, state, language, counts });
  return builder.build(type, { style: construct.style, tooltip: blockHelp(type, language), joints: construct.joints });
}
