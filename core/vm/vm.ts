/**
 * What a virtual machine is to the rest of the product. Layer: vm. The interpreter (interpreter.ts) is the reference form.
 * It owns no clock: whoever drives it says how much it may do, and time enters only through the port.
 */
import type { Fault, Result } from '../base/result.ts';

/** Weighted instructions; the only measure of work. */
export type Instructions = number;

export interface CodePosition {
  /** Index into Program.functions and word offset. */
  readonly functionIndex: number;
  readonly pc: number;
  /** Index into Program.files, −1 in the prelude; UTF-16 offsets in that file. */
  readonly file: number;
  readonly start: number;
  readonly end: number;
}

export type VmFaultCode =
  | 'vm.memory-limit' // {limitMb}
  | 'vm.call-depth-limit' // {limit}
  | 'vm.fiber-limit' // {limit}
  | 'vm.log-limit' // {limit}
  | 'vm.part-missing' // {name, part}: bytecode for a robot that has more
  | 'program.used-before-set' // {name}
  | 'program.not-a-function' // {value}
  | 'program.no-such-method' // {name, type}
  | 'program.not-iterable' // {type}
  | 'program.null-access' // {name, value}: value is null or undefined
  | 'program.uncaught' // {name, message}: an Error's; name is '' where something else was thrown
  | 'program.not-a-class' // {value}
  | 'program.class-needs-new' // {name}
  | 'program.super-twice'
  | 'program.read-only' // {name}
  | 'program.not-an-object' // {value}
  | 'program.not-primitive' // {}
  | 'program.bad-number' // {name, value}: outside what a built-in function takes
  | 'program.bad-json' // {at}
  | 'program.bad-array-length' // {length}
  | 'program.empty-reduce'
  | 'program.bad-argument' // {name, value}
  | 'program.no-such-model' // {name}
  | 'program.model-inputs'; // {name, expected, given}

export interface ProgramFault extends Fault<VmFaultCode> {
  /** Where it happened, innermost frame first, in the student's files (prelude frames left out). */
  readonly stack: readonly CodePosition[];
}

export type VmPause =
  /** Every fiber rests; nothing to do before robot time `untilMs`. */
  | { readonly kind: 'sleep'; readonly untilMs: number }
  /** The budget is spent and some fiber is ready. */
  | { readonly kind: 'budget' }
  /** A breakpoint, or the end of a step. */
  | { readonly kind: 'break'; readonly position: CodePosition; readonly fiber: number }
  /** Every fiber has ended, or `stop()` was called. */
  | { readonly kind: 'done'; readonly stopped: boolean }
  | { readonly kind: 'error'; readonly fault: ProgramFault };

export type VmEffect =
  { readonly kind: 'log'; readonly text: string } | { readonly kind: 'plot'; readonly name: string; readonly value: number };

/** A value as the debugger shows it. */
export interface VariableView {
  readonly name: string;
  /** As the console would print it, cut at 200 characters. */
  readonly text: string;
  readonly type: 'number' | 'string' | 'boolean' | 'array' | 'function' | 'undefined' | 'null' | 'object';
  /** Where it stands, for `edit`: `global/3`, or `local/fiber/depth/slot`, and after it the place in each list; good until the program goes on. */
  readonly at: string;
  /** Of an array or object, the first of its parts, some levels deep. */
  readonly parts?: readonly VariableView[];
  /** How many parts are not shown. */
  readonly hiddenParts?: number;
}

/** What a paused program's variable can be set to. */
export type EditedValue = number | string | boolean;

/** A change by hand. */
export interface VmEdit {
  readonly at: string;
  readonly value: EditedValue;
}

export type StepKind =
  /** To the next statement, in whatever function. */
  | 'into'
  /** To the next statement of this call, or of its caller. */
  | 'over'
  /** To the next statement after this call; of a `forever`, its next pass. */
  | 'out'
  /** To the next instruction, also in the prelude. */
  | 'instruction';

/** The state of a program between two calls of `run`. Opaque; fit for any VM of the same program. */
export interface VmSnapshot {
  /** Values held, counted: what it costs to keep. */
  readonly size: number;
  readonly instructions: Instructions;
}

/** Where a statement begins: index into Program.files, UTF-16 offset in that file. */
export interface StatementStart {
  readonly file: number;
  readonly start: number;
}

/** Told before each statement of the student's files. */
export type StatementListener = (statement: {
  readonly fiber: number;
  readonly depth: number;
  readonly instructions: Instructions;
  readonly position: CodePosition;
}) => void;

export interface FrameView {
  readonly functionName: string;
  readonly position: CodePosition;
  readonly variables: readonly VariableView[];
}

export interface FiberView {
  readonly id: number;
  readonly state: 'ready' | 'sleeping' | 'waiting' | 'done';
  readonly wakeAtMs?: number;
  readonly frames: readonly FrameView[];
}

export interface VmView {
  readonly fibers: readonly FiberView[];
  readonly globals: readonly VariableView[];
}

export interface Vm {
  /** Weighted instructions so far; the time base of recordings. */
  readonly instructions: Instructions;
  /**
   * Runs ready fibers in turn at the port's present time until the budget is spent or nothing is ready.
   * @param haltAt breaks before the statement that begins at this count of instructions, as a breakpoint did when it was recorded
   */
  run(budget: Instructions, haltAt?: Instructions): VmPause;
  /**
   * Goes on to the end of a step of the present fiber, or a breakpoint of any. Called again with the same kind after 'sleep' or 'budget', it is
   * the same step. Prelude code counts as one statement. A fiber that ends hands the step to the next that comes to a statement.
   */
  step(budget: Instructions, kind: StepKind): VmPause;
  /** Where `run` breaks. */
  setBreakpoints(points: readonly StatementStart[]): void;
  /** Costs nothing while there is none. Changes no results. */
  watchStatements(listener: StatementListener | undefined): void;
  inspect(): VmView;
  /** Where the fiber that ran last stands, innermost in the student's files; cheaper than `inspect`. */
  place(): CodePosition | undefined;
  /** Sets a variable or an element that holds a value of the same type. Errors: `vm.no-such-variable` {at}, `vm.other-type` {type}. */
  edit(change: VmEdit): Result<void, VmEditFaultCode>;
  snapshot(): VmSnapshot;
  /** Goes on as the program did from where the snapshot was taken; breakpoints stay as they are. */
  restore(snapshot: VmSnapshot): void;
}

export type VmEditFaultCode = 'vm.no-such-variable' | 'vm.other-type';
