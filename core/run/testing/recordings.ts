/** Recordings for tests: made by real runs, or written anew with something changed, as a forger would. */
import { publicKeyOf, signEd25519 } from '../../base/ed25519.ts';
import { SimRobot } from '../../sim/sim-robot.ts';
import { NOISY_KIT } from '../../sim/testing/tracks.ts';
import { shippedTrack } from '../../sim/tracks/index.ts';
import { World } from '../../sim/world.ts';
import { SimulatedTime } from '../robot-time.ts';
import { openRun, type RecordedMessage, type RunFile } from '../run-file.ts';
import type { RunHeader } from '../run-header.ts';
import { setUpRun, type RunSetup, type RunSetupOptions } from '../run-setup.ts';
import { MemorySink } from '../run-sink.ts';
import { FileTape } from '../run-tape.ts';
import type { RunSummary } from '../run-types.ts';
import type { Signer } from '../seal.ts';
import { compiled } from './programs.ts';

export function testSigner(fill: number): Signer {
  const secretKey = new Uint8Array(32).fill(fill);
  return { publicKey: publicKeyOf(secretKey), sign: (message) => signEd25519(message, secretKey) };
}

export interface RecordedRunOptions extends Pick<RunSetupOptions, 'signer' | 'models'> {
  readonly text: string;
  readonly trackId?: string;
  readonly seed?: number;
  readonly limitMs?: number;
  /** Before each millisecond: presses buttons, tells news, stops. */
  readonly onMs?: (nowMs: number, run: RunSetup, world: World) => void;
  /** At each halt; resumes where absent. */
  readonly onHalt?: (run: RunSetup, count: number) => void;
  readonly breakpoints?: readonly number[];
}

export function recordRun({
  text,
  trackId = 'oval',
  seed = 7,
  limitMs = 1500,
  onMs,
  onHalt,
  breakpoints,
  ...rest
}: RecordedRunOptions): Uint8Array {
  const { program, source } = compiled(text);
  const world = new World({ profile: NOISY_KIT, track: shippedTrack(trackId)!, seed });
  const sink = new MemorySink();
  const time = new SimulatedTime(() => {
    onMs?.(world.timeMs, run, world);
    if (run.driver.state !== 'ended') world.step();
  });
  const run: RunSetup = setUpRun({
    ...{ program, source, world, seed, limitMs, sink, ...rest, robot: new SimRobot(world) },
    // A run that was stopped while it asked for time gets none.
    time: { pass: () => time.pass() && run.driver.state !== 'ended', hold: () => {}, release: () => {} },
  });
  run.vm.setBreakpoints((breakpoints ?? []).map((start) => ({ file: 0, start })));
  run.driver.start();
  for (let halts = 0; run.driver.state !== 'ended';) {
    run.driver.advance();
    if (run.driver.state !== 'paused') continue;
    if (onHalt === undefined) run.driver.resume();
    else onHalt(run, halts++);
  }
  return sink.bytes();
}

export function opened(bytes: Uint8Array): RunFile {
  const file = openRun(bytes);
  if (!file.ok) throw new Error(file.fault.code);
  return file.value;
}

export interface Forgery {
  readonly header?: Partial<RunHeader>;
  readonly message?: (message: RecordedMessage) => RecordedMessage | undefined;
  readonly summary?: Partial<RunSummary>;
  readonly signer?: Signer;
}

/** Written anew with every checksum right. */
export function forged(bytes: Uint8Array, { header, message, summary, signer }: Forgery): Uint8Array {
  const file = opened(bytes);
  const sink = new MemorySink();
  const tape = new FileTape({ sink, header: { ...file.header, ...header }, ...(signer === undefined ? {} : { signer }) });
  for (const recorded of file.messages) {
    const kept = message === undefined ? recorded : message(recorded);
    if (kept !== undefined) tape.message(kept.channel, kept.atMs, kept.data);
  }
  tape.finish({ ...file.summary!, ...summary });
  return sink.bytes();
}
