/**
 * Sends a student's log to the class bridge: in order, until it is acknowledged, again after every cut. Layer: bridge/class.
 * Spec: docs/protocols/class.md, "The log". What an entry names by its id alone (a recording, a track, pictures)
 * goes before the entry, as it is by then, with the same methods as a page sends it.
 */
import { ok, type Fault, type Result } from '../../core/base/result.ts';
import { PUSH_BYTES_MAX, PUSH_ENTRIES_MAX, type LogBody, type LogEntry } from '../../core/protocol/class-log.ts';
import { APPEND_BYTES_MAX, type RunAbout } from '../../core/protocol/run-views.ts';
import type { Runs } from '../runs/runs.ts';
import type { Store } from '../store/store.ts';
import type { ClassLink } from './class-link.ts';

/** After a failure of the class bridge's own (its disk is full). */
const RETRY_MS = 5000;

export interface LogSenderOptions {
  readonly link: ClassLink;
  readonly store: Pick<Store, 'classes' | 'tracks' | 'pictures'>;
  readonly runs: Runs;
  readonly studentId: string;
  /** Something arrived. */
  readonly onSent: () => void;
  /** What the class bridge will never take; it stays on this computer. */
  readonly onRefused: (fault: Fault) => void;
}

export class LogSender {
  readonly #options: LogSenderOptions;
  #sending: Promise<boolean> = Promise.resolve(true);
  /** A pass that has not begun yet: it will see whatever is saved by then. */
  #next: Promise<boolean> | undefined;
  #retryTimer: NodeJS.Timeout | undefined;

  constructor(options: LogSenderOptions) {
    this.#options = options;
  }

  /** True when all there was has arrived. */
  send(): Promise<boolean> {
    this.#next ??= this.#sending.then(() => {
      this.#next = undefined;
      this.#sending = this.#sendAll();
      return this.#sending;
    });
    return this.#next;
  }

  close(): void {
    clearTimeout(this.#retryTimer);
  }

  async #sendAll(): Promise<boolean> {
    clearTimeout(this.#retryTimer);
    const { link, store, studentId } = this.#options;
    while (link.isOnline) {
      const entries = await store.classes.unsentEntries(studentId, PUSH_ENTRIES_MAX);
      if (!entries.ok) return this.#later(entries.fault);
      if (entries.value.length === 0) return true;
      const sent = await this.#sendSome(someOf(entries.value));
      if (!sent.ok) return this.#later(sent.fault);
      this.#options.onSent();
    }
    return false;
  }

  /** An entry that cannot be sent at all must not hold up those behind it. */
  async #sendSome(entries: readonly LogEntry[]): Promise<Result<void>> {
    const { link, store, onRefused } = this.#options;
    for (const { body } of entries) {
      const sent = await this.#sendNamed(body);
      if (!sent.ok) return sent;
    }
    const pushed = await link.call('station.push', { entries: [...entries] });
    if (!pushed.ok && pushed.fault.code !== 'protocol.too-large') return pushed;
    if (!pushed.ok) onRefused(pushed.fault);
    else for (const { code, id } of pushed.value.refused) onRefused({ code, params: { id } });
    return await store.classes.acknowledge(entries.map(({ id }) => id));
  }

  async #sendNamed(body: LogBody): Promise<Result<void>> {
    if (body.kind === 'run') return await this.#sendRun(body.runId);
    if (body.kind === 'track') return this.#orRefused(await this.#sendTrack(body.trackId));
    if (body.kind === 'pictures') return this.#orRefused(await this.#sendPictures(body.projectId, body.ids));
    return ok(undefined);
  }

  async #sendTrack(id: string): Promise<Result<unknown>> {
    const { link, store, studentId } = this.#options;
    const kept = await store.tracks.load(studentId, id);
    if (kept.ok) return await link.call('tracks.save', { track: kept.value });
    return kept.fault.code === 'tracks.not-found' ? await link.call('tracks.remove', { id }) : kept;
  }

  async #sendPictures(projectId: string, ids: readonly string[]): Promise<Result<unknown>> {
    const { link, store, studentId } = this.#options;
    const kept = await store.pictures.load(studentId, projectId, ids);
    if (!kept.ok || kept.value.length === 0) return kept;
    return await link.call('pictures.save', { projectId, entries: kept.value });
  }

  /** What the class bridge will not take of this must not hold up the rest. */
  #orRefused(sent: Result<unknown>): Result<void> {
    if (sent.ok) return ok(undefined);
    if (!/^(tracks|track|pictures)\./.test(sent.fault.code)) return sent;
    this.#options.onRefused(sent.fault);
    return ok(undefined);
  }

  async #sendRun(id: string): Promise<Result<void>> {
    const { link, runs, studentId, onRefused } = this.#options;
    const kept = await runs.get(id, studentId);
    if (!kept.ok) return kept.fault.code === 'runs.not-found' ? ok(undefined) : kept;
    const begun = await link.call('runs.begin', { about: aboutOf(kept.value), heldFrom: 0 });
    let result: Result<unknown> = begun;
    for (let offset = begun.ok ? begun.value.received : 0; result.ok && offset < kept.value.bytes;) {
      const piece = await runs.read({ id, offset, length: APPEND_BYTES_MAX }, studentId);
      if (!piece.ok) return piece;
      if (piece.value.bytes.length === 0) break;
      result = await link.call('runs.append', { id, offset, bytes: piece.value.bytes });
      offset += piece.value.bytes.length;
    }
    if (result.ok) result = await link.call('runs.finish', { id });
    if (result.ok || !isForGood(result.fault)) return result.ok ? ok(undefined) : result;
    onRefused(result.fault);
    return ok(undefined);
  }

  #later({ code }: Fault): false {
    if (this.#options.link.isOnline && code !== 'bridge.unreachable') this.#retryTimer = setTimeout(() => void this.send(), RETRY_MS);
    return false;
  }
}

/** As many as make a push of a fair size; one at least. */
function someOf(entries: readonly LogEntry[]): readonly LogEntry[] {
  let bytes = 0;
  const end = entries.findIndex((entry) => (bytes += JSON.stringify(entry.body).length * 3) > PUSH_BYTES_MAX);
  return end === -1 ? entries : entries.slice(0, Math.max(1, end));
}

function aboutOf({ id, startedAtMs, projectId, projectName, robot, robotName, trackId }: RunAbout): RunAbout {
  return { id, startedAtMs, projectId, projectName, robot, robotName, trackId };
}

/** Of the recording itself, and not of the moment. */
function isForGood({ code }: Fault): boolean {
  return /^runs\.(not-found|too-large|finished|gap)$/.test(code);
}
