/**
 * Telemetry, log and plot that wait for the page. Layer: web/adapters/simulator.
 * Bounded: a page that does not keep up loses the oldest, and the log says how many lines.
 */
import type { CarNews, SessionEvent } from '../../../core/protocol/robot-session.ts';
import { NewestMessages, type RobotMessage } from '../../../core/robot/message.ts';
import type { TelemetryFrame } from '../../../core/run/run-types.ts';

const FRAMES_MAX = 240;
const LOG_ENTRIES_MAX = 500;
const PLOT_POINTS_MAX = 4000;

/** Why half at once: dropping one at a time from the front of a full array costs its whole length each time. */
function dropOldest(list: unknown[], limit: number): number {
  if (list.length <= limit) return 0;
  return list.splice(0, Math.ceil(limit / 2)).length;
}

export class EventBatch {
  #frames: TelemetryFrame[] = [];
  #log: { atMs: number; text: string }[] = [];
  #plot: { atMs: number; name: string; value: number }[] = [];
  #droppedLines = 0;
  readonly #messages = new NewestMessages();

  frame(frame: TelemetryFrame): void {
    this.#frames.push(frame);
    dropOldest(this.#frames, FRAMES_MAX);
  }

  log(atMs: number, text: string): void {
    this.#log.push({ atMs, text });
    this.#droppedLines += dropOldest(this.#log, LOG_ENTRIES_MAX);
  }

  plot(atMs: number, name: string, value: number): void {
    this.#plot.push({ atMs, name, value });
    dropOldest(this.#plot, PLOT_POINTS_MAX);
  }

  message(message: RobotMessage): void {
    this.#messages.add(message);
  }

  /** Everything that waits, as session events; empty where nothing does. */
  take(): (CarNews | Extract<SessionEvent, { kind: 'sent' }>)[] {
    const events: ReturnType<EventBatch['take']> = [];
    if (this.#frames.length > 0) events.push({ kind: 'telemetry', frames: this.#frames });
    if (this.#log.length > 0) events.push({ kind: 'log', entries: this.#withNote() });
    if (this.#plot.length > 0) events.push({ kind: 'plot', points: this.#plot });
    if (!this.#messages.isEmpty) events.push({ kind: 'sent', messages: this.#messages.take() });
    this.#frames = [];
    this.#log = [];
    this.#plot = [];
    this.#droppedLines = 0;
    return events;
  }

  /** The note is the same in every language. */
  #withNote(): { atMs: number; text: string }[] {
    if (this.#droppedLines === 0) return this.#log;
    return [{ atMs: this.#log[0]!.atMs, text: `… (−${this.#droppedLines})` }, ...this.#log];
  }
}
