/** What the shapes of the language's own blocks are put together from. Layer: language/blocks. */
import { blockLabel, blockWord, blockWordOr } from '../../words/block-words.ts';
import type { Language } from '../../words/words.ts';
import type { ShapeState } from './block-shape.ts';
import { ASSIGNMENT_SIGNS } from './operators.ts';
import { body, choice, newName, value, type Joints, type ShapeArg, type ShapeBuilder } from './shape-builder.ts';

export type ConstructState = ShapeState & { readonly count: number };

export interface Scene {
  readonly type: string;
  readonly state: ConstructState;
  readonly language: Language;
  readonly counts: readonly ShapeArg[];
}

export interface Construct {
  readonly style: string;
  readonly joints: Joints;
  readonly build: (builder: ShapeBuilder, scene: Scene) => void;
}

type Options = readonly (readonly [string, string])[];

export const named = (language: Language, group: string, keys: readonly string[]): Options =>
  keys.map((key) => [blockWordOr(group, key, language), key] as const);

const SIGN_SHOWN: Readonly<Record<string, string>> = {
  '===': '=',
  '!==': '≠',
  '<=': '≤',
  '>=': '≥',
  '*': '×',
  '/': '÷',
  '-': '−',
  '**': '^',
};
export const signs = (list: readonly string[]): Options => list.map((sign) => [SIGN_SHOWN[sign] ?? sign, sign] as const);
export const assignments = (language: Language) => choice('OP', named(language, 'assign', ASSIGNMENT_SIGNS.slice(0, 5)));

/** Types that are offered for parameters; any other type of the text shows as it is. */
const PARAMETER_TYPES = ['number', 'string', 'boolean', 'number[]', ''];

export function simple(style: string, joints: Joints, args: (language: Language) => readonly ShapeArg[]): Construct {
  return { style, joints, build: (builder, { type, language }) => builder.label(blockLabel(type, language), args(language)) };
}

/** A label, then a body. */
export function loop(args: (language: Language) => readonly ShapeArg[]): Construct {
  return {
    style: 'control',
    joints: 'statement',
    build: (builder, { type, language }) => builder.label(blockLabel(type, language), args(language)).add(body('DO')),
  };
}

export function typeNote(builder: ShapeBuilder, { state }: Scene): void {
  if (state.type) builder.add({ type: 'field_label', text: `: ${state.type}` });
}

/** Words before a declaration: `export`, `static`. */
export function modifierNote(builder: ShapeBuilder, { state }: Scene): void {
  if (state.modifiers) builder.add({ type: 'field_label', text: state.modifiers });
}

export function genericNote(builder: ShapeBuilder, { state }: Scene): void {
  if (state.generic) builder.add({ type: 'field_label', text: state.generic });
}

/** `?.`: nothing comes of nothing. */
function optionalNote(builder: ShapeBuilder, { state, language }: Scene): void {
  if (state.optional) builder.add({ type: 'field_label', text: blockWord('optional', language) });
}

/** A label, then the note that it asks first. */
export function asking(style: string, joints: Joints, args: (language: Language) => readonly ShapeArg[]): Construct {
  return {
    style,
    joints,
    build: (builder, scene) => {
      builder.label(blockLabel(scene.type, scene.language), args(scene.language));
      optionalNote(builder, scene);
    },
  };
}

export function parameters(builder: ShapeBuilder, { state, language, counts }: Scene): void {
  for (let index = 0; index < state.count; index += 1) {
    const name = `${blockWord('usual.parameter', language)}${index + 1}`;
    if (index === 0) builder.label(blockWord('function.parameter', language));
    builder.add(newName(`P${index}`, name), choice(`T${index}`, named(language, 'type', PARAMETER_TYPES)));
  }
  builder.add(...counts);
}

export function callArgs(builder: ShapeBuilder, { state, counts }: Scene): void {
  for (let index = 0; index < state.count; index += 1) builder.add(value(`A${index}`));
  builder.add(...counts);
}

export function counted(style: string, joints: Joints, args: (language: Language) => readonly ShapeArg[]): Construct {
  return {
    style,
    joints,
    build: (builder, scene) => {
      builder.label(blockLabel(scene.type, scene.language), args(scene.language));
      genericNote(builder, scene);
      optionalNote(builder, scene);
      callArgs(builder, scene);
    },
  };
}
