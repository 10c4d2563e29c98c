/** Ties the lesson to the rest of the page: the open project's lesson, its runs, its tracks, and what the teacher sees of it. Layer: web/app. */
import { untrack } from 'svelte';
import type { Lab } from '../state/context.ts';
import type { LessonStand } from '../state/station-report.ts';

/** For as long as the page lives. */
export function keepLesson(lab: Lab): void {
  const { classroom, lesson, library, project, robots, run, tracks } = lab;
  run.finished.subscribe((finished) => void lesson.note(finished));
  $effect.root(() => {
    /** A text, so that a change of anything else in the project is no other lesson. */
    const shown = $derived.by(() => {
      const of = project.project?.lesson;
      return of === undefined ? '' : `${of.packId}/${of.lessonId}`;
    });
    const key = $derived(project.project === undefined ? undefined : `${project.project.id} ${shown}`);
    $effect(() => {
      if (key === undefined) return;
      const [packId = '', lessonId = ''] = shown.split('/');
      untrack(() => void lesson.show(shown === '' ? undefined : { packId, lessonId }));
    });
    $effect(() => {
      const { open } = lesson;
      if (open === undefined || robots.bridgeState === 'online') return;
      void library.carriedTracks(open.packId).then((documents) => tracks.offer(open.manifest.title, documents));
    });
    $effect(() => {
      const { open, step } = lesson;
      if (open === undefined || step === undefined || run.busy) return;
      const trackId = step.track ?? open.lesson.track;
      untrack(() => project.chooseTrack(trackId));
    });
    $effect(() => {
      const stand = standOf(lab);
      untrack(() => classroom.standInLesson(stand));
    });
  });
}

function standOf({ lesson }: Lab): LessonStand {
  const { open, step, index } = lesson;
  if (open === undefined || step === undefined) return {};
  const last = lesson.progressOf(step)?.lastCheck;
  return {
    lesson: { packId: open.packId, lessonId: open.lessonId },
    step: { id: step.id, index, count: open.lesson.steps.length },
    ...(last === undefined ? {} : { lastCheck: { stepId: step.id, passed: last.passed } }),
  };
}
