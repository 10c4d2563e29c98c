/**
 * Two copies of one project, this browser's and the school's: which one counts. Layer: web/state.
 * By the school's version numbers, which rise by one with each save that changed something; clocks of two computers cannot be compared.
 */
import type { SchoolSync } from '../adapters/storage/project-storage.ts';

/** Nothing unsent is here, and the school has gone on: its copy may take the place of this one. */
export function schoolHasGoneOn(here: SchoolSync, newestAtSchool: number | undefined): newestAtSchool is number {
  return here.atSchool && newestAtSchool !== undefined && newestAtSchool > (here.schoolVersion ?? 0);
}

/** A save became this version: had someone else saved since the copy here began? Their text is then in the history, just before it. */
export function overtookOther(before: SchoolSync | undefined, savedAs: number): boolean {
  return before?.schoolVersion !== undefined && savedAs > before.schoolVersion + 1;
}
