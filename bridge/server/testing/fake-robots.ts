/** Robots without a robot: sessions that do as they are told. Layer: tests of bridge/server. */
import { Emitter } from '../../../core/base/emitter.ts';
import { fail, ok, type Fault, type Result } from '../../../core/base/result.ts';
import type { BoardState } from '../../../core/protocol/board-progress.ts';
import type { Finding } from '../../../core/device/doctor/diagnose.ts';
import type { DeviceView } from '../../../core/protocol/bridge-views.ts';
import type { DebugCommand, RobotSession, RunRequest, SessionEvent, SessionStatus } from '../../../core/protocol/robot-session.ts';
import type { OutsideNews } from '../../../core/robot/outside-news.ts';
import type { Robots, SessionAbout } from '../robots.ts';

export class FakeSession implements RobotSession {
  readonly events = new Emitter<SessionEvent>();
  status: SessionStatus = { state: 'ready' };
  readonly requests: RunRequest[] = [];
  /** What was asked of it, in order. */
  readonly calls: string[] = [];

  run(request: RunRequest): Promise<Result<void>> {
    this.requests.push(request);
    return this.#do('run', 'running');
  }
  pause(): Promise<Result<void>> {
    return this.#do('pause', 'paused');
  }
  resume(): Promise<Result<void>> {
    return this.#do('resume', 'running');
  }
  step(): Promise<Result<void>> {
    this.calls.push('step');
    return Promise.resolve(fail('session.no-program'));
  }
  async stop(why?: Fault): Promise<void> {
    await this.#do(why === undefined ? 'stop' : `stop ${why.code}`, 'ready');
  }
  debug(command: DebugCommand): Promise<Result<void>> {
    this.calls.push(`debug ${command.kind}`);
    return Promise.resolve(ok(undefined));
  }
  tell(news: OutsideNews): void {
    this.calls.push(`tell ${news.kind}`);
  }
  close(): Promise<void> {
    this.calls.push('close');
    return Promise.resolve();
  }

  #do(name: string, state: SessionStatus['state']): Promise<Result<void>> {
    this.calls.push(name);
    this.status = { state };
    this.events.emit({ kind: 'status', status: this.status });
    return Promise.resolve(ok(undefined));
  }
}

export class FakeRobots implements Robots {
  readonly changes = new Emitter<readonly DeviceView[]>();
  devices: readonly DeviceView[] = [{ id: 'virtual-car', kind: 'virtual-car', label: 'virtual-car', busy: false }];
  readonly sessions: FakeSession[] = [];

  /** What was asked for, in order. */
  readonly opened: SessionAbout[] = [];

  openSession(_deviceId: string, about: SessionAbout): FakeSession {
    this.opened.push(about);
    const session = new FakeSession();
    this.sessions.push(session);
    return session;
  }

  async prepareBoard(_board: object, tell: (state: BoardState) => void): Promise<Result<void>> {
    tell({ step: 'testing' });
    return ok(undefined);
  }

  addFirmware(): Result<void> {
    return ok(undefined);
  }

  cancelPreparing(): void {}

  examine(): Promise<readonly Finding[]> {
    return Promise.resolve([{ code: 'doctor.no-board', severity: 'problem', params: {} }]);
  }

  stopAll(): void {
    for (const session of this.sessions) void session.stop();
  }
}
