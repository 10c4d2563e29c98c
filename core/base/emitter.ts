/** A typed list of listeners, called in the order they came. Layer: base. */

export type Unsubscribe = () => void;

export interface Events<E> {
  subscribe(listener: (event: E) => void): Unsubscribe;
}

export class Emitter<E> implements Events<E> {
  readonly #listeners = new Set<(event: E) => void>();

  subscribe(listener: (event: E) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: E): void {
    for (const listener of this.#listeners) listener(event);
  }
}
