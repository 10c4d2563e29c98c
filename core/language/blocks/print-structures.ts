/** Choices, errors, classes, types and modules of blocks as text. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { shapeOf } from './block-shape.ts';
import { readStyle, spelled } from './block-style.ts';
import { blockIn, field, stackOf } from './block-walk.ts';
import { isMovable } from './literal-text.ts';
import { LEVEL } from './operators.ts';
import { hasPart } from './optional-parts.ts';
import { modifiersOf, typeSuffix, writeFunctionBody } from './print-functions.ts';
import type { StatementPrinter, StatementWriter } from './printer.ts';
import { isWritten, kindHeldBy } from './stack-kinds.ts';

const writeSwitch: StatementWriter = (printer, block, note) => {
  printer.writer.write('switch (');
  printer.value(block, 'VALUE', LEVEL.comma);
  printer.writer.write(') ');
  printer.body(block, 'DO', { note, kind: kindHeldBy(block.type) });
};

const writeCase: StatementWriter = (printer, block, note) => {
  const { writer } = printer;
  writer.write(block.type === 'case_value' ? 'case ' : 'default');
  if (block.type === 'case_value') printer.value(block, 'VALUE', LEVEL.comma);
  writer.write(note === undefined ? ':' : `: ${note}`);
  const statements = stackOf(blockIn(block, 'DO')).filter((each) => isWritten(each, 'Statement'));
  if (note !== undefined || statements.length !== 1 || statements[0]!.type !== 'group')
    return writer.indented(() => printer.sequence(statements));
  writer.write(' ');
  printer.single(block, 'DO');
};

const writeTry: StatementWriter = (printer, block, note) => {
  const { writer } = printer;
  writer.write('try ');
  printer.body(block, 'DO', { note });
  if (hasPart(block, 'CATCH')) {
    writer.write(hasPart(block, 'NAME') ? ` catch (${field(block, 'NAME')}) ` : ' catch ');
    printer.body(block, 'CATCH');
  }
  if (!hasPart(block, 'FINALLY')) return;
  writer.write(' finally ');
  printer.body(block, 'FINALLY');
};

/** `name: statement`; braces only where it is not one statement. */
const writeLabel: StatementWriter = (printer, block) => {
  const statements = stackOf(blockIn(block, 'DO')).filter((each) => isWritten(each, 'Statement'));
  printer.writer.write(`${field(block, 'NAME')}: `);
  const [only] = statements;
  if (only === undefined || statements.length > 1 || only.type === 'comment') printer.body(block, 'DO');
  else printer.single(block, 'DO');
};

const writeClass: StatementWriter = (printer, block, note) => {
  const { generic = '' } = shapeOf(block);
  const heritage = hasPart(block, 'HERITAGE') ? ` ${field(block, 'HERITAGE')}` : '';
  printer.writer.write(`${modifiersOf(block)}class ${field(block, 'NAME')}${generic}${heritage.trimEnd()} `);
  printer.body(block, 'DO', { note, kind: kindHeldBy(block.type) });
};

const writeField: StatementWriter = (printer, block) => {
  const { writer } = printer;
  writer.write(`${modifiersOf(block)}${field(block, 'NAME')}${typeSuffix(block)}`);
  if (!hasPart(block, 'VALUE')) return;
  writer.write(' = ');
  printer.value(block, 'VALUE', LEVEL.assignment);
};

const writeMethod: StatementWriter = (printer, block, note) => {
  printer.writer.write(`${modifiersOf(block)}${block.type === 'class_method' ? field(block, 'NAME') : 'constructor'}`);
  writeFunctionBody(printer, block, note);
};

const writeFunction: StatementWriter = (printer, block, note) => {
  printer.writer.write(`${modifiersOf(block)}function ${field(block, 'NAME')}`);
  // The comment of a function that stands by itself is above it.
  writeFunctionBody(printer, block, block.type === 'function_declare' ? undefined : note);
};

const writeEnum: StatementWriter = (printer, block, note) => {
  printer.writer.write(`${modifiersOf(block)}enum ${field(block, 'NAME')} `);
  printer.body(block, 'DO', { note, kind: kindHeldBy(block.type), separator: ',' });
};

const writeChoice: StatementWriter = (printer, block) => {
  printer.writer.write(field(block, 'NAME'));
  if (!hasPart(block, 'VALUE')) return;
  printer.writer.write(' = ');
  printer.value(block, 'VALUE', LEVEL.assignment);
};

/** Code between braces, each line at its place. */
function writeBraces({ writer }: StatementPrinter, code: string): void {
  if (code.trim() === '') return writer.write('{}');
  if (!code.includes('\n') && !code.includes('//')) return writer.write(`{ ${code} }`);
  writer.write('{');
  writer.indented(() => {
    const lines = isMovable(code) ? code.split('\n').join(`\n${writer.indentation}`) : code;
    writer.write(`\n${writer.indentation}${lines}`);
  });
  writer.write(`\n${writer.indentation}}`);
}

const writeInterface: StatementWriter = (printer, block) => {
  const { generic = '' } = shapeOf(block);
  const heritage = hasPart(block, 'HERITAGE') ? `${field(block, 'HERITAGE')} ` : '';
  printer.writer.write(`${modifiersOf(block)}interface ${field(block, 'NAME')}${generic} ${heritage}`);
  writeBraces(printer, field(block, 'CODE'));
};

const writeAlias: StatementWriter = ({ writer }, block) => {
  const { generic = '' } = shapeOf(block);
  writer.write(`${modifiersOf(block)}type ${field(block, 'NAME')}${generic} = ${field(block, 'TYPE')}`);
};

function fileName(block: BlockJson): string {
  const shown = field(block, 'FROM');
  return spelled(readStyle(block).raw, shown) ?? JSON.stringify(shown);
}

const writeImport: StatementWriter = ({ writer }, block) => writer.write(`import ${field(block, 'WHAT')} from ${fileName(block)}`);

export const STRUCTURES: ReadonlyMap<string, StatementWriter> = new Map(
  Object.entries({
    group: (printer, block, note) => printer.body(block, 'DO', { note }),
    switch: writeSwitch,
    case_value: writeCase,
    case_default: writeCase,
    try: writeTry,
    label: writeLabel,
    function_declare: writeFunction,
    function_local: writeFunction,
    class_declare: writeClass,
    class_field: writeField,
    class_method: writeMethod,
    class_constructor: writeMethod,
    enum_declare: writeEnum,
    enum_member: writeChoice,
    interface_declare: writeInterface,
    type_alias: writeAlias,
    import_from: writeImport,
  }),
);
