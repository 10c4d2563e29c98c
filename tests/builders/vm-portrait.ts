/** For tests: everything that a VM's snapshot holds and its program's course depends on, as text that two VMs can be held equal by. */
import { Closure } from '../../core/vm/values.ts';
import { InterpreterSnapshot } from '../../core/vm/snapshot.ts';
import type { VmSnapshot } from '../../core/vm/vm.ts';

const WORDS_PER_FRAME = 2;

class Portrait {
  readonly #numbers = new Map<object, number>();

  text(value: unknown): string {
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'function' || typeof value === 'symbol') return typeof value;
    if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
    const known = this.#numbers.get(value);
    if (known !== undefined) return `#${known}`;
    this.#numbers.set(value, this.#numbers.size);
    if (value instanceof Closure) return `function ${value.fn.index}${this.#fields({ ...value, fn: undefined })}`;
    if (value instanceof Map) return `map${this.text([...(value as Map<unknown, unknown>)])}`;
    if (Array.isArray(value)) return `[${value.map((item) => this.text(item)).join()}]`;
    return this.#fields(value);
  }

  #fields(value: object): string {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    return `${value.constructor.name}{${entries.map(([name, field]) => `${name}:${this.text(field)}`).join()}}`;
  }
}

export function portraitOf(snapshot: VmSnapshot): string {
  if (!(snapshot instanceof InterpreterSnapshot)) throw new TypeError('a snapshot of another VM');
  const { machine, scheduler, ended } = snapshot;
  const { fibers, globals, random, memory, logLines } = machine;
  // Beyond its depth a fiber's list of calls holds what is over.
  const shown = fibers.map((fiber) => ({ ...fiber, frames: [...fiber.frames.subarray(0, WORDS_PER_FRAME * fiber.depth)] }));
  return new Portrait().text({ globals, fibers: shown, random, memory, logLines, scheduler, ended });
}
