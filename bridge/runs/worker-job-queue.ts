/**
 * A queue of jobs for one worker thread, one at a time. Layer: bridge/runs.
 * The thread is started with the first job and ended when there is none for a while; one that hangs or dies fails its job and is replaced.
 */
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../core/base/result.ts';
import type { JobQueue } from './job-queue.ts';

const JOBS_MAX = 64;
/** A ten-minute run takes about a second. */
const JOB_MS_MAX = 120_000;
const IDLE_MS = 20_000;
/** A recording may be large, but nothing here is worth more memory than the bridge itself has. */
const HEAP_MB_MAX = 1024;

interface Waiting<Job, Answer> {
  readonly job: Job;
  readonly onAnswer: (answer: Result<Answer>) => void;
}

export interface WorkerJobQueueOptions {
  /** Takes a job by message, answers each with a Result. */
  readonly script: URL;
  readonly workerData: unknown;
  readonly jobMsMax?: number;
}

export class WorkerJobQueue<Job, Answer> implements JobQueue<Job, Answer> {
  readonly #options: WorkerJobQueueOptions;
  readonly #waiting: Waiting<Job, Answer>[] = [];
  #current: Waiting<Job, Answer> | undefined;
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: WorkerJobQueueOptions) {
    this.#options = options;
  }

  get length(): number {
    return this.#waiting.length + (this.#current === undefined ? 0 : 1);
  }

  add(job: Job, onAnswer: (answer: Result<Answer>) => void): boolean {
    if (this.#isClosed || this.#waiting.length >= JOBS_MAX) return false;
    this.#waiting.push({ job, onAnswer });
    this.#next();
    return true;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.length = 0;
    this.#current = undefined;
    clearTimeout(this.#timer);
    await this.#worker?.terminate();
  }

  #next(): void {
    if (this.#current !== undefined || this.#isClosed) return;
    clearTimeout(this.#timer);
    const next = this.#waiting.shift();
    if (next === undefined) {
      this.#timer = setTimeout(() => this.#rest(), IDLE_MS).unref();
      return;
    }
    this.#current = next;
    this.#timer = setTimeout(() => this.#lose('timeout'), this.#options.jobMsMax ?? JOB_MS_MAX).unref();
    this.#worker ??= this.#start();
    this.#worker.postMessage(next.job);
  }

  #start(): Worker {
    const { script, workerData } = this.#options;
    const worker = new Worker(script, { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX } });
    worker.unref();
    worker.on('message', (answer: Result<Answer>) => {
      if (worker === this.#worker) this.#answer(answer);
    });
    const ended = (what: string) => (worker === this.#worker ? this.#lose(what) : undefined);
    worker.on('error', (error: Error) => ended(error.message));
    worker.on('exit', (exitCode) => ended(`exit ${exitCode}`));
    return worker;
  }

  #answer(answer: Result<Answer>): void {
    const current = this.#current;
    this.#current = undefined;
    clearTimeout(this.#timer);
    current?.onAnswer(answer);
    this.#next();
  }

  #lose(what: string): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
    this.#answer(fail('bridge.failed', { what }));
  }

  #rest(): void {
    const worker = this.#worker;
    this.#worker = undefined;
    void worker?.terminate();
  }
}
