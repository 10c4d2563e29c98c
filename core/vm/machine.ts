/**
 * What the instructions of a program act on: code, constants, globals, the account of work, memory. Layer: vm.
 * One per run. execute.ts reads its fields in the hot loop; slow-step.ts carries out everything that is not hot.
 */
import type { Random } from '../base/random.ts';
import { single, singleText, type NumberKind } from '../base/single-precision.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { BuiltinContext, Builtin } from './builtins.ts';
import { builtinOf } from './builtins.ts';
import { GuestMap, GuestSet } from './collections.ts';
import { CodeWithFusions } from './fuse.ts';
import type { Fiber } from './fiber.ts';
import type { VmLimits } from './limits.ts';
import { Memory } from './memory.ts';
import type { Meter } from './meter.ts';
import { methodsOfName, type MethodsOfName, type PreludeMethods } from './methods/call-method.ts';
import { Shape } from './objects.ts';
import type { Native } from './natives.ts';
import type { PropertyCaches } from './property-cache.ts';
import { quickBuiltinOf, type QuickBuiltin } from './quick-builtins.ts';
import type { QuickNative } from './quick-natives.ts';
import { MAKES_NUMBERS, singleBuiltinOf, singleStep } from './single-step.ts';
import { slowStep, type Step } from './slow-step.ts';
import { Closure, UNINITIALISED, type Slot, type Value } from './values.ts';

/** Begins the names of the prelude's globals. */
const HIDDEN = '\0';
const PRELUDE_TYPES = ['array', 'string', 'map', 'set'] as const satisfies readonly (keyof PreludeMethods)[];

export interface MachineOptions {
  readonly limits: VmLimits;
  readonly random: Random;
  readonly fuse: boolean;
  readonly numbers: NumberKind;
}

export class Machine implements Meter {
  readonly flat: CodeWithFusions;
  readonly limits: VmLimits;
  readonly constants: readonly Value[];
  readonly globals: Value[];
  readonly memory: Memory;
  readonly rootShape = Shape.root();
  readonly random: Random;
  /** Globals that hold functions of the prelude, by their names there. */
  readonly #preludeGlobals: ReadonlyMap<string, number>;
  /** By constant index, for the constants that CALL_METHOD and CALL_BUILTIN may name. */
  readonly methods: readonly (MethodsOfName | undefined)[];
  readonly builtins: readonly (Builtin | undefined)[];
  readonly quickBuiltins: readonly (QuickBuiltin | undefined)[];
  readonly builtinContext: BuiltinContext;
  /** What the hot loop leaves. */
  readonly step: Step;
  readonly numberText: (value: number) => string;
  readonly rounded: (value: number) => number;
  /** Filled as instructions find properties. */
  readonly propertyCaches: PropertyCaches = [];
  natives: readonly Native[] = [];
  quickNatives: readonly (QuickNative | undefined)[] = [];
  fibers: Fiber[] = [];
  /** The code to run: fused, or a copy with halts for the debugger. */
  code: Int32Array;
  /** Weighted instructions until the running fiber must give way at a safepoint; below 0 it is in debt. */
  left = 0;
  /** Console lines so far. */
  logLines = 0;

  constructor(program: VerifiedProgram, options: MachineOptions) {
    const isSingle = options.numbers === 'single';
    this.flat = new CodeWithFusions(program, { fuse: options.fuse, ...(isSingle ? { leave: MAKES_NUMBERS } : {}) });
    this.code = this.flat.fused;
    // Filled at once, so that the engine keeps the list free of holes.
    for (let i = 0; i < this.flat.plain.length; i++) this.propertyCaches.push(undefined);
    const { constants } = this.flat;
    this.constants = isSingle ? constants.map((each) => (typeof each === 'number' ? single(each) : each)) : constants;
    this.step = isSingle ? singleStep : slowStep;
    this.numberText = isSingle ? singleText : String;
    this.rounded = isSingle ? single : (value) => value;
    this.limits = options.limits;
    this.random = options.random;
    this.globals = program.globals.map(() => UNINITIALISED);
    this.#preludeGlobals = new Map(program.globals.flatMap((name, i) => (name.startsWith(HIDDEN) ? [[name.slice(1), i] as const] : [])));
    this.memory = new Memory(options.limits.memoryBytes, this);
    const names = program.constants.map((constant) => (typeof constant === 'string' ? constant : undefined));
    this.methods = names.map((name) => (name === undefined ? undefined : methodsOfName(name, this.#preludeOf(name))));
    this.builtins = names.map((name) =>
      name === undefined ? undefined : ((isSingle ? singleBuiltinOf(name) : undefined) ?? builtinOf(name)),
    );
    this.quickBuiltins = constants.map((constant) => (isSingle ? undefined : quickBuiltinOf(constant)));
    this.builtinContext = { meter: this, random: this.random };
  }

  /** A function of the prelude, where the program has it. */
  preludeFunction(name: string): Closure | undefined {
    return this.#closureAt(this.#preludeGlobals.get(name));
  }

  /** What the prelude has as this method for a receiver of this kind. */
  preludeMethod({ prelude }: MethodsOfName, self: Value): Closure | undefined {
    if (Array.isArray(self)) return this.#closureAt(prelude.array);
    if (typeof self === 'string') return this.#closureAt(prelude.string);
    if (self instanceof GuestMap) return this.#closureAt(prelude.map);
    return self instanceof GuestSet ? this.#closureAt(prelude.set) : undefined;
  }

  #closureAt(index: number | undefined): Closure | undefined {
    const value = index === undefined ? undefined : this.globals[index];
    return value instanceof Closure ? value : undefined;
  }

  #preludeOf(name: string): PreludeMethods {
    const found: { -readonly [T in keyof PreludeMethods]: number } = {};
    for (const type of PRELUDE_TYPES) {
      const index = this.#preludeGlobals.get(`${type}_${name}`);
      if (index !== undefined) found[type] = index;
    }
    return found;
  }

  charge(instructions: number): void {
    this.left -= instructions;
  }

  forEachRoot(visit: (slots: readonly Slot[], length: number) => void): void {
    visit(this.globals, this.globals.length);
    for (const fiber of this.fibers) {
      visit(fiber.stack, fiber.sp);
      if (fiber.loop !== undefined) visit([fiber.loop], 1);
    }
  }
}
