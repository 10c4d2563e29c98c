/** Expressions of blocks as text. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { countOf, shapeOf } from './block-shape.ts';
import { readStyle, spelled } from './block-style.ts';
import { blockIn, field } from './block-walk.ts';
import { argAt, callableOfType, type Callable } from './callables.ts';
import { BINARY_OPERATORS, LEVEL, needsBracketsBeside, sideLevels } from './operators.ts';
import { EMPTY_SOCKET } from './empty-socket.ts';
import type { TextWriter } from './text-writer.ts';

/** What expressions and statements need of each other. */
export interface Printer {
  readonly writer: TextWriter;
  /** What stands in the socket, in brackets where it binds less than `level`. */
  value(block: BlockJson, input: string, level: number): void;
  /** `{ … }`, or the one statement where the text had no braces; `note` is written behind the opening brace. */
  body(
    block: BlockJson,
    input: string,
    options?: { readonly note?: string | undefined; readonly bareIndex?: number; readonly arrow?: true },
  ): void;
}

const NUMBER = /^-?(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(\d[\d_]*\.?[\d_]*|\.\d[\d_]*)([eE][+-]?\d[\d_]*)?)$/;
const NAME = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

export function isNumberText(text: string): boolean {
  return NUMBER.test(text);
}

export function isName(text: string): boolean {
  return NAME.test(text);
}

function codeLevel(block: BlockJson): number {
  const text = field(block, 'CODE');
  const known = readStyle(block).level;
  if (known?.of === text) return known.value;
  return isName(text) ? LEVEL.primary : LEVEL.comma;
}

/** How strongly the block's text binds, its own brackets left out. */
export function levelOf(block: BlockJson): number {
  switch (block.type) {
    case 'number':
      return field(block, 'NUM').startsWith('-') ? LEVEL.unary : LEVEL.number;
    case 'arithmetic':
    case 'comparison':
    case 'logic':
    case 'bitwise':
      return BINARY_OPERATORS.get(field(block, 'OP'))?.level ?? LEVEL.comma;
    case 'not':
    case 'negate':
      return LEVEL.unary;
    case 'ternary':
      return LEVEL.ternary;
    case 'arrow_function':
    case 'arrow_expression':
      return LEVEL.assignment;
    case 'code_expression':
      return codeLevel(block);
    case 'text':
    case 'boolean':
    case 'variable_get':
    case 'list_create':
    case 'template':
    case 'color_choice':
    case 'side_choice':
      return LEVEL.primary;
    default:
      return LEVEL.member;
  }
}

export function writeArguments(printer: Printer, block: BlockJson, open = '(', close = ')'): void {
  const { writer } = printer;
  writer.write(open);
  for (let index = 0; index < countOf(block); index += 1) {
    if (index > 0) writer.write(', ');
    printer.value(block, `A${index}`, LEVEL.assignment);
  }
  if (readStyle(block).trailingComma && countOf(block) > 0) writer.write(',');
  writer.write(close);
}

export function writeCallable(printer: Printer, block: BlockJson, callable: Callable, note?: string): void {
  const { writer } = printer;
  if (callable.receiver) {
    printer.value(block, 'OBJECT', LEVEL.member);
    writer.write('.');
  }
  writer.write(callable.callee);
  if (callable.property) return;
  const eachOnItsLine = callable.rest && countOf(block) > 1 && callable.args.at(-1)?.kind === 'body';
  writer.write('(');
  if (eachOnItsLine) writer.indented(() => writeCallableArgs(printer, block, callable, { note, eachOnItsLine }));
  else writeCallableArgs(printer, block, callable, { note, eachOnItsLine });
  if (readStyle(block).trailingComma && countOf(block) > 0) writer.write(',');
  if (eachOnItsLine) writer.write(`\n${writer.indentation}`);
  writer.write(')');
}

function writeCallableArgs(
  printer: Printer,
  block: BlockJson,
  callable: Callable,
  { note, eachOnItsLine }: { readonly note: string | undefined; readonly eachOnItsLine: boolean },
): void {
  const { writer } = printer;
  let noteLeft = note;
  for (let index = 0; index < countOf(block); index += 1) {
    if (index > 0) writer.write(eachOnItsLine ? ',' : ', ');
    if (eachOnItsLine) writer.write(`\n${writer.indentation}`);
    if (argAt(callable, index)?.kind === 'body') {
      writer.write('() => ');
      printer.body(block, `A${index}`, { note: noteLeft, bareIndex: index, arrow: true });
      noteLeft = undefined;
    } else printer.value(block, `A${index}`, LEVEL.assignment);
  }
}

/** `a: number, b` — a parameter that is more than a name stands whole in its field. */
export function writeParameters(printer: Printer, block: BlockJson): void {
  const parameters: string[] = [];
  for (let index = 0; index < countOf(block); index += 1) {
    const type = field(block, `T${index}`);
    parameters.push(field(block, `P${index}`) + (type === '' ? '' : `: ${type}`));
  }
  const bare = readStyle(block).bareParam && parameters.length === 1 && isName(parameters[0]!);
  printer.writer.write(bare ? parameters[0]! : `(${parameters.join(', ')})`);
}

/** A piece of a template literal as it stands between the accents and the holes. */
export function templateText(shown: string): string {
  return shown.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(/\r/g, '\\r');
}

function writeTemplate(printer: Printer, block: BlockJson): void {
  const { writer } = printer;
  writer.write('`');
  for (let index = 0; index <= countOf(block); index += 1) {
    writer.write(templateText(field(block, `T${index}`)));
    if (index === countOf(block)) break;
    writer.write('${');
    printer.value(block, `A${index}`, LEVEL.comma);
    writer.write('}');
  }
  writer.write('`');
}

function writeBinary(printer: Printer, block: BlockJson): void {
  const sign = field(block, 'OP');
  const levels = sideLevels(sign);
  const level = (input: 'A' | 'B', usual: number) => {
    const inner = blockIn(block, input);
    return inner?.type === 'logic' && needsBracketsBeside(sign, field(inner, 'OP')) ? LEVEL.primary : usual;
  };
  printer.value(block, 'A', level('A', levels.left));
  printer.writer.write(` ${sign} `);
  printer.value(block, 'B', level('B', levels.right));
}

function writeNegate(printer: Printer, block: BlockJson): void {
  const inner = blockIn(block, 'A');
  const startsWithMinus =
    inner !== undefined && (inner.type === 'negate' || field(inner, 'NUM').startsWith('-')) && !readStyle(inner).parens;
  printer.writer.write(startsWithMinus ? '- ' : '-');
  printer.value(block, 'A', LEVEL.unary);
}

function writeArrow(printer: Printer, block: BlockJson): void {
  const { type } = shapeOf(block);
  writeParameters(printer, block);
  printer.writer.write(`${type === undefined ? '' : `: ${type}`} => `);
  if (block.type === 'arrow_function') return printer.body(block, 'DO');
  const startsWithBrace = blockIn(block, 'VALUE')?.type === 'code_expression' && field(blockIn(block, 'VALUE')!, 'CODE').startsWith('{');
  printer.value(block, 'VALUE', startsWithBrace ? LEVEL.primary + 1 : LEVEL.assignment);
}

function literal(block: BlockJson): string | undefined {
  switch (block.type) {
    case 'number': {
      const text = field(block, 'NUM').trim();
      return isNumberText(text) ? text : '0';
    }
    case 'text':
      return spelled(readStyle(block).raw, field(block, 'TEXT')) ?? JSON.stringify(field(block, 'TEXT'));
    case 'color_choice':
    case 'side_choice':
      return spelled(readStyle(block).raw, field(block, 'NAME')) ?? JSON.stringify(field(block, 'NAME'));
    case 'boolean':
      return field(block, 'BOOL') === 'false' ? 'false' : 'true';
    case 'nothing':
      return 'null';
    case 'variable_get':
      return field(block, 'NAME') || EMPTY_SOCKET;
    case 'math_constant':
      return `Math.${field(block, 'NAME')}`;
    case 'code_expression': {
      const text = field(block, 'CODE');
      // A line comment at its end would swallow what follows.
      return text.trim() === '' ? EMPTY_SOCKET : /\/\/[^\n]*$/.test(text) ? `${text}\n` : text;
    }
    default:
      return undefined;
  }
}

/** The block's text without the brackets that its place asks for. */
export function writeExpression(printer: Printer, block: BlockJson): void {
  const { writer } = printer;
  const plain = literal(block);
  if (plain !== undefined) return writer.write(plain);
  const callable = callableOfType(block.type);
  if (callable) return writeCallable(printer, block, callable);
  switch (block.type) {
    case 'arithmetic':
    case 'comparison':
    case 'logic':
    case 'bitwise':
      return writeBinary(printer, block);
    case 'not':
      writer.write('!');
      return printer.value(block, 'A', LEVEL.unary);
    case 'negate':
      return writeNegate(printer, block);
    case 'ternary':
      printer.value(block, 'IF', LEVEL.ternary + 1);
      writer.write(' ? ');
      printer.value(block, 'THEN', LEVEL.assignment);
      writer.write(' : ');
      return printer.value(block, 'ELSE', LEVEL.assignment);
    case 'list_create':
      return writeArguments(printer, block, '[', ']');
    case 'template':
      return writeTemplate(printer, block);
    case 'element_get':
      return writeElement(printer, block);
    case 'property_get':
      printer.value(block, 'OBJECT', LEVEL.member);
      return writer.write(`.${field(block, 'NAME')}`);
    case 'call_value':
    case 'call_statement':
      writer.write(field(block, 'NAME'));
      return writeArguments(printer, block);
    case 'method_value':
    case 'method_statement':
      printer.value(block, 'OBJECT', LEVEL.member);
      writer.write(`.${field(block, 'NAME')}`);
      return writeArguments(printer, block);
    case 'math_function':
    case 'math_pair':
      writer.write(`Math.${field(block, 'NAME')}`);
      if (block.type === 'math_pair') return writeArguments(printer, block);
      writer.write('(');
      printer.value(block, 'A', LEVEL.assignment);
      return writer.write(')');
    case 'arrow_function':
    case 'arrow_expression':
      return writeArrow(printer, block);
    default:
      return writer.write(EMPTY_SOCKET);
  }
}

export function writeElement(printer: Printer, block: BlockJson): void {
  printer.value(block, 'LIST', LEVEL.member);
  printer.writer.write('[');
  printer.value(block, 'INDEX', LEVEL.comma);
  printer.writer.write(']');
}
