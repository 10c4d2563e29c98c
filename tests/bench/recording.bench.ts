/** What a recording costs while it is made, and how soon a judge has what is in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileSink } from '../../bridge/runs/file-sink.ts';
import { nodeSha256 } from '../../bridge/runs/node-sha256.ts';
import { nodeSigner } from '../../bridge/runs/node-signer.ts';
import { verifyProgram, type VerifiedProgram } from '../../core/bytecode/verifier.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { LiveRobot } from '../../core/run/live-robot.ts';
import { openRun, type RunFile } from '../../core/run/run-file.ts';
import { setUpRun } from '../../core/run/run-setup.ts';
import { MemorySink, type RunSink } from '../../core/run/run-sink.ts';
import { simulate } from '../../core/run/simulate.ts';
import { worldFrame } from '../../core/run/telemetry.ts';
import { ManualClock } from '../../core/run/testing/manual-clock.ts';
import { traceRun } from '../../core/run/trace-run.ts';
import { verifyRun } from '../../core/run/verify.ts';
import { SimRobot } from '../../core/sim/sim-robot.ts';
import type { Track } from '../../core/sim/track.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import { World } from '../../core/sim/world.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';

const LIVE_PERCENT_MAX = 3;
const HEADLESS_PERCENT_MAX = 30;
const SEEK_MS_MAX = 50;
const VERIFY_RATIO_MIN = 300;
const ROBOT_MS = 20_000;
/** Long enough that opening and closing the file do not count. */
const HEADLESS_MS = 100_000;
const LONG_MS = 600_000;
const ROUNDS = 7;
const SEEKS = 500;
/** Coprime to SEEKS, so that seeks jump about. */
const SEEK_STRIDE = 193;

const PROGRAM = `let last = 0;
forever(() => {
  const error = line.position();
  const turn = error * 0.4 + (error - last) * 0.5;
  last = error;
  if (sonar.mm() < 120) car.stop();
  else car.drive(45 + turn, 45 - turn);
  wait(5);
});
`;
const SOURCE = [{ path: 'main.ts', text: PROGRAM }];
const signer = nodeSigner(new Uint8Array(32).fill(1));

interface Material {
  readonly program: VerifiedProgram;
  readonly profile: RobotProfile;
  readonly track: Track;
}

function material(): Material {
  const profile = shippedProfile(DEFAULT_PROFILE_ID);
  const track = shippedTrack(DEFAULT_TRACK_ID);
  if (profile === undefined || track === undefined) throw new Error('the default car and track ship');
  const { program } = createCompiler().compile(SOURCE, profile);
  const verified = program && verifyProgram(program);
  if (!verified?.ok) throw new Error('the bench does not compile');
  return { program: verified.value, profile, track };
}

function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Medians of processor time; both take turns, so that a noisy machine slows both alike. */
function medians(plain: () => void, recorded: () => void): { readonly plain: number; readonly recorded: number } {
  const times = { plain: [] as number[], recorded: [] as number[] };
  for (let round = 0; round <= ROUNDS; round++) {
    const [a, b] = [processorMs(plain), processorMs(recorded)];
    // The first warms up.
    if (round > 0) times.plain.push(a);
    if (round > 0) times.recorded.push(b);
  }
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
  return { plain: median(times.plain), recorded: median(times.recorded) };
}

/** As `guiji run` does. */
function headless({ program, profile, track }: Material, limitMs: number, sink?: RunSink): void {
  const recording = sink === undefined ? {} : { sink, signer };
  simulate({ program, source: SOURCE, profile, track, seed: 1, limitMs, form: compiledForm, sha256: nodeSha256, ...recording });
}

/** As the bridge runs it, by a clock that is turned by hand. */
function live({ program, profile, track }: Material, sink?: RunSink): void {
  const clock = new ManualClock();
  const world = new World({ profile, track, seed: 1 });
  const robot = new LiveRobot(new SimRobot(world), clock);
  const recording = sink === undefined ? {} : { sink, signer };
  const { driver } = setUpRun({
    ...{ program, source: SOURCE, robot, time: robot.time, seed: 1, isLive: true, track, limitMs: ROBOT_MS, ...recording },
    frameOf: () => worldFrame(world),
    onFrame: () => {},
  });
  driver.start();
  while (driver.state !== 'ended') {
    driver.advance();
    clock.spend(1);
    world.step();
  }
}

function fileSink(folder: string, durable: boolean): RunSink {
  const sink = openFileSink(join(folder, 'run.mcap'), { durable });
  if (!sink.ok) throw new Error(sink.fault.code);
  return sink.value;
}

function overheadRows(parts: Material, folder: string): readonly BenchRow[] {
  const onLive = medians(() => live(parts), () => live(parts, fileSink(folder, true))); // prettier-ignore
  const livePercent = (100 * Math.max(0, onLive.recorded - onLive.plain)) / ROBOT_MS;
  const sim = medians(() => headless(parts, HEADLESS_MS), () => headless(parts, HEADLESS_MS, fileSink(folder, false))); // prettier-ignore
  const simPercent = 100 * Math.max(0, 1 - sim.plain / sim.recorded);
  return [
    {
      ...{ what: 'recording a live run, sealed, to a file', value: livePercent, unit: '% of a core' },
      ...{ reference: { what: 'the same run unrecorded', value: (100 * onLive.plain) / ROBOT_MS } },
      ...{ target: `≤ ${LIVE_PERCENT_MAX} %`, reached: livePercent <= LIVE_PERCENT_MAX },
    },
    {
      ...{
        what: `recording a headless, compiled run of ${HEADLESS_MS / 1000} s, sealed, to a file`,
        value: simPercent,
        unit: '% of the run',
      },
      ...{ target: `≤ ${HEADLESS_PERCENT_MAX} %`, reached: simPercent <= HEADLESS_PERCENT_MAX },
    },
  ];
}

function seekTimes(seek: (atMs: number) => void): number {
  const times = Array.from({ length: SEEKS }, (_, i) => {
    const start = performance.now();
    seek((((i * SEEK_STRIDE) % SEEKS) / SEEKS) * LONG_MS);
    return performance.now() - start;
  });
  return times.toSorted((a, b) => a - b)[Math.floor(SEEKS * 0.99)]!;
}

function seekRow(file: RunFile): BenchRow {
  const trace = traceRun(file);
  const value = seekTimes((atMs) => {
    file.stateAt(atMs);
    trace.placeAt(atMs);
  });
  const lines = file.telemetry.map((frame) => JSON.stringify(frame));
  const scan = (atMs: number): void =>
    void lines.map((line) => JSON.parse(line) as { atMs: number }).findLast((frame) => frame.atMs <= atMs);
  const start = performance.now();
  scan(LONG_MS / 2);
  const reference = performance.now() - start;
  return {
    ...{ what: 'seek in a ten-minute run: state and place in the text, p99', value, unit: 'ms' },
    ...{ reference: { what: 'scanning its frames as JSON lines', value: reference }, ratio: reference / value },
    ...{ target: `≤ ${SEEK_MS_MAX} ms`, reached: value <= SEEK_MS_MAX },
  };
}

function verifyRow(bytes: Uint8Array): BenchRow {
  const verify = (): void => {
    const { result } = verifyRun(bytes, { trustedSealKeys: [], sha256: nodeSha256 });
    if (result !== 'same') throw new Error(`the bench's run is not the same: ${result}`);
  };
  verify();
  const value = processorMs(verify);
  const ratio = LONG_MS / value;
  return {
    ...{ what: 'verify a ten-minute run, sealed', value, unit: `ms of processor time for ${LONG_MS / 1000} s` },
    ...{ reference: { what: 'real time', value: LONG_MS }, ratio, target: `≥ ${VERIFY_RATIO_MIN} ×`, reached: ratio >= VERIFY_RATIO_MIN },
  };
}

export const recordingBench: Bench = {
  name: 'recording',
  run() {
    const folder = mkdtempSync(join(tmpdir(), 'guiji-bench-'));
    try {
      const parts = material();
      const rows = overheadRows(parts, folder);
      const sink = new MemorySink();
      headless(parts, LONG_MS, sink);
      const bytes = sink.bytes();
      const file = openRun(bytes);
      if (!file.ok) throw new Error(file.fault.code);
      return Promise.resolve([...rows, seekRow(file.value), verifyRow(bytes)]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
