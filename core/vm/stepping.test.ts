import { describe, expect, it } from 'vitest';
import { ProgramRun } from '../../tests/builders/program-run.ts';
import type { StepKind, VmPause } from './vm.ts';

function lineOf(text: string, pause: VmPause): string {
  return pause.kind === 'break' ? text.slice(pause.position.start).split('\n')[0]!.trim() : pause.kind;
}

/** Halts at the first statement that begins so, then goes the steps. */
function walk(text: string, from: string, kinds: readonly StepKind[]): readonly string[] {
  const run = new ProgramRun(text);
  run.vm.setBreakpoints([{ file: 0, start: text.indexOf(from) }]);
  let pause = run.vm.run(1e6);
  run.vm.setBreakpoints([]);
  return kinds.map((kind) => {
    pause = run.vm.step(1e6, kind);
    for (; pause.kind === 'sleep' || pause.kind === 'budget'; pause = run.vm.step(1e6, kind)) run.robot.atMs += 1;
    return lineOf(text, pause);
  });
}

const CALLS = `function inner(n: number): number {
  const twice = n * 2;
  return twice;
}
function outer(): number {
  const a = inner(1);
  const b = inner(2) + inner(3);
  return a + b;
}
log(outer());
log('end');
`;

describe('a step', () => {
  it('over goes past calls, and from the end of a function to its caller', () => {
    expect(walk(CALLS, 'const a', ['over', 'over', 'over', 'over'])).toEqual([
      'const b = inner(2) + inner(3);',
      'return a + b;',
      "log('end');",
      'done',
    ]);
  });

  it('over from the end of a call does not halt in its sister', () => {
    const run = walk(CALLS, 'const b', ['into', 'over', 'over']);
    expect(run).toEqual(['const twice = n * 2;', 'return twice;', 'return a + b;']);
  });

  it('out leaves the function, wherever in it', () => {
    expect(walk(CALLS, 'const a', ['into', 'out', 'out', 'out'])).toEqual([
      'const twice = n * 2;',
      'const b = inner(2) + inner(3);',
      "log('end');",
      'done',
    ]);
  });

  it('over a function that a method of a list calls goes past all its calls', () => {
    const text = `const list = [3, 1, 2];\nconst sorted = list.map((x) => {\n  return x + 1;\n});\nlog(sorted);`;
    expect(walk(text, 'const sorted', ['over', 'over'])).toEqual(['log(sorted);', 'done']);
    expect(walk(text, 'const sorted', ['into', 'over'])).toEqual(['return x + 1;', 'return x + 1;']);
  });

  it('over waits as long as its statement does, and out of a forever comes to the next pass', () => {
    const text = `let n = 0;\nforever(() => {\n  n++;\n  wait(20);\n  n += 2;\n});`;
    expect(walk(text, 'wait(20)', ['over', 'out', 'over'])).toEqual(['n += 2;', 'n++;', 'wait(20);']);
  });

  it('stays with its fiber, and breakpoints of others still halt', () => {
    const text = `forever(() => {\n  log('a');\n  wait(5);\n});\nforever(() => {\n  log('b');\n});`;
    expect(walk(text, 'wait(5)', ['over', 'over'])).toEqual(["log('a');", 'wait(5);']);
    const run = new ProgramRun(text);
    run.vm.setBreakpoints([text.indexOf('wait(5)'), text.indexOf("log('b')")].map((start) => ({ file: 0, start })));
    run.vm.run(1e6);
    expect(lineOf(text, run.vm.step(1e6, 'over'))).toBe("log('b');");
  });

  it('is watched statement by statement, and watching changes nothing', () => {
    const free = new ProgramRun(CALLS);
    free.finish();
    const run = new ProgramRun(CALLS);
    const seen: string[] = [];
    run.vm.watchStatements(({ position, depth }) => seen.push(`${depth} ${CALLS.slice(position.start, position.start + 8)}`));
    run.finish();
    expect(seen.slice(0, 5)).toEqual(['0 log(oute', '1 const a ', '2 const tw', '2 return t', '1 const b ']);
    expect([run.lines, run.vm.instructions]).toEqual([free.lines, free.vm.instructions]);
  });
});

describe('a variable', () => {
  const TEXT = `const list = [1, [2, 3]];\nlet name = 'car';\nlet isLit = false;\nconst f = () => {\n  let count = 5;\n  const g = () => count;\n  log(count, g());\n};\nf();\nlog(list, name, isLit);`;

  function paused() {
    const run = new ProgramRun(TEXT);
    run.vm.setBreakpoints([{ file: 0, start: TEXT.indexOf('log(count') }]);
    run.vm.run(1e6);
    const view = run.vm.inspect();
    const all = [...view.globals, ...view.fibers[0]!.frames.flatMap(({ variables }) => variables)];
    return { run, find: (name: string) => all.find((variable) => variable.name === name)! };
  }

  it('shows its parts', () => {
    const { find } = paused();
    expect(find('list').parts).toMatchObject([
      { name: '0', text: '1' },
      { name: '1', text: '[2, 3]', parts: [{ text: '2' }, { text: '3' }] },
    ]);
    expect(find('name').parts).toBeUndefined();
  });

  it('says how many parts it does not show', () => {
    const run = new ProgramRun(`const big: number[] = [];\nfor (let i = 0; i < 300; i++) big.push(i);\nwait(1);`);
    for (let pause = run.vm.run(2000); pause.kind === 'budget'; pause = run.vm.run(2000));
    expect(run.vm.inspect().globals[0]).toMatchObject({ hiddenParts: 250 });
  });

  it('is set by hand where it is a number, a text or a boolean, also inside lists and where closures share it', () => {
    const { run, find } = paused();
    expect(run.vm.edit({ at: find('count').at, value: 7 }).ok).toBe(true);
    expect(run.vm.edit({ at: find('name').at, value: '小车' }).ok).toBe(true);
    expect(run.vm.edit({ at: find('isLit').at, value: true }).ok).toBe(true);
    expect(run.vm.edit({ at: find('list').parts![1]!.parts![0]!.at, value: -0 }).ok).toBe(true);
    run.finish();
    expect(run.lines).toEqual(['7 7', '[1, [-0, 3]] 小车 true']);
  });

  it('takes no value of another type, and no place that is none', () => {
    const { run, find } = paused();
    expect(run.vm.edit({ at: find('count').at, value: 'x' })).toMatchObject({ fault: { code: 'vm.other-type' } });
    expect(run.vm.edit({ at: find('list').at, value: 1 })).toMatchObject({ fault: { code: 'vm.other-type' } });
    for (const at of [
      '',
      'global',
      'global/99',
      'global/0/7',
      'local/9/0/0',
      'local/0/5/0',
      'local/0/0/999',
      'captured/0/0/9',
      'global/-1',
      '__proto__/1',
    ])
      expect(run.vm.edit({ at, value: 1 }), at).toMatchObject({ fault: { code: 'vm.no-such-variable' } });
  });
});
