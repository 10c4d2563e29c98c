/**
 * A program in the rich form becomes one for a board, or the reason why it cannot. Layer: bytecode. Specification: ../compact.md §10.
 * First the program is followed until nothing new is learnt of its values; then each function is written for what is known.
 */
import { CODE_BYTES_MAX, TEXT_BYTES_MAX, type CompactArray, type CompactFunction, type CompactProgram } from '../compact/program.ts';
import { encodeText, type TextPart } from '../compact/texts.ts';
import { verifyCompact, type VerifiedCompact } from '../compact/verifier.ts';
import type { Program } from '../program.ts';
import { UNDEFINED, type AbstractValue } from './abstract-value.ts';
import { Analysis, type Instance, type Site } from './analysis.ts';
import { bytesOf, isLabel, type Item } from './assembler.ts';
import { elementKind } from './elements.ts';
import { Emitter } from './emitter.ts';
import { shortened } from './peephole.ts';
import { Refused, type Refusal } from './refusal.ts';
import { depthsOf, stackPlan } from './stack-plan.ts';
import { Walk, type Linker } from './walk.ts';
import { followBlock } from './walker.ts';

/** Copies of functions; rounds through all of them; blocks followed in one round of one function. */
const INSTANCES_MAX = 255;
const ROUNDS_MAX = 200;
const BLOCKS_MAX = 20_000;
const BYTE_MAX = 255;

export interface LoweredFunction {
  readonly functionIndex: number;
  readonly bytes: number;
}

interface Lowered {
  readonly program: VerifiedCompact;
  readonly functions: readonly LoweredFunction[];
}

export interface LoweringLimits {
  /** Bytes that globals, lists and stacks have together; recursion gets what is left of them. */
  readonly ramBytes: number;
}

class ProgramLinker implements Linker {
  readonly globals = new Map<number, number>();
  readonly texts: Uint8Array[] = [];
  readonly #textKeys = new Map<string, number>();
  readonly arrays: Site[] = [];

  globalSlot(index: number): number {
    const slot = this.globals.get(index) ?? this.globals.size;
    this.globals.set(index, within(slot, 'globals'));
    return slot;
  }

  text(parts: readonly TextPart[]): number {
    const key = JSON.stringify(parts);
    let number = this.#textKeys.get(key);
    if (number === undefined) {
      const bytes = encodeText(parts);
      if (bytes.length > TEXT_BYTES_MAX) throw new Refused('board.text-too-long', { limit: TEXT_BYTES_MAX });
      number = within(this.texts.push(bytes) - 1, 'texts');
      this.#textKeys.set(key, number);
    }
    return number;
  }

  array(site: Site): number {
    const at = this.arrays.indexOf(site);
    return at >= 0 ? at : within(this.arrays.push(site) - 1, 'lists');
  }
}

function within(number: number, what: string): number {
  if (number > BYTE_MAX - 1) throw new Refused('board.too-many', { what, limit: BYTE_MAX });
  return number;
}

function follow(analysis: Analysis, instance: Instance): void {
  const { fn, entries } = instance;
  const open = new Set<number>([...entries.keys(), 0]);
  const given: AbstractValue[] = Array.from({ length: fn.localCount }, (_, i) => instance.given[i]?.value ?? UNDEFINED);
  const start = entries.get(0);
  if (start === undefined) entries.set(0, { locals: given, stack: [], visits: 0 });
  else given.forEach((value, i) => i < instance.given.length && (start.locals[i] = value));
  const walk = new Walk({ analysis, instance, reach: (pc) => open.add(pc) });
  for (let count = 0; open.size > 0; count++) {
    if (count > BLOCKS_MAX) throw new Refused('board.too-complex');
    const pc = Math.min(...open);
    open.delete(pc);
    followBlock(walk, pc);
  }
}

function learn(analysis: Analysis): void {
  analysis.instanceFor(0, []);
  for (let round = 0; ; round++) {
    if (round > ROUNDS_MAX) throw new Refused('board.too-complex');
    analysis.changed = false;
    analysis.refusals = [];
    for (let i = 0; i < analysis.instances.length; i++) {
      if (i >= INSTANCES_MAX) throw new Refused('board.too-complex');
      follow(analysis, analysis.instances[i]!);
    }
    if (!analysis.changed) return;
  }
}

/** A list that is made anew must not be in use by another call of the same function. */
function checkLists(analysis: Analysis): void {
  const reachedFrom = (root: Instance): Set<Instance> => {
    const seen = new Set<Instance>();
    const walk = (instance: Instance): void => {
      for (const callee of instance.callees) {
        if (seen.has(callee)) continue;
        seen.add(callee);
        walk(callee);
      }
    };
    walk(root);
    return seen;
  };
  const roots = [analysis.instances[0]!, ...analysis.fibers.values()];
  for (const site of analysis.sites.filter(({ again }) => again)) {
    const users = roots.filter((root) => root === site.owner || reachedFrom(root).has(site.owner));
    if (users.length < 2 && !reachedFrom(site.owner).has(site.owner)) continue;
    const { functionIndex } = site.owner;
    analysis.refusals.push({ code: 'board.list-moves', params: {}, functionIndex, pc: site.pc, callers: [] });
  }
}

interface Written {
  readonly instance: Instance;
  readonly items: readonly Item[];
  readonly params: number;
  readonly locals: number;
}

function write(analysis: Analysis, instance: Instance, linker: Linker): Written {
  const emitter = new Emitter(instance);
  const walk = new Walk({ analysis, instance, emitter, linker, reach: () => {} });
  for (const pc of [...instance.entries.keys()].sort((a, b) => a - b)) followBlock(walk, pc);
  return { instance, items: shortened(emitter.asm.items), params: emitter.params, locals: emitter.localCount };
}

function assembled(analysis: Analysis, written: readonly Written[], linker: ProgramLinker, limits: LoweringLimits): Lowered {
  const code: number[] = [];
  const functions: CompactFunction[] = [];
  const costs: LoweredFunction[] = [];
  for (const { instance, items, params, locals } of written) {
    const entry = code.length;
    const bytes = bytesOf(items, entry, (key) => key);
    code.push(...bytes);
    const returns = items.some((item) => 'name' in item && item.name === 'RETURN');
    functions.push({ entry, params, locals, stackMax: depthsOf(items).stackMax, returns });
    costs.push({ functionIndex: instance.functionIndex, bytes: bytes.length });
  }
  const arrays = linker.arrays.map(({ length, element }): CompactArray => ({ length, element: elementKind(element.value) }));
  const globals = linker.globals.size;
  const bodies = [...analysis.fibers.values()].map(({ key }) => key);
  const plan = stackPlan({ functions, items: written.map(({ items }) => items), bodies, globals, arrays, ramBytes: limits.ramBytes });
  const program: CompactProgram = {
    ...{ globals, arrays, functions, texts: linker.texts, code: Uint8Array.from(code) },
    ...{ fibers: bodies.length, mainStack: plan.mainStack, fiberStack: plan.fiberStack },
  };
  if (code.length > CODE_BYTES_MAX) throw new Refused('board.too-many', { what: 'code', limit: CODE_BYTES_MAX });
  const verified = verifyCompact(program);
  if (!verified.ok) throw new Error(`our own program for a board is refused: ${JSON.stringify(verified.fault.params)}`);
  return { program: verified.value, functions: costs };
}

/** `functions`: what each costs; where the program is refused, those that would fit. A function is there as often as it has forms. */
export type LoweringResult =
  | { readonly ok: true; readonly program: VerifiedCompact; readonly functions: readonly LoweredFunction[] }
  | { readonly ok: false; readonly refusals: readonly Refusal[]; readonly functions: readonly LoweredFunction[] };

/** Of a refused program: what can be written of it. */
function costsOfTheRest(analysis: Analysis): readonly LoweredFunction[] {
  const refused = new Set(analysis.refusals.map(({ functionIndex }) => functionIndex));
  const linker = new ProgramLinker();
  return analysis.instances.flatMap((instance) => {
    if (refused.has(instance.functionIndex) || !instance.entries.has(0)) return [];
    const before = analysis.refusals.length;
    const { items } = write(analysis, instance, linker);
    if (analysis.refusals.length > before) analysis.refusals.length = before;
    else if (!hasLooseEnds(items)) return [{ functionIndex: instance.functionIndex, bytes: bytesOf(items, 0, (key) => key).length }];
    return [];
  });
}

/** A jump to what was never written. */
function hasLooseEnds(items: readonly Item[]): boolean {
  const labels = new Set(items.flatMap((item) => (isLabel(item) ? [item.label] : [])));
  return items.some((item) => !isLabel(item) && item.target !== undefined && !labels.has(item.target));
}

/** Refusals in the order in which they were met; there is at least one. */
export function lowerProgram(program: Program, limits: LoweringLimits): LoweringResult {
  const analysis = new Analysis(program);
  try {
    learn(analysis);
    checkLists(analysis);
    if (analysis.refusals.length > 0) return { ok: false, refusals: [...analysis.refusals], functions: costsOfTheRest(analysis) };
    const linker = new ProgramLinker();
    const written = analysis.instances.map((instance) => write(analysis, instance, linker));
    if (analysis.refusals.length > 0) return { ok: false, refusals: analysis.refusals, functions: [] };
    return { ok: true, ...assembled(analysis, written, linker, limits) };
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause;
    const refusal: Refusal = { code: cause.code, params: cause.params, functionIndex: 0, pc: 0, callers: [] };
    return { ok: false, refusals: [...analysis.refusals, refusal], functions: [] };
  }
}
