/** How strongly the text of an expression block binds. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { readStyle } from './block-style.ts';
import { blockIn, field } from './block-walk.ts';
import { isName } from './literal-text.ts';
import { BINARY_OPERATORS, LEVEL } from './operators.ts';

const LEVELS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    not: LEVEL.unary,
    negate: LEVEL.unary,
    unary: LEVEL.unary,
    ternary: LEVEL.ternary,
    // Why so low: what follows a type without brackets may be read as a part of it.
    as_type: LEVEL.ternary,
    arrow_function: LEVEL.assignment,
    arrow_expression: LEVEL.assignment,
    assign_value: LEVEL.assignment,
    spread: LEVEL.assignment,
    text: LEVEL.primary,
    boolean: LEVEL.primary,
    variable_get: LEVEL.primary,
    this_value: LEVEL.primary,
    super_value: LEVEL.primary,
    list_create: LEVEL.primary,
    object_create: LEVEL.primary,
    object_method: LEVEL.primary,
    function_expression: LEVEL.primary,
    template: LEVEL.primary,
    color_choice: LEVEL.primary,
    side_choice: LEVEL.primary,
  }),
);

function codeLevel(block: BlockJson): number {
  const text = field(block, 'CODE');
  const known = readStyle(block).level;
  if (known?.of === text) return known.value;
  return isName(text) ? LEVEL.primary : LEVEL.comma;
}

/** Its own brackets left out. */
export function levelOf(block: BlockJson): number {
  switch (block.type) {
    case 'number':
      return field(block, 'NUM').startsWith('-') ? LEVEL.unary : LEVEL.number;
    case 'arithmetic':
    case 'comparison':
    case 'logic':
    case 'bitwise':
    case 'relation':
    case 'sequence':
      return BINARY_OPERATORS.get(field(block, 'OP'))?.level ?? LEVEL.comma;
    case 'step_value':
      return readStyle(block).prefix ? LEVEL.unary : LEVEL.postfix;
    case 'code_expression':
      return codeLevel(block);
    case 'new_object':
      return readStyle(block).noArguments ? LEVEL.number : LEVEL.member;
    default:
      return LEVELS.get(block.type) ?? LEVEL.member;
  }
}

/** The sign that the text begins with, where a sign before it would run into it. */
export function leadingSign(block: BlockJson | undefined): string {
  if (!block || readStyle(block).parens) return '';
  switch (block.type) {
    case 'negate':
      return '-';
    case 'unary':
      return field(block, 'OP').slice(0, 1);
    case 'number':
      return field(block, 'NUM').slice(0, 1);
    case 'step_value':
      return readStyle(block).prefix ? field(block, 'OP').slice(0, 1) : leadingSign(blockIn(block, 'A'));
    case 'code_expression':
      return field(block, 'CODE').slice(0, 1);
    default:
      return '';
  }
}

/** At the start of a statement, or of what an arrow gives back, the text would be read as something else. */
export function isMisreadAtStart(block: BlockJson): boolean {
  if (block.type === 'code_expression') return /^(\{|function\b|class\b|let\s*\[)/.test(field(block, 'CODE'));
  return block.type === 'object_create' || block.type === 'function_expression' || block.type === 'object_method';
}
