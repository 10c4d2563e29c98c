/** What the simulator's host needs of a run, be it one car's (simulated-run.ts) or several cars' (simulated-crowd.ts). Layer: web/adapters/simulator. */
import type { Result } from '../../../core/base/result.ts';
import type { Clock } from '../../../core/device/clock.ts';
import type { DebugCommand, RunRequest, SessionEvent } from '../../../core/protocol/robot-session.ts';
import type { OutsideNews } from '../../../core/robot/outside-news.ts';
import type { RunEvent, RunState } from '../../../core/run/run-driver.ts';
import type { Form } from '../../../core/vm/execute.ts';

export interface HostedRunPorts {
  readonly clock: Clock;
  readonly form: Form;
  /** Of the present course. */
  readonly onRunEvent: (event: RunEvent) => void;
  readonly onEvent: (event: SessionEvent) => void;
  /** @param car its number, from 0 */
  readonly onRecording: (bytes: Uint8Array, car: number) => void;
  /** The first car's recording has ended; another begins. */
  readonly onNextRecording: () => void;
}

export interface HostedRun {
  readonly state: RunState;
  /** It has ended, and stands paused at some moment before its end. */
  readonly isOver: boolean;
  /** It has ended, and can be looked at. */
  readonly mayLookBack: boolean;
  start(how: { readonly paused: boolean }): void;
  tell(news: OutsideNews): void;
  pause(): void;
  resume(): void;
  /** Into the next statement. */
  step(): void;
  stop(): void;
  /** Errors: see RobotSession.debug. */
  debug(command: DebugCommand): Result<void>;
  /** What waits for the page. */
  take(): SessionEvent[];
  /** While paused. */
  pausedEvents(event: Extract<RunEvent, { kind: 'paused' }>): readonly SessionEvent[];
  /** After the end. */
  endedEvent(): SessionEvent;
}

/** Errors: `run.unknown-profile`, `profile.*`, `run.unknown-track`, `track.*`, `bytecode.*`, `net.*`, `model.*`; with several cars `run.no-room`. */
export type OpenHostedRun = (request: RunRequest, ports: HostedRunPorts) => Result<HostedRun>;
