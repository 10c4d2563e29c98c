/** Where a value goes: a declared name, an array pattern, or the left side of an assignment. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { initialiseVariable, storeVariable, withTemporary } from './variables.ts';

/** Without parentheses and without what only the type checker reads: `x as T`, `x!`, `x satisfies T`. */
export function skipOuter(node: ts.Expression): ts.Expression {
  let at = node;
  while (
    ts.isParenthesizedExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isNonNullExpression(at) ||
    ts.isSatisfiesExpression(at) ||
    ts.isTypeAssertionExpression(at)
  ) {
    at = at.expression;
  }
  return at;
}

/** The value on the stack is replaced by that of `initializer` where it is undefined. */
export function defaultTo(g: Gen, initializer: ts.Expression | undefined): void {
  if (!initializer) return;
  const given = g.asm.label();
  g.asm.op('DUP');
  g.asm.op('UNDEFINED');
  g.asm.op('EQ');
  g.asm.jump('JUMP_IF_FALSE', given);
  g.asm.op('POP');
  g.expression(initializer);
  g.asm.place(given);
}

/** Pushes element `index` of the array in `slot`; for a rest element, the array from there on. */
function loadElement(g: Gen, slot: number, index: number, rest: boolean): void {
  g.asm.op('LOAD_LOCAL', slot);
  g.asm.op('INT', index);
  if (rest) g.asm.op('CALL_METHOD', g.builder.string('slice'), 1);
  else g.asm.op('GET_INDEX');
}

/** Pops a value into the name or names that a declaration binds. */
export function bindValue(g: Gen, name: ts.BindingName): void {
  if (ts.isIdentifier(name)) return initialiseVariable(g, g.scopes.bindingOf(name)!);
  withTemporary(g, (slot) => {
    g.asm.op('STORE_LOCAL', slot);
    name.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      loadElement(g, slot, index, element.dotDotDotToken !== undefined);
      defaultTo(g, element.initializer);
      bindValue(g, element.name);
    });
  });
}

/** `[a, b] = value`: pops the value into what the elements name. */
export function assignToPattern(g: Gen, pattern: ts.ArrayLiteralExpression): void {
  withTemporary(g, (slot) => {
    g.asm.op('STORE_LOCAL', slot);
    pattern.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      const rest = ts.isSpreadElement(element);
      const inner = rest ? element.expression : element;
      const withDefault = ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken;
      const target = skipOuter(withDefault ? inner.left : inner);
      assignElement(g, target, () => {
        loadElement(g, slot, index, rest);
        if (withDefault) defaultTo(g, inner.right);
      });
    });
  });
}

function assignElement(g: Gen, target: ts.Expression, value: () => void): void {
  if (ts.isIdentifier(target)) {
    value();
    storeVariable(g, target, g.scopes.bindingOf(target)!);
  } else if (ts.isElementAccessExpression(target)) {
    g.expression(target.expression);
    g.expression(target.argumentExpression);
    value();
    g.asm.op('SET_INDEX');
    g.asm.op('POP');
  } else if (ts.isArrayLiteralExpression(target)) {
    value();
    assignToPattern(g, target);
  }
}
