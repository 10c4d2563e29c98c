/** The robot sessions of one page: what they show goes out in batches, and all of them end with the page. Layer: bridge/server. */
import type { Unsubscribe } from '../../core/base/emitter.ts';
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { BridgeMessage } from '../../core/protocol/bridge-messages.ts';
import { SILENCE_MS_MAX } from '../../core/protocol/heartbeat.ts';
import type { LiveSessionFaultCode } from '../../core/protocol/protocol-faults.ts';
import type { RobotSession, SessionEvent } from '../../core/protocol/robot-session.ts';
import { EventBatch, isBatched } from './event-batch.ts';
import type { Heartbeat, Heartbeats } from './heartbeats.ts';
import type { PageLimits } from './limits.ts';
import type { Robots, SessionAbout } from './robots.ts';

interface Opened {
  readonly session: RobotSession;
  readonly batch: EventBatch;
  readonly unsubscribe: Unsubscribe;
  readonly heartbeat: Heartbeat;
  lastSent: number;
  lastAcknowledged: number;
}

export interface PageSessionsOptions {
  readonly robots: Robots;
  readonly limits: PageLimits;
  readonly heartbeats: Heartbeats;
  /** Who sits at the page now; see MethodContext. */
  readonly owner: () => string;
  readonly send: (message: BridgeMessage) => void;
}

export class PageSessions {
  readonly #options: PageSessionsOptions;
  readonly #opened = new Map<number, Opened>();
  /** Only while there are sessions: most pages of a class have none. */
  #timer: NodeJS.Timeout | undefined;

  constructor(options: PageSessionsOptions) {
    this.#options = options;
  }

  /** An id that is in use ends the session that had it. Errors: `session.too-many` {limit}. */
  async open(
    sessionId: number,
    { deviceId, ...about }: { readonly deviceId: string } & Omit<SessionAbout, 'owner'>,
  ): Promise<Result<{ readonly heartbeatKey: string }, LiveSessionFaultCode>> {
    await this.close(sessionId);
    const { robots, limits, owner, heartbeats } = this.#options;
    if (this.#opened.size >= limits.sessionsMax) return fail('session.too-many', { limit: limits.sessionsMax });
    const session = robots.openSession(deviceId, { ...about, owner: owner() });
    const unsubscribe = session.events.subscribe((event) => this.#onEvent(sessionId, event));
    this.#timer ??= setInterval(() => this.#sendBatches(), limits.batchPeriodMs);
    const heartbeat = heartbeats.watch(() => stopForSilence(session));
    this.#opened.set(sessionId, { session, batch: new EventBatch(), unsubscribe, heartbeat, lastSent: 0, lastAcknowledged: 0 });
    this.#options.send({ type: 'session', sessionId, event: { kind: 'status', status: session.status } });
    return ok({ heartbeatKey: heartbeat.key });
  }

  /** Errors: `session.unknown`. */
  find(sessionId: number): Result<RobotSession, LiveSessionFaultCode> {
    const opened = this.#opened.get(sessionId);
    return opened === undefined ? fail('session.unknown') : ok(opened.session);
  }

  acknowledge(sessionId: number, batch: number): void {
    const opened = this.#opened.get(sessionId);
    if (opened === undefined || batch > opened.lastSent) return;
    opened.lastAcknowledged = Math.max(opened.lastAcknowledged, batch);
  }

  async close(sessionId: number): Promise<void> {
    const opened = this.#opened.get(sessionId);
    if (opened === undefined) return;
    this.#opened.delete(sessionId);
    if (this.#opened.size === 0) this.#stopTimer();
    opened.unsubscribe();
    opened.heartbeat.end();
    await opened.session.close();
  }

  /** At once; the sessions stay. */
  stopAll(): void {
    for (const { session } of this.#opened.values()) void session.stop();
  }

  async closeAll(): Promise<void> {
    this.#stopTimer();
    await Promise.all([...this.#opened.keys()].map((sessionId) => this.close(sessionId)));
  }

  #stopTimer(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #onEvent(sessionId: number, event: SessionEvent): void {
    const opened = this.#opened.get(sessionId);
    if (opened === undefined) return;
    if (event.kind === 'status' && event.status.state === 'running') opened.heartbeat.demand();
    if (isBatched(event)) {
      opened.batch.add(event);
      return;
    }
    // In the order in which it happened: what was shown before a run ended comes before its end.
    this.#sendBatch(sessionId, opened);
    this.#options.send({ type: 'session', sessionId, event: event.kind === 'ended' ? withoutWhatWasSent(event) : event });
  }

  #sendBatches(): void {
    for (const [sessionId, opened] of this.#opened) {
      const underWay = opened.lastSent - opened.lastAcknowledged;
      if (underWay < this.#options.limits.batchesUnderWay) this.#sendBatch(sessionId, opened);
    }
  }

  #sendBatch(sessionId: number, opened: Opened): void {
    if (opened.batch.isEmpty) return;
    this.#options.send({ type: 'batch', sessionId, batch: ++opened.lastSent, events: opened.batch.take() });
  }
}

/** While nothing runs nothing drives. */
function stopForSilence(session: RobotSession): void {
  if (session.status.state === 'running') void session.stop(fail('session.page-silent', { silentMs: SILENCE_MS_MAX }).fault);
}

/** Log and plots went out as they came; together they may be larger than a message. */
function withoutWhatWasSent(event: Extract<SessionEvent, { kind: 'ended' }>): SessionEvent {
  return { ...event, summary: { ...event.summary, log: [], plots: {} } };
}
