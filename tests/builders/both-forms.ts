/** One program in both forms: rich in single precision and compact, on the same robot, and what each of them does. */
import { verifyProgram } from '../../core/bytecode/verifier.ts';
import { lowerProgram, type LoweringResult } from '../../core/bytecode/lowering/lower.ts';
import type { Program } from '../../core/bytecode/program.ts';
import { createCompiler } from '../../core/language/compile.ts';
import type { ProgramSource } from '../../core/language/source.ts';
import type { RobotPort } from '../../core/robot/robot-port.ts';
import { createBoardVm } from '../../core/vm/board/board-vm.ts';
import { createInterpreter } from '../../core/vm/interpreter.ts';
import type { VmEffect } from '../../core/vm/vm.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';

/** More than a board has: what is compared is meaning, not room. */
const AMPLE_RAM_BYTES = 1000;
const SEED = 5;
const RESTS_MAX = 300;
const EVENTS_MAX = 2000;
const INSTRUCTIONS_MAX = 20_000_000;

const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
const compiler = createCompiler();

export function compiledProgram(source: ProgramSource): Program | undefined {
  return compiler.compile(source, profile).program;
}

export function lowered(program: Program): LoweringResult {
  return lowerProgram(program, { ramBytes: AMPLE_RAM_BYTES });
}

interface Pausing {
  readonly instructions: number;
  run(budget: number): { readonly kind: string; readonly untilMs?: number };
}

/** What a sensor says the n-th time it is asked. */
export type Reading = (input: string, index: number, n: number) => number | boolean;

const usual: Reading = (input, index, n) => (['button', 'bump', 'lifted'].includes(input) ? n % 7 === 0 : (n * 37 + index * 11) % 101);

/** Lines, points and commands, each with its time; at last how the program ended. Exact: plots keep every bit. */
function eventsOf(
  make: (port: RobotPort, onEffect: (effect: VmEffect) => void) => Pausing,
  reading: Reading,
  budget: number,
): readonly string[] {
  const events: string[] = [];
  let nowMs = 0;
  let asked = 0;
  const exact = (value: unknown): string => (Object.is(value, -0) ? '-0' : String(value));
  const vm = make(
    {
      profile,
      nowMs: () => nowMs,
      read: (input, index) => reading(input, index, asked++),
      write: (output, values) => void events.push(`${nowMs} ${output} ${values.map(exact).join(' ')}`),
      stopAll: () => {},
    },
    (effect) => void events.push(`${nowMs} ${effect.kind === 'log' ? effect.text : `${effect.name} ${exact(effect.value)}`}`),
  );
  for (let rests = 0; rests < RESTS_MAX && events.length < EVENTS_MAX;) {
    if (vm.instructions > INSTRUCTIONS_MAX) throw new Error('the program neither ends nor rests');
    const pause = vm.run(budget);
    if (pause.kind === 'sleep') rests++;
    if (pause.kind === 'done' || pause.kind === 'error') return [...events, pause.kind];
    nowMs = pause.kind === 'sleep' ? Math.ceil(pause.untilMs!) : nowMs;
    if (nowMs === Infinity) break;
  }
  return events;
}

export interface BothForms {
  readonly rich: readonly string[];
  readonly compact: readonly string[];
}

/** undefined where the program does not fit a board's form. */
export function inBothForms(program: Program, reading: Reading = usual, budget = 1e6): BothForms | undefined {
  const board = lowered(program);
  if (!board.ok) return undefined;
  const verified = verifyProgram(program);
  if (!verified.ok) throw new Error('the verifier refuses what the compiler made');
  return {
    rich: eventsOf(
      (port, onEffect) => createInterpreter({ program: verified.value, port, seed: SEED, onEffect, numbers: 'single' }),
      reading,
      budget,
    ),
    compact: eventsOf((port, onEffect) => createBoardVm({ program: board.program, port, seed: SEED, onEffect }), reading, budget),
  };
}
