/** Calls: of the program's functions, the robot API, built-ins, methods. Layer: language. */
import ts from 'typescript';
import { assert } from '../../base/assert.ts';
import { apiEntry, type ApiName } from '../../robot/api-table.ts';
import { isPreludeName, methodsInPrelude, spreadFunctionOf, type PreludeName } from '../prelude/prelude.ts';
import { ambientOf, type Ambient } from './ambient.ts';
import { arrayOf } from './arrays.ts';
import { questionDot } from './chains.ts';
import { isAssignment } from './assignments.ts';
import { mayRepeatSuper, setUpObject } from './constructors.ts';
import { rangeOf, type Gen } from './gen.ts';
import { isSuper, memberKey, pushSuperMember } from './members.ts';
import { skipOuter } from './skip-outer.ts';
import { checkNoThis, loadThis, storeThis } from './this-value.ts';

const K = ts.SyntaxKind;

type Arguments = readonly ts.Expression[];

function hasSpread(args: Arguments): boolean {
  return args.some((argument) => ts.isSpreadElement(argument));
}

function pushAll(g: Gen, args: Arguments): void {
  for (const argument of args) g.expression(argument);
}

/** The callee is on the stack. */
function finishCall(g: Gen, args: Arguments): void {
  if (hasSpread(args)) {
    arrayOf(g, args);
    return g.asm.op('CALL_SPREAD');
  }
  pushAll(g, args);
  g.asm.op('CALL', args.length);
}

/** A function of the prelude, called with the arguments gathered into one array. */
function callWithArray(g: Gen, name: PreludeName, args: Arguments): void {
  g.asm.op('LOAD_GLOBAL', g.preludeGlobal(name));
  arrayOf(g, args);
  g.asm.op('CALL', 1);
}

function callApi(g: Gen, name: ApiName, args: Arguments): void {
  if (hasSpread(args)) return callWithArray(g, spreadFunctionOf(name)!, args);
  if (apiEntry(name).action.by === 'prelude') {
    assert(isPreludeName(name), `the prelude has ${name}`);
    g.asm.op('LOAD_GLOBAL', g.preludeGlobal(name));
    return finishCall(g, args);
  }
  pushAll(g, args);
  g.asm.op('CALL_NATIVE', g.builder.native(name), args.length);
}

/** `Array(n)` and `new Array(n)`: an array of n times undefined; several arguments are its elements. */
function callArrayConstructor(g: Gen, args: Arguments): void {
  const [length] = args;
  if (!length || args.length > 1) return arrayOf(g, args);
  g.asm.op('NEW_ARRAY', 0);
  g.asm.op('DUP');
  g.expression(length);
  g.asm.op('SET_LENGTH');
  g.asm.op('POP');
}

function callAmbient(g: Gen, ambient: Ambient, args: Arguments): void {
  switch (ambient.kind) {
    case 'api':
      return callApi(g, ambient.name, args);
    case 'prelude':
      g.asm.op('LOAD_GLOBAL', g.preludeGlobal(ambient.name));
      return finishCall(g, args);
    case 'class':
      g.asm.op('LOAD_GLOBAL', g.preludeGlobal(ambient.name));
      return finishNew(g, args);
    case 'collection':
      pushAll(g, args.slice(0, 1));
      return g.asm.op('CALL_BUILTIN', g.builder.string(`new ${ambient.name}`), Math.min(args.length, 1));
    case 'array-constructor':
      return callArrayConstructor(g, args);
    case 'builtin':
      if (hasSpread(args)) return callWithArray(g, spreadFunctionOf(ambient.name)!, args);
      pushAll(g, args);
      return g.asm.op('CALL_BUILTIN', g.builder.string(ambient.name), args.length);
    case 'constant':
      g.asm.op('UNDEFINED');
      return finishCall(g, args);
  }
}

/** Whether finding the arguments can do or change anything, so that the method must be found before them. */
function mayWork(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isCallExpression(node)) return true;
  if (ts.isNewExpression(node) || ts.isDeleteExpression(node) || ts.isPostfixUnaryExpression(node)) return true;
  if (ts.isPrefixUnaryExpression(node) && (node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken)) return true;
  if (ts.isBinaryExpression(node) && isAssignment(node)) return true;
  return ts.forEachChild(node, (child) => mayWork(child) || undefined) ?? false;
}

/** `wait(…)`, `Math.abs(…)`: they change no object. */
function isAmbientCall(g: Gen, node: ts.Expression): boolean {
  const ambient = ts.isCallExpression(node) ? ambientOf(skipOuter(node.expression), g.scopes) : undefined;
  return (
    (ambient?.kind === 'builtin' || (ambient?.kind === 'api' && apiEntry(ambient.name).action.by !== 'prelude')) &&
    ts.isCallExpression(node) &&
    !node.arguments.some((argument) => mayWork(argument))
  );
}

/** function this → result */
function finishThisCall(g: Gen, args: Arguments): void {
  if (hasSpread(args)) {
    arrayOf(g, args);
    return g.asm.op('CALL_THIS_SPREAD');
  }
  pushAll(g, args);
  g.asm.op('CALL_THIS', args.length);
}

function callMethod(g: Gen, node: ts.CallExpression, callee: ts.PropertyAccessExpression): void {
  const { arguments: args, questionDotToken } = node;
  const key = memberKey(callee);
  for (const name of methodsInPrelude(key)) g.preludeGlobal(name);
  const name = g.builder.string(key);
  g.expression(callee.expression);
  questionDot(g, callee.questionDotToken);
  if (questionDotToken) {
    g.asm.op('GET_METHOD', name);
    g.asm.op('SWAP');
    thisOrNothing(g);
    return finishThisCall(g, args);
  }
  if (args.some((argument) => mayWork(argument) && !isAmbientCall(g, argument))) {
    g.asm.op('GET_METHOD', name);
    return finishThisCall(g, args);
  }
  if (hasSpread(args)) {
    arrayOf(g, args);
    return g.asm.op('CALL_METHOD_SPREAD', name);
  }
  pushAll(g, args);
  g.asm.op('CALL_METHOD', name, args.length);
}

/** this function → function this; leaves the chain with undefined where there is no function. */
function thisOrNothing(g: Gen): void {
  const go = g.asm.label();
  g.asm.jump('JUMP_IF_NOT_NULLISH_KEEP', go);
  g.asm.op('POP');
  g.asm.op('UNDEFINED');
  g.asm.jump('JUMP', g.chainEnd!);
  g.asm.place(go);
  g.asm.op('SWAP');
}

function callElement(g: Gen, node: ts.CallExpression, callee: ts.ElementAccessExpression): void {
  g.expression(callee.expression);
  questionDot(g, callee.questionDotToken);
  g.asm.op('DUP');
  g.expression(callee.argumentExpression);
  g.asm.op('GET_INDEX');
  if (node.questionDotToken) thisOrNothing(g);
  else g.asm.op('SWAP');
  finishThisCall(g, node.arguments);
}

/** `super(…)`: makes the object of a derived class. */
function callSuper(g: Gen, node: ts.CallExpression): void {
  const maker = g.node;
  assert(ts.isConstructorDeclaration(maker), 'super is called in constructors only');
  g.asm.op('LOAD_LOCAL', g.newTargetSlot);
  if (hasSpread(node.arguments)) {
    arrayOf(g, node.arguments);
    g.asm.op('SUPER_CONSTRUCT_SPREAD');
  } else {
    pushAll(g, node.arguments);
    g.asm.op('SUPER_CONSTRUCT', node.arguments.length);
  }
  if (mayRepeatSuper(maker)) checkNoThis(g, node.expression);
  g.asm.op('DUP');
  storeThis(g, node.expression);
  setUpObject(g, maker);
}

function callSuperMethod(g: Gen, node: ts.CallExpression, callee: ts.PropertyAccessExpression | ts.ElementAccessExpression): void {
  pushSuperMember(g, callee);
  g.asm.op('GET_SUPER');
  loadThis(g, callee.expression);
  finishThisCall(g, node.arguments);
}

/** `(a?.b)()`: the chain ends within the parentheses. */
function isClosedChain(node: ts.CallExpression, callee: ts.Expression): boolean {
  return ts.isOptionalChain(callee) && !ts.isOptionalChain(node);
}

export function call(g: Gen, node: ts.CallExpression): void {
  g.asm.within(rangeOf(node), () => {
    const callee = skipOuter(node.expression);
    if (isSuper(callee)) return callSuper(g, node);
    const ambient = ambientOf(callee, g.scopes);
    if (ambient) return callAmbient(g, ambient, node.arguments);
    const isMember = (ts.isPropertyAccessExpression(callee) && !g.scopes.memberOf(callee)) || ts.isElementAccessExpression(callee);
    if (isMember && isSuper(callee.expression)) return callSuperMethod(g, node, callee);
    if (isMember && !isClosedChain(node, callee)) {
      return ts.isPropertyAccessExpression(callee) ? callMethod(g, node, callee) : callElement(g, node, callee);
    }
    g.expression(node.expression);
    questionDot(g, node.questionDotToken);
    finishCall(g, node.arguments);
  });
}

/** The class lies on the stack. */
function finishNew(g: Gen, args: Arguments): void {
  if (hasSpread(args)) {
    arrayOf(g, args);
    return g.asm.op('NEW_SPREAD');
  }
  pushAll(g, args);
  g.asm.op('NEW', args.length);
}

export function construct(g: Gen, node: ts.NewExpression): void {
  const args = node.arguments ?? [];
  g.asm.within(rangeOf(node), () => {
    const ambient = ambientOf(skipOuter(node.expression), g.scopes);
    if (ambient) return callAmbient(g, ambient, args);
    g.expression(node.expression);
    finishNew(g, args);
  });
}
