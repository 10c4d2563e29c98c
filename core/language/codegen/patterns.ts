/** Where a value goes: a declared name, a pattern, or the left side of an assignment. Layer: language. */
import ts from 'typescript';
import type { Gen } from './gen.ts';
import { ArrayParts, isFresh } from './array-parts.ts';
import { storeOn, type Place, placeOf } from './members.ts';
import { pushComputedKey } from './object-literals.ts';
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
    if (staticKey(name) !== undefined || this.#hasRest) return this.find(name)();
    this.#g.asm.op('LOAD_LOCAL', this.#slot);
    pushComputedKey(this.#g, name);
    this.#g.asm.op('GET_INDEX');
  }

  /** Finds the key now; what is returned pushes the property's value, later. */
  find(name: ts.PropertyName): () => void {
    const { asm, builder } = this.#g;
    const key = staticKey(name);
    const pushKey = key === undefined ? this.#keptKey(name) : () => asm.op('CONST', builder.string(key));
    this.#taken.push(pushKey);
    return () => {
      asm.op('LOAD_LOCAL', this.#slot);
      if (key !== undefined && !INDEX_KEY.test(key)) return asm.op('GET_PROP', builder.string(key));
      pushKey();
      asm.op('GET_INDEX');
    };
  }

  #keptKey(name: ts.PropertyName): () => void {
    const { asm, slots } = this.#g;
    const slot = slots.take('value');
    this.#keySlots.push(slot);
    pushComputedKey(this.#g, name);
    asm.op('STORE_LOCAL', slot);
    return () => asm.op('LOAD_LOCAL', slot);
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

/** Pops a value into the name or names that a declaration binds. @param source what the value comes from, where it stands in the text */
export function bindValue(g: Gen, name: ts.BindingName, source?: ts.Expression): void {
  if (ts.isIdentifier(name)) return initialiseVariable(g, g.scopes.bindingOf(name)!);
  withTemporary(g, (slot) => {
    if (ts.isArrayBindingPattern(name)) bindArray(g, name, slot, isFresh(source));
    else bindObject(g, name, slot);
  });
}

function bindArray(g: Gen, pattern: ts.ArrayBindingPattern, slot: number, fresh: boolean): void {
  const parts = new ArrayParts(g, pattern.elements, slot, fresh);
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return parts.skip();
    parts.load(index);
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

/** `[a, b] = value`, `({ a, b } = value)`: pops the value into what the parts name. @param source what the value comes from, where it stands in the text */
export function assignToPattern(g: Gen, pattern: AssignmentPattern, source?: ts.Expression): void {
  withTemporary(g, (slot) => {
    if (ts.isArrayLiteralExpression(pattern)) assignArray(g, pattern, slot, isFresh(source));
    else assignObject(g, pattern, slot);
  });
}

function assignArray(g: Gen, pattern: ts.ArrayLiteralExpression, slot: number, fresh: boolean): void {
  const parts = new ArrayParts(g, pattern.elements, slot, fresh);
  pattern.elements.forEach((element, index) => {
    if (ts.isOmittedExpression(element)) return parts.skip();
    assignPart(g, ts.isSpreadElement(element) ? element.expression : element, () => parts.load(index));
  });
}

function assignObject(g: Gen, pattern: ts.ObjectLiteralExpression, slot: number): void {
  g.asm.op('STORE_LOCAL', slot);
  const parts = new ObjectParts(g, slot, pattern.properties.some(ts.isSpreadAssignment));
  for (const property of pattern.properties) {
    if (ts.isSpreadAssignment(property)) assignPart(g, property.expression, () => parts.loadRest());
    else if (ts.isPropertyAssignment(property)) assignPart(g, property.initializer, parts.find(property.name));
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
