/** What a board's instructions act on: places of four bytes, arrays, the account of work. Layer: vm. Specification: core/bytecode/compact.md §3. */
import type { Random } from '../../base/random.ts';
import { ELEMENT_BYTES, ELEMENT_FLOAT, ELEMENT_INT16, ELEMENT_INT8 } from '../../bytecode/compact/opcodes.ts';
import type { VerifiedCompact } from '../../bytecode/compact/verifier.ts';
import { BoardFault } from './board-fault.ts';
import type { BoardFiber } from './board-fiber.ts';

/** What the scheduler and the outside offer to instructions. */
export interface BoardActions {
  readonly random: Random;
  forever(body: number): void;
  parallel(bodies: readonly number[]): void;
  rest(ms: number): void;
  nowMs(): number;
  stop(): void;
  log(text: string): void;
  plot(name: string, value: number): void;
  native(index: number, machine: BoardMachine, text: string): void;
}

const PC_MASK = 0xffff;
const FP_SHIFT = 16;

export class BoardMachine {
  readonly program: VerifiedCompact;
  readonly code: DataView;
  readonly actions: BoardActions;
  /** Globals, then the fibers' stacks; the same places as int32 and as float32. */
  readonly ints: Int32Array;
  readonly floats: Float32Array;
  readonly #elements: DataView;
  readonly #arrayAt: readonly number[];
  fiber!: BoardFiber;
  pc = 0;
  sp = 0;
  fp = 0;
  /** Weighted instructions until the fiber must give way at a safepoint. */
  left = 0;
  /** Alive, in order of creation. */
  readonly fibers: BoardFiber[] = [];
  /** The fiber's first function has returned. */
  hasEnded = false;

  constructor(program: VerifiedCompact, actions: BoardActions) {
    const { code, arrays, globals, mainStack, fibers, fiberStack } = program;
    this.program = program;
    this.actions = actions;
    this.code = new DataView(code.buffer, code.byteOffset, code.length);
    this.ints = new Int32Array(globals + mainStack + fibers * fiberStack);
    this.floats = new Float32Array(this.ints.buffer);
    let bytes = 0;
    this.#arrayAt = arrays.map(
      ({ length, element }) => (bytes += length * ELEMENT_BYTES[element as 0]!) - length * ELEMENT_BYTES[element as 0]!,
    );
    this.#elements = new DataView(new ArrayBuffer(bytes));
  }

  load(fiber: BoardFiber): void {
    this.fiber = fiber;
    this.hasEnded = false;
    ({ pc: this.pc, sp: this.sp, fp: this.fp } = fiber);
  }

  save(): void {
    const { fiber } = this;
    [fiber.pc, fiber.sp, fiber.fp] = [this.pc, this.sp, this.fp];
  }

  byte(): number {
    return this.code.getUint8(this.pc++);
  }

  pushInt(value: number): void {
    this.ints[this.sp++] = value;
  }

  pushFloat(value: number): void {
    this.floats[this.sp++] = value;
  }

  popInt(): number {
    return this.ints[--this.sp]!;
  }

  popFloat(): number {
    return this.floats[--this.sp]!;
  }

  /** A call's arguments are its first locals. Faults: `vm.call-depth-limit`. */
  call(index: number): void {
    const { fiber } = this;
    const fn = this.program.functions[index]!;
    const fp = this.sp - fn.params;
    if (fp + fn.locals + fn.stackMax > fiber.end - fiber.depth - 1) throw this.stackFull();
    fiber.depth++;
    this.ints[fiber.end - fiber.depth] = this.pc | (this.fp << FP_SHIFT);
    this.fp = fp;
    this.sp = fp + fn.locals;
    this.pc = fn.entry;
  }

  /** False where it was the fiber's first function. */
  leave(): boolean {
    const { fiber } = this;
    if (fiber.depth === 0) return false;
    const frame = this.ints[fiber.end - fiber.depth]!;
    fiber.depth--;
    this.sp = this.fp;
    this.pc = frame & PC_MASK;
    this.fp = frame >>> FP_SHIFT;
    return true;
  }

  stackFull(): BoardFault {
    return new BoardFault('vm.call-depth-limit', { limit: this.fiber.end - this.fiber.base });
  }

  #place(array: number, index: number): number {
    const { length, element } = this.program.arrays[array]!;
    if (index < 0 || index >= length) throw new BoardFault('board.no-such-element', { index, length });
    return this.#arrayAt[array]! + index * ELEMENT_BYTES[element as 0]!;
  }

  /** Puts element `index` of `array` on the stack. */
  pushElement(array: number, index: number): void {
    const at = this.#place(array, index);
    const { element } = this.program.arrays[array]!;
    if (element === ELEMENT_FLOAT) this.pushFloat(this.#elements.getFloat32(at, true));
    else if (element === ELEMENT_INT8) this.pushInt(this.#elements.getInt8(at));
    else this.pushInt(element === ELEMENT_INT16 ? this.#elements.getInt16(at, true) : this.#elements.getInt32(at, true));
  }

  /** The value is at the place `from` of the stack. */
  setElement(array: number, index: number, from: number): void {
    const at = this.#place(array, index);
    const { element } = this.program.arrays[array]!;
    if (element === ELEMENT_INT8) this.#elements.setInt8(at, this.ints[from]!);
    else if (element === ELEMENT_INT16) this.#elements.setInt16(at, this.ints[from]!, true);
    else this.#elements.setInt32(at, this.ints[from]!, true);
  }

  /** All elements, as they stand in the code at pc. */
  setElements(array: number): void {
    const { length, element } = this.program.arrays[array]!;
    const start = this.#arrayAt[array]!;
    for (let i = 0; i < length * ELEMENT_BYTES[element as 0]!; i++) this.#elements.setUint8(start + i, this.byte());
  }
}
