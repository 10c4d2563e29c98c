import { describe, expect, it } from 'vitest';
import { faultOf, linesOf, ProgramRun, testProfile } from '../../tests/builders/program-run.ts';
import { verified } from '../../tests/builders/program-run.ts';
import { assembleTop } from '../bytecode/testing/assemble.ts';
import { partOf } from '../robot/profile.ts';
import { LOG_TEXT_LENGTH_MAX } from './limits.ts';

function writesOf(text: string): readonly unknown[] {
  const run = new ProgramRun(text);
  run.finish();
  return run.robot.writes.map(({ output, values }) => [output, ...values]);
}

describe('what reaches the robot', () => {
  it('clamps numbers to the range of the table, and NaN becomes 0', () => {
    expect(writesOf(`car.drive(150, -1000); car.drive(NaN, 0 / 0); car.drive(1 / 0, 12.5); buzzer.tone(-5, 1e9);`)).toEqual([
      ['motors', 100, -100],
      ['motors', 0, 0],
      ['motors', 100, 12.5],
      ['tone', 0, 60_000],
    ]);
  });

  it('asks for a sensor that the robot has, whatever the index', () => {
    const run = new ProgramRun(`line.read(99); line.read(-3); line.read(1.9); line.read(NaN);`);
    run.finish();
    const last = partOf(testProfile, 'line')!.sensors.length - 1;
    expect(run.robot.reads.map(({ index }) => index)).toEqual([last, 0, 1, 0]);
  });

  it('reads with the count of instructions so far, which grows', () => {
    const run = new ProgramRun(`for (let i = 0; i < 5; i++) line.read(0);`);
    run.finish();
    const counts = run.robot.reads.map(({ instructions }) => instructions);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(new Set(counts).size).toBe(5);
    expect(counts[0]).toBeGreaterThan(0);
  });

  it('knows the numbers of the profile', () => {
    expect(linesOf(`log(line.count);`)).toEqual([String(partOf(testProfile, 'line')!.sensors.length)]);
  });

  it('bytecode for a part that the robot lacks ends with a fault, not with a crash', () => {
    const program = assembleTop([['CALL_NATIVE', 0, 0], ['RETURN']], { natives: ['gyro.heading'] });
    expect(faultOf(verified(program))).toEqual({ code: 'vm.part-missing', params: { name: 'gyro.heading', part: 'gyro' } });
  });
});

describe('the console', () => {
  it.each([
    [`log()`, ''],
    [`log('a', 'b')`, 'a b'],
    [`log(1, -0, NaN, 1e21, true, null, undefined)`, '1 -0 NaN 1e+21 true null undefined'],
    [`log([1, 'two', [3, []]])`, `[1, 'two', [3, []]]`],
    [`log(["it's", 'line\\nbreak'])`, `['it\\'s', 'line\\nbreak']`],
    [`log([[[[[1]]]]])`, '[[[[[…]]]]]'],
    [`const a: any = [1]; a.push(a); log(a)`, '[1, […]]'],
    [`function f() {} log(f, [() => 1])`, '[Function: f] [[Function]]'],
  ])('%s', (text, line) => expect(linesOf(text)).toEqual([line]));

  it('cuts long lines, however long the value', () => {
    const [line] = linesOf(`const a: number[] = []; for (let i = 0; i < 5000; i++) a.push(i); log(a);`);
    expect(line).toHaveLength(LOG_TEXT_LENGTH_MAX);
    expect(line).toMatch(/…$/);
  });

  it('plots numbers by name', () => {
    const run = new ProgramRun(`plot('error', 1.5); plot('error', '2' as any);`);
    run.finish();
    expect(run.effects).toEqual([
      { kind: 'plot', name: 'error', value: 1.5 },
      { kind: 'plot', name: 'error', value: 2 },
    ]);
  });
});

describe('chance', () => {
  const DICE = `const a: number[] = []; for (let i = 0; i < 200; i++) a.push(random(1, 6)); log(a.join(''), Math.random());`;

  it('comes from the seed alone', () => {
    expect(linesOf(DICE, { seed: 5 })).toEqual(linesOf(DICE, { seed: 5 }));
    expect(linesOf(DICE, { seed: 5 })).not.toEqual(linesOf(DICE, { seed: 6 }));
  });

  it('includes both ends and nothing else', () => {
    const digits = new Set(linesOf(DICE)[0]!.split(' ')[0]);
    expect([...digits].toSorted()).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  it('takes ends in any order, broken ones and NaN', () => {
    expect(linesOf(`log(random(3, 3), random(NaN, NaN), random(2.2, 2.9), [5, 6].includes(random(6, 5)));`)).toEqual(['3 0 3 true']);
  });
});

describe('faults of a program', () => {
  it.each([
    [`const a: any = 5; a.foo();`, 'program.no-such-method', { name: 'foo', type: 'number' }],
    [`const a: any = []; a.constructor();`, 'program.no-such-method', { name: 'constructor', type: 'array' }],
    [`const a: any = 'x'; a.__proto__();`, 'program.no-such-method', { name: '__proto__', type: 'string' }],
    [`const a: any = undefined; a[3];`, 'program.null-access', { name: '3', value: 'undefined' }],
    [`const a: any = []; a[-1] = 1;`, 'program.bad-argument', { name: 'index', value: '-1' }],
    [`const a: any = 'abc'; a[0] = 'x';`, 'program.bad-argument', { name: '0', value: 'string' }],
    [`const a: any = [1]; a();`, 'program.not-a-function', { value: '[1]' }],
    [`forever(5 as any);`, 'program.not-a-function', { value: '5' }],
    [`const a: any = null; for (const x of a) log(x);`, 'program.not-iterable', { type: 'null' }],
    [`const a: any = [...(7 as any)];`, 'program.not-iterable', { type: 'number' }],
    [`const a: number[] = []; a.length = 1.5;`, 'program.bad-array-length', { length: '1.5' }],
    [`(1).toFixed(101);`, 'program.bad-number', { name: 'digits', value: '101' }],
    [`const f = () => x; f(); const x = 1;`, 'program.used-before-set', { name: 'x' }],
  ])('%s', (text, code, params) => expect(faultOf(text)).toEqual({ code, params }));

  it('nothing of the host can be reached by a name', () => {
    const text = `const a: any = []; const keys: any = ['constructor', '__proto__', 'map', 'push', 'length']; for (const k of keys) log(typeof a[k]);`;
    expect(linesOf(text)).toEqual(['undefined', 'undefined', 'undefined', 'function', 'number']);
  });
});
