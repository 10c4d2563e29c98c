/** Objects, lists and what is made of classes, as text. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { entriesOf, shapeOf } from './block-shape.ts';
import { noteText, readStyle } from './block-style.ts';
import { blockIn, field, isDisabled } from './block-walk.ts';
import { lineComment, trailingComment } from './comment-text.ts';
import { keyText } from './literal-text.ts';
import { LEVEL } from './operators.ts';
import { modifiersOf, writeFunctionBody } from './print-functions.ts';
import type { Printer } from './printer.ts';

/** An item's comment that stands on lines of its own or behind the item. */
function lineNote(printer: Printer, block: BlockJson | undefined): { readonly at: 'above' | 'behind'; readonly text: string } | undefined {
  const at = block === undefined ? undefined : readStyle(block).noteAt;
  if (block === undefined || (at !== 'above' && at !== 'behind') || isDisabled(block)) return undefined;
  const text = noteText(block, at === 'above' ? lineComment : trailingComment);
  if (text === undefined) return undefined;
  printer.withoutNote.add(block);
  return { at, text };
}

/** Pieces between commas, on one line or each on its own. */
export function writeItems(
  printer: Printer,
  block: BlockJson,
  { open, close, count, item }: { open: string; close: string; count: number; item: (index: number) => void },
): void {
  const { writer } = printer;
  const { lines = false, trailingComma = false } = readStyle(block);
  const onLines = lines && count > 0;
  writer.write(open.trimEnd() === open || onLines || count === 0 ? open.trimEnd() : open);
  const write = () => {
    for (let index = 0; index < count; index += 1) {
      const note = onLines ? lineNote(printer, blockIn(block, `A${index}`)) : undefined;
      if (onLines) writer.write(`\n${writer.indentation}`);
      if (note?.at === 'above') writer.write(`${note.text.split('\n').join(`\n${writer.indentation}`)}\n${writer.indentation}`);
      item(index);
      if (index < count - 1 || trailingComma) writer.write(onLines || index === count - 1 ? ',' : ', ');
      if (note?.at === 'behind') writer.write(` ${note.text}`);
    }
  };
  if (onLines) writer.indented(write);
  else write();
  if (onLines) writer.write(`\n${writer.indentation}`);
  writer.write(onLines || count === 0 ? close.trimStart() : close);
}

function writeEntry(printer: Printer, block: BlockJson, kind: string, index: number): void {
  const { writer } = printer;
  const start = writer.position;
  const value = () => printer.value(block, `A${index}`, LEVEL.assignment);
  const key = keyText(field(block, `K${index}`));
  if (kind === 's') return writer.write(field(block, `K${index}`));
  if (kind === 'r') {
    writer.write('...');
    return value();
  }
  const method = blockIn(block, `A${index}`);
  const isMethod = method?.type === 'object_method' && !isDisabled(method);
  if (isMethod) writer.write(modifiersOf(method));
  if (kind === 'c') {
    writer.write('[');
    printer.value(block, `C${index}`, LEVEL.assignment);
    writer.write(']');
  } else writer.write(key);
  if (isMethod) {
    writeFunctionBody(printer, method);
    return writer.markSpan(method.id, start);
  }
  writer.write(': ');
  value();
}

export function writeObject(printer: Printer, block: BlockJson): void {
  const entries = entriesOf(block.type, shapeOf(block));
  writeItems(printer, block, {
    open: '{ ',
    close: ' }',
    count: entries.length,
    item: (index) => writeEntry(printer, block, entries[index]!, index),
  });
}
