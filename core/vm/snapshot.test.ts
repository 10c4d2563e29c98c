import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgramRun, programOf } from '../../tests/builders/program-run.ts';
import type { VerifiedProgram } from '../bytecode/verifier.ts';
import type { VmPause, VmSnapshot } from './vm.ts';

/** Shared and circular lists, closures over loop variables, iterators, fibers that wait for one another, random numbers, strings, the prelude. */
const EVERYTHING = `
const shared: any[] = [1, 'two', [true, null]];
const both: any[] = [shared, shared];
both.push(both);
const makers: (() => number)[] = [];
for (let i = 0; i < 3; i++) makers.push(() => i++ * 10);
let text = '';
forever(() => {
  for (const letter of '小车ab') text += letter;
  shared[0] += makers[random(0, 2)]();
  wait(3);
});
function tree(depth: number): number {
  let sum = 0;
  for (const part of [depth, depth * 2]) sum += depth === 0 ? part + 1 : tree(depth - 1);
  return sum;
}
parallel(
  () => { wait(2); shared.push(tree(2)); },
  () => { const found = [3, 1, 2].map((x) => x * shared[0]).sort((a, b) => b - a); log(found.join('/')); },
);
for (let turn = 0; turn < 4; turn++) {
  log(turn, both[0] === both[1], both[2] === both, shared, text.length, Math.random());
  car.drive(turn * 10, line.position());
  wait(2);
}
stop();
`;

const everything = programOf(EVERYTHING);

interface Course {
  readonly lines: readonly string[];
  readonly writes: readonly unknown[];
  readonly instructions: number;
  readonly pause: VmPause;
}

function courseOf(run: ProgramRun, from: { readonly lines: number; readonly writes: number }): Course {
  const pause = run.finish();
  return { lines: run.lines.slice(from.lines), writes: run.robot.writes.slice(from.writes), instructions: run.vm.instructions, pause };
}

/** Goes `steps` instructions, letting a millisecond pass where the program rests. */
function advance(run: ProgramRun, steps: number): boolean {
  for (let step = 0; step < steps; step++) {
    let pause = run.vm.step(2000, 'instruction');
    for (; pause.kind === 'sleep' || pause.kind === 'budget'; pause = run.vm.step(2000, 'instruction')) run.robot.atMs += 1;
    if (pause.kind !== 'break') return false;
  }
  return true;
}

function goesOnFrom(snapshot: VmSnapshot, run: ProgramRun, atMs: number): Course {
  run.robot.atMs = atMs;
  run.vm.restore(snapshot);
  return courseOf(run, { lines: run.lines.length, writes: run.robot.writes.length });
}

function holdsAfter(program: VerifiedProgram, steps: number): void {
  const run = new ProgramRun(program, { seed: 7, untilMs: 60 });
  if (!advance(run, steps)) return;
  const { atMs } = run.robot;
  const snapshot = run.vm.snapshot();
  const straight = courseOf(run, { lines: run.lines.length, writes: run.robot.writes.length });
  expect(goesOnFrom(snapshot, run, atMs)).toEqual(straight);
  expect(goesOnFrom(snapshot, run, atMs)).toEqual(straight);
  expect(goesOnFrom(snapshot, new ProgramRun(program, { seed: 99, untilMs: 60 }), atMs)).toEqual(straight);
}

describe('a snapshot', () => {
  it('taken at any instruction and restored goes on identically, again and again, also in another VM', () => {
    fc.assert(
      fc.property(fc.nat(4000), (steps) => holdsAfter(everything, steps)),
      { verbose: true, numRuns: 40 },
    );
  });

  it('is not changed by what the program does afterwards', () => {
    const run = new ProgramRun(`const list = [1];\nwhile (list.length < 9) { list.push(list.length); wait(1); }\nlog(list);`);
    run.vm.run(2000);
    const snapshot = run.vm.snapshot();
    const straight = courseOf(run, { lines: 0, writes: 0 }).lines;
    for (let i = 0; i < 2; i++) {
      run.robot.atMs = 0;
      run.vm.restore(snapshot);
      run.finish();
    }
    expect(run.lines).toEqual([...straight, ...straight, ...straight]);
  });

  it('keeps the count of console lines', () => {
    const run = new ProgramRun(`for (let i = 0; i < 4; i++) { log(i); wait(1); }`, { limits: { logLines: 3 } });
    run.vm.run(2000);
    const snapshot = run.vm.snapshot();
    expect(run.finish().kind).toBe('error');
    run.robot.atMs = 0;
    run.vm.restore(snapshot);
    expect(run.finish()).toMatchObject({ kind: 'error', fault: { code: 'vm.log-limit' } });
  });

  it('holds data nested more deeply than the host could recurse', () => {
    const run = new ProgramRun(`let a: any = 0;\nfor (let i = 0; i < 20000; i++) a = [a];\nwait(1);\nlog(a.length);`);
    for (let pause = run.vm.run(1e6); pause.kind === 'budget'; pause = run.vm.run(1e6));
    run.vm.restore(run.vm.snapshot());
    run.finish();
    expect(run.lines).toEqual(['1']);
  });
});
