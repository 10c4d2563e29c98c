/** The students' work in the hands of the class: collected, opened, counted, erased, and taken in from station bridges. Layer: bridge/class. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { Project } from '../../core/project/project.ts';
import type { LogEntry } from '../../core/protocol/class-log.ts';
import type { CollectedWork, StudentResult } from '../../core/protocol/class-views.ts';
import type { Runs } from '../runs/runs.ts';
import type { Store } from '../store/store.ts';
import type { ClassDesk } from './class-desk.ts';
import { resultOf } from './class-results.ts';
import { eraseRuns } from './erase-runs.ts';

export interface ClassWorkOptions {
  readonly desk: ClassDesk;
  readonly store: Store;
  readonly runs: Runs;
  readonly nowMs: () => number;
}

export class ClassWork {
  readonly #options: ClassWorkOptions;

  constructor(options: ClassWorkOptions) {
    this.#options = options;
  }

  /** What is saved now counts at once; pages that are there hand in once more when their last change is saved. */
  collect(): Promise<Result<CollectedWork[]>> {
    const { desk, store, nowMs } = this.#options;
    return desk.turns.take(async () => {
      if (desk.roster.open === undefined) return fail('class.none-open');
      const newest = await store.projects.newestOf([...desk.roster.students.keys()]);
      if (!newest.ok) return newest;
      const collectedAtMs = nowMs();
      const records = newest.value.flatMap(({ owner, id, name, version }) => {
        const student = desk.studentOf(owner);
        const collected = { studentId: owner, projectId: id, name, version, collectedAtMs };
        return student === undefined ? [] : [{ ...student, collected }];
      });
      const saved = await desk.changeStudents(records);
      if (!saved.ok) return saved;
      desk.tell({ kind: 'collect' }, undefined);
      return ok(records.map(({ collected }) => collected));
    });
  }

  handIn(studentId: string, projectId: string): Promise<Result<void>> {
    const { desk, store, nowMs } = this.#options;
    return desk.turns.take(async () => {
      const student = desk.studentOf(studentId);
      if (student === undefined) return fail('class.not-joined');
      const [history, project] = [await store.projects.history(projectId, studentId), await store.projects.load(projectId, studentId)];
      if (!history.ok) return history;
      if (!project.ok) return project;
      const collected = { studentId, projectId, name: project.value.name, version: history.value[0]!.version, collectedAtMs: nowMs() };
      return await desk.changeStudents([{ ...student, collected }]);
    });
  }

  /** Errors: `class.no-such-student`, `project.*`. */
  async open(studentId: string, projectId: string, version: number | undefined): Promise<Result<Project>> {
    const { desk, store } = this.#options;
    if (desk.studentOf(studentId) === undefined) return fail('class.no-such-student');
    if (version === undefined) return await store.projects.load(projectId, studentId);
    return await store.projects.loadVersion(projectId, version, studentId);
  }

  /** Of the open class. */
  async results(): Promise<Result<{ title: string; students: StudentResult[] }>> {
    const { desk, store } = this.#options;
    const { open, students } = desk.roster;
    if (open === undefined) return fail('class.none-open');
    await desk.roster.writeReports();
    const results = await resultOf([...students.values()], store);
    return results.ok ? ok({ title: open.title, students: results.value }) : results;
  }

  eraseStudent(studentId: string): Promise<Result<void>> {
    const { desk } = this.#options;
    return desk.turns.take(async () => {
      return desk.studentOf(studentId) === undefined ? fail('class.no-such-student') : await this.#erase([studentId]);
    });
  }

  /** Everybody of a class, open or not. Errors: `class.no-such-class`. */
  eraseAll(title: string): Promise<Result<void>> {
    const { desk, store } = this.#options;
    return desk.turns.take(async () => {
      const classes = await store.classes.classes();
      if (!classes.ok) return classes;
      const found = classes.value.find(({ record }) => record.title === title);
      if (found === undefined) return fail('class.no-such-class');
      const students = await store.classes.students(found.record.id);
      return students.ok ? await this.#erase(students.value.map(({ id }) => id)) : students;
    });
  }

  /** From a station bridge: its student's alone. @returns the last entry that is on the disk, and those that never will be. */
  async takeIn(
    studentId: string,
    entries: readonly LogEntry[],
  ): Promise<Result<{ acknowledged: string; refused: { id: string; code: string }[] }>> {
    const refused: { id: string; code: string }[] = [];
    for (const entry of entries) {
      if (entry.studentId !== studentId) return fail('bridge.not-allowed', { method: 'station.push' });
      const taken = await this.#takeOne(entry);
      if (taken.ok) continue;
      // Why not tried again: it would fail again, and what comes after it would never arrive.
      if (taken.fault.code.startsWith('store.')) return taken;
      refused.push({ id: entry.id, code: taken.fault.code });
    }
    return ok({ acknowledged: entries.at(-1)!.id, refused });
  }

  async #takeOne({ id, studentId, atMs, body }: LogEntry): Promise<Result<unknown>> {
    const { store } = this.#options;
    const log = { entryId: id, atMs, direction: 'in' } as const;
    if (body.kind === 'project') return await store.projects.save(body.project, studentId, { log });
    if (body.kind === 'project-removed') return await store.projects.remove(body.projectId, studentId, { log });
    if (body.kind === 'progress') {
      const merged = await store.progress.save(studentId, body.entries);
      if (!merged.ok) return merged;
    }
    return await store.classes.receiveEntry({ id, studentId, atMs, kind: body.kind });
  }

  async #erase(studentIds: readonly string[]): Promise<Result<void>> {
    for (const studentId of studentIds) {
      const erased = await eraseRuns(this.#options.runs, studentId);
      if (!erased.ok) return erased;
    }
    return await this.#options.desk.erased(studentIds);
  }
}
