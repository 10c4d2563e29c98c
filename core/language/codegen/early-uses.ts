/**
 * Which uses of a variable may come before its first value, and so need a check. Layer: language.
 * A declared function is hoisted: what it uses is early where it can be started before the variable's declaration.
 */
import type ts from 'typescript';
import type { Binding } from './bindings.ts';

interface EarlyUse {
  readonly use: ts.Identifier;
  readonly binding: Binding;
  /** The declared function, directly in the variable's owner, through which the use is reached. */
  readonly through: Binding;
}

export class EarlyUses {
  readonly #checked = new Set<ts.Identifier>();
  /** For each declared function, the least offset at which code outside it can start it; edges from functions that mention it. */
  readonly #reachedAt = new Map<Binding, number>();
  readonly #mentionedIn: { readonly callee: Binding; readonly caller: Binding }[] = [];
  readonly #pending: EarlyUse[] = [];

  isChecked(use: ts.Identifier): boolean {
    return this.#checked.has(use);
  }

  mark(use: ts.Identifier, binding: Binding): void {
    this.#checked.add(use);
    binding.mayBeEarly = true;
    if (binding.captured) binding.cellAtEntry = true;
  }

  /** Decided when all mentions are known. */
  later(use: EarlyUse): void {
    this.#pending.push(use);
  }

  /** One declared function speaks of another. */
  mention(callee: Binding, caller: Binding): void {
    this.#mentionedIn.push({ callee, caller });
  }

  /** Code at this offset can start the function. False where that was known for an earlier one. */
  reach(callee: Binding, at: number): boolean {
    if (at >= (this.#reachedAt.get(callee) ?? Infinity)) return false;
    this.#reachedAt.set(callee, at);
    return true;
  }

  settle(bindings: Iterable<Binding>): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const { callee, caller } of this.#mentionedIn) {
        if (this.reach(callee, this.#reachedAt.get(caller) ?? Infinity)) changed = true;
      }
    }
    for (const { use, binding, through } of this.#pending) {
      if ((this.#reachedAt.get(through) ?? Infinity) < binding.initialisedAt) this.mark(use, binding);
    }
    for (const binding of bindings) if (binding.captured && binding.mayBeEarly) binding.cellAtEntry = true;
  }
}
