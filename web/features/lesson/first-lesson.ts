/** The first task card: from one press of Run to a quicker lap. Layer: web/features/lesson. Each task is checked by what the car did. */
import type { MessageKey } from '../../messages/zh-CN.ts';
import type { RunProgress } from '../../state/run-state.svelte.ts';

export interface Task {
  readonly id: string;
  readonly kind: 'required' | 'optional';
  readonly title: MessageKey;
  readonly hint: MessageKey;
  /** Whether this moment of a run fulfils the task. */
  readonly isDone: (progress: RunProgress) => boolean;
}

const QUICK_LAP_MS = 15_000;

export const FIRST_LESSON: readonly Task[] = [
  {
    id: 'first-run',
    kind: 'required',
    title: 'lesson.first.move',
    hint: 'lesson.first.move.hint',
    isDone: (progress) => progress.kind === 'moved',
  },
  {
    id: 'first-lap',
    kind: 'required',
    title: 'lesson.first.lap',
    hint: 'lesson.first.lap.hint',
    isDone: (progress) => progress.kind === 'lap' && progress.trackId === 'oval',
  },
  {
    id: 'quick-lap',
    kind: 'optional',
    title: 'lesson.first.quick',
    hint: 'lesson.first.quick.hint',
    isDone: (progress) => progress.kind === 'lap' && progress.trackId === 'oval' && progress.lapMs <= QUICK_LAP_MS,
  },
  {
    id: 'figure-eight',
    kind: 'optional',
    title: 'lesson.first.eight',
    hint: 'lesson.first.eight.hint',
    isDone: (progress) => progress.kind === 'lap' && progress.trackId === 'figure-eight',
  },
];
