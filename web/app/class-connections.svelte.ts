/** Ties a seat in a class to the rest of the page: what it reports, and what happens when the teacher acts. Layer: web/app. */
import { untrack } from 'svelte';
import type { Handout } from '../../core/protocol/class-views.ts';
import type { Lab } from '../state/context.ts';
import { openLesson } from '../state/lessons/open-lesson.ts';
import { madeAtMs, ownCopy } from '../state/handout-copy.ts';
import { SIMULATOR_ID } from '../state/robots-state.svelte.ts';
import { stationReportOf } from '../state/station-report.ts';
import type { FirstProject } from './open-first-project.ts';

/** The last thing handed out that this browser has opened. */
const OPENED = 'guiji.handout';
/** Where a guest may look before there is a seat. */
const BEFORE_A_SEAT = ['join', 'class', 'help'];

/** A guest without a seat has one place to be. For as long as the page lives; to be called before anything is shown. */
export function leadToJoin(lab: Lab): void {
  const isAstray = () => lab.classroom.needsSeat && !BEFORE_A_SEAT.includes(lab.route.page);
  if (isAstray()) lab.route.go('join');
  $effect.root(() => {
    $effect(() => {
      if (isAstray()) untrack(() => lab.route.go('join'));
    });
  });
}

/** For as long as the page lives. `opened`: the first project is there; what is handed out comes after it. */
export function keepInClass(lab: Lab, opened: Promise<FirstProject>): void {
  const { classroom } = lab;
  classroom.events.subscribe((event) => {
    if (event.kind === 'stop') void lab.run.stop();
    else if (event.kind === 'collect') void handIn(lab);
    else void opened.then((first) => (event.isLate ? openLate(lab, event.handout, first) : openHandout(lab, event.handout)));
  });
  $effect.root(() => {
    $effect(() => {
      if (!classroom.seated) return;
      const report = reportOf(lab);
      untrack(() => classroom.report(report));
    });
  });
}

function reportOf(lab: Lab) {
  const { classroom, project, robots, run, tools } = lab;
  return stationReportOf({
    robot: robots.chosenId === SIMULATOR_ID ? SIMULATOR_ID : (robots.chosen?.label ?? robots.chosenId),
    running: run.phase === 'running' || run.phase === 'paused',
    handUp: classroom.handUp,
    project: project.project,
    stand: classroom.lessonStand,
    problem: run.problem,
    paths: project.source.map(({ path }) => path),
    errors: tools.foundIn(project.source).filter(({ severity }) => severity === 'error'),
  });
}

async function handIn(lab: Lab): Promise<void> {
  const id = lab.project.project?.id;
  if (id !== undefined && (await lab.saving.sendNow())) await lab.classroom.handIn(id);
}

/** Opened once, beside the student's own work. */
async function openHandout(lab: Lab, handout: Handout): Promise<void> {
  if (localStorage.getItem(OPENED) === handout.id) return;
  keepOpened(handout);
  const isHere = handout.kind === 'lesson' ? await openLesson(lab, handout) : await openProgram(lab, handout);
  lab.route.go(isHere ? 'code' : 'learn');
}

async function openProgram(lab: Lab, handout: Extract<Handout, { kind: 'program' }>): Promise<boolean> {
  const copy = ownCopy(handout.project, handout.id, lab.classroom.seat?.student.id ?? '');
  const begun = await lab.saving.load(copy.id);
  lab.openProject(begun ?? copy, begun === undefined ? 'new' : 'kept');
  return true;
}

/** It was handed out before this page was there. Not over work that was done since, and not over the page that says the personal code. */
async function openLate(lab: Lab, handout: Handout, first: FirstProject): Promise<void> {
  if (localStorage.getItem(OPENED) === handout.id) return;
  if (first === 'kept' && (await hasWorkedSince(lab, handout))) return keepOpened(handout);
  keepOpened(handout);
  if (handout.kind === 'lesson') await openLesson(lab, handout);
  else await openProgram(lab, handout);
}

function keepOpened(handout: Handout): void {
  localStorage.setItem(OPENED, handout.id);
}

async function hasWorkedSince(lab: Lab, handout: Handout): Promise<boolean> {
  return (await lab.saving.list()).some((entry) => entry.where !== 'here' && entry.updatedAtMs > madeAtMs(handout.id));
}
