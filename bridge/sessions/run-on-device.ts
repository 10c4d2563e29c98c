/** One program on one robot without a page, for `guiji run FILE --robot DEVICE`. Layer: bridge/sessions. */
import { fail, ok, type Result } from '../../core/base/result.ts';
import type { RunRequest, SessionStatus } from '../../core/protocol/robot-session.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import type { Signer } from '../../core/run/seal.ts';
import type { RunSummary } from '../../core/run/run-types.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import type { Track } from '../../core/sim/track.ts';
import { openFileSink } from '../runs/file-sink.ts';
import type { KitImages } from '../kits/kit-images.ts';
import { Devices } from './devices.ts';
import type { LiveSession, RunExtras } from '../../core/live/live-session.ts';

export interface RunOnDeviceOptions {
  /** `virtual-car`, a serial port's path, or `tcp:HOST:PORT`. */
  readonly deviceId: string;
  readonly request: RunRequest;
  /** In place of the request's `profileId`: a kit that does not ship. */
  readonly profile?: RobotProfile;
  /** Where its images are, if not all of them ship. */
  readonly images?: KitImages;
  /** For the virtual car, in place of the request's `trackId`. */
  readonly track?: Track;
  /** Of robot time; the run ends as 'time-limit' then. */
  readonly limitMs: number;
  /** Where the recording goes; absent: no recording. */
  readonly recordPath?: string;
  /** Seals the recording. */
  readonly signer?: Signer;
  readonly onLog?: (entry: { readonly atMs: number; readonly text: string }) => void;
  /** Stop at once: motors off, then 'stopped'. */
  readonly signal?: AbortSignal;
}

/** Resolves when the run has ended, the motors are off and the device is free again. Errors: `device.*`, `bytecode.*`, `session.*`. */
export async function runOnDevice(options: RunOnDeviceOptions): Promise<Result<RunSummary>> {
  const bugs: unknown[] = [];
  const { signer, images } = options;
  const devices = new Devices({
    onBug: (cause) => bugs.push(cause),
    ...(signer === undefined ? {} : { signer }),
    ...(images === undefined ? {} : { images }),
  });
  const track = options.track ?? shippedTrack(options.request.trackId) ?? shippedTrack(DEFAULT_TRACK_ID)!;
  const session = devices.openOn(options.deviceId, track, { profileId: options.request.profileId, profile: options.profile });
  try {
    const status = await settled(session);
    if (status.state === 'lost') return fail(status.problem?.code ?? 'device.vanished', status.problem?.params);
    return await runIn(session, track, options);
  } finally {
    await session.close();
    await devices.close();
  }
}

/** No longer connecting. */
function settled(session: LiveSession): Promise<SessionStatus> {
  if (session.status.state !== 'connecting') return Promise.resolve(session.status);
  return new Promise((resolve) => {
    const unsubscribe = session.events.subscribe((event) => {
      if (event.kind !== 'status' || event.status.state === 'connecting') return;
      unsubscribe();
      resolve(event.status);
    });
  });
}

async function runIn(session: LiveSession, track: Track, options: RunOnDeviceOptions): Promise<Result<RunSummary>> {
  const extras = extrasOf(track, options);
  if (!extras.ok) return extras;
  const ended = new Promise<RunSummary>((resolve) => {
    session.events.subscribe((event) => {
      if (event.kind === 'log') for (const entry of event.entries) options.onLog?.(entry);
      if (event.kind === 'ended') resolve(event.summary);
    });
  });
  const begun = session.begin(options.request, { paused: false }, extras.value);
  if (!begun.ok) return begun;
  const stop = (): void => void session.stop();
  options.signal?.addEventListener('abort', stop);
  if (options.signal?.aborted) stop();
  const summary = await ended;
  options.signal?.removeEventListener('abort', stop);
  return ok(summary);
}

function extrasOf(track: Track, { limitMs, recordPath }: RunOnDeviceOptions): Result<RunExtras> {
  if (recordPath === undefined) return ok({ limitMs, track });
  const sink = openFileSink(recordPath, { durable: true });
  return sink.ok ? ok({ limitMs, track, sink: sink.value }) : sink;
}
