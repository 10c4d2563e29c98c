/**
 * The JavaScript of one function of a program, to be entered at one place. Layer: vm.
 *
 * A function is entered at its start, or at the target of a backward jump: there, and where a call begins, a program pauses. For each such place
 * that is met, a JavaScript function is made whose code starts there; what lies between is the interpreter's until it comes by the next one.
 */
import { OPCODES, OPCODE_NAMES } from '../../bytecode/opcodes.ts';
import type { Constant } from '../../bytecode/program.ts';
import { OPERAND_COUNTS, type FlatFunction } from '../flat-code.ts';
import { at, BlockWriter, type WrittenBlock } from './block-writer.ts';
import { shapeOf } from './control-flow.ts';
import { joined, type FrameState, type Slot } from './frame-state.ts';
import { isAsking, isWritten, write } from './instructions.ts';
import { structured, TooDeep } from './structure.ts';

/** Larger functions are left to the interpreter, as are calls with more locals and operands. */
const WORDS_MAX = 6000;
const FRAME_SIZE_MAX = 200;
const BLOCKS_MAX = 800;
/** Kinds only ever become less certain, so few rounds are enough; this is for our own bugs. */
const ROUNDS_MAX = 100_000;

const FIRST_OPERAND_IS_JUMP: readonly boolean[] = OPCODE_NAMES.map((name) => (OPCODES[name].operands as readonly string[])[0] === 'jump');
const UNKNOWN: Slot = { kind: 'any', isStored: false };
const MOMENTS = ['t', 't0', 't1', 't2', 't3', 'c', 'r'];

export interface FlatProgram {
  readonly plain: Int32Array;
  readonly constants: readonly Constant[];
  readonly natives: readonly string[];
  readonly locks: boolean;
}

/** Positions at which a compiled function may be entered: its start, and where backward jumps lead. */
export function entriesOf(fn: FlatFunction, plain: Int32Array): { readonly start: number; readonly loops: readonly number[] } {
  const loops = new Set<number>();
  eachInstruction(fn, plain, (pc) => {
    if (FIRST_OPERAND_IS_JUMP[plain[pc]!] && plain[pc + 1]! <= pc) loops.add(plain[pc + 1]!);
  });
  return { start: fn.entry, loops: [...loops] };
}

function eachInstruction({ entry, source }: FlatFunction, plain: Int32Array, visit: (pc: number) => void): void {
  for (let pc = entry; pc < entry + source.code.length; pc += 1 + OPERAND_COUNTS[plain[pc]!]!) visit(pc);
}

/** One function, as far as it is known from its own start. */
export class FunctionGenerator {
  readonly #program: FlatProgram;
  readonly #fn: FlatFunction;
  /** Where blocks begin. */
  readonly #leaders: ReadonlySet<number>;
  #fromStart: ReadonlyMap<number, FrameState> | undefined;

  constructor(program: FlatProgram, fn: FlatFunction) {
    this.#program = program;
    this.#fn = fn;
    const leaders = new Set<number>([fn.entry]);
    eachInstruction(fn, program.plain, (pc) => {
      if (FIRST_OPERAND_IS_JUMP[program.plain[pc]!]) leaders.add(program.plain[pc + 1]!);
    });
    this.#leaders = leaders;
  }

  static fits({ source, frameSize }: FlatFunction): boolean {
    return source.code.length <= WORDS_MAX && frameSize <= FRAME_SIZE_MAX;
  }

  /** The text of a function expression that takes a call with its arguments; undefined where there is none. */
  textFromStart(): string | undefined {
    const body = this.#body(this.#fn.entry, this.#startState());
    return body === undefined ? undefined : this.#startText(body);
  }

  /** The same for what takes over where the fiber stands, with `depth` operands. */
  textFrom(pc: number, depth: number): string | undefined {
    const entered = this.#enteredAt(pc, depth);
    const body = this.#body(pc, entered);
    return body === undefined ? undefined : this.#loopText(body, entered);
  }

  #body(root: number, state: FrameState): string | undefined {
    if (!isWritten(this.#program.plain[root]!)) return undefined;
    const blocks = this.#write(root, state);
    if (blocks.size > BLOCKS_MAX) return undefined;
    const graph = new Map([...blocks].map(([pc, { ways }]) => [pc, { pc, successors: ways.map(({ target }) => target) }]));
    const shape = shapeOf(graph, root);
    if (shape === undefined) return undefined;
    try {
      return structured(shape, blocks);
    } catch (cause) {
      if (cause instanceof TooDeep) return undefined;
      throw cause;
    }
  }

  #startState(): FrameState {
    return { locals: Array.from({ length: this.#fn.localCount }, () => UNKNOWN), operands: [] };
  }

  /** What is known where control stands when it comes from the fiber: all is stored. */
  #enteredAt(pc: number, depth: number): FrameState {
    this.#fromStart ??= this.#states(this.#fn.entry, this.#startState());
    const known = this.#fromStart.get(pc);
    const stored = (slots: readonly Slot[]): readonly Slot[] => slots.map(({ kind }) => ({ kind, isStored: true }));
    if (known !== undefined) return { locals: stored(known.locals), operands: stored(known.operands) };
    return { locals: stored(this.#startState().locals), operands: stored(Array.from({ length: depth }, () => UNKNOWN)) };
  }

  #states(root: number, state: FrameState): ReadonlyMap<number, FrameState> {
    const states = new Map([[root, state]]);
    const pending = [root];
    for (let round = 0; pending.length > 0; round++) {
      if (round > ROUNDS_MAX) throw new Error('kinds do not settle');
      const pc = pending.shift()!;
      for (const { target, state: out } of this.#block(pc, states.get(pc)!).ways) {
        const before = states.get(target);
        const after = joined(before, out);
        if (after === before) continue;
        states.set(target, after);
        if (!pending.includes(target)) pending.push(target);
      }
    }
    return states;
  }

  #write(root: number, state: FrameState): ReadonlyMap<number, WrittenBlock> {
    return new Map([...this.#states(root, state)].map(([pc, known]) => [pc, this.#block(pc, known)]));
  }

  #block(start: number, state: FrameState): WrittenBlock {
    const { plain, constants, natives, locks } = this.#program;
    const writer = new BlockWriter(state);
    for (let pc = start; ;) {
      const next = pc + 1 + OPERAND_COUNTS[plain[pc]!]!;
      write({ writer, code: plain, constants, natives, locks, pc, next, isAsked: !this.#leaders.has(next) && isAsking(plain[next]) });
      if (writer.finished !== undefined) return writer.finished;
      if (this.#leaders.has(next)) writer.fallInto(next);
      if (writer.finished !== undefined) return writer.finished;
      pc = next;
    }
  }

  /** Variables that hold nothing at first. */
  #names(count: { readonly locals: number; readonly operands: number }): string {
    const { localCount, frameSize } = this.#fn;
    const locals = Array.from({ length: localCount - count.locals }, (_, i) => `l${count.locals + i}`);
    const operands = Array.from({ length: frameSize - localCount - count.operands }, (_, i) => `s${count.operands + i}`);
    return [...locals, ...operands, ...MOMENTS].join(',');
  }

  #startText(body: string): string {
    const { paramCount, thisLocal } = this.#fn;
    const params = Array.from({ length: paramCount }, (_, i) => `,l${i}`).join('');
    const names = this.#names({ locals: paramCount, operands: 0 });
    const me = thisLocal < 0 ? '' : `l${thisLocal}=me;\n`;
    return `function(m,x,stack,base,depth,self,me${params}){var ${names},left=m.left,G=m.globals;\n${me}${body}}`;
  }

  #loopText(body: string, { locals, operands }: FrameState): string {
    const slots = [
      ...locals.map(({ kind }, i) => ({ kind, name: `l${i}`, index: i })),
      ...operands.map(({ kind }, i) => ({ kind, name: `s${i}`, index: locals.length + i })),
    ];
    const known = slots.filter(({ kind }) => kind !== 'any');
    const loads = slots.map(({ name, index }) => `${name}=stack[${at(index)}]`);
    const checks = known.map(({ name, kind }) => `typeof ${name}!=="${kind}"`);
    const check = checks.length === 0 ? '' : `if(${checks.join('||')})return NOT_ENTERED;\n`;
    // Why: so the engine knows the kind too, and keeps a double as a double.
    const tell = known.map(({ name, kind }) => (kind === 'number' ? `${name}=+${name};` : '')).join('');
    const names = this.#names({ locals: locals.length, operands: operands.length });
    const loaded = loads.length === 0 ? '' : `${loads.join(',')},`;
    return `function(m,x,stack,base,depth,self,me){var ${loaded}${names},left=m.left,G=m.globals;\n${check}${tell}\n${body}}`;
  }
}
