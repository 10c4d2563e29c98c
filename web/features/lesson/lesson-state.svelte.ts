/** Which tasks of a lesson a project has done. Layer: web/features/lesson. Once done stays done. */
import type { RunProgress } from '../../state/run-state.svelte.ts';
import type { Task } from './first-lesson.ts';

const KEY = 'guiji.lesson';
const PROJECTS_MAX = 50;

type Done = Readonly<Record<string, readonly string[]>>;

function readDone(): Done {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Done;
  } catch {
    return {};
  }
}

export class LessonState {
  readonly tasks: readonly Task[];
  #done = $state.raw<Done>(readDone());
  #justDone = $state<string | undefined>();

  constructor(tasks: readonly Task[]) {
    this.tasks = tasks;
  }

  /** The task that was done last in this visit, to be celebrated once. */
  get justDone() {
    return this.#justDone;
  }

  isDone(projectId: string, taskId: string): boolean {
    return this.#done[projectId]?.includes(taskId) ?? false;
  }

  note(projectId: string, progress: RunProgress): void {
    const before = this.#done[projectId] ?? [];
    const added = this.tasks.filter((task) => !before.includes(task.id) && task.isDone(progress)).map((task) => task.id);
    if (added.length === 0) return;
    const others = Object.entries(this.#done).filter(([id]) => id !== projectId);
    this.#done = Object.fromEntries([...others.slice(-PROJECTS_MAX), [projectId, [...before, ...added]]]);
    this.#justDone = added.at(-1);
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#done));
    } catch {
      // The ticks live as long as the page.
    }
  }
}
