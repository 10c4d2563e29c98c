/**
 * What is known of a whole program: its functions as they are called, its variables, its lists. Layer: bytecode. Specification: ../compact.md §10.
 * Everything here only grows while the program is followed again and again, until nothing changes.
 */
import { OP, OPCODES, OPCODE_NAMES } from '../opcodes.ts';
import type { FunctionCode, Program } from '../program.ts';
import { joined, NONE, same, Thresholds, type AbstractValue } from './abstract-value.ts';
import type { Refusal } from './refusal.ts';

/** Changes of one place after which its bounds jump. */
const CHANGES_BEFORE_WIDENING = 5;
const LENGTHS = OPCODE_NAMES.map((name) => 1 + OPCODES[name].operands.length);

export function lengthOf(opcode: number): number {
  return LENGTHS[opcode]!;
}

/** What may come to one place of the program. */
export class Cell {
  value: AbstractValue = NONE;
  #changes = 0;

  /** True where it has grown. */
  take(value: AbstractValue, thresholds: Thresholds): boolean {
    const next = joined(this.value, value);
    if (same(next, this.value)) return false;
    this.#changes++;
    this.value = this.#changes > CHANGES_BEFORE_WIDENING ? thresholds.widened(this.value, next) : next;
    return true;
  }
}

export interface Site {
  readonly id: number;
  readonly owner: Instance;
  readonly pc: number;
  readonly length: number;
  readonly element: Cell;
  /** Made more than once: no older list of it may be left when it is made anew. */
  readonly again: boolean;
}

export interface EntryState {
  readonly locals: AbstractValue[];
  readonly stack: AbstractValue[];
  visits: number;
}

/** One function, as it is called with arguments of these kinds. */
export class Instance {
  readonly key: number;
  readonly functionIndex: number;
  readonly fn: FunctionCode;
  /** Kinds of the arguments; numbers and truth values by kind only. */
  readonly params: readonly AbstractValue[];
  /** What comes with the calls. */
  readonly given: readonly Cell[];
  /** All numbers that were ever stored in each local. */
  readonly locals: readonly Cell[];
  readonly result = new Cell();
  readonly entries = new Map<number, EntryState>();
  readonly targets: ReadonlySet<number>;
  /** Who called it first, for the place of what does not fit. */
  readonly caller: { readonly instance: Instance; readonly pc: number } | undefined;
  readonly callees = new Set<Instance>();

  constructor(given: Pick<Instance, 'key' | 'functionIndex' | 'fn' | 'params' | 'caller'>) {
    this.key = given.key;
    this.functionIndex = given.functionIndex;
    this.fn = given.fn;
    this.params = given.params;
    this.caller = given.caller;
    this.given = given.params.map(() => new Cell());
    this.locals = Array.from({ length: given.fn.localCount }, () => new Cell());
    this.targets = jumpTargets(given.fn.code);
  }
}

function jumpTargets(code: Int32Array): ReadonlySet<number> {
  const targets = new Set<number>();
  for (let pc = 0; pc < code.length; pc += lengthOf(code[pc]!)) {
    const kinds: readonly string[] = OPCODES[OPCODE_NAMES[code[pc]!]!].operands;
    kinds.forEach((kind, i) => kind === 'jump' && targets.add(code[pc + 1 + i]!));
  }
  return targets;
}

/** Kinds decide which copy of a function is called: of numbers only that they are numbers. */
function shapeOf(value: AbstractValue): string {
  switch (value.kind) {
    case 'number':
    case 'boolean':
      return value.kind;
    case 'function':
      return `f${value.index}`;
    case 'array':
      return `a${value.site}`;
    default:
      return JSON.stringify(value);
  }
}

export class Analysis {
  readonly program: Program;
  readonly thresholds: Thresholds;
  readonly globals: readonly Cell[];
  readonly instances: Instance[] = [];
  readonly sites: Site[] = [];
  /** By where they begin. */
  readonly fibers = new Map<string, Instance>();
  readonly #byKey = new Map<string, Instance>();
  readonly #siteAt = new Map<string, Site>();
  refusals: Refusal[] = [];
  changed = false;

  constructor(program: Program) {
    this.program = program;
    this.thresholds = new Thresholds(constantsOf(program));
    this.globals = program.globals.map(() => new Cell());
  }

  grow(cell: Cell, value: AbstractValue): void {
    if (cell.take(value, this.thresholds)) this.changed = true;
  }

  /** A value comes into a local. */
  keep(instance: Instance, local: number, value: AbstractValue): void {
    if (value.kind === 'number') this.grow(instance.locals[local]!, value);
  }

  /** The copy of a function for arguments of these kinds; what they hold grows with each call. */
  instanceFor(
    functionIndex: number,
    args: readonly AbstractValue[],
    caller?: { readonly instance: Instance; readonly pc: number },
  ): Instance {
    const fn = this.program.functions[functionIndex]!;
    const key = `${functionIndex} ${args.map(shapeOf).join(' ')}`;
    let instance = this.#byKey.get(key);
    if (instance === undefined) {
      instance = new Instance({ key: this.instances.length, functionIndex, fn, params: args, caller });
      this.#byKey.set(key, instance);
      this.instances.push(instance);
      this.changed = true;
    }
    if (caller !== undefined) caller.instance.callees.add(instance);
    for (const [i, value] of args.entries()) {
      this.grow(instance.given[i]!, value);
      this.keep(instance, i, value);
    }
    return instance;
  }

  siteAt(instance: Instance, pc: number, length: number): Site {
    const key = `${instance.key} ${pc}`;
    let site = this.#siteAt.get(key);
    if (site === undefined) {
      site = {
        id: this.sites.length,
        owner: instance,
        pc,
        length,
        element: new Cell(),
        again: instance.key !== 0 || isInLoop(instance.fn.code, pc),
      };
      this.#siteAt.set(key, site);
      this.sites.push(site);
    }
    return site;
  }
}

/** A backward jump from behind to here or before. */
function isInLoop(code: Int32Array, pc: number): boolean {
  for (let at = 0; at < code.length; at += lengthOf(code[at]!)) {
    const kinds: readonly string[] = OPCODES[OPCODE_NAMES[code[at]!]!].operands;
    if (at > pc && kinds.some((kind, i) => kind === 'jump' && code[at + 1 + i]! <= pc)) return true;
  }
  return false;
}

function* constantsOf({ functions, constants }: Program): Iterable<number> {
  for (const constant of constants) if (typeof constant === 'number' && Number.isInteger(constant)) yield constant;
  for (const { code } of functions)
    for (let pc = 0; pc < code.length; pc += lengthOf(code[pc]!)) if (code[pc] === OP.INT) yield code[pc + 1]!;
}
