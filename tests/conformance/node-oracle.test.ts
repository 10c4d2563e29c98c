/** JavaScript's meaning is the reference: small programs run in our VM and in this engine, and must print the same. */
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { decodeProgram, encodeProgram } from '../../core/bytecode/encoding.ts';
import { verifyProgram, type VerifiedProgram } from '../../core/bytecode/verifier.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { RobotPort } from '../../core/robot/robot-port.ts';
import { createInterpreter } from '../../core/vm/interpreter.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { ARRAY_PROGRAMS } from './programs/arrays.ts';
import { CONTROL_PROGRAMS } from './programs/control.ts';
import { NUMBER_PROGRAMS } from './programs/numbers.ts';
import { TEXT_PROGRAMS } from './programs/texts.ts';

const ENDED_BY_ERROR = 'error';
const SEED = 1;
const SMALL_BUDGET = 37;

const compiler = createCompiler();
const profile = shippedProfile(DEFAULT_PROFILE_ID)!;

/** Written apart from core/vm/format.ts on purpose. */
function shown(value: unknown, top: boolean): string {
  if (Array.isArray(value)) return `[${value.map((item) => shown(item, false)).join(', ')}]`;
  if (typeof value === 'string') return top ? value : `'${value}'`;
  return Object.is(value, -0) ? '-0' : String(value);
}

function inNode(source: string): readonly string[] {
  const lines: string[] = [];
  const log = (...values: readonly unknown[]): void => void lines.push(values.map((value) => shown(value, true)).join(' '));
  const { outputText } = ts.transpileModule(source, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
  try {
    new Function('log', `'use strict';${outputText}`)(log);
  } catch {
    lines.push(ENDED_BY_ERROR);
  }
  return lines;
}

function compiled(source: string): VerifiedProgram {
  const { program, diagnostics } = compiler.compile([{ path: 'main.ts', text: source }], profile);
  if (!program) throw new Error(JSON.stringify(diagnostics));
  const decoded = decodeProgram(encodeProgram(program));
  expect(decoded.ok && decoded.value).toEqual(program);
  const verified = verifyProgram(program);
  if (!verified.ok) throw new Error(JSON.stringify(verified.fault));
  return verified.value;
}

function inVm(program: VerifiedProgram, budget: number): { readonly lines: readonly string[]; readonly instructions: number } {
  const lines: string[] = [];
  const port: RobotPort = { profile, nowMs: () => 0, read: () => 0, write: () => {}, stopAll: () => {} };
  const onEffect = (effect: { readonly kind: string; readonly text?: string }): void => void lines.push(effect.text ?? '');
  const vm = createInterpreter({ program, port, seed: SEED, onEffect });
  let pause = vm.run(budget);
  while (pause.kind === 'budget') pause = vm.run(budget);
  if (pause.kind === 'error') lines.push(ENDED_BY_ERROR);
  return { lines, instructions: vm.instructions };
}

const CORPUS = { numbers: NUMBER_PROGRAMS, texts: TEXT_PROGRAMS, arrays: ARRAY_PROGRAMS, control: CONTROL_PROGRAMS };

describe.each(Object.entries(CORPUS))('%s mean in the VM what they mean in JavaScript', (_, programs) => {
  it.each(Object.entries(programs))('%s', (_title, source) => {
    const program = compiled(source);
    const whole = inVm(program, 1e9);
    expect(whole.lines).toEqual(inNode(source));
    expect(inVm(program, SMALL_BUDGET)).toEqual(whole);
  });
});
