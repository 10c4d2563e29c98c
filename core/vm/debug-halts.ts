/** Where the debugger halts a program: copies of the code with HALT over the first opcode of statements. Layer: vm. Costs nothing when unused. */
import { HALT, type CodeWithFusions } from './fuse.ts';

export interface Breakpoint {
  readonly file: number;
  readonly start: number;
}

export class DebugHalts {
  readonly #flat: CodeWithFusions;
  #breakpoints: ReadonlySet<number> = new Set();
  #codeForRun: Int32Array;
  #codeForSteps: Int32Array | undefined;
  #codeForInstructions: Int32Array | undefined;
  #statements: ReadonlySet<number> | undefined;

  constructor(flat: CodeWithFusions) {
    this.#flat = flat;
    this.#codeForRun = flat.fused;
  }

  /** Points that are no statement's start are ignored. */
  setBreakpoints(points: readonly Breakpoint[]): void {
    const wanted = new Set(points.map(({ file, start }) => `${file}:${start}`));
    const starts = [...this.#flat.statementStarts()].filter(({ file, start }) => wanted.has(`${file}:${start}`));
    this.#breakpoints = new Set(starts.map(({ pc }) => pc));
    this.#codeForRun = starts.length === 0 ? this.#flat.fused : this.#withHalts(this.#breakpoints);
  }

  /** Of a student's file. */
  isStatement(pc: number): boolean {
    this.#statements ??= new Set([...this.#flat.statementStarts()].map((start) => start.pc));
    return this.#statements.has(pc);
  }

  isBreakpoint(pc: number): boolean {
    return this.#breakpoints.has(pc);
  }

  codeFor(mode: 'run' | 'step' | 'instruction'): Int32Array {
    if (mode === 'run') return this.#codeForRun;
    if (mode === 'instruction') return (this.#codeForInstructions ??= this.#withHalts(this.#flat.instructionStarts()));
    this.#codeForSteps ??= this.#withHalts([...this.#flat.statementStarts()].map((start) => start.pc));
    return this.#codeForSteps;
  }

  #withHalts(places: Iterable<number>): Int32Array {
    const code = this.#flat.fused.slice();
    for (const pc of places) code[pc] = HALT;
    return code;
  }
}
