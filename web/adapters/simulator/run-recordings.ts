/** Where the recordings of simulated runs go. Layer: web/adapters/simulator. web/state/recordings-state.svelte.ts keeps them. */
import type { RunRequest } from '../../../core/protocol/robot-session.ts';

export interface RunRecording {
  /** The next bytes of the file; taken. */
  write(bytes: Uint8Array): void;
  /** Nothing more comes; whether the run came to its end, the bytes say. */
  end(): void;
}

export interface RunRecordings {
  begin(request: RunRequest): RunRecording;
}
