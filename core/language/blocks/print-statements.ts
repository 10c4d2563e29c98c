/** Statements of blocks as text. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { shapeOf } from './block-shape.ts';
import { readStyle, spelled } from './block-style.ts';
import { field, noteOf } from './block-walk.ts';
import { callableOfType } from './callables.ts';
import { lineComment, trailingComment } from './comment-text.ts';
import { LEVEL } from './operators.ts';
import { writeArguments, writeCallable, writeElement, writeExpression, writeParameters, type Printer } from './print-expressions.ts';
import { namesInside, usualCounter } from './repeat-counter.ts';

export interface StatementPrinter extends Printer {
  /** Variables of the loops around, outermost first. */
  readonly loopNames: string[];
}

const COMPOUND = new Set(['if', 'while', 'do_while', 'repeat', 'for_count', 'for_step', 'for_of', 'function_declare']);
const WITHOUT_SEMICOLON = new Set([
  'if',
  'while',
  'repeat',
  'for_count',
  'for_step',
  'for_of',
  'function_declare',
  'comment',
  'code_statement',
]);

/** The block's comment as it is written: the old spelling while the words are the same. */
export function noteText(block: BlockJson, write: (shown: string) => string): string | undefined {
  const shown = noteOf(block);
  return shown === undefined ? undefined : (spelled(readStyle(block).note, shown) ?? write(shown));
}

/** Blocks whose comment stands behind an opening brace and not behind the statement. */
export function notesInside(block: BlockJson): boolean {
  return COMPOUND.has(block.type) || (callableOfType(block.type)?.args.some((arg) => arg.kind === 'body') ?? false);
}

export function takesSemicolon(block: BlockJson): boolean {
  return !WITHOUT_SEMICOLON.has(block.type);
}

/** Kinds of statement that are one expression, and so can be the body of a braceless arrow function. */
export function isExpressionStatement(block: BlockJson): boolean {
  return (
    callableOfType(block.type) !== undefined ||
    ['call_statement', 'method_statement', 'run_expression', 'variable_set', 'variable_step', 'element_set', 'property_set'].includes(
      block.type,
    )
  );
}

function typeSuffix(block: BlockJson): string {
  const { type } = shapeOf(block);
  return type === undefined || type === '' ? '' : `: ${type}`;
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

function loopBody(printer: StatementPrinter, block: BlockJson, name: string, note: string | undefined): void {
  printer.writer.write(') ');
  printer.loopNames.push(name);
  printer.body(block, 'DO', { bareIndex: 0, note });
  printer.loopNames.pop();
}

function counterOf(printer: StatementPrinter, block: BlockJson): string {
  const inside = namesInside(block);
  const { counter } = readStyle(block);
  return counter !== undefined && !inside.has(counter) ? counter : usualCounter(inside, printer.loopNames);
}

function writeLoop(printer: StatementPrinter, block: BlockJson, note: string | undefined): void {
  const { writer } = printer;
  switch (block.type) {
    case 'while':
      writer.write('while (');
      printer.value(block, 'IF', LEVEL.comma);
      writer.write(') ');
      return printer.body(block, 'DO', { bareIndex: 0, note });
    case 'do_while':
      writer.write('do ');
      printer.body(block, 'DO', { note });
      writer.write(' while (');
      printer.value(block, 'IF', LEVEL.comma);
      return writer.write(')');
    case 'repeat': {
      const name = counterOf(printer, block);
      writer.write(`for (let ${name} = 0; ${name} < `);
      printer.value(block, 'TIMES', LEVEL.relation + 1);
      writer.write(`; ${name}++`);
      return loopBody(printer, block, name, note);
    }
    case 'for_of': {
      const name = field(block, 'NAME');
      writer.write(`for (${readStyle(block).keyword ?? 'const'} ${name} of `);
      printer.value(block, 'LIST', LEVEL.assignment);
      return loopBody(printer, block, name, note);
    }
    default:
      return writeCountingLoop(printer, block, note);
  }
}

function writeCountingLoop(printer: StatementPrinter, block: BlockJson, note: string | undefined): void {
  const { writer } = printer;
  const name = field(block, 'NAME');
  const sign = field(block, 'STEP');
  writer.write(`for (let ${name} = `);
  printer.value(block, 'FROM', LEVEL.assignment);
  writer.write(`; ${name} ${field(block, 'OP')} `);
  printer.value(block, 'TO', LEVEL.relation + 1);
  writer.write('; ');
  if (block.type === 'for_step') {
    writer.write(`${name} ${sign} `);
    printer.value(block, 'BY', LEVEL.assignment);
  } else writer.write(readStyle(block).prefix ? sign + name : name + sign);
  loopBody(printer, block, name, note);
}

function writeFunction(printer: StatementPrinter, block: BlockJson): void {
  const { writer } = printer;
  writer.write(`function ${field(block, 'NAME')}`);
  writeParameters(printer, block);
  writer.write(`${typeSuffix(block)} `);
  printer.body(block, 'DO');
}

/** Lines of a code block, moved to where it stands now; texts and comments over several lines stay as they are. */
function writeCode(printer: StatementPrinter, block: BlockJson): void {
  const text = field(block, 'CODE');
  const { writer } = printer;
  writer.write(/`|\/\*/.test(text) ? text : text.split('\n').join(`\n${writer.indentation}`));
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

function writeCall(printer: StatementPrinter, block: BlockJson): void {
  if (block.type === 'method_statement') {
    printer.value(block, 'OBJECT', LEVEL.member);
    printer.writer.write('.');
  }
  printer.writer.write(field(block, 'NAME'));
  writeArguments(printer, block);
}

/** The statement without its semicolon and without the comment behind it. */
export function writeStatement(printer: StatementPrinter, block: BlockJson): void {
  const { writer } = printer;
  const note = notesInside(block) ? noteText(block, trailingComment) : undefined;
  const callable = callableOfType(block.type);
  if (callable) return writeCallable(printer, block, callable, note);
  switch (block.type) {
    case 'if':
      return writeIf(printer, block, note);
    case 'while':
    case 'do_while':
    case 'repeat':
    case 'for_of':
    case 'for_count':
    case 'for_step':
      return writeLoop(printer, block, note);
    case 'function_declare':
      return writeFunction(printer, block);
    case 'variable_declare':
      writer.write(`${field(block, 'KIND')} ${field(block, 'NAME')}${typeSuffix(block)} = `);
      return printer.value(block, 'VALUE', LEVEL.assignment);
    case 'variable_declare_empty':
      return writer.write(`let ${field(block, 'NAME')}${typeSuffix(block)}`);
    case 'variable_set':
    case 'element_set':
    case 'property_set':
      return writeAssignment(printer, block);
    case 'variable_step': {
      const [name, sign] = [field(block, 'NAME'), field(block, 'OP')];
      return writer.write(readStyle(block).prefix ? sign + name : name + sign);
    }
    case 'return_value':
      writer.write('return ');
      return printer.value(block, 'VALUE', LEVEL.assignment);
    case 'return_empty':
      return writer.write('return');
    case 'break_loop':
      return writer.write('break');
    case 'continue_loop':
      return writer.write('continue');
    case 'call_statement':
    case 'method_statement':
      return writeCall(printer, block);
    case 'run_expression':
      return printer.value(block, 'VALUE', LEVEL.assignment);
    case 'comment':
      return writeComment(printer, block);
    case 'code_statement':
      return writeCode(printer, block);
    default:
      return writeExpression(printer, block);
  }
}

export function noteBefore(block: BlockJson): string | undefined {
  return block.type === 'function_declare' ? noteText(block, lineComment) : undefined;
}

export function noteBehind(block: BlockJson): string | undefined {
  if (block.type === 'comment' || notesInside(block)) return undefined;
  return noteText(block, trailingComment);
}
