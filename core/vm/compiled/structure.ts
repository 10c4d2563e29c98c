/**
 * Writes a graph of blocks as JavaScript's loops, labelled blocks and ifs. Layer: vm.
 * After N. Ramsey, "Beyond Relooper: Recursive Translation of Unstructured Control Flow to Structured Control Flow" (ICFP 2022).
 */
import type { Shape } from './control-flow.ts';

/** A way out of a block: what is done on it, and where it leads. */
export interface Edge {
  readonly code: string;
  readonly target: number;
}

export type BlockEnd =
  | { readonly kind: 'leave' } // its code returns
  | { readonly kind: 'jump'; readonly edge: Edge }
  | { readonly kind: 'branch'; readonly condition: string; readonly yes: Edge; readonly no: Edge };

export interface BlockCode {
  readonly code: string;
  readonly end: BlockEnd;
}

/** Nesting that an engine's parser surely takes. */
const DEPTH_MAX = 250;

export class TooDeep extends Error {}

class Writer {
  readonly #shape: Shape;
  readonly #codes: ReadonlyMap<number, BlockCode>;

  constructor(shape: Shape, codes: ReadonlyMap<number, BlockCode>) {
    this.#shape = shape;
    this.#codes = codes;
  }

  tree(pc: number, depth: number): string {
    if (depth > DEPTH_MAX) throw new TooDeep();
    const body = this.#shape.loops.get(pc);
    const children = this.#shape.children.get(pc)!.filter((child) => this.#shape.labelled.has(child));
    const after = children.filter((child) => body !== undefined && !body.has(child));
    const within = children.filter((child) => body?.has(child) ?? true);
    const inner = (at: number): string => this.#followed(within, at, (deep) => this.#own(pc, deep));
    if (body === undefined) return inner(depth);
    return this.#followed(after, depth, (deep) => `L${pc}:for(;;){\n${inner(deep + 1)}}\n`);
  }

  /** `first`, and after it the blocks to which it jumps forward: the last of them in the outermost frame. */
  #followed(blocks: readonly number[], depth: number, first: (depth: number) => string): string {
    const { rank } = this.#shape;
    const ordered = blocks.toSorted((a, b) => rank.get(a)! - rank.get(b)!);
    if (depth + ordered.length > DEPTH_MAX) throw new TooDeep();
    return ordered.reduce(
      (code, block, index) => `B${block}:{\n${code}}\n${this.tree(block, depth + ordered.length - 1 - index)}`,
      first(depth + ordered.length),
    );
  }

  #own(pc: number, depth: number): string {
    const { code, end } = this.#codes.get(pc)!;
    if (end.kind === 'leave') return code;
    if (end.kind === 'jump') return code + this.#edge(pc, end.edge, depth);
    return `${code}if(${end.condition}){\n${this.#edge(pc, end.yes, depth + 1)}}else{\n${this.#edge(pc, end.no, depth + 1)}}\n`;
  }

  #edge(from: number, { code, target }: Edge, depth: number): string {
    const { rank, labelled } = this.#shape;
    if (rank.get(target)! <= rank.get(from)!) return `${code}continue L${target};\n`;
    return labelled.has(target) ? `${code}break B${target};\n` : code + this.tree(target, depth);
  }
}

/** Throws TooDeep. */
export function structured(shape: Shape, codes: ReadonlyMap<number, BlockCode>): string {
  return new Writer(shape, codes).tree(shape.root, 0);
}
