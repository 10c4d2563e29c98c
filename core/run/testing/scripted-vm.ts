/** A VM whose program is a generator: it yields what it costs, or until when it sleeps, and ends. For tests of the driver. */
import type { CodePosition, ProgramFault, Vm, VmPause, VmView } from '../../vm/vm.ts';

export type ScriptStep =
  { readonly work: number } | { readonly sleepUntilMs: number } | { readonly fault: ProgramFault } | { readonly breakpoint: true };

const POSITION = { functionIndex: 0, pc: 0, file: 0, start: 3, end: 7 };

export class ScriptedVm implements Vm {
  instructions = 0;
  /** Budgets of each turn, as they came. */
  readonly turns: number[] = [];
  readonly #script: Generator<ScriptStep, void>;
  /** Work of the present step that is still to do. */
  #work = 0;

  constructor(script: () => Generator<ScriptStep, void>) {
    this.#script = script();
  }

  run(budget: number): VmPause {
    this.turns.push(budget);
    return this.#run(budget, false);
  }

  step(budget: number): VmPause {
    this.turns.push(budget);
    return this.#run(budget, true);
  }

  #run(budget: number, one: boolean): VmPause {
    let left = budget;
    for (;;) {
      const done = Math.min(left, this.#work);
      this.instructions += done;
      this.#work -= done;
      left -= done;
      if (this.#work > 0) return { kind: 'budget' };
      if (one && done > 0) return { kind: 'break', position: POSITION, fiber: 0 };
      const step = this.#script.next();
      if (step.done) return { kind: 'done', stopped: false };
      if ('work' in step.value) this.#work = step.value.work;
      else if ('sleepUntilMs' in step.value) return { kind: 'sleep', untilMs: step.value.sleepUntilMs };
      else if ('fault' in step.value) return { kind: 'error', fault: step.value.fault };
      else return { kind: 'break', position: POSITION, fiber: 0 };
      if (left === 0) return { kind: 'budget' };
    }
  }

  setBreakpoints(): void {}
  watchStatements(): void {}

  edit(): never {
    throw new Error('a scripted program has no variables');
  }

  snapshot(): never {
    throw new Error('a script cannot be taken back');
  }

  restore(): void {}

  place(): CodePosition {
    return POSITION;
  }

  inspect(): VmView {
    return { fibers: [{ id: 0, state: 'ready', frames: [{ functionName: '', position: POSITION, variables: [] }] }], globals: [] };
  }
}
