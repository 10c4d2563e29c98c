/** Compiles a kernel and runs it in the product's virtual machine, in slices as the simulator does. */
import { decodeProgram, encodeProgram } from '../../../core/bytecode/encoding.ts';
import { verifyProgram, type VerifiedProgram } from '../../../core/bytecode/verifier.ts';
import { createCompiler } from '../../../core/language/compile.ts';
import type { RobotProfile } from '../../../core/robot/profile.ts';
import type { RobotPort } from '../../../core/robot/robot-port.ts';
import type { Form } from '../../../core/vm/execute.ts';
import { createInterpreter } from '../../../core/vm/interpreter.ts';

/** What the simulator gives a program for each millisecond. */
export const BUDGET_OF_A_MILLISECOND = 2000;

interface VmPeerOptions {
  readonly source: string;
  readonly profile: RobotProfile;
  readonly form: Form;
  /** Weighted instructions between two pauses. */
  readonly budget: number;
}

function compiled(source: string, profile: RobotProfile): VerifiedProgram {
  const { program, diagnostics } = createCompiler().compile([{ path: 'kernel.ts', text: source }], profile);
  if (program === undefined) throw new Error(`a kernel does not compile: ${diagnostics[0]?.code}`);
  const decoded = decodeProgram(encodeProgram(program));
  if (!decoded.ok) throw new Error(decoded.fault.code);
  const verified = verifyProgram(decoded.value);
  if (!verified.ok) throw new Error(verified.fault.code);
  return verified.value;
}

/** @returns a function that runs the kernel once and gives the number it logged. */
export function vmPeer({ source, profile, form, budget }: VmPeerOptions): () => number {
  const program = compiled(source, profile);
  const port: RobotPort = { profile, nowMs: () => 0, read: () => 0, write: () => {}, stopAll: () => {} };
  return () => {
    let result = NaN;
    const onEffect = (effect: { readonly kind: string; readonly text?: string }): void => {
      if (effect.kind === 'log') result = Number(effect.text);
    };
    const vm = createInterpreter({ program, port, seed: 1, onEffect, form });
    let pause = vm.run(budget);
    while (pause.kind === 'budget') pause = vm.run(budget);
    if (pause.kind !== 'done') throw new Error(`a kernel ended with ${JSON.stringify(pause)}`);
    return result;
  };
}
