/** The reference form of the virtual machine. Layer: vm. Specification: core/bytecode/bytecode.md. */
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { RobotPort } from '../robot/robot-port.ts';
import type { VmLimits } from './limits.ts';
import type { Vm, VmEffect } from './vm.ts';

export interface InterpreterOptions {
  readonly program: VerifiedProgram;
  readonly port: RobotPort;
  /** Of `random` and `Math.random`; its low 32 bits count. */
  readonly seed: number;
  /** Called at once for each log line and plot point. */
  readonly onEffect: (effect: VmEffect) => void;
  readonly limits?: Partial<VmLimits>;
}

export function createInterpreter(options: InterpreterOptions): Vm {
  void options;
  throw new Error('not yet');
}
