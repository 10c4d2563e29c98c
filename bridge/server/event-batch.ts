/**
 * What a session has to show and its page has not been sent. Layer: bridge/server.
 * Bounded: for a page that is slow the newest stays and the oldest goes.
 */
import type { SessionEvent } from '../../core/protocol/robot-session.ts';
import { NewestMessages } from '../../core/robot/message.ts';

export const FRAMES_MAX = 64;
export const LOG_ENTRIES_MAX = 500;
const PLOT_POINTS_MAX = 2000;

type EventOf<K extends SessionEvent['kind']> = Extract<SessionEvent, { kind: K }>;
/** Events that may be thinned; all others are sent one by one, at once. */
export type BatchedEvent = EventOf<'telemetry'> | EventOf<'log'> | EventOf<'plot'> | EventOf<'sent'>;

const BATCHED: ReadonlySet<SessionEvent['kind']> = new Set<BatchedEvent['kind']>(['telemetry', 'log', 'plot', 'sent']);

export function isBatched(event: SessionEvent): event is BatchedEvent {
  return BATCHED.has(event.kind);
}

export class EventBatch {
  #frames: EventOf<'telemetry'>['frames'][number][] = [];
  #entries: EventOf<'log'>['entries'][number][] = [];
  #points: EventOf<'plot'>['points'][number][] = [];
  readonly #messages = new NewestMessages();

  get isEmpty(): boolean {
    return this.#frames.length + this.#entries.length + this.#points.length === 0 && this.#messages.isEmpty;
  }

  add(event: BatchedEvent): void {
    if (event.kind === 'telemetry') appendNewest(this.#frames, event.frames, FRAMES_MAX);
    else if (event.kind === 'log') appendNewest(this.#entries, event.entries, LOG_ENTRIES_MAX);
    else if (event.kind === 'plot') appendNewest(this.#points, event.points, PLOT_POINTS_MAX);
    else for (const message of event.messages) this.#messages.add(message);
  }

  /** Everything, and leaves the batch empty but for messages of too many names. */
  take(): BatchedEvent[] {
    const events: BatchedEvent[] = [];
    if (this.#frames.length > 0) events.push({ kind: 'telemetry', frames: this.#frames });
    if (this.#entries.length > 0) events.push({ kind: 'log', entries: this.#entries });
    if (this.#points.length > 0) events.push({ kind: 'plot', points: this.#points });
    if (!this.#messages.isEmpty) events.push({ kind: 'sent', messages: this.#messages.take() });
    [this.#frames, this.#entries, this.#points] = [[], [], []];
    return events;
  }
}

function appendNewest<T>(list: T[], more: readonly T[], max: number): void {
  for (const item of more.slice(-max)) list.push(item);
  if (list.length > max) list.splice(0, list.length - max);
}
