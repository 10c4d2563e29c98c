/**
 * Writes the code of one basic block: keeps track of what stands where, of work not yet taken from the account, and of what the fiber's
 * stack does not hold yet. Layer: vm.
 *
 * Names in the text: `l`n locals, `s`n operands; `m` the machine, `x` the CompiledRun, `left` the account, `stack`, `base`, `depth` of this call;
 * `t`, `c`, `r` for a moment. `U` is the mark.
 */
import type { Constant } from '../../bytecode/program.ts';
import { EXIT_SPENT } from '../execute.ts';
import type { FrameState, Kind, Operand, Slot } from './frame-state.ts';
import { EXIT_INTERPRET } from './runtime.ts';
import type { BlockEnd } from './structure.ts';

export interface Way {
  readonly target: number;
  readonly state: FrameState;
}

export interface WrittenBlock {
  readonly code: string;
  readonly end: BlockEnd;
  readonly ways: readonly Way[];
}

export function at(index: number): string {
  return index === 0 ? 'base' : `base+${index}`;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '(0/0)';
  if (Math.abs(value) === Infinity) return value > 0 ? '(1/0)' : '(-1/0)';
  return value < 0 || Object.is(value, -0) ? `(-${-value})` : String(value);
}

export class BlockWriter {
  readonly #locals: Slot[];
  readonly #operands: Operand[];
  readonly #lines: string[] = [];
  /** Weight of what was done since `left` was brought up to date. */
  #pending = 0;
  #done: WrittenBlock | undefined;

  constructor({ locals, operands }: FrameState) {
    this.#locals = [...locals];
    this.#operands = operands.map((slot, i) => ({ ...slot, text: `s${i}` }));
  }

  get depth(): number {
    return this.#operands.length;
  }

  get localCount(): number {
    return this.#locals.length;
  }

  get finished(): WrittenBlock | undefined {
    return this.#done;
  }

  line(text: string): void {
    this.#lines.push(text);
  }

  charge(weight: number): void {
    this.#pending += weight;
  }

  /** `left` as the interpreter has it here, `ahead` instructions' weights given back. */
  left(ahead = 0): string {
    const due = this.#pending - ahead;
    return due === 0 ? 'left' : due > 0 ? `left-${due}` : `left+${-due}`;
  }

  /** Brings `left` up to date. */
  settle(): void {
    if (this.#pending > 0) this.line(`left-=${this.#pending};`);
    this.#pending = 0;
  }

  /** To be said after something that may have charged `m.left`. */
  reload(): string {
    return this.#pending === 0 ? 'left=m.left' : `left=m.left+${this.#pending}`;
  }

  // Operands

  push(text: string, kind: Kind): void {
    this.#operands.push({ text, kind, isStored: false });
  }

  pushConstant(constant: Constant, index: number): void {
    if (typeof constant === 'number') this.push(numberText(constant), 'number');
    else this.push(`K[${index}]`, 'any');
  }

  /** Works the text out now. */
  pushResult(text: string, kind: Kind): void {
    const name = `s${this.#operands.length}`;
    this.line(`${name}=${text};`);
    this.push(name, kind);
  }

  pop(): Operand {
    return this.#operands.pop()!;
  }

  drop(count: number): void {
    this.#operands.length -= count;
  }

  /** 0 is the top. */
  peek(below = 0): Operand {
    return this.#operands[this.#operands.length - 1 - below]!;
  }

  pushLocal(index: number): void {
    this.push(`l${index}`, this.#locals[index]!.kind);
  }

  storeLocal(index: number, { text, kind }: Pick<Operand, 'text' | 'kind'>): void {
    const name = `l${index}`;
    this.#operands.forEach((operand, i) => {
      if (operand.text === name) this.#keep(i);
    });
    this.line(`${name}=${text};`);
    this.#locals[index] = { kind, isStored: false };
  }

  /** A local that a step has set on the fiber. */
  fetchLocal(index: number): void {
    this.line(`l${index}=stack[${at(index)}];`);
    this.#locals[index] = { kind: 'any', isStored: true };
  }

  /** The operand's value into its own variable. */
  #keep(index: number): void {
    const operand = this.#operands[index]!;
    const name = `s${index}`;
    if (operand.text === name) return;
    this.line(`${name}=${operand.text};`);
    this.#operands[index] = { ...operand, text: name };
  }

  /** Puts the top `sources.length` operands in a new order: `sources[i]` is how deep the i-th of them lies now, from the bottom up. */
  arrange(sources: readonly number[], taken: number): void {
    const from = this.#operands.slice(this.#operands.length - taken);
    from.forEach(({ text }, i) => {
      if (/^s\d+$/.test(text)) this.line(`t${i}=${text};`);
    });
    const first = this.#operands.length - taken;
    this.drop(taken);
    sources.forEach((source, i) => {
      const operand = from[taken - 1 - source]!;
      if (!/^s\d+$/.test(operand.text)) return this.push(operand.text, operand.kind);
      if (first + i === first + taken - 1 - source) return this.push(operand.text, operand.kind);
      this.line(`s${first + i}=t${taken - 1 - source};`);
      this.push(`s${first + i}`, operand.kind);
    });
  }

  // The fiber's stack

  /** All locals and operands, as arguments. */
  slots(): string {
    return [...this.#locals.map((_, i) => `,l${i}`), ...this.#operands.map(({ text }) => `,${text}`)].join('');
  }

  /** Stores what the fiber's stack does not hold yet: all locals, and the lowest `operands` operands. */
  store(operands = this.#operands.length): void {
    this.line(this.storing(operands));
    this.#locals.forEach((slot, i) => {
      this.#locals[i] = { ...slot, isStored: true };
    });
    for (let i = 0; i < operands; i++) this.#operands[i] = { ...this.#operands[i]!, isStored: true };
  }

  /** The same as text, for one of several ways: afterwards nothing more counts as stored. */
  storing(operands = this.#operands.length): string {
    const locals = this.#locals.map(({ isStored }, i) => (isStored ? '' : `stack[${at(i)}]=l${i};`));
    const others = this.#operands
      .slice(0, operands)
      .map(({ isStored, text }, i) => (isStored ? '' : `stack[${at(this.localCount + i)}]=${text};`));
    return [...locals, ...others].join('');
  }

  // The end of the block

  /** Gives the frame back to the interpreter at `pc`, whose instruction has not begun. */
  interpretAt(pc: number): void {
    this.line(`return leave(x,${EXIT_INTERPRET},${pc},base,depth,${this.left()}${this.slots()});`);
    this.#finish({ kind: 'leave' }, []);
  }

  returnTop(): void {
    this.line(`m.left=${this.left()};return ${this.peek().text};`);
    this.#finish({ kind: 'leave' }, []);
  }

  /** To be said before the condition is taken from the operands: nothing may be worked out between it and the branch. */
  settleOperands(but = 0): void {
    for (let i = 0; i < this.#operands.length - but; i++) this.#keep(i);
  }

  jump(pc: number, target: number): void {
    this.settleOperands();
    const state = this.#state();
    this.#finish({ kind: 'jump', edge: { code: this.#edgeCode(pc, target, state), target } }, [{ target, state }]);
  }

  /** Into the block that follows, without an instruction that says so. */
  fallInto(target: number): void {
    this.jump(-1, target);
  }

  branch(
    pc: number,
    condition: string,
    yes: { readonly target: number; readonly keep: 'all' | 'but top' | Kind; readonly code?: string },
    no: { readonly target: number; readonly keep: 'all' | 'but top' },
  ): void {
    const stateOf = (keep: string): FrameState => {
      const { locals, operands } = this.#state();
      if (keep === 'all') return { locals, operands };
      return { locals, operands: keep === 'but top' ? operands.slice(0, -1) : [...operands, { kind: 'any', isStored: false }] };
    };
    const [yesState, noState] = [stateOf(yes.keep), stateOf(no.keep)];
    const edge = (target: number, state: FrameState, code = '') => ({ target, code: code + this.#edgeCode(pc, target, state) });
    this.#finish({ kind: 'branch', condition, yes: edge(yes.target, yesState, yes.code), no: edge(no.target, noState) }, [
      { target: yes.target, state: yesState },
      { target: no.target, state: noState },
    ]);
  }

  #state(): FrameState {
    return { locals: [...this.#locals], operands: this.#operands.map(({ kind, isStored }) => ({ kind, isStored })) };
  }

  /** A jump to the same or an earlier word is a safepoint. */
  #edgeCode(pc: number, target: number, state: FrameState): string {
    const charge = this.#pending > 0 ? `left-=${this.#pending};\n` : '';
    if (target > pc) return charge;
    const slots = [...state.locals.map((_, i) => `,l${i}`), ...state.operands.map((_, i) => `,s${i}`)].join('');
    return `${charge}if(left<=0)return leave(x,${EXIT_SPENT},${target},base,depth,left${slots});\n`;
  }

  #finish(end: BlockEnd, ways: readonly Way[]): void {
    this.#done = { code: this.#lines.map((line) => `${line}\n`).join(''), end, ways };
  }
}
