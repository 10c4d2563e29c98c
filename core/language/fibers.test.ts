import { describe, expect, it } from 'vitest';
import { run } from './testing/run-program.ts';

describe('fibers', () => {
  it('forever returns at once and goes on each millisecond', () => {
    const { logs, writes } = run(`let n = 0; forever(() => { n++; car.drive(n, n); if (n === 3) stop(); }); log('first');`);
    expect(logs).toEqual(['first']);
    expect(writes.map(({ atMs, values }) => [atMs, values[0]])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('parallel returns when all are done', () => {
    const text = `parallel(() => { wait(30); log('slow', time()); }, () => { wait(10); log('quick', time()); }); log('after', time());`;
    expect(run(text).logs).toEqual(['quick 10', 'slow 30', 'after 30']);
  });

  it('take functions by name, also those of the robot', () => {
    const { logs, writes } = run(`function tick() { wait(5); } function go() { log('go'); } parallel(tick, go, car.stop); log(time());`);
    expect(logs).toEqual(['go', '5']);
    expect(writes).toHaveLength(1);
  });

  it('may wait inside a callback of an array method', () => {
    expect(
      run(`[10, 20].forEach((ms) => { wait(ms); log(time()); }); log([1, 2].map((x) => { wait(1); return x * time(); }).join());`).logs,
    ).toEqual(['10', '30', '31,64']);
  });

  it('plot numbers by name', () => {
    expect(run(`for (let i = 0; i < 2; i++) plot('i', i * 0.5);`).plots).toEqual([
      { name: 'i', value: 0 },
      { name: 'i', value: 0.5 },
    ]);
  });

  it('an endless loop spends its budget and nothing more', () => {
    expect(run('while (true) {}', { budget: 10_000 }).pause.kind).toBe('budget');
    expect(run('for (;;);', { budget: 10_000 }).pause.kind).toBe('budget');
  });
});

describe('faults of a running program', () => {
  const faultOf = (text: string): unknown => {
    const { pause } = run(text);
    if (pause.kind !== 'error') return pause.kind;
    const place = pause.fault.stack[0]!;
    return [pause.fault.code, text.slice(place.start, place.end)];
  };

  it('name the expression at fault', () => {
    expect(faultOf('let f: any = 5;\nlog(1); f(2);')).toEqual(['program.not-a-function', 'f(2)']);
    expect(faultOf('let xs: any;\nlog(xs[0]);')).toEqual(['program.null-access', 'xs[0]']);
    expect(faultOf('let xs: any;\nlog(xs.length);')).toEqual(['program.null-access', 'xs.length']);
    expect(faultOf('const x: any = 5; for (const y of x) log(y);')).toEqual(['program.not-iterable', 'for (const y of x)']);
  });

  it('a variable used before its let, through a function that was started too early', () => {
    expect(faultOf('show(); let speed = 5; function show() { log(speed); }')).toEqual(['program.used-before-set', 'speed']);
    expect(faultOf('{ show(); const speed = 5; function show() { log(speed); } }')).toEqual(['program.used-before-set', 'speed']);
    expect(faultOf('const f = () => later; f(); const later = 1;')).toEqual(['program.used-before-set', 'later']);
    expect(faultOf('const go = () => { n = 2; }; go(); let n = 1;')).toEqual(['program.used-before-set', 'n']);
    expect(faultOf('let a = 1; { const g = () => a; g(); const h = () => b; h(); let b = 1; }')).toEqual(['program.used-before-set', 'b']);
    expect(faultOf('switch (1 as number) { case 0: let q = 1; break; case 1: log(q!); }')).toEqual(['program.used-before-set', 'q']);
  });

  it('recursion without end and memory without end stop the program', () => {
    expect(faultOf('function f(): number { return f() + 1; }\nf();')).toEqual(['vm.call-depth-limit', 'f()']);
    expect(faultOf('let s = "x";\nwhile (true) s += s;')).toEqual(['vm.memory-limit', 's += s;']);
  });

  it('a fault in a callback of the prelude stands in the student’s text', () => {
    expect(faultOf('const bad: any = null;\n[1].map((x) => bad[x]);')).toEqual(['program.null-access', 'bad[x]']);
    expect(faultOf('const xs: any = null;\nxs.map((x: any) => x);')).toEqual(['program.null-access', 'xs.map((x: any) => x)']);
  });
});

describe('several files', () => {
  it('share their outermost names; the first is the entry and runs last', () => {
    const source = [
      { path: 'main.ts', text: 'log(twice(base)); log(others.join());' },
      {
        path: 'lib.ts',
        text: 'const base = 21; const others = [1, 2].map((x) => x + base); function twice(x: number) { return x * 2; } { let base = 3; log(base); }',
      },
    ];
    expect(run(source).logs).toEqual(['3', '42', '22,23']);
  });
});
