/** How much faster than real time the simulator drives: one car, all sensors, noise and delay on, headless, on one core. */
import { verifyProgram, type VerifiedProgram } from '../../core/bytecode/verifier.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { RobotProfile } from '../../core/robot/profile.ts';
import { simulate } from '../../core/run/simulate.ts';
import { DEFAULT_TRACK_ID, shippedTrack } from '../../core/sim/tracks/index.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { interpretedForm, type Form } from '../../core/vm/execute.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';
import { processorMs } from './measure.ts';

const RATIO_MIN = 300;
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

function row(what: string, ms: number, robotMs: number, target: boolean): BenchRow {
  const ratio = robotMs / ms;
  return {
    ...{ what, value: ms, unit: `ms of processor time for ${robotMs / 1000} s` },
    ...{ reference: { what: 'real time', value: robotMs }, ratio },
    ...(target ? { target: `≥ ${RATIO_MIN} ×`, reached: ratio >= RATIO_MIN } : {}),
  };
}

export const simulatorBench: Bench = {
  name: 'simulator',
  run() {
    const profile = shippedProfile(DEFAULT_PROFILE_ID);
    const track = shippedTrack(DEFAULT_TRACK_ID);
    if (profile === undefined || track === undefined) throw new Error('the default car and track ship');
    const drive = (text: string, limitMs: number, form: Form): (() => void) => {
      const program = compiled(text, profile);
      return () => {
        const { summary } = simulate({ program, source: [], profile, track, seed: 1, limitMs, form });
        if (summary.ended !== 'time-limit' || summary.offLine.count > 0)
          throw new Error(`the bench's car did not follow: ${summary.ended}`);
      };
    };
    const rows = [
      { name: 'interpreted', form: interpretedForm },
      { name: 'compiled', form: compiledForm },
    ].flatMap(({ name, form }) => {
      const waiting = processorMs(drive(pid('wait(5);'), ROBOT_MS, form));
      const busy = processorMs(drive(pid(''), BUSY_ROBOT_MS, form));
      return [
        row(`simulator, PID with wait(5), ${name}`, waiting, ROBOT_MS, true),
        row(`simulator, PID in a busy loop (2,000 weighted instructions a ms), ${name}`, busy, BUSY_ROBOT_MS, false),
      ];
    });
    return Promise.resolve(rows);
  },
};
