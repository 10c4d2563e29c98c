/** For tests: a program from its text, and a VM on a fake robot whose clock only the test moves. */
import type { FaultParams } from '../../core/base/result.ts';
import { verifyProgram, type VerifiedProgram } from '../../core/bytecode/verifier.ts';
import type { Program } from '../../core/bytecode/program.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { InputId, OutputId, PortValue, RobotPort } from '../../core/robot/robot-port.ts';
import { interpretedForm, type Form } from '../../core/vm/execute.ts';
import { createInterpreter, type InterpreterOptions } from '../../core/vm/interpreter.ts';
import type { VmLimits } from '../../core/vm/limits.ts';
import type { Vm, VmEffect, VmPause } from '../../core/vm/vm.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';

const compiler = createCompiler();

export const testProfile = shippedProfile(DEFAULT_PROFILE_ID)!;

/** Throws the diagnostics of a text that does not compile. */
export function programOf(text: string): VerifiedProgram {
  const { program, diagnostics } = compiler.compile([{ path: 'main.ts', text }], testProfile);
  if (!program) throw new Error(JSON.stringify(diagnostics));
  return verified(program);
}

export function verified(program: Program): VerifiedProgram {
  const result = verifyProgram(program);
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

class FakeRobot implements RobotPort {
  readonly profile = testProfile;
  atMs = 0;
  readonly inputs = new Map<string, PortValue>();
  readonly reads: { readonly input: InputId; readonly index: number; readonly instructions: number }[] = [];
  readonly writes: { readonly atMs: number; readonly output: OutputId; readonly values: readonly PortValue[] }[] = [];
  instructions: () => number = () => 0;

  nowMs(): number {
    return this.atMs;
  }

  read(input: InputId, index: number): PortValue {
    this.reads.push({ input, index, instructions: this.instructions() });
    return this.inputs.get(input) ?? 0;
  }

  write(output: OutputId, values: readonly PortValue[]): void {
    this.writes.push({ atMs: this.atMs, output, values });
  }

  stopAll(): void {}
}

export interface RunOptions {
  readonly limits?: Partial<VmLimits>;
  readonly seed?: number;
  readonly fuse?: boolean;
  readonly form?: Form;
  /** Weighted instructions for each call of `run`. */
  readonly budget?: number;
  readonly untilMs?: number;
}

export class ProgramRun {
  readonly robot = new FakeRobot();
  readonly effects: VmEffect[] = [];
  readonly vm: Vm;
  readonly #budget: number;
  readonly #untilMs: number;

  constructor(
    program: string | VerifiedProgram,
    { limits, seed = 1, fuse = true, form = interpretedForm, budget = 2000, untilMs = 10_000 }: RunOptions = {},
  ) {
    const options: InterpreterOptions = {
      program: typeof program === 'string' ? programOf(program) : program,
      port: this.robot,
      seed,
      fuse,
      form,
      onEffect: (effect) => this.effects.push(effect),
      ...(limits && { limits }),
    };
    this.vm = createInterpreter(options);
    this.robot.instructions = () => this.vm.instructions;
    this.#budget = budget;
    this.#untilMs = untilMs;
  }

  get lines(): readonly string[] {
    return this.effects.flatMap((effect) => (effect.kind === 'log' ? [effect.text] : []));
  }

  /** One budget a millisecond, as the simulator does, until the program ends or the time is up. */
  finish(): VmPause {
    for (;;) {
      const pause = this.vm.run(this.#budget);
      if (pause.kind === 'done' || pause.kind === 'error' || this.robot.atMs >= this.#untilMs) return pause;
      const next = pause.kind === 'sleep' ? Math.ceil(pause.untilMs) : this.robot.atMs + 1;
      this.robot.atMs = Math.min(next, this.#untilMs);
    }
  }

  /** All budgets at the same moment. */
  finishAtOnce(): VmPause {
    let pause = this.vm.run(this.#budget);
    while (pause.kind === 'budget') pause = this.vm.run(this.#budget);
    return pause;
  }
}

/** The fault that a program ends with. */
export function faultOf(
  program: string | VerifiedProgram,
  options: RunOptions = {},
): { readonly code: string; readonly params: FaultParams } | undefined {
  const pause = new ProgramRun(program, options).finish();
  return pause.kind === 'error' ? { code: pause.fault.code, params: pause.fault.params } : undefined;
}

export function linesOf(program: string | VerifiedProgram, options: RunOptions = {}): readonly string[] {
  const run = new ProgramRun(program, options);
  run.finish();
  return run.lines;
}
