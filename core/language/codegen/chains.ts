/** Optional chains: `a?.b`, `a?.[i]`, `a?.()`. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';

/** Opens the chain at its outermost link; `a?.b` leaves undefined where `a` is nullish. */
export function optionalChain(g: Gen, node: ts.OptionalChain, emit: () => void): void {
  const isInner = g.chainEnd !== undefined && ts.isOptionalChain(node.parent) && node.parent.expression === node;
  if (isInner) return emit();
  const before = g.chainEnd;
  const end = g.asm.label();
  g.chainEnd = end;
  emit();
  g.asm.place(end);
  g.chainEnd = before;
}

/** After the value before `?.`: leaves the chain where it is null or undefined. */
export function questionDot(g: Gen, token: ts.QuestionDotToken | undefined): void {
  if (!token) return;
  const go = g.asm.label();
  g.asm.jump('JUMP_IF_NOT_NULLISH_KEEP', go);
  g.asm.op('UNDEFINED');
  g.asm.jump('JUMP', g.chainEnd!);
  g.asm.place(go);
}
