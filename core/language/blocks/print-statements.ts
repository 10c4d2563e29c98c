/** Statements of blocks as text. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { entriesOf, shapeOf } from './block-shape.ts';
import { noteText, readStyle, spelled } from './block-style.ts';
import { field } from './block-walk.ts';
import { callableOfType } from './callables.ts';
import { lineComment, trailingComment } from './comment-text.ts';
import { isMovable } from './literal-text.ts';
import { LEVEL } from './operators.ts';
import { writeCallable, writeElement, writeExpression } from './print-expressions.ts';
import { modifiersOf, typeSuffix } from './print-functions.ts';
import { LOOPS } from './print-loops.ts';
import { STRUCTURES } from './print-structures.ts';
import type { StatementPrinter, StatementWriter } from './printer.ts';

/** Statements that end in a body: no semicolon behind them, and their comment stands behind the opening brace. */
const COMPOUND = new Set([
  'if',
  'while',
  'repeat',
  'for_count',
  'for_step',
  'for_general',
  'for_of',
  'for_in',
  'group',
  'switch',
  'case_value',
  'case_default',
  'try',
  'function_declare',
  'function_local',
  'class_declare',
  'class_method',
  'class_constructor',
  'enum_declare',
]);
const WITHOUT_SEMICOLON = new Set([...COMPOUND, 'comment', 'code_statement', 'enum_member', 'label', 'interface_declare']);
const EXPRESSIONS = new Set([
  'call_statement',
  'method_statement',
  'run_expression',
  'variable_set',
  'variable_step',
  'element_set',
  'property_set',
  'target_set',
  'target_step',
]);

/** Blocks whose comment stands behind an opening brace and not behind the statement. */
export function notesInside(block: BlockJson): boolean {
  return (
    COMPOUND.has(block.type) || block.type === 'do_while' || (callableOfType(block.type)?.args.some((arg) => arg.kind === 'body') ?? false)
  );
}

export function takesSemicolon(block: BlockJson): boolean {
  return !WITHOUT_SEMICOLON.has(block.type);
}

/** Kinds of statement that are one expression, and so can be the body of a braceless arrow function. */
export function isExpressionStatement(block: BlockJson): boolean {
  return callableOfType(block.type) !== undefined || EXPRESSIONS.has(block.type);
}

function writeIf(printer: StatementPrinter, block: BlockJson, note: string | undefined): void {
  const { writer } = printer;
  const { elseIfs = 0, otherwise } = shapeOf(block);
  const bare = readStyle(block).bare ?? [];
  const joint = (index: number) => {
    if (!bare.includes(index)) return writer.write(' ');
    writer.newLine();
    writer.write(writer.indentation);
  };
  for (let branch = 0; branch <= elseIfs; branch += 1) {
    if (branch > 0) {
      joint(branch - 1);
      writer.write('else ');
    }
    writer.write('if (');
    printer.value(block, `IF${branch}`, LEVEL.comma);
    writer.write(') ');
    printer.body(block, `DO${branch}`, { bareIndex: branch, note: branch === 0 ? note : undefined });
  }
  if (!otherwise) return;
  joint(elseIfs);
  writer.write('else ');
  printer.body(block, 'ELSE', { bareIndex: elseIfs + 1 });
}

/** Lines of a code block, moved to where it stands now; texts and comments over several lines stay as they are. */
function writeCode(printer: StatementPrinter, block: BlockJson): void {
  const text = field(block, 'CODE');
  const { writer } = printer;
  writer.write(isMovable(text) ? text.split('\n').join(`\n${writer.indentation}`) : text);
}

function writeComment(printer: StatementPrinter, block: BlockJson): void {
  const shown = field(block, 'TEXT');
  const text = spelled(readStyle(block).raw, shown) ?? lineComment(shown);
  const { writer } = printer;
  writer.write(text.startsWith('/*') ? text : text.split('\n').join(`\n${writer.indentation}`));
}

function writeAssignment(printer: StatementPrinter, block: BlockJson): void {
  const { writer } = printer;
  if (block.type === 'variable_set') writer.write(field(block, 'NAME'));
  else if (block.type === 'element_set') writeElement(printer, block);
  else {
    printer.value(block, 'OBJECT', LEVEL.member);
    writer.write(`.${field(block, 'NAME')}`);
  }
  writer.write(` ${field(block, 'OP')} `);
  printer.value(block, 'VALUE', LEVEL.assignment);
}

/** The statement without its semicolon and without the comment behind it. */
export function writeStatement(printer: StatementPrinter, block: BlockJson): void {
  const { writer } = printer;
  const note = notesInside(block) ? noteText(block, trailingComment) : undefined;
  const callable = callableOfType(block.type);
  if (callable) return writeCallable(printer, block, callable, note);
  const write = FORMS.get(block.type) ?? LOOPS.get(block.type) ?? STRUCTURES.get(block.type);
  if (write) return write(printer, block, note);
  const word = WORDS.get(block.type);
  if (word === undefined) return writeExpression(printer, block);
  writer.write(word);
}

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({ return_empty: 'return', break_loop: 'break', continue_loop: 'continue' }),
);

function withValue(word: string, level: number): StatementWriter {
  return (printer, block) => {
    printer.writer.write(word);
    printer.value(block, 'VALUE', level);
  };
}

function writeDeclaration(printer: StatementPrinter, block: BlockJson): void {
  const { writer } = printer;
  writer.write(`${modifiersOf(block)}${field(block, 'KIND') || 'let'} ${field(block, 'NAME')}${typeSuffix(block)}`);
  if (block.type === 'variable_declare_empty') return;
  writer.write(' = ');
  printer.value(block, 'VALUE', LEVEL.assignment);
}

function writeVariables(printer: StatementPrinter, block: BlockJson): void {
  const { writer } = printer;
  writer.write(`${modifiersOf(block)}${field(block, 'KIND')} `);
  [...entriesOf(block.type, shapeOf(block))].forEach((kind, index) => {
    writer.write(`${index > 0 ? ', ' : ''}${field(block, `P${index}`)}`);
    if (kind === 'n') return;
    writer.write(' = ');
    printer.value(block, `A${index}`, LEVEL.assignment);
  });
}

function writeVariableStep({ writer }: StatementPrinter, block: BlockJson): void {
  const [name, sign] = [field(block, 'NAME'), field(block, 'OP')];
  writer.write(readStyle(block).prefix ? sign + name : name + sign);
}

const FORMS: ReadonlyMap<string, StatementWriter> = new Map(
  Object.entries({
    if: writeIf,
    variable_declare: writeDeclaration,
    variable_declare_empty: writeDeclaration,
    destructure: writeDeclaration,
    variables_declare: writeVariables,
    variable_set: writeAssignment,
    element_set: writeAssignment,
    property_set: writeAssignment,
    variable_step: writeVariableStep,
    return_value: withValue('return ', LEVEL.comma),
    throw: withValue('throw ', LEVEL.comma),
    run_expression: withValue('', LEVEL.comma),
    break_label: ({ writer }, block) => writer.write(`break ${field(block, 'NAME')}`),
    continue_label: ({ writer }, block) => writer.write(`continue ${field(block, 'NAME')}`),
    comment: writeComment,
    code_statement: writeCode,
  }),
);

export function noteBefore(block: BlockJson): string | undefined {
  return block.type === 'function_declare' ? noteText(block, lineComment) : undefined;
}

export function noteBehind(block: BlockJson): string | undefined {
  if (block.type === 'comment' || notesInside(block)) return undefined;
  return noteText(block, trailingComment);
}
