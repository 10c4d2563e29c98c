/** Runs a student's text in the VM against a port that answers from a script: for tests. */
import { assert } from '../../base/assert.ts';
import { verifyProgram } from '../../bytecode/verifier.ts';
import { robotProfileSchema, type RobotProfile } from '../../robot/profile.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../../robot/robot-port.ts';
import { createInterpreter } from '../../vm/interpreter.ts';
import type { Vm, VmPause } from '../../vm/vm.ts';
import { createCompiler, type Compiler } from '../compile.ts';
import type { Diagnostic, ProgramSource } from '../source.ts';
import unoLineCar from '../../../firmware-profiles/uno-line-car/profile.json' with { type: 'json' };

export const TEST_PROFILE: RobotProfile = robotProfileSchema.parse(unoLineCar);

/** One for a test file: making it reads the language's declarations. */
export const testCompiler: Compiler = createCompiler();

export interface Written {
  readonly atMs: number;
  readonly output: OutputId;
  readonly values: readonly PortValue[];
}

export interface TestRun {
  readonly logs: readonly string[];
  readonly plots: readonly { readonly name: string; readonly value: number }[];
  readonly writes: readonly Written[];
  readonly pause: VmPause;
  readonly endedAtMs: number;
  readonly vm: Vm;
}

export interface TestRunOptions {
  readonly read?: (input: InputId, index: number, atMs: number) => PortValue;
  /** Robot time at which the run is cut off. */
  readonly untilMs?: number;
  /** Weighted instructions in all. */
  readonly budget?: number;
  /** Of the budget, in one call of the VM's run; all that is left where absent. */
  readonly slice?: number;
}

function asSource(text: string | ProgramSource): ProgramSource {
  return typeof text === 'string' ? [{ path: 'main.ts', text }] : text;
}

export function check(text: string | ProgramSource): readonly Diagnostic[] {
  return testCompiler.check(asSource(text), TEST_PROFILE);
}

export function run(
  text: string | ProgramSource,
  { read, untilMs = 10_000, budget = 5_000_000, slice = Infinity }: TestRunOptions = {},
): TestRun {
  const { program, diagnostics } = testCompiler.compile(asSource(text), TEST_PROFILE);
  assert(program, `does not compile: ${JSON.stringify(diagnostics)}`);
  const verified = verifyProgram(program);
  assert(verified.ok, `does not verify: ${verified.ok ? '' : JSON.stringify(verified.fault)}`);
  let nowMs = 0;
  const logs: string[] = [];
  const plots: { name: string; value: number }[] = [];
  const writes: Written[] = [];
  const port: RobotPort = {
    profile: TEST_PROFILE,
    nowMs: () => nowMs,
    read: (input, index) => read?.(input, index, nowMs) ?? 0,
    write: (output, values) => void writes.push({ atMs: nowMs, output, values: [...values] }),
    stopAll: () => {},
  };
  const vm = createInterpreter({
    program: verified.value,
    port,
    seed: 1,
    onEffect: (effect) => (effect.kind === 'log' ? logs.push(effect.text) : plots.push({ name: effect.name, value: effect.value })),
  });
  let pause = vm.run(Math.min(budget, slice));
  for (;;) {
    const goesOn = pause.kind === 'budget' || (pause.kind === 'sleep' && pause.untilMs <= untilMs);
    if (!goesOn || vm.instructions >= budget) break;
    if (pause.kind === 'sleep') nowMs = Math.max(nowMs, Math.ceil(pause.untilMs));
    pause = vm.run(Math.min(budget - vm.instructions, slice));
  }
  return { logs, plots, writes, pause, endedAtMs: nowMs, vm };
}
