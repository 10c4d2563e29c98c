import { describe, expect, it } from 'vitest';
import { faultOf, linesOf, ProgramRun } from '../../tests/builders/program-run.ts';
import { TURN_INSTRUCTIONS } from './turns.ts';

const wholeMs = (lines: readonly string[]): readonly number[] => lines.map(Number);

describe('fibers', () => {
  it('forever returns at once and rests at least 1 ms after each pass', () => {
    expect(linesOf(`let n = 0; forever(() => { n++; }); log('on'); wait(10); log(n); stop();`)).toEqual(['on', '10']);
  });

  it('forever with a wait passes once per wait and rest', () => {
    const times = linesOf(`forever(() => { log(time()); wait(5); }); wait(20); stop();`);
    expect(wholeMs(times)).toEqual([0, 6, 12, 18]);
  });

  it('parallel returns when the slowest is done', () => {
    expect(linesOf(`parallel(() => { wait(10); log('a'); }, () => log('b'), () => { wait(20); log('c'); }); log(time());`)).toEqual([
      'b',
      'a',
      'c',
      '20',
    ]);
  });

  it('parallel of nothing returns at once', () => expect(linesOf(`parallel(); log(time());`)).toEqual(['0']));

  it('a parallel inside a parallel is waited for', () => {
    expect(linesOf(`parallel(() => { parallel(() => wait(7)); log('in', time()); }); log('out', time());`)).toEqual(['in 7', 'out 7']);
  });

  it('an endless loop without wait starves nobody', () => {
    const run = new ProgramRun(`let n = 0; forever(() => { while (true) n++; }); forever(() => { wait(9); log(time()); });`, {
      untilMs: 100,
    });
    expect(run.finish().kind).toBe('budget');
    expect(run.lines.length).toBe(10);
  });

  it('two busy fibers get equal shares, turn by turn', () => {
    const run = new ProgramRun(
      `let a = 0; let b = 0; forever(() => { while (true) a++; }); forever(() => { while (true) b++; }); wait(50); log(a, b); stop();`,
    );
    run.finish();
    const [a, b] = run.lines[0]!.split(' ').map(Number);
    expect(Math.abs(a! - b!)).toBeLessThan(TURN_INSTRUCTIONS);
    expect(a).toBeGreaterThan(10_000);
  });

  it.each(['0', '-5', 'NaN', '0.2'])('wait(%s) rests until the next millisecond', (ms) => {
    expect(linesOf(`wait(${ms}); log(time()); wait(${ms}); log(time());`)).toEqual(['1', '2']);
  });

  it('wait(Infinity) never comes back', () => {
    const run = new ProgramRun(`forever(() => wait(5)); wait(Infinity); log('never');`, { untilMs: 1000 });
    run.finish();
    expect(run.lines).toEqual([]);
  });

  it('sleeps until the first of its fibers wakes', () => {
    const run = new ProgramRun(`forever(() => wait(30)); wait(20);`);
    expect(run.vm.run(1000)).toEqual({ kind: 'sleep', untilMs: 20 });
  });

  it('stop ends every fiber and says so', () => {
    const run = new ProgramRun(`forever(() => log('x')); wait(2); stop(); log('never');`);
    expect(run.finish()).toEqual({ kind: 'done', stopped: true });
    expect(run.vm.run(1000)).toEqual({ kind: 'done', stopped: true });
    expect(run.lines).not.toContain('never');
  });

  it('is done when its last fiber has ended', () => {
    expect(new ProgramRun(`log(1);`).finish()).toEqual({ kind: 'done', stopped: false });
  });

  it('a fault in one fiber ends the program', () => {
    expect(faultOf(`forever(() => { const a: any = null; a.x(); }); wait(100);`)).toEqual({
      code: 'program.null-access',
      params: { name: 'x', value: 'null' },
    });
  });

  it('refuses fibers without end', () => {
    expect(faultOf(`forever(() => { forever(() => wait(1000)); });`)).toEqual({ code: 'vm.fiber-limit', params: { limit: 64 } });
  });

  it('a debt from one millisecond is paid in the next', () => {
    const run = new ProgramRun(`while (true) { 'abc'.repeat(20000).toUpperCase(); }`);
    for (let i = 0; i < 10; i++) run.vm.run(2000);
    expect(run.vm.instructions).toBeLessThan(10 * 2000 + 5000);
  });
});

describe('slices of the budget', () => {
  const PROGRAM = `
    const seen: string[] = [];
    let done = 0;
    function work(name: string, n: number): void { for (let i = 0; i < n; i++) if (i % 7 === 0) seen.push(name); done++; }
    parallel(() => work('a', 50), () => { work('b', 20); parallel(() => work('d', 9), () => work('e', 30)); }, () => work('c', 80));
    log(seen.join(''), done, random(1, 1000000));`;

  it.each([1, 7, 50, 99, 100, 101, 1000, 1e9])('of %d give the same course', (budget) => {
    const whole = new ProgramRun(PROGRAM, { budget: 1e9 });
    const sliced = new ProgramRun(PROGRAM, { budget });
    expect(sliced.finishAtOnce()).toEqual(whole.finishAtOnce());
    expect(sliced.lines).toEqual(whole.lines);
    expect(sliced.vm.instructions).toBe(whole.vm.instructions);
  });

  it('fused and plain instructions give the same course and count', () => {
    const fused = new ProgramRun(PROGRAM, { budget: 33 });
    const plain = new ProgramRun(PROGRAM, { budget: 33, fuse: false });
    expect(fused.finishAtOnce()).toEqual(plain.finishAtOnce());
    expect(fused.lines).toEqual(plain.lines);
    expect(fused.vm.instructions).toBe(plain.vm.instructions);
  });
});
