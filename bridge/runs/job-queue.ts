/**
 * Work that may wait: a port, so that a district's server can put a queue of its own behind it. Layer: bridge/runs.
 * What waits is not kept over a restart: whoever adds a job can tell from the store what is still to be done.
 */
import type { Result } from '../../core/base/result.ts';

export interface JobQueue<Job, Answer> {
  /** False where the queue is full. `onAnswer` is called once; a job that was dropped at the end is not answered. */
  add(job: Job, onAnswer: (answer: Result<Answer>) => void): boolean;
  /** Jobs that are waiting or under way. */
  readonly length: number;
  close(): Promise<void>;
}
