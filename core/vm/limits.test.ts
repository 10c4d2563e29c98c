import { describe, expect, it } from 'vitest';
import { faultOf, linesOf, ProgramRun } from '../../tests/builders/program-run.ts';
import { DEFAULT_LIMITS } from './limits.ts';

const MEMORY = { code: 'vm.memory-limit', params: { limitMb: 16 } };
const untilMs = 1_000_000;

describe('limits', () => {
  it.each([
    ['an array that grows', `const a: number[] = []; while (true) a.push(1);`],
    ['a string that doubles', `let s = 'x'; while (true) s += s;`],
    ['one huge repeat', `log('x'.repeat(1e9));`],
    ['a far index', `const a: number[] = []; a[100000000] = 1;`],
    ['a huge length', `const a: number[] = []; a.length = 4000000000;`],
    ['a padded string', `log('x'.padStart(1e9));`],
    ['nested arrays', `let a: any = []; while (true) a = [a, [1, 2, 3]];`],
    ['closures that hold one another', `let f = () => 0; while (true) { const g = f; f = () => g(); }`],
    ['a join that explodes', `let a: any = ['x']; for (let i = 0; i < 40; i++) a = [a, a]; log(String(a).length);`],
    ['pieces of a split', `const s = 'ab'.repeat(1000000); log(s.split('').length);`],
  ])('refuses %s', (_title, text) => expect(faultOf(text, { untilMs })).toEqual(MEMORY));

  it('refuses a string that grows by one, and an endless template', () => {
    const limits = { memoryBytes: 100_000 };
    expect(faultOf(`let s = ''; while (true) s += 'x';`, { untilMs, limits })?.code).toBe('vm.memory-limit');
    expect(faultOf(`let s = 'ab'; while (true) s = \`${'$'}{s}${'$'}{s}\`;`, { untilMs, limits })?.code).toBe('vm.memory-limit');
  });

  it('lets garbage go', () => {
    expect(
      linesOf(`let n = 0; for (let i = 0; i < 30000; i++) { const a = [i, i, i, i]; n += a.length; } log(n);`, {
        untilMs,
        limits: { memoryBytes: 100_000 },
      }),
    ).toEqual(['120000']);
  });

  it('refuses endless recursion, with the place of each call, innermost first', () => {
    const pause = new ProgramRun(`function f(): number { return 1 + f(); }\nf();`).finish();
    expect(pause).toMatchObject({ kind: 'error', fault: { code: 'vm.call-depth-limit', params: { limit: DEFAULT_LIMITS.callDepth } } });
  });

  it('counts console lines', () => {
    expect(faultOf(`while (true) log('x');`, { limits: { logLines: 10 } })).toEqual({ code: 'vm.log-limit', params: { limit: 10 } });
  });

  it('charges for work before it is done: a long search takes robot time', () => {
    const run = new ProgramRun(`const s = 'a'.repeat(100000); s.indexOf('b'); s.includes('ab');`, { budget: 1e9 });
    run.finishAtOnce();
    expect(run.vm.instructions).toBeGreaterThan(3 * (100_000 / 64));
  });
});
