import { describe, expect, it } from 'vitest';
import type { RobotPort } from '../robot/robot-port.ts';
import { createBoardVm, type BoardPause } from '../vm/board/board-vm.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { checkBoard, type BoardReport } from './board-check.ts';
import { createCompiler } from './compile.ts';

const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
const compiler = createCompiler();

function checked(text: string): BoardReport {
  const source = [{ path: 'main.ts', text }];
  const { program, diagnostics } = compiler.compile(source, profile);
  if (program === undefined) throw new Error(JSON.stringify(diagnostics));
  return checkBoard(program, source);
}

function problemOf(text: string): string {
  const { problem } = checked(text);
  return problem === undefined ? 'none' : `${problem.code} ${problem.place?.line}:${problem.place?.column}`;
}

function ended(text: string): BoardPause {
  const { program, problem } = checked(text);
  if (program === undefined) throw new Error(JSON.stringify(problem));
  const port: RobotPort = { profile, nowMs: () => 0, read: () => 9, write: () => {}, stopAll: () => {} };
  const vm = createBoardVm({ program, port, seed: 1, onEffect: () => {} });
  for (let i = 0; i < 100; i++) {
    const pause = vm.run(10_000);
    if (pause.kind !== 'budget') return pause;
  }
  return { kind: 'budget' };
}

describe('what does not fit a board', () => {
  it.each([
    ['a text in a variable that changes', "let word = 'a';\nword = 'b';\nlog(word);", 'board.text 3:1'],
    ['a list that grows', 'const list = [1];\nlist.push(2);', 'board.list-grows 2:1'],
    ['a method of lists', 'const list = [3, 1];\nlog(list.indexOf(1));', 'board.method 2:5'],
    ['now this list, now that', 'let list = [1];\nlist = [2];\nlog(list[0]);', 'board.list-moves 3:5'],
    [
      'a list that a function gives back',
      'function make(): number[] {\n  const made = [1];\n  return made;\n}\nlog(make()[0]);',
      'board.list-moves 3:3',
    ],
    ['numbers and truth in one list', 'const list = [1, true];\nlog(1);', 'board.list-mixed 1:1'],
    ['a whole list in log', 'const list = [1, 2];\nlog(list);', 'board.list-logged 2:1'],
    [
      'a variable of another function',
      'function outer(): void {\n  let n = 0;\n  forever(() => {\n    n += 1;\n  });\n}\nouter();',
      'board.closure 2:3',
    ],
    ['a number or nothing', 'let n: number | undefined = undefined;\nif (sonar.mm() > 5) n = 1;\nlog(n);', 'board.mixed 3:1'],
    ['a function that only the run knows', 'const f = sonar.mm() > 5 ? Math.abs : Math.floor;\nlog(f(1));', 'board.function-value 2:5'],
    ['an object', 'const o = { a: 1 };\nlog(o.a);', 'board.objects 1:1'],
    ['any number of arguments', 'function f(...all: number[]): void {}\nf(1, 2);', 'board.surplus 2:1'],
  ])('%s', (_, text, problem) => expect(problemOf(text)).toBe(problem));
});

describe('what a board takes', () => {
  const RAM_OF_NOTHING = checked('').ramBytes!;

  it('keeps lists in as few bytes as their numbers allow', () => {
    const ramOf = (list: string): number => checked(`const list = ${list};\nlist[0] = list[1];`).ramBytes!;
    const byte = ramOf('[1, 2, 3, 4]');
    expect([ramOf('[true, false, true, true]') - byte, ramOf('[1, 200, 3, 4]') - byte, ramOf('[1, 2.5, 3, 4]') - byte]).toEqual([0, 4, 12]);
  });

  it('has no room taken by numbers that never change, functions and texts', () => {
    expect(
      checked("const speed = 40;\nconst name = 'go';\nfunction f(n: number): void {}\nlog(name, speed);\nf(1);").ramBytes! - RAM_OF_NOTHING,
    ).toBeLessThanOrEqual(12);
  });

  it('counts with int32 where nobody can tell: shorter than with float32', () => {
    const codeOf = (start: string): number => checked(`for (let i = ${start}; i < 10; i++) log(i);`).codeBytes!;
    expect(codeOf('0')).toBeLessThan(codeOf('0.5'));
  });

  it('gives a function that calls itself what is left of the memory', () => {
    const fib = checked('function fib(n: number): number {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\nlog(fib(9));');
    expect(fib).toMatchObject({ fits: true });
    expect(fib.ramBytes).toBeGreaterThan(350);
    expect(ended('function f(n: number): number {\n  return f(n + 1) + 1;\n}\nlog(f(0));')).toMatchObject({
      kind: 'error',
      fault: { code: 'vm.call-depth-limit' },
    });
  });
});

describe('a board’s program that goes wrong', () => {
  it('ends outside a list', () => {
    expect(ended('const list = [1, 2];\nfor (let i = 0; i < 3; i++) log(list[i]);')).toMatchObject({
      kind: 'error',
      fault: { code: 'board.no-such-element', params: { index: 2, length: 2 } },
    });
  });

  it('ends with more fibers than it has bodies', () => {
    const text = 'for (let i = 0; i < 3; i++) forever(() => log(1));';
    expect(ended(text)).toMatchObject({ kind: 'error', fault: { code: 'vm.fiber-limit', params: { limit: 1 } } });
  });

  it('never stops a slice from coming to its end', () => expect(ended('while (true) {}')).toEqual({ kind: 'budget' }));
});
