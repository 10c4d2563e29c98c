/** What can be undone and done again. Layer: tracks. */

/** Steps kept; tracks share what did not change between them. */
const STEPS_MAX = 200;

/** `T` is never changed in place. */
export class History<T> {
  #present: T;
  #past: readonly T[] = [];
  #future: readonly T[] = [];
  /** What the last change was part of: a drag is one step, however often it moved. */
  #gesture: string | undefined;

  constructor(present: T) {
    this.#present = present;
  }

  get present(): T {
    return this.#present;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /** @param gesture changes in a row with the same name are one step */
  change(next: T, gesture?: string): void {
    if (next === this.#present) return;
    if (gesture === undefined || gesture !== this.#gesture) this.#past = [...this.#past, this.#present].slice(-STEPS_MAX);
    this.#gesture = gesture;
    this.#future = [];
    this.#present = next;
  }

  /** The next change is a step of its own. */
  endGesture(): void {
    this.#gesture = undefined;
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [this.#present, ...this.#future];
    this.#present = before;
    this.#gesture = undefined;
  }

  redo(): void {
    const [next, ...later] = this.#future;
    if (next === undefined) return;
    this.#future = later;
    this.#past = [...this.#past, this.#present];
    this.#present = next;
    this.#gesture = undefined;
  }
}
