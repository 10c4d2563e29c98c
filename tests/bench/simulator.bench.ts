/** How much faster than real time the simulator drives: all sensors, noise and delay on, headless, on one core and on two; and what a world holds. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { nodeSha256 } from '../../bridge/runs/node-sha256.ts';
import { runBatch } from '../../bridge/runs/run-batch.ts';
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { verifyProgram, type VerifiedProgram } from '../../core/bytecode/verifier.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { simulate } from '../../core/run/simulate.ts';
import type { Track } from '../../core/sim/track.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import { World } from '../../core/sim/world.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { interpretedForm, type Form } from '../../core/vm/execute.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';
import { processorMs } from './measure.ts';

const RATIO_MIN = { interpreted: 300, compiled: 1000, twoCores: 1900 } as const;
const WORLD_MB_MAX = 8;
const ROBOT_MS = 20_000;
const BUSY_ROBOT_MS = 1000;

const pid = (end: string): string => `let last = 0;
let sum = 0;
${end === '' ? 'while (true) {' : 'forever(() => {'}
  const error = line.position();
  sum = Math.max(-500, Math.min(500, sum + error));
  const turn = error * 0.4 + sum * 0.002 + (error - last) * 0.5;
  last = error;
  if (sonar.mm() < 120) car.stop();
  else car.drive(45 + turn, 45 - turn);
${end === '' ? '}' : `  ${end}\n});`}
`;

function compiled(text: string, profile: RobotProfile): VerifiedProgram {
  const { program, diagnostics } = createCompiler().compile([{ path: 'main.ts', text }], profile);
  if (program === undefined) throw new Error(`the bench does not compile: ${JSON.stringify(diagnostics)}`);
  const verified = verifyProgram(program);
  if (!verified.ok) throw new Error(verified.fault.code);
  return verified.value;
}

function row(what: string, ms: number, robotMs: number, ratioMin?: number): BenchRow {
  const ratio = robotMs / ms;
  return {
    ...{ what, value: ms, unit: `ms of processor time for ${robotMs / 1000} s` },
    ...{ reference: { what: 'real time', value: robotMs }, ratio },
    ...(ratioMin === undefined ? {} : { target: `≥ ${ratioMin} ×`, reached: ratio >= ratioMin }),
  };
}

/** Runs that warm up; of each worker, and in all. */
const WARM_UP_RUNS = 10;
const RUNS = 60;

/** Two workers at once, by the clock: from when both are warm until the first is done. */
async function twoCoresRow(program: VerifiedProgram, profile: RobotProfile, track: Track): Promise<BenchRow> {
  const material = { bytecode: encodeProgram(program), source: [], models: [], profile, track, limitMs: ROBOT_MS };
  const done = [0, 0];
  let from: { readonly at: number; readonly runs: number } | undefined;
  let to: { readonly at: number; readonly runs: number } | undefined;
  const seeds = Array.from({ length: RUNS }, (_, i) => i + 1);
  const batches = done.map(async (_, worker) => {
    // One thread each.
    const ran = await runBatch(material, seeds, (count) => {
      done[worker] = count;
      const now = { at: performance.now(), runs: done[0]! + done[1]! };
      if (Math.min(...done) >= WARM_UP_RUNS) from ??= now;
      if (count === RUNS) to ??= now;
    }, 1); // prettier-ignore
    if (!ran.ok) throw new Error(ran.fault.code);
  });
  await Promise.all(batches);
  if (from === undefined || to === undefined) throw new Error('both workers run to their end');
  const robotMs = (to.runs - from.runs) * ROBOT_MS;
  const ms = to.at - from.at;
  const ratio = robotMs / ms;
  return {
    ...{ what: 'simulator, PID with wait(5), compiled, two worlds on two cores', value: (ms / robotMs) * ROBOT_MS, unit: 'ms for 20 s' },
    ...{
      reference: { what: 'real time', value: ROBOT_MS },
      ratio,
      target: `≥ ${RATIO_MIN.twoCores} ×`,
      reached: ratio >= RATIO_MIN.twoCores,
    },
    note: 'by the clock: it wants two cores that nobody else uses',
  };
}

const WORLDS = 8;

/** With all that belongs to it alone: its floor as sensors see it, drawn where the car came. */
function memoryRow(profile: RobotProfile, track: Track): BenchRow {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const heldBytes = (): number => {
    // Once for what was weakly held, once for what that held.
    collect();
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = heldBytes();
  const worlds = Array.from({ length: WORLDS }, (_, seed) => {
    const world = new World({ profile, track: structuredClone(track), seed });
    world.setMotors(60, 45);
    for (let ms = 0; ms < ROBOT_MS; ms++) world.step();
    for (let index = 0; index < world.lineCount; index++) world.line(index);
    return world;
  });
  const after = heldBytes();
  if (worlds.some(({ timeMs }) => timeMs !== ROBOT_MS)) throw new Error('all worlds are still there');
  const value = (after - before) / WORLDS / 1e6;
  return {
    ...{ what: 'memory of one world and its floor', value, unit: 'MB', missing: 'no other simulator of these cars runs headless' },
    ...{ target: `≤ ${WORLD_MB_MAX} MB`, reached: value <= WORLD_MB_MAX },
  };
}

export const simulatorBench: Bench = {
  name: 'simulator',
  async run() {
    const profile = shippedProfile(DEFAULT_PROFILE_ID);
    const track = shippedTrack(DEFAULT_TRACK_ID);
    if (profile === undefined || track === undefined) throw new Error('the default car and track ship');
    const drive = (text: string, limitMs: number, form: Form): (() => void) => {
      const program = compiled(text, profile);
      return () => {
        const { summary } = simulate({ program, source: [], profile, track, seed: 1, limitMs, form, sha256: nodeSha256 });
        if (summary.ended !== 'time-limit' || summary.offLine.count > 0)
          throw new Error(`the bench's car did not follow: ${summary.ended}`);
      };
    };
    // In this order: whoever runs programs compiled has not interpreted a thousand seconds of them before.
    const rows = [
      { name: 'compiled' as const, form: compiledForm },
      { name: 'interpreted' as const, form: interpretedForm },
    ].flatMap(({ name, form }) => {
      const waiting = processorMs(drive(pid('wait(5);'), ROBOT_MS, form), WARM_UP_RUNS);
      const busy = processorMs(drive(pid(''), BUSY_ROBOT_MS, form), WARM_UP_RUNS);
      return [
        row(`simulator, PID with wait(5), ${name}`, waiting, ROBOT_MS, RATIO_MIN[name]),
        row(`simulator, PID in a busy loop (2,000 weighted instructions a ms), ${name}`, busy, BUSY_ROBOT_MS),
      ];
    });
    return [...rows, await twoCoresRow(compiled(pid('wait(5);'), profile), profile, track), memoryRow(profile, track)];
  },
};
