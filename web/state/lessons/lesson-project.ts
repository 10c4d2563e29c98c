/** The project in which a student works on a lesson. Layer: web/state. */
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { ENTRY_PATH, newProject } from '../../../core/project/new-project.ts';
import type { Project } from '../../../core/project/project.ts';
import type { PackLesson } from '../../../core/pack/pack-schema.ts';

export interface LessonPlace {
  readonly packId: string;
  readonly lessonId: string;
}

/** Crockford's base 32, as ULIDs are written. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** No moment: the same whenever the lesson is opened. */
const TIME_LETTERS = '0000000000';
const HASH_LETTERS = 16;

/** The same for one student and one lesson on any computer, so that whoever comes back finds the work that was begun. */
export function lessonProjectId({ packId, lessonId }: LessonPlace, studentId: string): string {
  const hash = sha256(utf8ToBytes(`lesson ${packId}/${lessonId} ${studentId}`));
  return TIME_LETTERS + [...hash.subarray(0, HASH_LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

export interface LessonStart extends LessonPlace {
  readonly lesson: PackLesson;
  /** undefined: the lesson has none. */
  readonly starter: string | undefined;
  readonly name: string;
}

export function lessonProject(id: string, { packId, lessonId, lesson, starter, name }: LessonStart): Project {
  const project = newProject({ id, name: name.slice(0, 80) });
  return {
    ...project,
    ...(starter === undefined ? {} : { files: [{ path: ENTRY_PATH, text: starter }] }),
    lesson: { packId, lessonId },
    view: lesson.starter?.view ?? project.view,
    profileId: lesson.profile,
    trackId: lesson.steps[0]?.track ?? lesson.track,
  };
}
