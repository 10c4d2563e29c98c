/** The console's lines: what the program said and how runs began and ended. Layer: web/state. */
import type { ProblemAtPlace } from '../../core/run/run-types.ts';

export type ConsoleLine =
  | { readonly id: number; readonly kind: 'log'; readonly atMs: number; readonly text: string }
  | { readonly id: number; readonly kind: 'started'; readonly atMs: number; readonly robot: string }
  | { readonly id: number; readonly kind: 'finished' | 'stopped' | 'time-limit'; readonly atMs: number }
  | { readonly id: number; readonly kind: 'lap'; readonly atMs: number; readonly lap: number; readonly lapMs: number }
  | {
      readonly id: number;
      readonly kind: 'problem';
      readonly atMs: number | undefined;
      readonly problem: ProblemAtPlace;
      readonly path?: string;
    };

type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never;
export type NewConsoleLine = WithoutId<ConsoleLine>;

const LINES_MAX = 500;

export class ConsoleState {
  #lines = $state.raw<readonly ConsoleLine[]>([]);
  #nextId = 1;

  get lines(): readonly ConsoleLine[] {
    return this.#lines;
  }

  add(...lines: readonly NewConsoleLine[]): void {
    const added = lines.slice(-LINES_MAX).map((line) => ({ ...line, id: this.#nextId++ }) as ConsoleLine);
    this.#lines = [...this.#lines, ...added].slice(-LINES_MAX);
  }

  /** The run went on otherwise from this robot time: what it said afterwards is no longer so. Lines of earlier runs stay. */
  forgetAfter(atMs: number): void {
    const began = this.#lines.findLastIndex(({ kind }) => kind === 'started');
    this.#lines = this.#lines.filter((line, index) => index <= began || line.atMs === undefined || line.atMs <= atMs);
  }

  clear(): void {
    this.#lines = [];
  }
}
