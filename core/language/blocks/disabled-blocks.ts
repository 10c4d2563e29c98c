/**
 * Blocks that text does not hold although they stand in a stack that runs: switched off, or of a kind that has no meaning there.
 * Layer: language/blocks. They travel in the layout, each with the block it hangs on.
 */
import type { BlockJson, DisabledPlace } from './blocks-document.ts';
import { stackOf } from './block-walk.ts';
import { socketLiteral } from './sockets.ts';
import { isWritten, kindHeldBy } from './stack-kinds.ts';

interface Walk {
  readonly see?: (block: BlockJson, shadow: boolean) => void;
  /** `input` is undefined for what hangs below `on`. */
  readonly lost?: (block: BlockJson, on: BlockJson, input: string | undefined) => void;
}

function walkBlock(block: BlockJson, shadow: boolean, walk: Walk): void {
  walk.see?.(block, shadow);
  // Why sorted: Blockly saves sockets in the order of the words shown, which differs between languages.
  const sockets = Object.entries(block.inputs ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [input, socket] of sockets) {
    const first = socket.block ?? socket.shadow;
    let [on, at]: [BlockJson, string | undefined] = [block, input];
    for (const inner of stackOf(first)) {
      if (isWritten(inner, input === 'DO' ? kindHeldBy(block.type) : 'Statement')) {
        walkBlock(inner, socket.block === undefined, walk);
        [on, at] = [inner, undefined];
      } else walk.lost?.(inner, on, at);
    }
  }
}

function walkStacks(tops: readonly BlockJson[], walk: Walk): void {
  for (const top of tops) {
    let on = top;
    for (const block of stackOf(top)) {
      if (block === top || isWritten(block, 'Statement')) {
        walkBlock(block, false, walk);
        on = block;
      } else walk.lost?.(block, on, undefined);
    }
  }
}

/** Every block that the text holds, literals in sockets left out, in one order that depends on the text alone. */
export function writtenBlocks(tops: readonly BlockJson[]): BlockJson[] {
  const written: BlockJson[] = [];
  walkStacks(tops, { see: (block, shadow) => void (shadow || written.push(block)) });
  return written;
}

function alone(block: BlockJson): BlockJson {
  const { next: _, ...rest } = block;
  return rest;
}

export function disabledIn(tops: readonly BlockJson[]): DisabledPlace[] {
  const numbers = new Map(writtenBlocks(tops).map((block, index) => [block, index]));
  const places: DisabledPlace[] = [];
  const lost = (block: BlockJson, on: BlockJson, input: string | undefined) =>
    void places.push({ block: alone(block), on: numbers.get(on) ?? 0, onType: on.type, ...(input !== undefined && { input }) });
  walkStacks(tops, { lost });
  return places;
}

/** Puts them back where they hung; gives what finds its place no more. */
export function putDisabledBack(tops: readonly BlockJson[], places: readonly DisabledPlace[]): BlockJson[] {
  const written = writtenBlocks(tops);
  const ends = new Map<string, BlockJson>();
  const homeless: BlockJson[] = [];
  for (const { block, on, onType, input } of places) {
    const fresh = structuredClone(block);
    const holder = written[on];
    const key = `${on} ${input ?? ''}`;
    const above = ends.get(key) ?? (input === undefined ? holder : undefined);
    if (holder?.type !== onType) homeless.push(fresh);
    else if (above) {
      if (above.next) fresh.next = above.next;
      above.next = { block: fresh };
      ends.set(key, fresh);
    } else {
      const inputs = (holder.inputs ??= {});
      const before = inputs[input!]?.block;
      const shadow = inputs[input!]?.shadow ?? socketLiteral(onType, input!);
      if (before) fresh.next = { block: before };
      inputs[input!] = { ...(shadow && { shadow }), block: fresh };
      ends.set(key, fresh);
    }
  }
  return homeless;
}
