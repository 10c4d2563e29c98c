/** Loops of blocks as text. Layer: language/blocks. */
import type { BlockJson } from './blocks-document.ts';
import { readStyle } from './block-style.ts';
import { blockIn, field, visit } from './block-walk.ts';
import { LEVEL } from './operators.ts';
import { hasPart } from './optional-parts.ts';
import type { StatementPrinter, StatementWriter } from './printer.ts';
import { namesInside, usualCounter } from './repeat-counter.ts';

function loopBody(printer: StatementPrinter, block: BlockJson, { name, note }: { name?: string; note: string | undefined }): void {
  printer.writer.write(') ');
  if (name !== undefined) printer.loopNames.push(name);
  printer.body(block, 'DO', { bareIndex: 0, note });
  if (name !== undefined) printer.loopNames.pop();
}

function counterOf(printer: StatementPrinter, block: BlockJson): string {
  const inside = namesInside(block);
  const { counter } = readStyle(block);
  return counter !== undefined && !inside.has(counter) ? counter : usualCounter(inside, printer.loopNames);
}

const writeWhile: StatementWriter = (printer, block, note) => {
  printer.writer.write('while (');
  printer.value(block, 'IF', LEVEL.comma);
  loopBody(printer, block, { note });
};

const writeDoWhile: StatementWriter = (printer, block, note) => {
  const { writer } = printer;
  writer.write('do ');
  printer.body(block, 'DO', { bareIndex: 0, note });
  writer.write(' while (');
  printer.value(block, 'IF', LEVEL.comma);
  writer.write(')');
};

const writeRepeat: StatementWriter = (printer, block, note) => {
  const { writer } = printer;
  const name = counterOf(printer, block);
  writer.write(`for (let ${name} = 0; ${name} < `);
  printer.value(block, 'TIMES', LEVEL.relation + 1);
  writer.write(`; ${name}++`);
  loopBody(printer, block, { name, note });
};

const writeItemLoop: StatementWriter = (printer, block, note) => {
  const name = field(block, 'NAME');
  printer.writer.write(`for (${readStyle(block).keyword ?? 'const'} ${name} ${block.type === 'for_of' ? 'of' : 'in'} `);
  printer.value(block, 'LIST', block.type === 'for_of' ? LEVEL.assignment : LEVEL.comma);
  loopBody(printer, block, { name, note });
};

/** `in` without brackets would make another loop of it. */
function hasBareIn(value: BlockJson | undefined): boolean {
  let found = false;
  if (value) visit(value, (block) => (found ||= block.type === 'relation' && field(block, 'OP') === 'in'));
  return found;
}

const writeCounting: StatementWriter = (printer, block, note) => {
  const { writer } = printer;
  const name = field(block, 'NAME');
  const sign = field(block, 'STEP');
  writer.write(`for (let ${name} = `);
  printer.value(block, 'FROM', hasBareIn(blockIn(block, 'FROM')) ? LEVEL.primary + 1 : LEVEL.assignment);
  writer.write(`; ${name} ${field(block, 'OP')} `);
  printer.value(block, 'TO', LEVEL.relation + 1);
  writer.write('; ');
  if (block.type === 'for_step') {
    writer.write(`${name} ${sign} `);
    printer.value(block, 'BY', LEVEL.assignment);
  } else writer.write(readStyle(block).prefix ? sign + name : name + sign);
  loopBody(printer, block, { name, note });
};

const writeGeneral: StatementWriter = (printer, block, note) => {
  const { writer } = printer;
  writer.write(`for (${field(block, 'INIT')};`);
  for (const part of ['IF', 'STEP']) {
    if (part === 'STEP') writer.write(';');
    if (!hasPart(block, part)) continue;
    writer.write(' ');
    printer.value(block, part, LEVEL.comma);
  }
  loopBody(printer, block, { note });
};

export const LOOPS: ReadonlyMap<string, StatementWriter> = new Map(
  Object.entries({
    while: writeWhile,
    do_while: writeDoWhile,
    repeat: writeRepeat,
    for_of: writeItemLoop,
    for_in: writeItemLoop,
    for_count: writeCounting,
    for_step: writeCounting,
    for_general: writeGeneral,
  }),
);
