/** Shapes of the blocks for choices, errors, objects, classes, types and modules. Layer: language/blocks. */
import { blockLabel, blockWord, type BlockWord } from '../../words/block-words.ts';
import type { Language } from '../../words/words.ts';
import { entriesOf } from './block-shape.ts';
import {
  callArgs,
  counted,
  genericNote,
  loop,
  modifierNote,
  named,
  parameters,
  simple,
  typeNote,
  type Construct,
  type Scene,
} from './construct-parts.ts';
import { ASSIGNMENT_SIGNS, UNARY_SIGNS } from './operators.ts';
import { partsOf } from './optional-parts.ts';
import { body, choice, newName, typed, usedName, value, type ShapeArg, type ShapeBuilder } from './shape-builder.ts';
import { kindHeldBy } from './stack-kinds.ts';

const code = (name: string, text: string): ShapeArg => ({ type: 'guiji_code', name, text });
const memberName = (name: string, text: string): ShapeArg => ({ type: 'guiji_member', name, text });
const has = ({ type, state }: Scene, part: string) => partsOf(type, state).includes(part);
const word = (key: BlockWord, { language }: Scene) => blockWord(key, language);

function built(style: string, joints: Construct['joints'], build: Construct['build']): Construct {
  return { style, joints, build };
}

/** Words before, the label with the name, what stands behind the name. */
function head(builder: ShapeBuilder, scene: Scene, name: ShapeArg): ShapeBuilder {
  modifierNote(builder, scene);
  builder.label(blockLabel(scene.type, scene.language), [name]);
  genericNote(builder, scene);
  return builder;
}

function buildTry(builder: ShapeBuilder, scene: Scene): void {
  builder.label(word('try', scene)).add(...scene.counts, body('DO'));
  if (has(scene, 'CATCH')) {
    const name = has(scene, 'NAME') ? newName('NAME', word('usual.error', scene)) : undefined;
    builder.label(word('try.catch', scene), [name]).add(body('CATCH'));
  }
  if (has(scene, 'FINALLY')) builder.label(word('try.finally', scene)).add(body('FINALLY'));
}

function buildGeneralLoop(builder: ShapeBuilder, scene: Scene): void {
  builder.label(word('for_general', scene), [code('INIT', 'let i = 0')]);
  if (has(scene, 'IF')) builder.label(word('for_general.if', scene), [value('IF')]);
  if (has(scene, 'STEP')) builder.label(word('for_general.step', scene), [value('STEP')]);
  builder.add(body('DO'));
}

function buildFunction(builder: ShapeBuilder, scene: Scene): void {
  head(builder, scene, scene.type === 'class_method' ? memberName('NAME', 'drive') : newName('NAME', word('usual.function', scene)));
  parameters(builder, scene);
  typeNote(builder, scene);
  builder.add(body('DO'));
}

function buildClass(builder: ShapeBuilder, scene: Scene): void {
  head(builder, scene, newName('NAME', word('usual.class', scene)));
  if (has(scene, 'HERITAGE')) builder.add(code('HERITAGE', 'extends Base'));
  builder.add(...scene.counts, body('DO', kindHeldBy(scene.type)));
}

function buildValued(builder: ShapeBuilder, scene: Scene): void {
  const isField = scene.type === 'class_field';
  head(builder, scene, isField ? memberName('NAME', 'speed') : memberName('NAME', word('usual.choice', scene)));
  typeNote(builder, scene);
  if (has(scene, 'VALUE')) builder.label('= %1', [value('VALUE')]);
  builder.add(...scene.counts);
}

function buildInterface(builder: ShapeBuilder, scene: Scene): void {
  head(builder, scene, newName('NAME', word('usual.type', scene)));
  if (has(scene, 'HERITAGE')) builder.add(code('HERITAGE', 'extends Base'));
  builder.add(code('CODE', 'x: number;'));
}

function buildAlias(builder: ShapeBuilder, scene: Scene): void {
  head(builder, scene, newName('NAME', word('usual.type', scene))).label('= %1', [code('TYPE', 'number')]);
}

/** More stand below one another. */
const ENTRIES_IN_A_ROW = 3;

function buildObject(builder: ShapeBuilder, scene: Scene): void {
  const entries = entriesOf(scene.type, scene.state);
  builder.label(word('object_create', scene));
  [...entries].forEach((kind, index) => {
    if (index > 0 && entries.length > ENTRIES_IN_A_ROW) builder.add({ type: 'input_end_row' });
    const key = memberName(`K${index}`, index < 2 ? 'xy'[index]! : `k${index}`);
    if (kind === 's') return builder.add(usedName(`K${index}`, word('usual.variable', scene)));
    if (kind === 'r') return builder.label('… %1', [value(`A${index}`)]);
    if (kind === 'c') return builder.add(value(`C${index}`)).label(': %1', [value(`A${index}`)]);
    builder.add(key).label(': %1', [value(`A${index}`)]);
  });
  builder.add(...scene.counts);
}

function buildMethod(builder: ShapeBuilder, scene: Scene): void {
  modifierNote(builder, scene);
  builder.label(blockLabel(scene.type, scene.language));
  if (scene.type === 'function_expression') builder.add(typed('NAME', ''));
  genericNote(builder, scene);
  parameters(builder, scene);
  typeNote(builder, scene);
  builder.add(body('DO'));
}

function buildNew(builder: ShapeBuilder, scene: Scene): void {
  builder.label(word('new_object', scene), [memberName('NAME', 'Map')]);
  genericNote(builder, scene);
  callArgs(builder, scene);
}

function buildVariables(builder: ShapeBuilder, scene: Scene): void {
  modifierNote(builder, scene);
  builder.label(word('variables_declare', scene), [choice('KIND', named(scene.language, 'kind', ['let', 'const']))]);
  [...entriesOf(scene.type, scene.state)].forEach((kind, index) => {
    builder.add(newName(`P${index}`, `${word('usual.variable', scene)}${index + 1}`));
    if (kind === 'v') builder.label('= %1', [value(`A${index}`)]);
  });
  builder.add(...scene.counts);
}

const assigned = (language: Language) => choice('OP', named(language, 'assign', ASSIGNMENT_SIGNS.slice(0, 5)));
const stepped = (language: Language) => choice('OP', named(language, 'step', ['++', '--']));
const any = { output: null };

export const STRUCTURE_CONSTRUCTS: Readonly<Record<string, Construct>> = {
  switch: built(
    'control',
    'statement',
    (builder, { type, language }) => void builder.label(blockLabel(type, language), [value('VALUE')]).add(body('DO', kindHeldBy(type))),
  ),
  case_value: loop(() => [value('VALUE')]),
  case_default: loop(() => []),
  try: built('control', 'statement', buildTry),
  throw: simple('control', 'statement', () => [value('VALUE')]),
  label: loop(() => [newName('NAME', 'outer')]),
  break_label: simple('control', 'statement', () => [typed('NAME', 'outer')]),
  continue_label: simple('control', 'statement', () => [typed('NAME', 'outer')]),
  group: loop(() => []),
  for_in: loop((language) => [newName('NAME', blockWord('usual.key', language)), value('LIST')]),
  for_general: built('control', 'statement', buildGeneralLoop),
  function_local: built('functions', 'statement', buildFunction),
  function_expression: built('functions', any, buildMethod),
  object_method: built('functions', any, buildMethod),
  class_declare: built('functions', 'statement', buildClass),
  class_field: built('data', 'statement', buildValued),
  class_method: built('functions', 'statement', buildFunction),
  class_constructor: built('functions', 'statement', buildMethod),
  enum_declare: built('data', 'statement', buildClass),
  enum_member: built('data', 'statement', buildValued),
  interface_declare: built('data', 'statement', buildInterface),
  type_alias: built('data', 'statement', buildAlias),
  import_from: simple('code', 'statement', () => [code('WHAT', '{ turn }'), typed('FROM', './turns')]),
  variables_declare: built('data', 'statement', buildVariables),
  destructure: built('data', 'statement', (builder, scene) => {
    modifierNote(builder, scene);
    builder.label(word('destructure', scene), [choice('KIND', named(scene.language, 'kind', ['let', 'const'])), code('NAME', '[a, b]')]);
    typeNote(builder, scene);
    builder.label('= %1', [value('VALUE')]);
  }),
  target_set: simple('data', 'statement', (language) => [value('A'), assigned(language), value('VALUE')]),
  target_step: simple('data', 'statement', (language) => [value('A'), stepped(language)]),
  assign_value: simple('data', any, (language) => [value('A'), assigned(language), value('VALUE')]),
  step_value: simple('data', any, (language) => [value('A'), stepped(language)]),
  unary: simple('math', any, (language) => [choice('OP', named(language, 'unary', UNARY_SIGNS)), value('A')]),
  relation: simple('logic', { output: 'Boolean' }, (language) => [
    value('A'),
    choice('OP', named(language, 'relation', ['instanceof', 'in'])),
    value('B'),
  ]),
  sequence: simple('code', any, () => [value('A'), { type: 'guiji_choice', name: 'OP', options: [[',', ',']] }, value('B')]),
  as_type: simple('data', any, () => [
    value('A'),
    choice('OP', [
      ['as', 'as'],
      ['satisfies', 'satisfies'],
    ]),
    code('TYPE', 'number'),
  ]),
  not_nothing: simple('data', any, () => [value('A')]),
  spread: simple('data', any, () => [value('A')]),
  this_value: simple('functions', any, () => []),
  super_value: simple('functions', any, () => []),
  object_create: built('data', any, buildObject),
  new_object: built('functions', any, buildNew),
  call_any: counted('functions', any, () => [value('CALLEE')]),
};
