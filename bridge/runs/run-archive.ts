/**
 * Every recording of this bridge: taken in as it comes, read when it has ended, forgotten when there are too many. Layer: bridge/runs.
 *
 * A page's recording is written by the place of its bytes, so a piece may come twice and a link may be cut. A recording of which nothing
 * has come for a while is taken for torn; its page may still come back and go on.
 */
import { decodeTime, ulid } from 'ulid';
import { Emitter } from '../../core/base/emitter.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { StoreFaultCode } from '../../core/protocol/protocol-faults.ts';
import { RUN_BYTES_MAX, type RunAbout, type RunsFaultCode, type RunView } from '../../core/protocol/run-views.ts';
import type { RunSink } from '../../core/run/run-sink.ts';
import type { RunFilter, RunStore } from '../store/run-store.ts';
import type { Examination } from './examine-run.ts';
import { openFileSink } from './file-sink.ts';
import type { JobQueue } from './job-queue.ts';
import { OpenRecording } from './open-recording.ts';
import { RunFolder } from './run-folder.ts';
import type { RunJob } from './run-job.ts';
import type { Runs, RunsOf } from './runs.ts';

type Codes = RunsFaultCode | StoreFaultCode;
type Kept<T> = Promise<Result<T, Codes>>;

export interface RunLimits {
  /** Recordings of pages under way at once. */
  readonly openMax: number;
  /** Without a piece for this long, a recording is taken for torn. */
  readonly quietMs: number;
  readonly runsMax: number;
  readonly bytesMax: number;
}

const RUN_LIMITS: RunLimits = { openMax: 300, quietMs: 120_000, runsMax: 5000, bytesMax: 5_000_000_000 };

/** Runs that wait for the thread at once; the rest waits in the store. */
const UNCHECKED_AT_ONCE = 8;
const FORGET_AT_ONCE = 50;

export interface RunArchiveOptions {
  readonly folder: string;
  readonly store: RunStore;
  readonly jobs: JobQueue<RunJob, Examination>;
  readonly nowMs: () => number;
  readonly onBug: (cause: unknown) => void;
  readonly trustedSealKeys: readonly string[];
  readonly limits?: Partial<RunLimits>;
}

export class RunArchive implements Runs {
  readonly changes = new Emitter<void>();
  readonly trustedSealKeys: readonly string[];
  readonly #options: RunArchiveOptions;
  readonly #limits: RunLimits;
  readonly #folder: RunFolder;
  readonly #open = new Map<string, OpenRecording>();
  readonly #queued = new Set<string>();
  /** Of those: its page came back to it meanwhile, so the answer is about less than there is. */
  readonly #grown = new Set<string>();
  readonly #janitor: NodeJS.Timeout;
  /** Changes of the list, one after another, so that a run's end never overtakes its beginning. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: RunArchiveOptions) {
    this.#options = options;
    this.#limits = { ...RUN_LIMITS, ...options.limits };
    this.#folder = new RunFolder(options.folder);
    this.trustedSealKeys = options.trustedSealKeys;
    this.#janitor = setInterval(() => void this.#later(() => this.#closeQuiet()), this.#limits.quietMs / 4).unref();
  }

  /** Once, before anything else: what a bridge that was killed left, and what has no place in the list. */
  async start(): Kept<void> {
    const { store } = this.#options;
    const files = new Set(await this.#folder.ids());
    const known = await store.ids();
    if (!known.ok) return known;
    for (const id of known.value) if (!files.delete(id)) await store.remove(id);
    for (const id of files) await store.add({ ...strangerOf(id), owner: '' });
    const unfinished = await store.unfinished();
    if (!unfinished.ok) return unfinished;
    for (const { id } of unfinished.value) await this.#end(id);
    await this.#forgetOldest();
    void this.#later(() => this.#examineWaiting());
    return ok(undefined);
  }

  async close(): Promise<void> {
    clearInterval(this.#janitor);
    await this.#work;
    await this.#options.jobs.close();
    await Promise.all([...this.#open.values()].map((recording) => recording.close()));
    this.#open.clear();
  }

  begin(about: RunAbout, from: { readonly owner: string; readonly heldFrom: number }): Kept<{ received: number }> {
    return this.#inTurn(() => this.#begin(about, from));
  }

  async #begin(about: RunAbout, { owner, heldFrom }: { readonly owner: string; readonly heldFrom: number }): Kept<{ received: number }> {
    const { id } = about;
    const { store, nowMs } = this.#options;
    const open = this.#open.get(id);
    if (open !== undefined) return open.owner === owner ? ok({ received: open.size }) : fail('runs.not-found', { id });
    if (this.#open.size >= this.#limits.openMax) return fail('runs.too-many', { limit: this.#limits.openMax });
    const kept = await store.add({ ...about, startedAtMs: Math.min(about.startedAtMs, nowMs()), owner });
    if (!kept.ok) return kept;
    if (kept.value.owner !== owner) return fail('runs.not-found', { id });
    if (kept.value.state === 'complete') return ok({ received: kept.value.bytes });
    const opened = await OpenRecording.open(this.#folder, { id, owner, heldFrom, nowMs });
    if (!opened.ok) return opened;
    this.#open.set(id, opened.value);
    if (this.#queued.has(id)) this.#grown.add(id);
    const changed = await store.change(id, { state: 'recording', check: 'waiting' });
    this.changes.emit();
    return changed.ok ? ok({ received: opened.value.size }) : changed;
  }

  async append({ id, owner, offset, bytes }: Parameters<Runs['append']>[0]): Kept<{ received: number }> {
    const recording = this.#open.get(id);
    if (recording === undefined || recording.owner !== owner) return fail('runs.finished', { id });
    if (offset + bytes.length > RUN_BYTES_MAX) return fail('runs.too-large', { limitBytes: RUN_BYTES_MAX });
    return await recording.append(offset, bytes);
  }

  async finish(id: string, of: RunsOf): Kept<void> {
    const kept = await this.get(id, of);
    if (!kept.ok) return kept;
    if (kept.value.state !== 'recording') return ok(undefined);
    await this.#later(() => this.#endAndExamine(id));
    return ok(undefined);
  }

  /** Of a robot's run, recorded here; each flush reaches the disk. Errors: `cli.file-not-writable`. */
  openLive(about: Omit<RunAbout, 'id' | 'startedAtMs' | 'robot'>, owner: string): Result<RunSink> {
    const startedAtMs = this.#options.nowMs();
    const id = ulid(startedAtMs);
    const sink = openFileSink(this.#folder.fileOf(id), { durable: true });
    if (!sink.ok) return sink;
    void this.#later(async () => {
      await this.#options.store.add({ ...about, id, startedAtMs, robot: 'live', owner });
      this.changes.emit();
    });
    return ok({
      write: (bytes) => sink.value.write(bytes),
      flush: () => sink.value.flush(),
      finish: () => {
        const finished = sink.value.finish();
        void this.#later(() => this.#endAndExamine(id));
        return finished;
      },
    });
  }

  list(filter: RunFilter): Kept<readonly RunView[]> {
    return this.#options.store.list(filter);
  }

  async get(id: string, of: RunsOf): Kept<RunView> {
    const kept = await this.#options.store.get(id);
    if (!kept.ok) return kept;
    const { owner } = kept.value;
    const mayBeSeen = of === undefined ? await this.#options.store.isOfThisBridge(owner) : ok(owner === of);
    if (!mayBeSeen.ok) return mayBeSeen;
    return mayBeSeen.value ? kept : fail('runs.not-found', { id });
  }

  async read({ id, offset, length }: Parameters<Runs['read']>[0], of: RunsOf): Kept<{ bytes: Uint8Array; totalBytes: number }> {
    const kept = await this.get(id, of);
    return kept.ok ? await this.#folder.read(id, offset, length) : kept;
  }

  async remove(id: string, of: RunsOf): Kept<void> {
    const kept = await this.get(id, of);
    if (!kept.ok) return kept;
    await this.#forget(id);
    this.changes.emit();
    return ok(undefined);
  }

  async pin(id: string, { isPinned, note }: { readonly isPinned: boolean; readonly note?: string | undefined }): Kept<void> {
    const changed = await this.#options.store.change(id, { isPinned, ...(note === undefined ? {} : { note }) });
    if (changed.ok) this.changes.emit();
    return changed;
  }

  async recompute(id: string, of: RunsOf): Kept<void> {
    const kept = await this.get(id, of);
    if (!kept.ok) return kept;
    if (kept.value.state === 'recording') return ok(undefined);
    await this.#options.store.change(id, { check: 'waiting' });
    return this.#examine(id) ? ok(undefined) : fail('runs.busy');
  }

  /** What goes on without anybody waiting for its answer. */
  #later(action: () => Promise<unknown>): Promise<void> {
    return this.#inTurn(action).then(() => undefined, this.#options.onBug);
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const done = this.#work.then(action);
    this.#work = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** Nothing more comes; whether its end is there, the file says. */
  async #end(id: string): Promise<void> {
    await this.#open.get(id)?.close();
    this.#open.delete(id);
    const [bytes, isEnded] = [await this.#folder.sizeOf(id), await this.#folder.isEnded(id)];
    await this.#options.store.change(id, { state: isEnded ? 'complete' : 'torn', bytes, check: 'waiting' });
    this.changes.emit();
    await this.#forgetOldest();
  }

  async #endAndExamine(id: string): Promise<void> {
    await this.#end(id);
    await this.#examineWaiting();
  }

  async #closeQuiet(): Promise<void> {
    const before = this.#options.nowMs() - this.#limits.quietMs;
    const quiet = [...this.#open].filter(([, recording]) => recording.lastAtMs < before).map(([id]) => id);
    for (const id of quiet) await this.#end(id);
    if (quiet.length > 0) await this.#examineWaiting();
  }

  async #examineWaiting(): Promise<void> {
    const waiting = await this.#options.store.unchecked(UNCHECKED_AT_ONCE);
    if (waiting.ok) for (const { id } of waiting.value) this.#examine(id);
  }

  #examine(id: string): boolean {
    if (this.#queued.has(id)) return true;
    const job: RunJob = { file: this.#folder.fileOf(id), sealedFile: this.#folder.sealedFileOf(id) };
    const isAdded = this.#options.jobs.add(job, (answer) => void this.#later(() => this.#onExamined(id, answer)));
    if (isAdded) this.#queued.add(id);
    return isAdded;
  }

  /** A run that is being recorded again, or was removed meanwhile, is left alone. */
  async #onExamined(id: string, answer: Result<Examination>): Promise<void> {
    this.#queued.delete(id);
    const hasGrown = this.#grown.delete(id);
    const kept = await this.#options.store.get(id);
    if (!kept.ok || kept.value.state === 'recording') return;
    if (hasGrown) return await this.#examineWaiting();
    if (!answer.ok) this.#options.onBug(answer.fault);
    const { change, isResealed } = answer.ok ? answer.value : { change: { check: 'unknown' as const }, isResealed: false };
    const sealed = isResealed ? await this.#folder.takeSealed(id) : undefined;
    const { sealedBy: _, ...unsealed } = change;
    const found = sealed === undefined ? change : sealed.ok ? { ...change, bytes: sealed.value } : unsealed;
    // Why: a track of a pack is called by both their names, and the file knows only the track's.
    const { trackId } = kept.value.trackId === '' ? change : kept.value;
    await this.#options.store.change(id, { ...found, ...(trackId === undefined ? {} : { trackId }) });
    this.changes.emit();
    await this.#examineWaiting();
  }

  async #forget(id: string): Promise<void> {
    await this.#open.get(id)?.close();
    this.#open.delete(id);
    await this.#folder.remove(id);
    await this.#options.store.remove(id);
  }

  /** The oldest go first, and nothing that is pinned or under way. */
  async #forgetOldest(): Promise<void> {
    const { store } = this.#options;
    const totals = await store.totals();
    if (!totals.ok) return;
    let { count, bytes } = totals.value;
    while (count > this.#limits.runsMax || bytes > this.#limits.bytesMax) {
      const oldest = await store.oldestUnpinned(FORGET_AT_ONCE);
      if (!oldest.ok || oldest.value.length === 0) return;
      for (const run of oldest.value) {
        if (count <= this.#limits.runsMax && bytes <= this.#limits.bytesMax) return;
        await this.#forget(run.id);
        count -= 1;
        bytes -= run.bytes;
      }
    }
  }
}

/** A file that the list does not know: of an earlier version, or put there by hand. The rest is in the file. */
function strangerOf(id: string): RunAbout {
  return { id, startedAtMs: decodeTime(id), projectId: '', projectName: '', robot: 'live', robotName: '', trackId: '' };
}
