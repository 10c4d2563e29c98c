/**
 * The control flow of one function as a graph of basic blocks, and what must be known of it to write it as structured code. Layer: vm.
 * Dominators: Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm" (2001). Positions are absolute, as in flat-code.ts.
 */

export interface Block {
  /** Position of its first instruction. */
  readonly pc: number;
  readonly successors: readonly number[];
}

/** Blocks by position. */
export type Blocks = ReadonlyMap<number, Block>;

export interface Shape {
  readonly root: number;
  /** Reverse postorder: every block after all that come before it, but for the ends of loops. */
  readonly order: readonly number[];
  readonly rank: ReadonlyMap<number, number>;
  /** Which block's code encloses a block; the head of a loop encloses what follows the loop. */
  readonly children: ReadonlyMap<number, readonly number[]>;
  /** Blocks that are reached by leaving a labelled block. */
  readonly labelled: ReadonlySet<number>;
  /** Head of a loop → the blocks of the loop, itself among them. */
  readonly loops: ReadonlyMap<number, ReadonlySet<number>>;
}

function reversePostorder(blocks: Blocks, root: number): number[] {
  const seen = new Set([root]);
  const order: number[] = [];
  const open: { readonly pc: number; next: number }[] = [{ pc: root, next: 0 }];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const successor = blocks.get(top.pc)!.successors[top.next++];
    if (successor === undefined) {
      order.push(top.pc);
      open.pop();
    } else if (!seen.has(successor)) {
      seen.add(successor);
      open.push({ pc: successor, next: 0 });
    }
  }
  return order.reverse();
}

function predecessorsOf(blocks: Blocks, order: readonly number[]): ReadonlyMap<number, number[]> {
  const found = new Map(order.map((pc) => [pc, [] as number[]]));
  for (const pc of order) for (const successor of blocks.get(pc)!.successors) found.get(successor)!.push(pc);
  return found;
}

function dominatorsOf(order: readonly number[], rank: ReadonlyMap<number, number>, predecessors: ReadonlyMap<number, readonly number[]>) {
  const root = order[0]!;
  const idom = new Map([[root, root]]);
  const meet = (a: number, b: number): number => {
    let [x, y] = [a, b];
    while (x !== y) {
      while (rank.get(x)! > rank.get(y)!) x = idom.get(x)!;
      while (rank.get(y)! > rank.get(x)!) y = idom.get(y)!;
    }
    return x;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (const pc of order.slice(1)) {
      const known = predecessors.get(pc)!.filter((each) => idom.has(each));
      const dominator = known.reduce(meet);
      if (idom.get(pc) !== dominator) {
        idom.set(pc, dominator);
        changed = true;
      }
    }
  }
  return idom;
}

function dominates(idom: ReadonlyMap<number, number>, above: number, below: number): boolean {
  for (let at = below; ; at = idom.get(at)!) {
    if (at === above) return true;
    if (idom.get(at) === at) return false;
  }
}

function loopBody(head: number, ends: readonly number[], predecessors: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const body = new Set([head]);
  const pending = [...ends];
  for (let pc = pending.pop(); pc !== undefined; pc = pending.pop()) {
    if (body.has(pc)) continue;
    body.add(pc);
    pending.push(...predecessors.get(pc)!);
  }
  return body;
}

/** undefined: a loop can be entered at two places, so that no structured code says the same. */
export function shapeOf(blocks: Blocks, root: number): Shape | undefined {
  const order = reversePostorder(blocks, root);
  const rank = new Map(order.map((pc, index) => [pc, index]));
  const predecessors = predecessorsOf(blocks, order);
  const idom = dominatorsOf(order, rank, predecessors);
  const loops = new Map<number, ReadonlySet<number>>();
  const labelled = new Set<number>();
  for (const pc of order) {
    const before = predecessors.get(pc)!;
    const ends = before.filter((each) => rank.get(each)! >= rank.get(pc)!);
    if (ends.some((end) => !dominates(idom, pc, end))) return undefined;
    if (ends.length > 0) loops.set(pc, loopBody(pc, ends, predecessors));
    if (before.length - ends.length > 1) labelled.add(pc);
  }
  const children = new Map(order.map((pc) => [pc, [] as number[]]));
  for (const pc of order.slice(1)) {
    const dominator = idom.get(pc)!;
    // Heads come in order, so the first that fits is the outermost loop that ends before this block.
    const left = [...loops].find(([, body]) => body.has(dominator) && !body.has(pc));
    if (left !== undefined) labelled.add(pc);
    children.get(left === undefined ? dominator : left[0])!.push(pc);
  }
  return { root, order, rank, children, labelled, loops };
}
