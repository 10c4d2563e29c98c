/** One part after another is tried on the car on the bench: where that stands, and what it has found. Layer: web/features. */
import type { Fault } from '../../../core/base/result.ts';
import type { Finding } from '../../../core/device/doctor/diagnose.ts';
import { heardOf, partTasks, tryPart, type PartTask, type PartTrial, type Question, type Said } from '../../../core/live/part-check.ts';
import { browserClock } from '../../adapters/browser-clock.ts';

export interface PartResult {
  /** None: it works. */
  readonly findings: readonly Finding[];
  readonly isSkipped?: boolean;
}

export class PartCheckState {
  #tasks = $state.raw<readonly PartTask[]>([]);
  #task = $state<PartTask | undefined>(undefined);
  #question = $state.raw<Question | undefined>(undefined);
  #alive = $state.raw<readonly boolean[]>([]);
  #results = $state.raw<Readonly<Partial<Record<PartTask, PartResult>>>>({});
  #problem = $state.raw<Fault | undefined>(undefined);
  /** Each try has its number: what an earlier one still says does not count. */
  #try = 0;

  get tasks() {
    return this.#tasks;
  }

  /** What is tried now; undefined: nothing is. */
  get task() {
    return this.#task;
  }

  /** What the person is asked now. */
  get question() {
    return this.#question;
  }

  /** Which of the part's sensors have been seen to live. */
  get alive() {
    return this.#alive;
  }

  get results() {
    return this.#results;
  }

  /** Why it cannot go on. */
  get problem() {
    return this.#problem;
  }

  get isOver(): boolean {
    return this.#task === undefined && this.#tasks.length > 0 && this.#tasks.every((task) => this.#results[task] !== undefined);
  }

  begin(car: CarToTry): void {
    this.#tasks = partTasks(car.profile);
    this.#results = {};
    this.tryOne(this.#tasks[0], car);
  }

  /** This part, and after it what has not been tried yet. */
  tryOne(task: PartTask | undefined, car: CarToTry): void {
    this.#problem = undefined;
    this.#question = undefined;
    this.#alive = [];
    this.#task = task;
    const number = ++this.#try;
    if (task !== undefined) void this.#run(task, car, () => this.#try !== number);
  }

  answer(said: Said, car: CarToTry): void {
    if (this.#task !== undefined && this.#question !== undefined) this.#found({ findings: heardOf(this.#task, said, this.#question) }, car);
  }

  skip(car: CarToTry): void {
    this.#found({ findings: [], isSkipped: true }, car);
  }

  stop(): void {
    this.#try++;
    this.#task = undefined;
  }

  async #run(task: PartTask, car: CarToTry, isCancelled: () => boolean): Promise<void> {
    const onSeen = (alive: readonly boolean[]): void => {
      if (!isCancelled()) this.#alive = alive;
    };
    const tried = await tryPart(task, { ...car, clock: browserClock, onSeen, isCancelled });
    if (isCancelled()) return;
    if (!tried.ok) {
      this.stop();
      this.#problem = tried.fault;
    } else if (tried.value.kind === 'ask') this.#question = tried.value;
    else this.#found({ findings: tried.value.kind === 'works' ? [] : tried.value.findings }, car);
  }

  #found(result: PartResult, car: CarToTry): void {
    if (this.#task === undefined) return;
    this.#results = { ...this.#results, [this.#task]: result };
    this.tryOne(
      this.#tasks.find((task) => this.#results[task] === undefined),
      car,
    );
  }
}

export type CarToTry = Pick<PartTrial, 'bench' | 'profile' | 'device'>;
