/** Places that an assignment can name: variables, elements, properties, what `super` has. Layer: language. */
import ts from 'typescript';
import type { OpcodeName } from '../../bytecode/opcodes.ts';
import type { Gen } from './gen.ts';
import { privateKey } from './names.ts';
import { loadSuper, loadThis } from './this-value.ts';
import { loadVariable, storeVariable } from './variables.ts';

/** A place, and how its instructions find it: `operands` values beneath the one to store. */
export interface Place {
  readonly operands: 0 | 1 | 2 | 3;
  /** Pushes the operands. */
  push(): void;
  /** operands → operands value */
  loadKeeping(): void;
  /** operands value → value; of a variable: value → */
  store(): void;
}

/** The key after the dot. */
export function memberKey(node: ts.PropertyAccessExpression): string {
  return ts.isPrivateIdentifier(node.name) ? privateKey(node.name) : node.name.text;
}

export function isSuper(node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.SuperKeyword;
}

/** object → value */
export function getMember(g: Gen, node: ts.PropertyAccessExpression): void {
  const key = memberKey(node);
  if (key === 'length') g.asm.op('GET_LENGTH');
  else g.asm.op('GET_PROP', g.builder.string(key));
}

/** → this base key */
export function pushSuperMember(g: Gen, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): void {
  loadThis(g, node.expression);
  loadSuper(g, node.expression);
  if (ts.isPropertyAccessExpression(node)) g.asm.op('CONST', g.builder.string(memberKey(node)));
  else g.expression(node.argumentExpression);
}

function superPlace(g: Gen, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): Place {
  return {
    operands: 3,
    push: () => pushSuperMember(g, node),
    loadKeeping: () => {
      pushSuperMember(g, node);
      g.asm.op('GET_SUPER');
    },
    store: () => g.asm.op('SET_SUPER'),
  };
}

function elementPlace(g: Gen, node: ts.ElementAccessExpression): Place {
  return {
    operands: 2,
    push: () => {
      g.expression(node.expression);
      g.expression(node.argumentExpression);
    },
    loadKeeping: () => {
      g.asm.op('DUP2');
      g.asm.op('GET_INDEX');
    },
    store: () => g.asm.op('SET_INDEX'),
  };
}

function propertyPlace(g: Gen, node: ts.PropertyAccessExpression): Place {
  const key = memberKey(node);
  return {
    operands: 1,
    push: () => g.expression(node.expression),
    loadKeeping: () => {
      g.asm.op('DUP');
      getMember(g, node);
    },
    store: () => {
      if (key === 'length') g.asm.op('SET_LENGTH');
      else g.asm.op('SET_PROP', g.builder.string(key));
    },
  };
}

/** @param node without parentheses and types around it */
export function placeOf(g: Gen, node: ts.Expression): Place {
  if (ts.isPropertyAccessExpression(node)) return isSuper(node.expression) ? superPlace(g, node) : propertyPlace(g, node);
  if (ts.isElementAccessExpression(node)) return isSuper(node.expression) ? superPlace(g, node) : elementPlace(g, node);
  const use = node as ts.Identifier;
  const binding = g.scopes.bindingOf(use)!;
  return {
    operands: 0,
    push: () => {},
    loadKeeping: () => loadVariable(g, use, binding),
    store: () => storeVariable(g, use, binding),
  };
}

/** operands value → value, or nothing where the value is not wanted */
export function storeOn(g: Gen, place: Place, wanted: boolean): void {
  if (place.operands === 0) {
    if (wanted) g.asm.op('DUP');
    return place.store();
  }
  place.store();
  if (!wanted) g.asm.op('POP');
}

/** Moves the top operand beneath the operands of a place. */
const SINK: readonly (Extract<OpcodeName, 'SWAP' | 'ROT3' | 'ROT4'> | undefined)[] = [undefined, 'SWAP', 'ROT3', 'ROT4'];

function sinkBeneath(g: Gen, place: Place): void {
  const opcode = SINK[place.operands];
  if (opcode) g.asm.op(opcode);
}

/** operands value → value */
export function dropOperands(g: Gen, place: Place): void {
  if (place.operands === 0) return;
  sinkBeneath(g, place);
  for (let i = 0; i < place.operands; i++) g.asm.op('POP');
}
