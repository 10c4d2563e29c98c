/** A file that was dropped on a page other than its own, until its own page takes it. Layer: web/state. */
import type { PageName } from './route-state.svelte.ts';

export class DroppedFile {
  #waiting = $state.raw<{ readonly page: PageName; readonly file: File } | undefined>(undefined);

  give(page: PageName, file: File): void {
    this.#waiting = { page, file };
  }

  /** Once. */
  take(page: PageName): File | undefined {
    if (this.#waiting?.page !== page) return undefined;
    const { file } = this.#waiting;
    this.#waiting = undefined;
    return file;
  }
}
