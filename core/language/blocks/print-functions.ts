/** Parameters, functions and arrows as text. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { countOf, shapeOf } from './block-shape.ts';
import { readStyle } from './block-style.ts';
import { field } from './block-walk.ts';
import { isName } from './literal-text.ts';
import { LEVEL } from './operators.ts';
import type { Printer } from './printer.ts';

/** `a: number, b` — a parameter that is more than a name stands whole in its field. */
function writeParameters(printer: Printer, block: BlockJson): void {
  const parameters: string[] = [];
  for (let index = 0; index < countOf(block); index += 1) {
    const type = field(block, `T${index}`);
    parameters.push(field(block, `P${index}`) + (type === '' ? '' : `: ${type}`));
  }
  const bare = readStyle(block).bareParam && parameters.length === 1 && isName(parameters[0]!);
  const comma = readStyle(block).trailingComma && parameters.length > 0 ? ',' : '';
  printer.writer.write(bare ? parameters[0]! : `(${parameters.join(', ')}${comma})`);
}

export function typeSuffix(block: BlockJson): string {
  const { type } = shapeOf(block);
  return type === undefined || type === '' ? '' : `: ${type}`;
}

export function modifiersOf(block: BlockJson): string {
  const { modifiers } = shapeOf(block);
  return modifiers ? `${modifiers} ` : '';
}

/** `<T>(a: number): string` */
function writeSignature(printer: Printer, block: BlockJson): void {
  printer.writer.write(shapeOf(block).generic ?? '');
  writeParameters(printer, block);
  printer.writer.write(typeSuffix(block));
}

export function writeFunctionBody(printer: Printer, block: BlockJson, note?: string): void {
  writeSignature(printer, block);
  printer.writer.write(' ');
  printer.body(block, 'DO', { note });
}

export function writeArrow(printer: Printer, block: BlockJson): void {
  writeSignature(printer, block);
  printer.writer.write(' => ');
  if (block.type === 'arrow_function') return printer.body(block, 'DO');
  printer.guardStart();
  printer.value(block, 'VALUE', LEVEL.assignment);
}

/** `function (a) { … }`; a name stands in the field where there is one. */
export function writeFunctionExpression(printer: Printer, block: BlockJson): void {
  const name = field(block, 'NAME');
  printer.writer.write(name === '' ? 'function ' : `function ${name}`);
  writeFunctionBody(printer, block);
}
