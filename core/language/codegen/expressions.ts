/** Expressions. Layer: language. */
import ts from 'typescript';
import { assert } from '../../base/assert.ts';
import { ambientName, ambientOf, wrapperArity } from './ambient.ts';
import { assignment, isAssignment, step } from './assignments.ts';
import type { Label } from './assembler.ts';
import { arrayOf } from './arrays.ts';
import { call, construct } from './calls.ts';
import { optionalChain, questionDot } from './chains.ts';
import { classValue } from './classes.ts';
import { enumConstant, enumConstants, pushConstant, siblingMember } from './enums.ts';
import { rangeOf, type Gen } from './gen.ts';
import { getMember, isSuper, memberKey, pushSuperMember } from './members.ts';
import { privateKey } from './names.ts';
import { objectLiteral } from './object-literals.ts';
import { BINARY, SHORT_CIRCUIT, UNARY } from './operators.ts';
import { skipOuter } from './skip-outer.ts';
import { loadThis } from './this-value.ts';
import { constantNumber, literalNumber, pushNumber } from './numbers.ts';
import type { Binding } from './bindings.ts';
import { initialiseVariable, loadVariable, withScope } from './variables.ts';

const K = ts.SyntaxKind;

/** Right sides of `instanceof` that are types of the language. */
const TYPE_CHECKS: ReadonlyMap<string, string> = new Map([
  ['Array', 'Array.isArray'],
  ['Map', 'is Map'],
  ['Set', 'is Set'],
  ['Object', 'is Object'],
  ['Function', 'is Function'],
]);

function pushString(g: Gen, text: string): void {
  g.asm.op('CONST', g.builder.string(text));
}

/** `{}` of a name that is no variable: a constant, a property of the robot, or a function of the API as a value. */
function ambientValue(g: Gen, node: ts.Expression): boolean {
  const ambient = ambientOf(node, g.scopes);
  if (!ambient) return false;
  if (ambient.kind === 'constant') {
    if (ambient.value === undefined) g.asm.op('UNDEFINED');
    else pushNumber(g, ambient.value);
  } else if (ambient.kind === 'prelude' || ambient.kind === 'class') {
    g.asm.op('LOAD_GLOBAL', g.preludeGlobal(ambient.name));
  } else if (ambient.kind === 'api' && wrapperArity(ambient) === undefined) {
    g.asm.within(rangeOf(node), () => g.asm.op('CALL_NATIVE', g.builder.native(ambient.name), 0));
  } else {
    assert(ambient.kind === 'api' || ambient.kind === 'builtin', 'built-in types as values are outside the subset');
    g.asm.op('CLOSURE', g.wrapperOf(ambient.name));
  }
  return true;
}

function identifier(g: Gen, node: ts.Identifier): void {
  const binding = g.scopes.bindingOf(node);
  const known = binding && !g.scopes.needsCheck(node) ? constantNumber(binding) : undefined;
  if (known !== undefined) pushNumber(g, known);
  else if (binding && !siblingMember(node)) loadVariable(g, node, binding);
  else if (siblingMember(node)) sibling(g, node, siblingMember(node)!);
  else assert(ambientValue(g, node), `unknown name ${node.text}`);
}

/** `namespace.name` */
function loadMember(g: Gen, node: ts.PropertyAccessExpression, member: Binding): void {
  loadVariable(g, node.name as ts.Identifier, member);
}

/** A member of the enum in whose values the name stands; the object under way lies on the stack. */
function sibling(g: Gen, node: ts.Identifier, owner: ts.EnumDeclaration): void {
  const constant = enumConstants(owner).get(node.text);
  if (constant !== undefined) return pushConstant(g, constant);
  g.asm.op('DUP');
  g.asm.op('GET_PROP', g.builder.string(node.text));
}

function property(g: Gen, node: ts.PropertyAccessExpression): void {
  if (ambientValue(g, node)) return;
  const member = g.scopes.memberOf(node);
  if (member) return loadMember(g, node, member);
  const constant = enumConstant(g, node);
  if (constant !== undefined) return pushConstant(g, constant);
  if (isSuper(node.expression)) return superMember(g, node);
  g.expression(node.expression);
  questionDot(g, node.questionDotToken);
  g.asm.within(rangeOf(node), () => getMember(g, node));
}

function superMember(g: Gen, node: ts.PropertyAccessExpression | ts.ElementAccessExpression): void {
  pushSuperMember(g, node);
  g.asm.within(rangeOf(node), () => g.asm.op('GET_SUPER'));
}

function element(g: Gen, node: ts.ElementAccessExpression): void {
  const constant = enumConstant(g, node);
  if (constant !== undefined) return pushConstant(g, constant);
  if (isSuper(node.expression)) return superMember(g, node);
  g.expression(node.expression);
  questionDot(g, node.questionDotToken);
  g.expression(node.argumentExpression);
  g.asm.within(rangeOf(node), () => g.asm.op('GET_INDEX'));
}

function template(g: Gen, node: ts.TemplateExpression): void {
  let parts = 0;
  const text = (literal: string): void => {
    if (literal === '') return;
    pushString(g, literal);
    parts++;
  };
  text(node.head.text);
  for (const span of node.templateSpans) {
    g.expression(span.expression);
    parts++;
    text(span.literal.text);
  }
  g.asm.op('CONCAT', parts);
}

function binary(g: Gen, node: ts.BinaryExpression): void {
  if (isAssignment(node)) return assignment(g, node, true);
  const operator = node.operatorToken.kind;
  if (operator === K.CommaToken) {
    g.effect(node.left);
    return g.expression(node.right);
  }
  const jump = SHORT_CIRCUIT.get(operator);
  if (operator === K.InstanceOfKeyword) return instanceOf(g, node);
  if (operator === K.InKeyword && ts.isPrivateIdentifier(node.left)) g.asm.op('CONST', g.builder.string(privateKey(node.left)));
  else g.expression(node.left);
  if (jump) {
    const end = g.asm.label();
    g.asm.jump(jump, end);
    g.expression(node.right);
    return g.asm.place(end);
  }
  g.expression(node.right);
  g.asm.within(rangeOf(node), () => g.asm.op(operator === K.InKeyword ? 'IN' : BINARY.get(operator)!));
}

/** Built-in types are no values: what is asked of them is a function of the VM. */
function instanceOf(g: Gen, node: ts.BinaryExpression): void {
  g.expression(node.left);
  const name = ambientName(skipOuter(node.right), g.scopes);
  const check = name === undefined ? undefined : TYPE_CHECKS.get(name);
  if (check !== undefined) return g.asm.op('CALL_BUILTIN', g.builder.string(check), 1);
  g.expression(node.right);
  g.asm.within(rangeOf(node), () => g.asm.op('INSTANCEOF'));
}

function deletion(g: Gen, node: ts.DeleteExpression): void {
  const target = skipOuter(node.expression);
  if (ts.isPropertyAccessExpression(target)) {
    g.expression(target.expression);
    g.asm.op('CONST', g.builder.string(memberKey(target)));
  } else if (ts.isElementAccessExpression(target)) {
    g.expression(target.expression);
    g.expression(target.argumentExpression);
  }
  g.asm.within(rangeOf(node), () => g.asm.op('DELETE'));
}

function classExpression(g: Gen, node: ts.ClassExpression): void {
  const scope = node.name && g.scopes.scopeOf(node.name);
  if (!node.name || !scope) return classValue(g, node, () => {});
  const binding = g.scopes.bindingOf(node.name)!;
  withScope(g, scope, () => {
    classValue(g, node, () => {
      g.asm.op('DUP');
      initialiseVariable(g, binding);
    });
  });
}

function prefix(g: Gen, node: ts.PrefixUnaryExpression): void {
  const { operator, operand } = node;
  if (operator === K.PlusPlusToken || operator === K.MinusMinusToken) return step(g, node, true);
  const literal = literalNumber(node);
  if (literal !== undefined) return pushNumber(g, literal);
  g.expression(operand);
  g.asm.op(UNARY.get(operator)!);
}

function conditional(g: Gen, node: ts.ConditionalExpression): void {
  const otherwise = g.asm.label();
  const end = g.asm.label();
  g.condition(node.condition, otherwise, false);
  g.expression(node.whenTrue);
  g.asm.jump('JUMP', end);
  g.asm.place(otherwise);
  g.expression(node.whenFalse);
  g.asm.place(end);
}

export function expression(g: Gen, outer: ts.Expression): void {
  const node = skipOuter(outer);
  if (ts.isOptionalChain(node) && !ts.isNonNullExpression(node)) return optionalChain(g, node, () => inner(g, node));
  inner(g, node);
}

function inner(g: Gen, node: ts.Expression): void {
  if (ts.isIdentifier(node)) return identifier(g, node);
  if (ts.isNumericLiteral(node)) return pushNumber(g, Number(node.text));
  if (ts.isStringLiteralLike(node)) return pushString(g, node.text);
  if (ts.isBinaryExpression(node)) return binary(g, node);
  if (ts.isCallExpression(node)) return call(g, node);
  if (ts.isPropertyAccessExpression(node)) return property(g, node);
  if (ts.isElementAccessExpression(node)) return element(g, node);
  if (ts.isPrefixUnaryExpression(node)) return prefix(g, node);
  if (ts.isPostfixUnaryExpression(node)) return step(g, node, true);
  if (ts.isConditionalExpression(node)) return conditional(g, node);
  if (ts.isArrayLiteralExpression(node)) return arrayOf(g, node.elements);
  if (ts.isTemplateExpression(node)) return template(g, node);
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return g.closure(node);
  if (ts.isNewExpression(node)) return construct(g, node);
  rare(g, node);
}

function rare(g: Gen, node: ts.Expression): void {
  if (ts.isObjectLiteralExpression(node)) return objectLiteral(g, node);
  if (node.kind === K.ThisKeyword) return loadThis(g, node);
  if (ts.isClassExpression(node)) return classExpression(g, node);
  if (ts.isDeleteExpression(node)) return deletion(g, node);
  if (ts.isMetaProperty(node)) return g.asm.op('LOAD_LOCAL', g.newTargetSlot);
  if (ts.isTypeOfExpression(node)) {
    g.expression(node.expression);
    return g.asm.op('TYPEOF');
  }
  if (ts.isVoidExpression(node)) {
    g.effect(node.expression);
    return g.asm.op('UNDEFINED');
  }
  if (node.kind === K.TrueKeyword) return g.asm.op('TRUE');
  if (node.kind === K.FalseKeyword) return g.asm.op('FALSE');
  assert(node.kind === K.NullKeyword, `${K[node.kind]} is outside the subset`);
  g.asm.op('NULL');
}

/** For its effect only. */
export function effect(g: Gen, outer: ts.Expression): void {
  const node = skipOuter(outer);
  if (ts.isBinaryExpression(node) && isAssignment(node)) return assignment(g, node, false);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === K.CommaToken) {
    g.effect(node.left);
    return g.effect(node.right);
  }
  const steps = ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node) ? node : undefined;
  if (steps && (steps.operator === K.PlusPlusToken || steps.operator === K.MinusMinusToken)) return step(g, steps, false);
  g.expression(node);
  g.asm.op('POP');
}

/** Jumps to `target` where the truth of the expression is `when`; a constant decides here. */
export function condition(g: Gen, outer: ts.Expression, target: Label, when: boolean): void {
  const node = skipOuter(outer);
  if (node.kind === K.TrueKeyword || node.kind === K.FalseKeyword) {
    if ((node.kind === K.TrueKeyword) === when) g.asm.jump('JUMP', target);
    return;
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken) return condition(g, node.operand, target, !when);
  const and = ts.isBinaryExpression(node) && node.operatorToken.kind === K.AmpersandAmpersandToken;
  const or = ts.isBinaryExpression(node) && node.operatorToken.kind === K.BarBarToken;
  if (and || or) {
    // The left side alone decides for the value that ends the chain early.
    if (and !== when) {
      condition(g, node.left, target, when);
      return condition(g, node.right, target, when);
    }
    const past = g.asm.label();
    condition(g, node.left, past, !when);
    condition(g, node.right, target, when);
    return g.asm.place(past);
  }
  g.expression(node);
  g.asm.jump(when ? 'JUMP_IF_TRUE' : 'JUMP_IF_FALSE', target);
}
