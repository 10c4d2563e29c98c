/**
 * How far whoever sits here has come: kept in this browser at once, and on the bridge as soon as it is there. Layer: web/state.
 * The two copies are merged whenever they meet (core/protocol/progress-views.ts).
 */
import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { z } from 'zod';
import type { Bridge } from '../../adapters/bridge/bridge.ts';
import {
  mergeProgress,
  placeKey,
  progressEntry,
  PROGRESS_ENTRIES_MAX,
  type ProgressEntry,
  type ProgressPlace,
} from '../../../core/protocol/progress-views.ts';

const KEY = 'guiji.progress';
const RETRY_AFTER_MS = 5_000;

const keptSchema = z.object({ entries: z.array(progressEntry), unsent: z.array(z.string()) });

/** What a step is, apart from how far it has come. */
export type StepAbout = ProgressPlace & Pick<ProgressEntry, 'kind' | 'of'>;
export type ProgressChange = Partial<Pick<ProgressEntry, 'doneAtMs' | 'attempts' | 'lastCheck' | 'answers'>>;

export class ProgressState {
  readonly #entries = new SvelteMap<string, ProgressEntry>();
  readonly #unsent = new SvelteSet<string>();
  readonly #bridge: Bridge;
  readonly #key: string;
  #isSending = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** @param studentId '' for the computer's own */
  constructor(bridge: Bridge, studentId: string) {
    this.#bridge = bridge;
    this.#key = studentId === '' ? KEY : `${KEY}.${studentId}`;
    this.#readKept();
    bridge.events.subscribe((event) => {
      if (event.kind === 'state' && event.state === 'online') void this.#meetBridge();
    });
    if (bridge.state === 'online') void this.#meetBridge();
  }

  of(place: ProgressPlace): ProgressEntry | undefined {
    return this.#entries.get(placeKey(place));
  }

  isDone(place: ProgressPlace): boolean {
    return this.of(place)?.doneAtMs !== undefined;
  }

  change(about: StepAbout, change: ProgressChange): void {
    const before = this.of(about);
    const { packId, lessonId, stepId, kind, of } = about;
    const after: ProgressEntry = {
      ...{ attempts: 0, answers: {}, ...before, ...change },
      ...{ packId, lessonId, stepId, kind, of, revision: (before?.revision ?? 0) + 1 },
    };
    this.#put([before === undefined ? after : mergeProgress(before, after)]);
    this.#unsent.add(placeKey(about));
    this.#keep();
    void this.#send();
  }

  #put(entries: readonly ProgressEntry[]): void {
    for (const entry of entries) this.#entries.set(placeKey(entry), entry);
  }

  #readKept(): void {
    try {
      const kept = keptSchema.parse(JSON.parse(localStorage.getItem(this.#key) ?? '{"entries":[],"unsent":[]}'));
      this.#put(kept.entries);
      for (const key of kept.unsent) this.#unsent.add(key);
    } catch {
      // What cannot be read is at the school, or lost with the browser's own storage.
    }
  }

  #keep(): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify({ entries: [...this.#entries.values()], unsent: [...this.#unsent] }));
    } catch {
      // It lives as long as the page, and on the bridge.
    }
  }

  async #meetBridge(): Promise<void> {
    const answer = await this.#bridge.call('progress.list', {});
    if (!answer.ok) return;
    for (const remote of answer.value.entries) {
      const here = this.of(remote);
      this.#put([here === undefined ? remote : mergeProgress(remote, here)]);
    }
    this.#keep();
    await this.#send();
  }

  async #send(): Promise<void> {
    if (this.#isSending || this.#bridge.state !== 'online') return;
    clearTimeout(this.#retry);
    this.#isSending = true;
    const sent = [...this.#unsent].slice(0, PROGRESS_ENTRIES_MAX).flatMap((key) => this.#entries.get(key) ?? []);
    const saved = sent.length === 0 ? undefined : await this.#bridge.call('progress.save', { entries: sent });
    this.#isSending = false;
    if (saved === undefined) return;
    if (saved.ok) {
      for (const entry of sent) if (this.of(entry)?.revision === entry.revision) this.#unsent.delete(placeKey(entry));
      this.#keep();
    }
    if (this.#unsent.size > 0) this.#retry = setTimeout(() => void this.#send(), saved.ok ? 0 : RETRY_AFTER_MS);
  }
}
