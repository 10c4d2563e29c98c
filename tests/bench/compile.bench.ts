/** What a program costs before its first instruction: from checked text to bytecode, and the memory of a VM that waits. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import ts from 'typescript';
import { encodeProgram } from '../../core/bytecode/encoding.ts';
import { verifyProgram, type VerifiedProgram } from '../../core/bytecode/verifier.ts';
import { generateProgram } from '../../core/language/codegen/generate.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { RobotPort } from '../../core/robot/robot-port.ts';
import { compiledForm } from '../../core/vm/compiled/compiled-form.ts';
import { createInterpreter } from '../../core/vm/interpreter.ts';
import type { Vm } from '../../core/vm/vm.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import type { Bench, BenchRow } from './bench.ts';
import { processorMs } from './measure.ts';

const COMPILE_MS_MAX = 60;
const IDLE_MB_MAX = 1;
const LINES = 1000;
const WARM_UP_RUNS = 10;
const IDLE_VMS = 200;
const BYTES_PER_MB = 1024 * 1024;

/** Twenty lines as students write them. */
const part = (n: number): string => `let last${n} = 0;
const seen${n}: number[] = [];
function follow${n}(gain: number, limit = 80): number {
  const error = line.position();
  seen${n}.push(error);
  if (seen${n}.length > 50) seen${n}.shift();
  const average = seen${n}.reduce((sum, each) => sum + each, 0) / seen${n}.length;
  let turn = gain * error + (error - last${n}) * 0.5;
  for (const each of seen${n}) {
    if (each > limit || each < -limit) turn = turn * 0.9;
    else if (Math.abs(average) < 5) turn -= 0.01;
  }
  switch (Math.sign(turn)) {
    case 1:
      log(\`right \${turn}\`);
      break;
    default:
      last${n} = error;
  }
  return Math.max(-limit, Math.min(limit, turn));
}
car.drive(40 + follow${n}(0.${n}), 40);`;

function program(lines: number): string {
  const perPart = part(1).split('\n').length;
  return Array.from({ length: Math.ceil(lines / perPart) }, (_, n) => part(n)).join('\n');
}

function compileRow(text: string): BenchRow {
  const tree = ts.createSourceFile('main.ts', text, ts.ScriptTarget.ES2020, true);
  const compile = (): void => void encodeProgram(generateProgram([tree], ['main.ts']));
  for (let run = 0; run < WARM_UP_RUNS; run++) compile();
  const value = processorMs(compile);
  const what = `${text.split('\n').length} checked lines to bytecode, warm`;
  return { what, value, unit: 'ms of processor time', target: `≤ ${COMPILE_MS_MAX} ms`, reached: value <= COMPILE_MS_MAX };
}

function heapBytes(collect: () => void): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** The program has run to its first wait; the program itself is shared. */
function idleRow(program: VerifiedProgram, port: RobotPort): BenchRow {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const made = (): Vm => {
    const vm = createInterpreter({ program, port, seed: 1, onEffect: () => {}, form: compiledForm });
    vm.run(1e6);
    return vm;
  };
  const first = made();
  const before = heapBytes(collect);
  const vms = Array.from({ length: IDLE_VMS }, made);
  const value = (heapBytes(collect) - before) / vms.length / BYTES_PER_MB;
  if (first.inspect().fibers.length !== vms.at(-1)!.inspect().fibers.length) throw new Error('the VMs are not alike');
  return { what: 'memory of an idle VM', value, unit: 'MB', target: `≤ ${IDLE_MB_MAX} MB`, reached: value <= IDLE_MB_MAX };
}

export const compileBench: Bench = {
  name: 'compile',
  run() {
    const profile = shippedProfile(DEFAULT_PROFILE_ID);
    if (profile === undefined) throw new Error(`no profile ${DEFAULT_PROFILE_ID}`);
    const waits = createCompiler().compile([{ path: 'main.ts', text: `${part(1)}\nforever(() => wait(5));` }], profile).program;
    const verified = waits === undefined ? undefined : verifyProgram(waits);
    if (!verified?.ok) throw new Error('the bench does not compile');
    const port: RobotPort = { profile, nowMs: () => 0, read: () => 0, write: () => {}, stopAll: () => {} };
    return Promise.resolve([compileRow(program(LINES)), idleRow(verified.value, port)]);
  },
};
