/** Where a value goes: a declared name, a pattern, or the left side of an assignment. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { storeOn, type Place, placeOf } from './members.ts';
import { staticKey } from './names.ts';
import { skipOuter } from './skip-outer.ts';
import { initialiseVariable, storeVariable, withTemporary } from './variables.ts';

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

/** Names that are places of an array or a text. */
const INDEX_KEY = /^(0|[1-9]\d*)$/;

/** What an object pattern takes, one after another; a key that is computed is kept for the rest. */
class ObjectParts {
  readonly #g: Gen;
  readonly #slot: number;
  readonly #hasRest: boolean;
  /** Each pushes one key that the rest has not got. */
  readonly #taken: (() => void)[] = [];
  readonly #keySlots: number[] = [];

  constructor(g: Gen, slot: number, hasRest: boolean) {
    this.#g = g;
    this.#slot = slot;
    this.#hasRest = hasRest;
  }

  /** Pushes the property's value. */
  load(name: ts.PropertyName): void {
    const { asm, builder } = this.#g;
    const key = staticKey(name);
    if (key !== undefined) {
      asm.op('LOAD_LOCAL', this.#slot);
      if (INDEX_KEY.test(key)) {
        asm.op('CONST', builder.string(key));
        asm.op('GET_INDEX');
      } else asm.op('GET_PROP', builder.string(key));
      this.#taken.push(() => asm.op('CONST', builder.string(key)));
      return;
    }
    const expression = (name as ts.ComputedPropertyName).expression;
    asm.op('LOAD_LOCAL', this.#slot);
    this.#g.expression(expression);
    if (this.#hasRest) this.#keepKey();
    asm.op('GET_INDEX');
  }

  #keepKey(): void {
    const { asm, slots } = this.#g;
    const slot = slots.take('value');
    this.#keySlots.push(slot);
    asm.op('DUP');
    asm.op('STORE_LOCAL', slot);
    this.#taken.push(() => asm.op('LOAD_LOCAL', slot));
  }

  /** Pushes an object of what is left. */
  loadRest(): void {
    this.#g.asm.op('LOAD_LOCAL', this.#slot);
    for (const push of this.#taken) push();
    this.#g.asm.op('REST_OBJECT', this.#taken.length);
  }

  /** `{}` takes nothing, and yet refuses null and undefined. */
  finish(isEmpty: boolean): void {
    if (isEmpty) {
      this.loadRest();
      this.#g.asm.op('POP');
    }
    for (const slot of this.#keySlots) this.#g.slots.release('value', slot);
  }
}

/** Pops a value into the name or names that a declaration binds. */
export function bindValue(g: Gen, name: ts.BindingName): void {
  if (ts.isIdentifier(name)) return initialiseVariable(g, g.scopes.bindingOf(name)!);
  withTemporary(g, (slot) => {
    if (ts.isArrayBindingPattern(name)) bindArray(g, name, slot);
    else bindObject(g, name, slot);
  });
}

function bindArray(g: Gen, pattern: ts.ArrayBindingPattern, slot: number): void {
  g.asm.op('TO_LIST');
  g.asm.op('STORE_LOCAL', slot);
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    loadElement(g, slot, index, element.dotDotDotToken !== undefined);
    defaultTo(g, element.initializer);
    bindValue(g, element.name);
  });
}

function bindObject(g: Gen, pattern: ts.ObjectBindingPattern, slot: number): void {
  g.asm.op('STORE_LOCAL', slot);
  const parts = new ObjectParts(
    g,
    slot,
    pattern.elements.some(({ dotDotDotToken }) => dotDotDotToken),
  );
  for (const element of pattern.elements) {
    if (element.dotDotDotToken) parts.loadRest();
    else parts.load(element.propertyName ?? (element.name as ts.Identifier));
    defaultTo(g, element.initializer);
    bindValue(g, element.name);
  }
  parts.finish(pattern.elements.length === 0);
}

export type AssignmentPattern = ts.ArrayLiteralExpression | ts.ObjectLiteralExpression;

export function isAssignmentPattern(node: ts.Expression): node is AssignmentPattern {
  return ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
}

/** `[a, b] = value`, `({ a, b } = value)`: pops the value into what the parts name. */
export function assignToPattern(g: Gen, pattern: AssignmentPattern): void {
  withTemporary(g, (slot) => {
    if (ts.isArrayLiteralExpression(pattern)) assignArray(g, pattern, slot);
    else assignObject(g, pattern, slot);
  });
}

function assignArray(g: Gen, pattern: ts.ArrayLiteralExpression, slot: number): void {
  g.asm.op('TO_LIST');
  g.asm.op('STORE_LOCAL', slot);
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return;
    const rest = ts.isSpreadElement(element);
    assignPart(g, rest ? element.expression : element, () => loadElement(g, slot, index, rest));
  });
}

function assignObject(g: Gen, pattern: ts.ObjectLiteralExpression, slot: number): void {
  g.asm.op('STORE_LOCAL', slot);
  const parts = new ObjectParts(g, slot, pattern.properties.some(ts.isSpreadAssignment));
  for (const property of pattern.properties) {
    if (ts.isSpreadAssignment(property)) assignPart(g, property.expression, () => parts.loadRest());
    else if (ts.isPropertyAssignment(property)) assignPart(g, property.initializer, () => parts.load(property.name));
    else if (ts.isShorthandPropertyAssignment(property)) {
      parts.load(property.name);
      defaultTo(g, property.objectAssignmentInitializer);
      storeVariable(g, property.name, g.scopes.bindingOf(property.name)!);
    }
  }
  parts.finish(pattern.properties.length === 0);
}

/** `target` or `target = default`. What the target is made of is found before the value. */
function assignPart(g: Gen, part: ts.Expression, load: () => void): void {
  const inner = skipOuter(part);
  const withDefault = ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const target = skipOuter(withDefault ? inner.left : inner);
  const value = (): void => {
    load();
    if (withDefault) defaultTo(g, inner.right);
  };
  if (isAssignmentPattern(target)) {
    value();
    return assignToPattern(g, target);
  }
  const place: Place = placeOf(g, target);
  place.push();
  value();
  storeOn(g, place, false);
}

/** Pops the value into whatever stands left of `of` or `in` in a loop's head. */
export function assignTop(g: Gen, target: ts.Expression): void {
  const inner = skipOuter(target);
  if (isAssignmentPattern(inner)) return assignToPattern(g, inner);
  withTemporary(g, (slot) => {
    g.asm.op('STORE_LOCAL', slot);
    const place = placeOf(g, inner);
    place.push();
    g.asm.op('LOAD_LOCAL', slot);
    storeOn(g, place, false);
  });
}
