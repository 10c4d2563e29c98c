/** A robot of the bridge as a RobotSession. Layer: web/adapters/bridge. It comes back by itself when the bridge does. */
import type { KitChoice } from '../../../firmware-profiles/index.ts';
import { Emitter, type Unsubscribe } from '../../../core/base/emitter.ts';
import { fail, type Fault, type Result } from '../../../core/base/result.ts';
import type {
  CarBench,
  DebugCommand,
  RobotSession,
  RunRequest,
  SessionEvent,
  SessionStatus,
} from '../../../core/protocol/robot-session.ts';
import { kindOfNews, type OutsideNews } from '../../../core/robot/outside-news.ts';
import type { BridgeLink, LinkEvent } from './bridge-link.ts';

/** Begins to give signs of life for the robot of this key; what it answers ends them. */
export type StartHeartbeat = (key: string) => Promise<() => void>;

export interface BridgeSessionOptions extends KitChoice {
  readonly link: BridgeLink;
  readonly startHeartbeat: StartHeartbeat;
  /** Unique on this link. */
  readonly sessionId: number;
  readonly deviceId: string;
  readonly trackId: string;
}

export class BridgeSession implements RobotSession {
  readonly events = new Emitter<SessionEvent>();
  status: SessionStatus = { state: 'connecting' };
  readonly bench: CarBench = {
    measure: () => this.#options.link.call('session.measure', { sessionId: this.#options.sessionId }),
    spin: (leftPercent, rightPercent, ms) =>
      this.#options.link.call('session.spin', { sessionId: this.#options.sessionId, leftPercent, rightPercent, ms }),
    tryOutput: (what) => this.#options.link.call('session.try', { sessionId: this.#options.sessionId, ...what, values: [...what.values] }),
    name: (name) => this.#options.link.call('session.name', { sessionId: this.#options.sessionId, name }),
    calibrate: (calibration) => this.#options.link.call('session.calibrate', { sessionId: this.#options.sessionId, calibration }),
  };
  readonly #options: BridgeSessionOptions;
  readonly #unsubscribe: Unsubscribe;
  #endHeartbeat: () => void = () => {};
  #isClosed = false;
  readonly #untold = new Map<string, OutsideNews>();
  #isTelling = false;

  constructor(options: BridgeSessionOptions) {
    this.#options = options;
    this.#unsubscribe = options.link.events.subscribe((event) => this.#onLink(event));
    if (options.link.state === 'online') void this.#open();
    else if (options.link.problem !== undefined) this.#lose(options.link.problem);
  }

  run(request: RunRequest): Promise<Result<void>> {
    return this.#options.link.call('session.run', { sessionId: this.#options.sessionId, request });
  }

  pause(): Promise<Result<void>> {
    return this.#call('session.pause');
  }

  resume(): Promise<Result<void>> {
    return this.#call('session.resume');
  }

  step(): Promise<Result<void>> {
    return this.#call('session.step');
  }

  debug(command: DebugCommand): Promise<Result<void>> {
    return this.#options.link.call('session.debug', { sessionId: this.#options.sessionId, command });
  }

  tell(news: OutsideNews): void {
    this.#untold.set(kindOfNews(news), news);
    if (!this.#isTelling) void this.#tellAll();
  }

  /** One at a time, the latest of each kind: a slow link gets fewer, never a queue. */
  async #tellAll(): Promise<void> {
    this.#isTelling = true;
    for (const [kind, news] of this.#untold) {
      this.#untold.delete(kind);
      if (this.status.state === 'running' || this.status.state === 'paused') {
        await this.#options.link.call('session.tell', { sessionId: this.#options.sessionId, news });
      }
    }
    this.#isTelling = false;
  }

  /** Where the bridge is out of reach it has stopped the robot itself. */
  async stop(): Promise<void> {
    await this.#call('session.stop');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#unsubscribe();
    this.#endHeartbeat();
    await this.#call('session.close');
  }

  #call(method: 'session.pause' | 'session.resume' | 'session.step' | 'session.stop' | 'session.close'): Promise<Result<void>> {
    return this.#options.link.call(method, { sessionId: this.#options.sessionId });
  }

  async #open(): Promise<void> {
    const { link, sessionId, deviceId, trackId, profileId, profile } = this.#options;
    const opened = await link.call('session.open', { sessionId, deviceId, trackId, profileId, profile });
    if (!opened.ok) return this.#lose(opened.fault);
    this.#endHeartbeat();
    const end = await this.#options.startHeartbeat(opened.value.heartbeatKey);
    if (this.#isClosed) end();
    else this.#endHeartbeat = end;
  }

  #onLink(event: LinkEvent): void {
    if (event.kind === 'session') {
      if (event.sessionId === this.#options.sessionId) this.#onSession(event.event);
    } else if (event.kind === 'state') {
      if (event.state !== 'online') return this.#lose(event.problem ?? fail('bridge.unreachable').fault);
      this.#setStatus({ state: 'connecting' });
      void this.#open();
    }
  }

  #onSession(event: SessionEvent): void {
    if (event.kind === 'status') this.#setStatus(event.status);
    else this.events.emit(event);
  }

  #lose({ code, params }: Fault): void {
    if (this.status.state !== 'lost') this.#setStatus({ state: 'lost', problem: { code, params } });
  }

  #setStatus(status: SessionStatus): void {
    this.status = status;
    this.events.emit({ kind: 'status', status });
  }
}
