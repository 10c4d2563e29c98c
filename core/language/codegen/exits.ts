/** Leaving statements early: break, continue, return, and the `finally` blocks on the way. Layer: language. */
import type ts from 'typescript';
import { assert } from '../../base/assert.ts';
import { isGate, type FinallyGate, type Gen, type JumpTarget, type Way } from './gen.ts';
import { withTemporary } from './variables.ts';

/** What `waySlot` holds beside the numbers of ways. */
const NORMALLY = 0;
const BY_THROWING = 1;
const FIRST_WAY = 2;

function popTo(g: Gen, depth: number): void {
  for (let extra = g.asm.depth - depth; extra > 0; extra--) g.asm.op('POP');
}

/** The innermost gate; with a target, only among what stands within it. */
function gateBefore(g: Gen, target?: JumpTarget): FinallyGate | undefined {
  for (let at = g.targets.length - 1; at >= 0; at--) {
    const each = g.targets[at]!;
    if (each === target) return undefined;
    if (isGate(each)) return each;
  }
  return undefined;
}

function wayNumber({ ways }: FinallyGate, way: Way): number {
  const same = (other: Way): boolean =>
    way.kind === 'return' ? other.kind === 'return' : other.kind === 'jump' && other.target === way.target && other.to === way.to;
  const index = ways.findIndex(same);
  return FIRST_WAY + (index >= 0 ? index : ways.push(way) - 1);
}

/** A returned value is kept already. */
function enterGate(g: Gen, gate: FinallyGate, number: number): void {
  popTo(g, gate.depth);
  g.asm.op('INT', number);
  g.asm.op('STORE_LOCAL', gate.waySlot);
  g.asm.jump('JUMP', gate.enter);
}

/** Returns the value on top. */
export function returnTop(g: Gen): void {
  if (!g.asm.reachable) return;
  const gate = gateBefore(g);
  if (!gate) return g.asm.op('RETURN');
  g.asm.op('STORE_LOCAL', gate.valueSlot);
  enterGate(g, gate, wayNumber(gate, { kind: 'return' }));
}

export function leave(g: Gen, target: JumpTarget | undefined, to: 'breakTo' | 'continueTo'): void {
  const label = target?.[to];
  assert(target && label, 'the compiler has checked that the jump has a target');
  if (!g.asm.reachable) return;
  const gate = gateBefore(g, target);
  if (gate) return enterGate(g, gate, wayNumber(gate, { kind: 'jump', target, to }));
  popTo(g, to === 'breakTo' ? target.breakDepth : target.continueDepth);
  g.asm.jump('JUMP', label);
}

/** After the block: on by the way that was taken. */
function goOn(g: Gen, gate: FinallyGate): void {
  if (!g.asm.reachable) return;
  const { waySlot, valueSlot, ways } = gate;
  const [rethrow, end] = [g.asm.label(), g.asm.label()];
  const labels = ways.map(() => g.asm.label());
  [rethrow, ...labels].forEach((label, i) => {
    g.asm.op('LOAD_LOCAL', waySlot);
    g.asm.op('INT', BY_THROWING + i);
    g.asm.op('EQ');
    g.asm.jump('JUMP_IF_TRUE', label);
  });
  g.asm.jump('JUMP', end);
  g.asm.place(rethrow);
  g.asm.op('LOAD_LOCAL', valueSlot);
  g.asm.op('THROW');
  ways.forEach((way, i) => {
    g.asm.place(labels[i]!);
    if (way.kind === 'jump') return leave(g, way.target, way.to);
    g.asm.op('LOAD_LOCAL', valueSlot);
    returnTop(g);
  });
  g.asm.place(end);
}

/** Runs `last` after `body`, however that ends. */
function withFinally(g: Gen, body: () => void, last: () => void): void {
  withTemporary(g, (waySlot) => {
    withTemporary(g, (valueSlot) => {
      const { depth } = g.asm;
      const gate: FinallyGate = { enter: g.asm.label(), depth, waySlot, valueSlot, ways: [] };
      const thrown = g.asm.label();
      const from = g.asm.pc;
      g.targets.push(gate);
      body();
      g.targets.pop();
      g.asm.watch(from, depth, thrown);
      enterGate(g, gate, NORMALLY);
      g.asm.place(thrown);
      g.asm.op('STORE_LOCAL', valueSlot);
      g.asm.op('INT', BY_THROWING);
      g.asm.op('STORE_LOCAL', waySlot);
      g.asm.place(gate.enter);
      last();
      goOn(g, gate);
    });
  });
}

/** Runs `body`; what it throws is on the stack when `caught` runs. */
function withCatch(g: Gen, body: () => void, caught: () => void): void {
  const [thrown, end] = [g.asm.label(), g.asm.label()];
  const { depth } = g.asm;
  const from = g.asm.pc;
  body();
  g.asm.watch(from, depth, thrown);
  g.asm.jump('JUMP', end);
  g.asm.place(thrown);
  if (g.asm.reachable) caught();
  g.asm.place(end);
}

export function isJumpTarget(target: JumpTarget | FinallyGate): target is JumpTarget {
  return !isGate(target);
}

export function tryStatement(g: Gen, node: ts.TryStatement, caught: (clause: ts.CatchClause) => void): void {
  const { tryBlock, catchClause, finallyBlock } = node;
  const main = (): void => {
    if (catchClause)
      withCatch(
        g,
        () => g.statement(tryBlock),
        () => caught(catchClause),
      );
    else g.statement(tryBlock);
  };
  if (finallyBlock) withFinally(g, main, () => g.statement(finallyBlock));
  else main();
}
