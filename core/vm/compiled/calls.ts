/** How calls read as JavaScript: of the program's own functions, of the API's, of Math's. Layer: vm. Meaning: bytecode.md §5, §8. */
import { atan2, cos, exp, ln, pow, sin } from '../../base/deterministic-math.ts';
import { atan } from '../../base/elementary-functions.ts';
import { OPCODES } from '../../bytecode/opcodes.ts';
import { quickBuiltinOf } from '../quick-builtins.ts';
import { quickShapeOf, type QuickShape } from '../quick-natives.ts';
import { at } from './block-writer.ts';
import { either, inFull, isKnownShape, isNumber, made, onFiberUnless, result, type Instruction, type Write } from './expressions.ts';
import type { Kind } from './frame-state.ts';

/** Functions that compiled code finds in its scope. */
export const SOFTWARE_MATH = { sin, cos, atan, atan2, exp, ln, pow };
const IN_SCOPE: ReadonlyMap<unknown, keyof typeof SOFTWARE_MATH> = new Map([
  ['Math.sin', 'sin'],
  ['Math.cos', 'cos'],
  ['Math.atan', 'atan'],
  ['Math.atan2', 'atan2'],
  ['Math.exp', 'exp'],
  ['Math.log', 'ln'],
  ['Math.pow', 'pow'],
]);

/**
 * A call of a compiled function that has room is a JavaScript call; the caller's frame is stored before it, since whatever happens in there
 * finds it on the fiber. Every other call is the interpreter's.
 */
export const call: Write = ({ writer, code, pc, next: after }) => {
  const count = code[pc + 1]!;
  const callee = writer.peek(count);
  const args = Array.from({ length: count }, (_, i) => `,${writer.peek(count - 1 - i).text}`).join('');
  const calleeAt = writer.localCount + writer.depth - count - 1;
  writer.settle();
  writer.line(`c=${callee.text};`);
  const isOurs = `left>0&&c instanceof Closure&&(r=T[c.fn.index])!==undefined`;
  const hasRoom = `${at(calleeAt + 1)}+r.frameSize<=x.slotsMax&&depth<x.depthMax`;
  const refuse = `return leave(x,-1,${pc},base,depth,left+${OPCODES.CALL.weight}${writer.slots()})`;
  writer.line(`if(!(${isOurs}&&${hasRoom}))${refuse};`);
  writer.store(writer.depth - count - 1);
  writer.line(`stack[${at(calleeAt)}]=c;t=x.frames;t[2*depth]=${after};t[2*depth+1]=base;m.left=left;`);
  writer.line(`if((r=r.run(m,x,stack,${at(calleeAt + 1)},depth+1,c,undefined${args}))===UNWIND)return UNWIND;left=m.left;`);
  writer.drop(count + 1);
  writer.pushResult('r', 'any');
};

/** Of an object whose method this instruction knows, compiled and with room, as `call`; all else is done on the fiber. */
export const callMethod: Write = (instruction) => {
  const { writer, code, pc, next } = instruction;
  const count = code[pc + 2]!;
  const object = writer.peek(count);
  const self = `(${object.text})`;
  const args = Array.from({ length: count }, (_, i) => `,${writer.peek(count - 1 - i).text}`).join('');
  const calleeAt = writer.localCount + writer.depth - count - 1;
  writer.settle();
  writer.store(writer.depth - count - 1);
  const method = `(c=t.slot<0?t.epoch===prototypes.epoch&&t.method:${self}.slots[t.slot])`;
  const isOurs = `left>0&&${isKnownShape(object, pc)}&&${method} instanceof Closure&&(r=T[c.fn.index])!==undefined`;
  const hasRoom = `${at(calleeAt + 1)}+r.frameSize<=x.slotsMax&&depth<x.depthMax`;
  const frame = `stack[${at(calleeAt)}]=c;t=x.frames;t[2*depth]=${next};t[2*depth+1]=base;m.left=left;`;
  const run = `if((r=r.run(m,x,stack,${at(calleeAt + 1)},depth+1,c,${self}${args}))===UNWIND)return UNWIND;left=m.left;`;
  onFiberUnless(instruction, `${isOurs}&&${hasRoom}`, frame + run);
  writer.drop(count + 1);
  writer.pushResult('r', 'any');
};

/** @param callee JavaScript of a function; asked for only after `checks` hold */
function quickly(
  instruction: Instruction,
  { params, weight }: QuickShape,
  callee: string,
  kind: Kind,
  how: { readonly checks: readonly string[]; readonly before: string },
): void {
  const { writer } = instruction;
  const args = Array.from({ length: params }, (_, i) => writer.peek(params - 1 - i));
  writer.charge(weight);
  const quick = `${callee}(${args.map(({ text }) => text).join(',')})`;
  const said = how.before === '' ? quick : `(${how.before},${quick})`;
  result(instruction, params, either([...args.flatMap(isNumber), ...how.checks], said, inFull(instruction, kind, weight)), kind);
}

/** The port may ask how many instructions there have been. */
export const callNative: Write = (instruction) => {
  const { writer, code, natives, pc } = instruction;
  const shape = quickShapeOf(natives[code[pc + 1]!]!);
  if (shape?.params !== code[pc + 2]!) return made((_code, at) => code[at + 2]!)(instruction);
  const before = `m.left=${writer.left(-shape.weight)}`;
  quickly(instruction, shape, 'r.call', 'any', { checks: [`(r=m.quickNatives[${code[pc + 1]}])!==undefined`], before });
};

/** What the host's own Math does exactly is called there. */
export const callBuiltin: Write = (instruction) => {
  const { code, constants, pc } = instruction;
  const name = constants[code[pc + 1]!]!;
  const quick = quickBuiltinOf(name);
  if (quick?.params !== code[pc + 2]!) return made((_code, at) => code[at + 2]!)(instruction);
  quickly(instruction, quick, IN_SCOPE.get(name) ?? String(name), 'number', { checks: [], before: '' });
};
