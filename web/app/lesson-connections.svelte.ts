/** Ties the lesson to the rest of the page: the open project's lesson, its runs, its tracks, and what the teacher sees of it. Layer: web/app. */
import { untrack } from 'svelte';
import type { Lab } from '../state/context.ts';
import type { LessonStand } from '../state/station-report.ts';

/** For as long as the page lives. */
export function keepLesson(lab: Lab): void {
  const { classroom, lesson, library, project, robots, run, telemetry, tracks } = lab;
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
    /** Once for each step that is gone to: whoever takes another track after that has it. */
    let trackOf = '';
    $effect(() => {
      const { open, step } = lesson;
      const stepKey = `${key} ${step?.id}`;
      if (open === undefined || step === undefined || run.busy || trackOf === stepKey) return;
      trackOf = stepKey;
      const trackId = step.track ?? open.lesson.track;
      untrack(() => {
        // The trail of one track says nothing on another.
        if (project.trackId !== trackId) telemetry.clear();
        project.chooseTrack(trackId);
      });
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
