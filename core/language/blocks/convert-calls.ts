/** Calls → blocks. Layer: language/blocks. */
import ts from 'typescript';
import type { BlockJson } from './blocks-document.ts';
import { addStyle } from './block-style.ts';
import { apiCallableOf, argAt, eventCallableOf, fewestArgs, methodCallableOf, type Callable } from './callables.ts';
import { addState, exactText, genericText, isOneOf, withCount, type Conversion } from './conversion.ts';
import { EMPTY_SOCKET } from './empty-socket.ts';
import { MATH_FUNCTIONS, MATH_PAIRS } from './operators.ts';

/** `car.drive` for `car.drive`, `wait` for `wait`; undefined for anything longer. */
export function pathOf(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && ts.isIdentifier(node.name) && !node.questionDotToken) {
    return `${node.expression.text}.${node.name.text}`;
  }
  return undefined;
}

/** `() => { … }` or `() => call()`: what a body socket can hold. */
function isPlainCallback(node: ts.Expression): node is ts.ArrowFunction {
  return ts.isArrowFunction(node) && node.parameters.length === 0 && !node.modifiers?.length && !node.typeParameters && !node.type;
}

function fits(callable: Callable, args: readonly ts.Expression[]): boolean {
  if (callable.property || args.length < fewestArgs(callable)) return false;
  if (args.length > (callable.rest ? 100 : callable.args.length)) return false;
  return args.every((arg, index) => argAt(callable, index)?.kind !== 'body' || isPlainCallback(arg));
}

/** What stands in sockets: all but the event of `on`. */
function socketArguments(callable: Callable, node: ts.CallExpression): readonly ts.Expression[] {
  return callable.event ? node.arguments.slice(1) : node.arguments;
}

function putCallable(conversion: Conversion, callable: Callable, node: ts.CallExpression): BlockJson {
  const args = socketArguments(callable, node);
  const block = withCount(callable.type, args.length);
  const event = callable.event && exactText(conversion, node.arguments[0]!);
  if (event !== undefined && event !== JSON.stringify(callable.event)) addStyle(block, { raw: { text: event, shown: callable.event! } });
  if (callable.receiver) conversion.value(block, 'OBJECT', (node.expression as ts.PropertyAccessExpression).expression);
  let ownsNote = true;
  args.forEach((arg, index) => {
    if (argAt(callable, index)?.kind !== 'body') return conversion.value(block, `A${index}`, arg);
    conversion.putBody(block, `A${index}`, (arg as ts.ArrowFunction).body, { bareIndex: index, ownsNote });
    ownsNote = false;
  });
  return block;
}

/** A call as a statement or as a value. A function without a result has no value block of its own, and the other way round. */
export function call(conversion: Conversion, node: ts.CallExpression, position: 'statement' | 'value'): BlockJson | undefined {
  const block = callForm(conversion, node, position);
  if (block && node.arguments.hasTrailingComma) addStyle(block, { trailingComma: true });
  return block;
}

function callForm(conversion: Conversion, node: ts.CallExpression, position: 'statement' | 'value'): BlockJson | undefined {
  const callee = node.expression;
  const known = knownCallable(node, position);
  if (known) return putCallable(conversion, known, node);
  const block = blockForCallee(conversion, node, position);
  if (!block) return undefined;
  const optional = node.questionDotToken ?? (ts.isPropertyAccessExpression(callee) ? callee.questionDotToken : undefined);
  addState(block, { generic: genericText(conversion, node.typeArguments), optional: optional && true });
  node.arguments.forEach((arg, index) => conversion.value(block, block.type === 'math_function' ? 'A' : `A${index}`, arg));
  return block;
}

function blockForCallee(conversion: Conversion, node: ts.CallExpression, position: 'statement' | 'value'): BlockJson | undefined {
  const { expression: callee, questionDotToken, typeArguments } = node;
  const count = node.arguments.length;
  const isBlank = ts.isIdentifier(callee) && callee.text === EMPTY_SOCKET && position === 'value';
  if ((ts.isIdentifier(callee) && !isBlank) || callee.kind === ts.SyntaxKind.SuperKeyword) {
    const block = withCount(`call_${position}`, count);
    block.fields = { NAME: exactText(conversion, callee) };
    return block;
  }
  if (ts.isPropertyAccessExpression(callee) && !questionDotToken) {
    const plain = position === 'value' && !typeArguments && pathOf(callee)?.startsWith('Math.');
    const math = plain ? mathBlock(callee.name.text, count) : undefined;
    if (math) return math;
    const block = withCount(`method_${position}`, count);
    block.fields = { NAME: callee.name.text };
    conversion.value(block, 'OBJECT', callee.expression);
    return block;
  }
  if (position === 'statement') return undefined;
  const block = withCount('call_any', count);
  conversion.value(block, 'CALLEE', callee);
  return block;
}

/** The callable whose block this call is, in this position. */
export function knownCallable(node: ts.CallExpression, position: 'statement' | 'value'): Callable | undefined {
  if (node.questionDotToken || node.typeArguments) return undefined;
  const path = pathOf(node.expression);
  const [first] = node.arguments;
  const event = path === 'on' && first && ts.isStringLiteral(first) ? eventCallableOf(first.text) : undefined;
  const api = event ?? (path === undefined ? undefined : apiCallableOf(path));
  const method =
    ts.isPropertyAccessExpression(node.expression) && !node.expression.questionDotToken ? node.expression.name.text : undefined;
  const callable = api ?? (method === undefined || path?.startsWith('Math.') ? undefined : methodCallableOf(method));
  return callable && (callable.result === 'void') === (position === 'statement') && fits(callable, socketArguments(callable, node))
    ? callable
    : undefined;
}

function mathBlock(name: string, count: number): BlockJson | undefined {
  if (isOneOf(MATH_FUNCTIONS, name) && count === 1) return { type: 'math_function', fields: { NAME: name } };
  if (!isOneOf(MATH_PAIRS, name) || count === 0) return undefined;
  return { ...withCount('math_pair', count), fields: { NAME: name } };
}
