/** One program on one robot without a page, for `guiji run FILE --robot DEVICE`. Layer: bridge/sessions. */
import { fail, type Result } from '../../core/base/result.ts';
import type { RunRequest } from '../../core/protocol/robot-session.ts';
import type { RunSummary } from '../../core/run/run-types.ts';

export interface RunOnDeviceOptions {
  /** `virtual-car`, a serial port's path, or `tcp:HOST:PORT`. */
  readonly deviceId: string;
  readonly request: RunRequest;
  /** Of robot time; the run ends as 'time-limit' then. */
  readonly limitMs: number;
  /** Where the recording goes; absent: no recording. */
  readonly recordPath?: string;
  readonly onLog?: (entry: { readonly atMs: number; readonly text: string }) => void;
  /** Stop at once: motors off, then 'stopped'. */
  readonly signal?: AbortSignal;
}

/** Resolves when the run has ended, the motors are off and the device is free again. Errors: `device.*`, `bytecode.*`, `session.*`. */
export function runOnDevice(options: RunOnDeviceOptions): Promise<Result<RunSummary>> {
  return Promise.resolve(fail('device.not-found', { id: options.deviceId }));
}
