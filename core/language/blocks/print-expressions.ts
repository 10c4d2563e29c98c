/** Expressions of blocks as text. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { countOf, shapeOf } from './block-shape.ts';
import { readStyle, spelled } from './block-style.ts';
import { blockIn, field } from './block-walk.ts';
import { argAt, callableOfType, type Callable } from './callables.ts';
import { EMPTY_SOCKET } from './empty-socket.ts';
import { isNumberText, templateText } from './literal-text.ts';
import { BINARY_TYPES, LEVEL, needsBracketsBeside, sideLevels } from './operators.ts';
import { writeArrow, writeFunctionExpression } from './print-functions.ts';
import { leadingSign } from './print-levels.ts';
import { writeItems, writeObject } from './print-objects.ts';
import type { Printer } from './printer.ts';

function writeArguments(printer: Printer, block: BlockJson, open = '(', close = ')'): void {
  writeItems(printer, block, { open, close, count: countOf(block), item: (index) => printer.value(block, `A${index}`, LEVEL.assignment) });
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
  if (callable.event) writer.write(`${spelled(readStyle(block).raw, callable.event) ?? JSON.stringify(callable.event)}, `);
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

function writeTemplate(printer: Printer, block: BlockJson): void {
  const { writer } = printer;
  const { pieces } = readStyle(block);
  writer.write('`');
  for (let index = 0; index <= countOf(block); index += 1) {
    const shown = field(block, `T${index}`);
    writer.write(spelled(pieces?.[index], shown) ?? templateText(shown));
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
  printer.writer.write(sign === ',' ? ', ' : ` ${sign} `);
  printer.value(block, 'B', level('B', levels.right));
}

function writeSign(printer: Printer, block: BlockJson, sign: string): void {
  const apart = /\w$/.test(sign) || leadingSign(blockIn(block, 'A')) === sign;
  printer.writer.write(apart ? `${sign} ` : sign);
  printer.value(block, 'A', LEVEL.unary);
}

function writeStep(printer: Printer, block: BlockJson): void {
  const [sign, { prefix }] = [field(block, 'OP'), readStyle(block)];
  if (prefix) printer.writer.write(sign);
  printer.value(block, 'A', LEVEL.member);
  if (!prefix) printer.writer.write(sign);
}

/** `a.b`, `a?.b` */
function writeAccess(printer: Printer, block: BlockJson): void {
  printer.value(block, 'OBJECT', LEVEL.member);
  printer.writer.write(`${dot(block)}${field(block, 'NAME')}`);
}

function dot(block: BlockJson): string {
  return shapeOf(block).optional ? '?.' : '.';
}

/** Calls as statements and as values are written alike. */
function writeCall(printer: Printer, block: BlockJson): void {
  const { writer } = printer;
  const { generic = '', optional } = shapeOf(block);
  if (block.type.startsWith('method_')) {
    writeAccess(printer, block);
    writer.write(generic);
  } else if (block.type === 'call_any') {
    printer.value(block, 'CALLEE', LEVEL.member);
    writer.write(`${optional ? '?.' : ''}${generic}`);
  } else writer.write((field(block, 'NAME') || EMPTY_SOCKET) + (optional ? '?.' : '') + generic);
  writeArguments(printer, block);
}

function writeNew(printer: Printer, block: BlockJson): void {
  printer.writer.write(`new ${field(block, 'NAME') || EMPTY_SOCKET}${shapeOf(block).generic ?? ''}`);
  if (countOf(block) > 0 || !readStyle(block).noArguments) writeArguments(printer, block);
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
    case 'this_value':
      return 'this';
    case 'super_value':
      return 'super';
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
  if (BINARY_TYPES.has(block.type)) return writeBinary(printer, block);
  const write = FORMS.get(block.type);
  if (write) write(printer, block);
  else writer.write(EMPTY_SOCKET);
}

export function writeElement(printer: Printer, block: BlockJson): void {
  printer.value(block, 'LIST', LEVEL.member);
  printer.writer.write(shapeOf(block).optional ? '?.[' : '[');
  printer.value(block, 'INDEX', LEVEL.comma);
  printer.writer.write(']');
}

function writeTernary(printer: Printer, block: BlockJson): void {
  printer.value(block, 'IF', LEVEL.ternary + 1);
  printer.writer.write(' ? ');
  printer.value(block, 'THEN', LEVEL.assignment);
  printer.writer.write(' : ');
  printer.value(block, 'ELSE', LEVEL.assignment);
}

function writeAssignValue(printer: Printer, block: BlockJson): void {
  printer.value(block, 'A', LEVEL.member);
  printer.writer.write(` ${field(block, 'OP')} `);
  printer.value(block, 'VALUE', LEVEL.assignment);
}

function writeAs(printer: Printer, block: BlockJson): void {
  printer.value(block, 'A', LEVEL.relation);
  printer.writer.write(` ${field(block, 'OP')} ${field(block, 'TYPE')}`);
}

function writeMath(printer: Printer, block: BlockJson): void {
  printer.writer.write(`Math.${field(block, 'NAME')}`);
  if (block.type === 'math_pair') return writeArguments(printer, block);
  printer.writer.write('(');
  printer.value(block, 'A', LEVEL.assignment);
  printer.writer.write(')');
}

const FORMS: ReadonlyMap<string, (printer: Printer, block: BlockJson) => void> = new Map(
  Object.entries({
    not: (printer, block) => writeSign(printer, block, '!'),
    negate: (printer, block) => writeSign(printer, block, '-'),
    unary: (printer, block) => writeSign(printer, block, field(block, 'OP')),
    step_value: writeStep,
    target_step: writeStep,
    assign_value: writeAssignValue,
    target_set: writeAssignValue,
    as_type: writeAs,
    not_nothing: (printer, block) => {
      printer.value(block, 'A', LEVEL.member);
      printer.writer.write('!');
    },
    spread: (printer, block) => {
      printer.writer.write('...');
      printer.value(block, 'A', LEVEL.assignment);
    },
    ternary: writeTernary,
    list_create: (printer, block) => writeArguments(printer, block, '[', ']'),
    object_create: writeObject,
    object_method: writeFunctionExpression,
    function_expression: writeFunctionExpression,
    new_object: writeNew,
    template: writeTemplate,
    element_get: writeElement,
    property_get: writeAccess,
    call_value: writeCall,
    call_statement: writeCall,
    call_any: writeCall,
    method_value: writeCall,
    method_statement: writeCall,
    math_function: writeMath,
    math_pair: writeMath,
    arrow_function: writeArrow,
    arrow_expression: writeArrow,
  }),
);
