/** Array literals, and arguments gathered into an array. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';

/** Longer literals are built piece by piece: the operand stack is not for a thousand values. */
const ON_STACK_MAX = 64;

/** Leaves a new array of the elements. */
export function arrayOf(g: Gen, elements: readonly ts.Expression[]): void {
  const plain = elements.findIndex((element) => ts.isSpreadElement(element));
  const onStack = Math.min(plain < 0 ? elements.length : plain, ON_STACK_MAX);
  for (const element of elements.slice(0, onStack)) g.expression(element);
  g.asm.op('NEW_ARRAY', onStack);
  for (const element of elements.slice(onStack)) {
    if (ts.isSpreadElement(element)) {
      g.expression(element.expression);
      g.asm.op('APPEND_ALL');
    } else {
      g.expression(element);
      g.asm.op('APPEND');
    }
  }
}
