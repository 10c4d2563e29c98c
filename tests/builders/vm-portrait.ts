/** For tests: the whole state of a VM that its program's course depends on, as text that two VMs can be held equal by. */
import type { Form } from '../../core/vm/execute.ts';
import { FRAME_WORDS, type Fiber } from '../../core/vm/fiber.ts';
import type { Machine } from '../../core/vm/machine.ts';
import { Closure } from '../../core/vm/values.ts';

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
    if (value instanceof Map || value instanceof Set) return `table${this.text([...(value as Iterable<unknown>)])}`;
    if (Array.isArray(value)) return `[${value.map((item) => this.text(item)).join()}]`;
    return this.#fields(value);
  }

  #fields(value: object): string {
    const entries = Object.entries(value).filter(([, field]) => field !== undefined);
    return `${value.constructor.name}{${entries.map(([name, field]) => `${name}:${this.text(field)}`).join()}}`;
  }
}

/** Beyond its top and its depth a fiber holds what is over. */
function shown(fiber: Fiber): object {
  const { stack, sp, frames, depth } = fiber;
  return { ...fiber, stack: stack.slice(0, sp), frames: [...frames.subarray(0, FRAME_WORDS * depth)] };
}

/** A form that also lets a test see the machine. */
export class WatchedForm {
  #machine: Machine | undefined;
  readonly form: Form;

  constructor(form: Form) {
    this.form = (machine, program) => {
      this.#machine = machine;
      return form(machine, program);
    };
  }

  portrait(): string {
    const { globals, fibers, random, memory, logLines } = this.#machine!;
    const state = { globals, fibers: fibers.map(shown), random: random.state(), memory: memory.state(), logLines };
    return new Portrait().text(state);
  }
}
