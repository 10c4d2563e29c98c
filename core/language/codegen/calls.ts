/** Calls: of the program's functions, the robot API, built-ins, methods. Layer: language. */
import ts from 'typescript';
import { assert } from '../../base/assert.ts';
import { apiEntry, type ApiName } from '../../robot/api-table.ts';
import { methodInPrelude, isPreludeName, spreadFunctionOf, type PreludeName } from '../prelude/prelude.ts';
import { ambientOf, type Ambient } from './ambient.ts';
import { arrayOf } from './arrays.ts';
import { questionDot } from './chains.ts';
import { rangeOf, type Gen } from './gen.ts';
import { skipOuter } from './patterns.ts';

type Arguments = readonly ts.Expression[];

function hasSpread(args: Arguments): boolean {
  return args.some((argument) => ts.isSpreadElement(argument));
}

function pushAll(g: Gen, args: Arguments): void {
  for (const argument of args) g.expression(argument);
}

/** The callee is on the stack; `receiver` becomes the first argument. */
function finishCall(g: Gen, args: Arguments, receiver?: () => void): void {
  const first = receiver ? [receiver] : [];
  if (hasSpread(args)) {
    arrayOf(g, args, first);
    return g.asm.op('CALL_SPREAD');
  }
  for (const push of first) push();
  pushAll(g, args);
  g.asm.op('CALL', first.length + args.length);
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

/** In an optional chain the receiver must be found before the callee; elsewhere after it, which saves a SWAP. */
function callPreludeMethod(g: Gen, name: PreludeName, callee: ts.PropertyAccessExpression, args: Arguments): void {
  const pushCallee = (): void => g.asm.op('LOAD_GLOBAL', g.preludeGlobal(name));
  if (!ts.isOptionalChain(callee)) {
    pushCallee();
    return finishCall(g, args, () => g.expression(callee.expression));
  }
  g.expression(callee.expression);
  questionDot(g, callee.questionDotToken);
  pushCallee();
  g.asm.op('SWAP');
  pushAll(g, args);
  g.asm.op('CALL', args.length + 1);
}

function callMethod(g: Gen, callee: ts.PropertyAccessExpression, args: Arguments): void {
  const name = callee.name.text;
  const prelude = methodInPrelude(name);
  if (prelude) return callPreludeMethod(g, prelude, callee, args);
  if (hasSpread(args)) {
    g.asm.op('LOAD_GLOBAL', g.preludeGlobal(spreadFunctionOf(`array.${name}`)!));
    g.expression(callee.expression);
    arrayOf(g, args);
    return g.asm.op('CALL', 2);
  }
  g.expression(callee.expression);
  questionDot(g, callee.questionDotToken);
  pushAll(g, args);
  g.asm.op('CALL_METHOD', g.builder.string(name), args.length);
}

export function call(g: Gen, node: ts.CallExpression): void {
  g.asm.within(rangeOf(node), () => {
    const callee = skipOuter(node.expression);
    const ambient = ambientOf(callee, g.scopes);
    if (ambient) return callAmbient(g, ambient, node.arguments);
    if (ts.isPropertyAccessExpression(callee) && !g.scopes.memberOf(callee)) return callMethod(g, callee, node.arguments);
    g.expression(node.expression);
    questionDot(g, node.questionDotToken);
    finishCall(g, node.arguments);
  });
}

export function construct(g: Gen, node: ts.NewExpression): void {
  assert(ambientOf(skipOuter(node.expression), g.scopes)?.kind === 'array-constructor', 'only Array is made with new');
  g.asm.within(rangeOf(node), () => callArrayConstructor(g, node.arguments ?? []));
}
