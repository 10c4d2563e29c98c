/** The pages that are there, and which students sit at them since when. Layer: bridge/class. */
import type { ClassPage } from './identity.ts';

export interface StudentPage {
  readonly id: string;
  readonly page: ClassPage;
}

export class ClassPages {
  readonly all = new Set<ClassPage>();
  readonly #of = new Map<string, Set<ClassPage>>();
  readonly #sinceMs = new Map<string, number>();

  /** @returns the student who has come with it; undefined where none has, or was there already. */
  add(page: ClassPage, nowMs: number): string | undefined {
    this.all.add(page);
    if (page.identity.role !== 'student') return undefined;
    const { studentId } = page.identity;
    const pages = this.#of.get(studentId);
    pages?.add(page);
    if (pages !== undefined) return undefined;
    this.#of.set(studentId, new Set([page]));
    this.#sinceMs.set(studentId, nowMs);
    return studentId;
  }

  /** @returns the student who has gone with it. */
  remove(page: ClassPage, nowMs: number): string | undefined {
    this.all.delete(page);
    if (page.identity.role !== 'student') return undefined;
    const { studentId } = page.identity;
    const pages = this.#of.get(studentId);
    pages?.delete(page);
    if (pages?.size !== 0) return undefined;
    this.#of.delete(studentId);
    this.#sinceMs.set(studentId, nowMs);
    return studentId;
  }

  /** @param students undefined: all. */
  *of(students: readonly string[] | undefined): Generator<StudentPage> {
    for (const id of students ?? [...this.#of.keys()]) {
      for (const page of this.#of.get(id) ?? []) yield { id, page };
    }
  }

  isPresent(studentId: string): boolean {
    return this.#of.has(studentId);
  }

  /** When the student came or went; undefined for one who has not been here since this bridge began. */
  sinceMs(studentId: string): number | undefined {
    return this.#sinceMs.get(studentId);
  }
}
