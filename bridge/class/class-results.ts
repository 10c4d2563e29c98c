/** What each student has done, put together from the store. Layer: bridge/class. Also for `guiji session export`, where no bridge runs. */
import { ok, type Result } from '../../core/base/result.ts';
import type { StudentResult } from '../../core/protocol/class-views.ts';
import type { StudentRecord } from '../store/class-store.ts';
import type { LessonTally } from '../store/progress-store.ts';
import type { Store } from '../store/store.ts';

/** By seat, then by name, as a teacher's list is. */
const ORDER = new Intl.Collator('zh-CN', { numeric: true });

export async function resultOf(students: readonly StudentRecord[], store: Store): Promise<Result<StudentResult[]>> {
  const ids = students.map(({ id }) => id);
  const [tallies, projects] = [await store.runs.talliesOf(ids), await store.projects.countOf(ids)];
  const lessons = await store.progress.talliesOf(ids);
  if (!tallies.ok) return tallies;
  if (!projects.ok) return projects;
  if (!lessons.ok) return lessons;
  const tallyOf = new Map(tallies.value.map((tally) => [tally.owner, tally]));
  const rows = students.map((student): StudentResult => {
    const tally = tallyOf.get(student.id);
    const lastCheck = student.report?.lastCheck;
    return {
      ...{ studentId: student.id, nickname: student.nickname, lessons: lessonsOf(student.id, lessons.value), runs: tally?.runs ?? 0 },
      ...(student.seat === '' ? {} : { seat: student.seat }),
      ...(lastCheck === undefined ? {} : { lastCheck }),
      ...(tally?.bestLapMs == null ? {} : { bestLapMs: tally.bestLapMs }),
      ...{ projects: projects.value[student.id] ?? 0, lastSeenAtMs: student.lastSeenAtMs },
    };
  });
  return ok(rows.toSorted((a, b) => ORDER.compare(a.seat ?? '', b.seat ?? '') || ORDER.compare(a.nickname, b.nickname)));
}

function lessonsOf(studentId: string, tallies: readonly LessonTally[]): StudentResult['lessons'] {
  return tallies.flatMap(({ owner, ...lesson }) => (owner === studentId ? [lesson] : []));
}
