import { describe, expect, it } from 'vitest';
import { ProgramRun } from '../../tests/builders/program-run.ts';
import type { VmPause } from './vm.ts';

const TEXT = `let n = 0;
function add(by: number): number {
  const before = n;
  n = before + by;
  return n;
}
for (let i = 0; i < 3; i++) add(i);
log(n);
`;

function textAt(pause: VmPause): string {
  return pause.kind === 'break' ? TEXT.slice(pause.position.start, pause.position.end) : pause.kind;
}

const point = (text: string) => ({ file: 0, start: TEXT.indexOf(text) });

describe('the debugger', () => {
  it('halts at a breakpoint each time, before the statement has run', () => {
    const run = new ProgramRun(TEXT);
    run.vm.setBreakpoints([point('n = before')]);
    for (let i = 0; i < 3; i++) expect(textAt(run.vm.run(1e6))).toBe('n = before + by;');
    expect(run.vm.run(1e6).kind).toBe('done');
    expect(run.lines).toEqual(['3']);
  });

  it('steps from statement to statement, into calls', () => {
    const run = new ProgramRun(TEXT);
    const seen: string[] = [];
    for (let i = 0; i < 8; i++) seen.push(textAt(run.vm.step(1e6, 'into')).split('\n')[0]!);
    expect(seen[0]).toBe('let n = 0;');
    expect(seen).toContain('const before = n;');
    expect(seen).toContain('return n;');
  });

  it('halting changes neither the output nor the count of instructions', () => {
    const free = new ProgramRun(TEXT);
    free.finishAtOnce();
    const stepped = new ProgramRun(TEXT);
    while (stepped.vm.step(1e6, 'into').kind === 'break');
    expect(stepped.lines).toEqual(free.lines);
    expect(stepped.vm.instructions).toBe(free.vm.instructions);
  });

  it('shows variables by name, innermost frame first', () => {
    const run = new ProgramRun(TEXT);
    run.vm.setBreakpoints([point('return n')]);
    run.vm.run(1e6);
    run.vm.run(1e6);
    const view = run.vm.inspect();
    expect(view.globals).toContainEqual({ name: 'n', text: '1', type: 'number', at: 'global/0' });
    const [inner, outer] = view.fibers[0]!.frames;
    expect(inner!.functionName).toBe('add');
    expect(inner!.variables).toMatchObject([
      { name: 'by', text: '1', type: 'number' },
      { name: 'before', text: '0', type: 'number' },
    ]);
    expect(outer!.variables).toMatchObject([{ name: 'i', text: '1', type: 'number' }]);
  });

  it('unwraps captured variables and hides the prelude', () => {
    const run = new ProgramRun(
      `const f = (start: number) => { let count = start; return () => { count++; log(count); }; }; f(5)(); line.position();`,
    );
    run.vm.setBreakpoints([{ file: 0, start: run.vm.inspect().globals.length }]);
    let pause = run.vm.step(1e6, 'into');
    const seen = new Set<string>();
    while (pause.kind === 'break') {
      const view = run.vm.inspect();
      for (const fiber of view.fibers)
        for (const frame of fiber.frames) for (const { name, text } of frame.variables) seen.add(`${name}=${text}`);
      for (const { name } of view.globals) expect(name).not.toMatch(/^\0/);
      expect(pause.position.file).toBe(0);
      pause = run.vm.step(1e6, 'into');
    }
    expect([...seen]).toEqual(expect.arrayContaining(['start=5', 'count=5', 'count=6']));
  });

  it('follows the fiber that halted, while others go on', () => {
    const text = `let n = 0;\nforever(() => { n++; });\nwait(5);\nlog(n > 3);\n`;
    const run = new ProgramRun(text);
    run.vm.setBreakpoints([{ file: 0, start: text.indexOf('wait(5)') }]);
    expect(run.vm.run(1e6).kind).toBe('break');
    run.vm.setBreakpoints([]);
    let pause = run.vm.step(1e6, 'into');
    while (pause.kind === 'sleep') {
      run.robot.atMs += 1;
      pause = run.vm.step(1e6, 'into');
    }
    expect(pause).toMatchObject({ kind: 'break', fiber: 0, position: { start: text.indexOf('log(n') } });
  });

  it('a loop of one empty statement halts at each pass and can be left', () => {
    const run = new ProgramRun(`while (true) {}`);
    for (let i = 0; i < 3; i++) expect(run.vm.step(1e6, 'into').kind).toBe('break');
    expect(run.vm.run(1000).kind).toBe('budget');
  });

  it('names the place of a fault in the text, not in the prelude', () => {
    const text = `const a: any = [3, 1];\na.map((x: any) => x.trim());`;
    const pause = new ProgramRun(text).finish();
    expect(pause.kind).toBe('error');
    if (pause.kind !== 'error') return;
    const places = pause.fault.stack.map(({ start, end }) => text.slice(start, end));
    expect(places[0]).toContain('x.trim');
    expect(pause.fault.stack.every(({ file }) => file === 0)).toBe(true);
  });
});
