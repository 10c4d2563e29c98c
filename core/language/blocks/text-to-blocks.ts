/** TypeScript → blocks. Layer: language/blocks. Uses the TypeScript parser: for the language worker and the command line only. */
import type { BlockJson, BlocksDocument, BlocksLayout, BlockSpans, StackPlace } from './blocks-document.ts';
import { addStyle, readStyle } from './block-style.ts';
import { START_BLOCK } from './blocks-to-text.ts';
import { stackOf, visit } from './block-walk.ts';
import { ProgramConversion } from './convert-program.ts';
import { putDisabledBack, writtenBlocks } from './disabled-blocks.ts';
import { ProgramPrinter } from './print-program.ts';
import { sameTokens } from './text-tokens.ts';

const FIRST_PLACE = { x: 32, y: 32 };
/** Room for a statement where no layout says more; the view moves stacks apart once it knows their heights. */
const STATEMENT_HEIGHT = 48;
const STACK_GAP = 96;

/** Statements in one stack at the top level; what goes on stands in the next. */
const STACK_MAX = 250;
/** Blocks inside and below one another. Why: they are data inside one another, and engines copy and write only so many levels. */
const DEPTH_MAX = 500;
/** Statements at the top level; more are no program that a person could overlook. */
const ITEMS_MAX = 20_000;

interface Converted {
  readonly items: readonly BlockJson[];
  readonly places: ReadonlyMap<BlockJson, { readonly start: number; readonly end: number }>;
}

function printed(items: readonly BlockJson[], needed?: Map<BlockJson, number>): string {
  const printer = new ProgramPrinter(needed);
  printer.sequence(items);
  return printer.writer.text;
}

/** Brackets that the place needs anyway are not worth a note. */
function forgetNeededBrackets(items: readonly BlockJson[]): void {
  const needed = new Map<BlockJson, number>();
  printed(items, needed);
  for (const [block, count] of needed) {
    if ((readStyle(block).parens ?? 0) <= count) addStyle(block, { parens: undefined });
  }
}

function depthOf(block: BlockJson): number {
  let deepest = 0;
  stackOf(block).forEach((each, index) => {
    const inside = Object.values(each.inputs ?? {}).map(({ block: inner, shadow }) =>
      (inner ?? shadow) ? depthOf((inner ?? shadow)!) : 0,
    );
    deepest = Math.max(deepest, index + 1 + Math.max(0, ...inside));
  });
  return deepest;
}

function convert(text: string): Converted {
  try {
    for (const take of ['items', 'itemsAroundErrors'] as const) {
      const conversion = new ProgramConversion(text);
      const items = conversion[take]();
      if (items.length > ITEMS_MAX || items.some((item) => depthOf(item) > DEPTH_MAX)) break;
      if (!sameTokens(printed(items), text)) continue;
      forgetNeededBrackets(items);
      return { items, places: conversion.places };
    }
  } catch (error) {
    // Nested deeper than the engine's stack: no block editor could show it either.
    if (!(error instanceof RangeError)) throw error;
  }
  const whole: BlockJson = { type: 'code_statement', fields: { CODE: text.trim() } };
  const place = { start: text.length - text.trimStart().length, end: text.trimEnd().length };
  return { items: [whole], places: new Map([[whole, place]]) };
}

/** Which items stand in one stack: as the layout has them where it fits the text, else functions by themselves and the rest together. */
function splitIntoStacks(items: readonly BlockJson[], places: readonly StackPlace[]): BlockJson[][] {
  const stacks: BlockJson[][] = [];
  let cursor = 0;
  for (const { items: count = 0 } of places) {
    stacks.push(items.slice(cursor, cursor + count));
    cursor += count;
  }
  const functionsAlone = stacks.every((stack) => stack.length <= 1 || stack.every((block) => block.type !== 'function_declare'));
  const areShort = stacks.every((stack) => stack.length <= STACK_MAX);
  if (cursor === items.length && stacks.length > 0 && functionsAlone && areShort) return stacks;
  const usual: BlockJson[][] = [];
  for (const block of items) {
    const last = usual.at(-1);
    const goesOn = last !== undefined && last.length < STACK_MAX;
    if (goesOn && block.type !== 'function_declare' && last[0]!.type !== 'function_declare') last.push(block);
    else usual.push([block]);
  }
  if (usual.every((stack) => stack[0]!.type === 'function_declare')) usual.unshift([]);
  return usual;
}

function heightOf(top: BlockJson): number {
  let statements = 0;
  visit(top, (block) => {
    if (block.next?.block) statements += 1;
    for (const socket of Object.values(block.inputs ?? {})) if (socket.block?.next || socket.block?.inputs?.DO) statements += 1;
  });
  return (statements + 1) * STATEMENT_HEIGHT + STACK_GAP;
}

function topOf(stack: readonly BlockJson[]): BlockJson {
  stack.forEach((block, index) => {
    if (stack[index + 1]) block.next = { block: stack[index + 1]! };
  });
  if (stack[0]?.type === 'function_declare') return stack[0];
  return stack[0] ? { type: START_BLOCK, next: { block: stack[0] } } : { type: START_BLOCK };
}

function place(tops: readonly BlockJson[], places: readonly StackPlace[]): void {
  let { x, y } = FIRST_PLACE;
  tops.forEach((top, index) => {
    const known = places[index];
    top.x = known?.x ?? x;
    top.y = known ? Math.max(known.y, index === 0 ? known.y : tops[index - 1]!.y!) : y;
    x = FIRST_PLACE.x;
    y = top.y + heightOf(top);
  });
}

function number(tops: readonly BlockJson[], places: Converted['places']): BlockSpans {
  const spans: Record<string, { start: number; end: number }> = {};
  let all = 0;
  for (const top of tops) {
    visit(top, (block) => {
      all += 1;
      block.id = `b${all}`;
      const span = places.get(block);
      if (span) spans[block.id] = span;
    });
  }
  return spans;
}

/** Folds blocks and puts back what is switched off; gives the stacks that have no place any more. */
function layOut(tops: readonly BlockJson[], { collapsed, disabled = [] }: BlocksLayout): BlockJson[] {
  const written = writtenBlocks(tops);
  for (const index of collapsed) if (written[index]) written[index].collapsed = true;
  const homeless = putDisabledBack(tops, disabled);
  const last = tops.at(-1);
  return homeless.map((block) => ({ ...block, x: FIRST_PLACE.x, y: last ? last.y! + heightOf(last) : FIRST_PLACE.y }));
}

/** Offsets in the text without carriage returns → offsets in the text that was given. */
function withCarriageReturns(text: string, spans: BlockSpans): BlockSpans {
  const given: number[] = [];
  for (let index = 0; index < text.length; index += 1) if (!(text[index] === '\r' && text[index + 1] === '\n')) given.push(index);
  given.push(text.length);
  return Object.fromEntries(
    Object.entries(spans).map(([id, { start, end }]) => [
      id,
      { start: given[start]!, end: end > start ? given[end - 1]! + 1 : given[end]! },
    ]),
  );
}

/** Ids are given in text order, so equal texts give equal documents. What has no block form becomes a code block with its exact text. */
export function textToBlocks(text: string, layout?: BlocksLayout): BlocksDocument {
  const plain = text.replaceAll('\r\n', '\n');
  const { items, places } = convert(plain);
  const stackPlaces = layout?.stacks ?? [];
  const tops = splitIntoStacks(items, stackPlaces).map(topOf);
  place(tops, stackPlaces);
  const spans = number(tops, places);
  const loose = layout ? layOut(tops, layout) : [];
  return {
    workspace: { blocks: { languageVersion: 0, blocks: [...tops, ...loose] } },
    spans: plain === text ? spans : withCarriageReturns(text, spans),
  };
}
