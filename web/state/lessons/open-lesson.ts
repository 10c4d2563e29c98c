/** Opens a lesson in the editor: in the work that was begun, or from its starter program. Layer: web/state. */
import { ulid } from 'ulid';
import { untilSettled } from '../bridge-settled.ts';
import type { Lab } from '../context.ts';
import { lessonProject, lessonProjectId, type LessonPlace, type LessonStart } from './lesson-project.ts';

function studentOf(lab: Lab): string {
  return lab.classroom.seat?.student.id ?? lab.classroom.kept?.student.id ?? '';
}

async function startOf(lab: Lab, { packId, lessonId }: LessonPlace): Promise<LessonStart | undefined> {
  const manifest = await lab.library.manifest(packId);
  const lesson = manifest?.lessons.find(({ id }) => id === lessonId);
  if (lesson === undefined) return undefined;
  const starter = lesson.starter === undefined ? undefined : await lab.library.text(packId, lesson.starter.file);
  if (lesson.starter !== undefined && starter === undefined) return undefined;
  return { packId, lessonId, lesson, starter, name: lesson.title[lab.language.language] };
}

/** False where the lesson is not here. */
export async function openLesson(lab: Lab, place: LessonPlace): Promise<boolean> {
  await untilSettled(lab.bridge);
  const id = lessonProjectId(place, studentOf(lab));
  if (lab.project.project?.id === id) return true;
  const begun = await lab.saving.load(id);
  if (begun !== undefined) {
    lab.openProject(begun, 'kept');
    return true;
  }
  const start = await startOf(lab, place);
  if (start === undefined) return false;
  lab.openProject(lessonProject(id, start), 'new');
  return true;
}

/** The starter program again; what the student wrote goes on as a project of its own under `copyName`. */
export async function beginLessonAgain(lab: Lab, place: LessonPlace, copyName: string): Promise<boolean> {
  const own = lab.project.project;
  const start = await startOf(lab, place);
  if (own === undefined || start === undefined) return false;
  const { lesson: _lesson, ...kept } = own;
  await lab.saving.keepCopy({ ...kept, id: ulid(), name: copyName.slice(0, 80) });
  const fresh = lessonProject(own.id, start);
  lab.project.replace({ ...fresh, name: own.name, view: own.view });
  return true;
}
