import { describe, expect, it } from 'vitest';
import type { InputId, PortValue } from '../robot/robot-port.ts';
import { EVENT_NAMES } from '../robot/event-table.ts';
import { TEST_PROFILE, check, run, testCompiler } from './testing/run-program.ts';

type Reading = (input: InputId, index: number, atMs: number) => PortValue;

/** Pressed in the stretches [from, to). */
const button =
  (...stretches: readonly (readonly [number, number])[]): Reading =>
  (input, _index, atMs) =>
    input === 'button' && stretches.some(([from, to]) => from <= atMs && atMs < to);

const logsOf = (text: string, read: Reading, untilMs = 60): readonly string[] => run(text, { read, untilMs }).logs;

describe('on(event, handler)', () => {
  it('runs the handler each time the condition becomes true', () => {
    expect(logsOf(`on('button.down', () => log(time()));`, button([5, 10], [20, 21]))).toEqual(['5', '20']);
  });

  it('returns at once and goes on beside the program', () => {
    expect(logsOf(`on('button.down', () => log('down', time())); log('next'); wait(10); log('end');`, button([3, 4]))).toEqual([
      'next',
      'down 3',
      'end',
    ]);
  });

  it('does not count what holds already', () => {
    expect(logsOf(`on('button.down', () => log(time()));`, button([0, 8], [12, 13]))).toEqual(['12']);
  });

  it('does not start a handler that still runs, nor count what still holds after it', () => {
    const text = `on('button.down', () => { log('in', time()); wait(10); log('out', time()); });`;
    expect(logsOf(text, button([5, 6], [8, 9], [30, 60]))).toEqual(['in 5', 'out 15', 'in 30', 'out 40']);
  });

  it('gives each handler a fiber of its own', () => {
    const text = `on('button.down', () => { wait(20); log('slow', time()); }); on('button.down', () => log('quick', time()));`;
    expect(logsOf(text, button([5, 6]))).toEqual(['quick 5', 'slow 25']);
  });

  it('takes a value for events that have one', () => {
    const far: Reading = (input, _index, atMs) => (input === 'sonar' ? 400 - atMs * 10 : 0);
    expect(logsOf(`on('sonar.nearer', 250, () => log(time())); on('sonar.nearer', 100, () => log('near', time()));`, far)).toEqual([
      '16',
      'near 31',
    ]);
  });

  it('sees the line go and come', () => {
    const dark: Reading = (input, _index, atMs) => (input === 'line' ? (atMs >= 10 && atMs < 30 ? 0 : 100) : 0);
    expect(logsOf(`on('line.lost', () => log('lost', time())); on('line.found', () => log('found', time()));`, dark)).toEqual([
      'lost 10',
      'found 30',
    ]);
  });

  it('sees what the camera names', () => {
    const label: Reading = (input, _index, atMs) => (input === 'aiLabel' ? (atMs < 7 ? 'go' : 'stop') : 0);
    expect(logsOf(`on('ai.sees', 'stop', () => log(time()));`, label)).toEqual(['7']);
  });

  it('runs the handler for messages of its name, and once more for those that come while it runs', () => {
    // Under its name 0: one at 5, two more at 8 and 9, one at 30. Another name counts for itself.
    const counts: Reading = (input, index, atMs) => {
      if (input === 'messages') return index === 0 ? [5, 8, 9, 30].filter((at) => at <= atMs).length : atMs >= 40 ? 1 : 0;
      return input === 'message' ? `m${atMs}` : 0;
    };
    const text = `on('message', 'go', () => { log('go', received('go')); wait(10); }); on('message', 'end', () => log('end', time()));`;
    expect(logsOf(text, counts)).toEqual(['go m5', 'go m16', 'go m30', 'end 40']);
  });

  it('stop in a handler ends everything', () => {
    expect(logsOf(`on('button.down', () => { log('stop'); stop(); log('never'); }); forever(() => wait(1));`, button([5, 6]))).toEqual([
      'stop',
    ]);
  });

  it('a fault in a handler is told in the handler’s text', () => {
    const { pause } = run(`on('button.down', () => { const a: any = null; a.length; });`, { read: button([2, 3]) });
    expect(pause).toMatchObject({ kind: 'error', fault: { code: 'program.null-access', stack: [{ file: 0 }] } });
  });

  it('refuses an event that there is not, a missing value and a missing part', () => {
    expect(check(`on('button.up', () => {});`).map(({ code }) => code)).toEqual(['ts.2345']);
    expect(check(`on('sonar.nearer', () => {});`).map(({ code }) => code)).toEqual(['ts.2345']);
    const bare = { ...TEST_PROFILE, parts: TEST_PROFILE.parts.filter(({ type }) => type === 'motors') };
    expect(testCompiler.check([{ path: 'main.ts', text: `on('button.down', () => {});` }], bare)).toMatchObject([
      { code: 'robot.part-missing', params: { part: 'button', name: 'button.down' }, start: 3 },
    ]);
  });

  it('refuses an event at run time that only the run shows', () => {
    const fault = (name: string): unknown => {
      const { pause } = run(`const e: any = '${name}'; on(e, () => {});`);
      return pause.kind === 'error' ? [pause.fault.code, pause.fault.params] : pause.kind;
    };
    expect(fault('nothing')).toEqual(['program.bad-argument', { name: 'event', value: "'nothing'" }]);
    expect(fault('bump.hit')).toEqual(['vm.part-missing', { name: 'bump.hit', part: 'bump' }]);
  });

  it.each(EVENT_NAMES)('%s can be written', (name) => {
    const value = name === 'sonar.nearer' ? '100, ' : name === 'ai.sees' || name === 'message' ? "'go', " : '';
    expect(check(`on('${name}', ${value}() => {});`).filter(({ code }) => code !== 'robot.part-missing')).toEqual([]);
  });
});
