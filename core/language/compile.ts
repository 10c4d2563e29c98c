/** The compiler: a student's text to a program, or to the diagnostics that say why not. Layer: language. */
import type { Program } from '../bytecode/program.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { Diagnostic, ProgramSource } from './source.ts';

export interface CompileResult {
  /** Absent exactly where `diagnostics` holds an error. */
  readonly program?: Program;
  readonly diagnostics: readonly Diagnostic[];
}

export interface Compiler {
  check(source: ProgramSource, profile: RobotProfile): readonly Diagnostic[];
  compile(source: ProgramSource, profile: RobotProfile): CompileResult;
}

export function createCompiler(): Compiler {
  return { check: () => [], compile: () => ({ diagnostics: [] }) };
}
