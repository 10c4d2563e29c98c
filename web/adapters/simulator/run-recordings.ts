/** Where the recordings of this page's own runs go: simulated ones, and those of a board that it reaches itself. Layer: web/adapters/simulator. web/state/recordings-state.svelte.ts keeps them. */
import type { RunRequest } from '../../../core/protocol/robot-session.ts';
import type { RunAbout } from '../../../core/protocol/run-views.ts';

export interface RunRecording {
  /** The next bytes of the file; taken. */
  write(bytes: Uint8Array): void;
  /** Nothing more comes; whether the run came to its end, the bytes say. */
  end(): void;
}

export type RecordedRobot = Pick<RunAbout, 'robot' | 'robotName'>;

/** Of which project, on which track. */
export type RecordedRequest = Pick<RunRequest, 'project' | 'trackId' | 'models'>;

export interface RunRecordings {
  begin(request: RecordedRequest, robot: RecordedRobot): RunRecording;
}
