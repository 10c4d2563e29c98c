/**
 * What the teacher's pages see change: stations that did, whole, in batches. Layer: bridge/class. Spec: docs/protocols/class.md, "The board".
 * Bounded: a batch holds each station once, however often it changed.
 */
import type { BridgeNote } from '../../core/protocol/bridge-notes.ts';
import type { ClassView, StationView } from '../../core/protocol/class-views.ts';
import type { ClassPage } from './identity.ts';

/** Why not longer: what happens at a station is on the board within 100 ms, 99 times in 100. */
const BOARD_PERIOD_MS = 50;

export interface ClassBoardOptions {
  /** undefined: no longer in the class. */
  readonly viewOf: (studentId: string) => StationView | undefined;
  readonly classView: () => ClassView | undefined;
  readonly nowMs: () => number;
}

export class ClassBoard {
  readonly #options: ClassBoardOptions;
  readonly #watchers = new Set<ClassPage>();
  #changed = new Set<string>();
  #hasClassChanged = false;
  #timer: NodeJS.Timeout | undefined;
  #sentAtMs = -Infinity;

  constructor(options: ClassBoardOptions) {
    this.#options = options;
  }

  /** From now on this page hears what changes. */
  watch(page: ClassPage): void {
    this.#watchers.add(page);
  }

  unwatch(page: ClassPage): void {
    this.#watchers.delete(page);
  }

  /** A student's card has changed or gone. */
  changed(studentId: string): void {
    this.#changed.add(studentId);
    this.#soon();
  }

  classChanged(): void {
    this.#hasClassChanged = true;
    this.#soon();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watchers.clear();
  }

  #soon(): void {
    if (this.#timer !== undefined) return;
    if (this.#watchers.size === 0) return this.#forget();
    this.#timer = setTimeout(() => this.#send(), Math.max(0, this.#sentAtMs + BOARD_PERIOD_MS - performance.now()));
  }

  #send(): void {
    this.#timer = undefined;
    this.#sentAtMs = performance.now();
    const { viewOf, classView, nowMs } = this.#options;
    const views = [...this.#changed].map((id) => ({ id, view: viewOf(id) }));
    const note: BridgeNote = {
      name: 'class.board',
      value: {
        stations: views.flatMap(({ view }) => view ?? []),
        removed: views.filter(({ view }) => view === undefined).map(({ id }) => id),
        nowMs: nowMs(),
        ...(this.#hasClassChanged ? { class: classView() ?? null } : {}),
      },
    };
    this.#forget();
    for (const page of this.#watchers) page.tell(note);
  }

  #forget(): void {
    this.#changed = new Set();
    this.#hasClassChanged = false;
  }
}
