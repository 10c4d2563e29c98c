import { describe, expect, it } from 'vitest';
import { assert } from '../base/assert.ts';
import { verifyProgram } from '../bytecode/verifier.ts';
import { createInterpreter } from '../vm/interpreter.ts';
import { TEST_PROFILE, testCompiler } from './testing/run-program.ts';

/** The text under the cursor at each step, to the end of the program. */
function steps(text: string): readonly string[] {
  const { program } = testCompiler.compile([{ path: 'main.ts', text }], TEST_PROFILE);
  assert(program, 'compiles');
  const verified = verifyProgram(program);
  assert(verified.ok, 'verifies');
  const port = { profile: TEST_PROFILE, nowMs: () => 0, read: () => 0, write: () => {}, stopAll: () => {} };
  const vm = createInterpreter({ program: verified.value, port, seed: 1, onEffect: () => {} });
  const seen: string[] = [];
  for (let i = 0; i < 100; i++) {
    const pause = vm.step(10_000, 'into');
    if (pause.kind !== 'break') break;
    seen.push(text.slice(pause.position.start, pause.position.end));
  }
  return seen;
}

describe('Step', () => {
  it('halts at each statement, and at a loop’s condition and increment', () => {
    expect(steps('let n = 0;\nfor (let i = 0; i < 2; i++) {\n  n += i;\n}\nif (n > 0) log(n);')).toEqual([
      'let n = 0;',
      'for (let i = 0',
      'i < 2',
      'n += i;',
      'i++',
      'i < 2',
      'n += i;',
      'i++',
      'i < 2',
      'if (n > 0)',
      'log(n);',
    ]);
  });

  it('halts at the head of while and for-of at each pass', () => {
    expect(steps('let n = 2;\nwhile (n > 0) n--;\nfor (const x of [1]) log(x);')).toEqual([
      'let n = 2;',
      'while (n > 0)',
      'while (n > 0)',
      'n--;',
      'while (n > 0)',
      'n--;',
      'while (n > 0)',
      'for (const x of [1])',
      'for (const x of [1])',
      'log(x);',
      'for (const x of [1])',
    ]);
  });

  it('goes into the program’s functions and passes over the prelude', () => {
    expect(steps('const double = (x: number) => x * 2;\nfunction f() {\n  return double(4);\n}\nlog(f());\ncar.forward(20);')).toEqual([
      'const double = (x: number) => x * 2;',
      'log(f());',
      'return double(4);',
      'x * 2',
      'car.forward(20);',
    ]);
  });

  it('shows a call with a function body by its head', () => {
    expect(steps('parallel(() => {\n  log(1);\n});')).toContain('parallel(() => ');
  });
});

describe('variables of the debugger', () => {
  it('are those of the scope, by name, from their first value on', () => {
    const text = 'function f(a: number) { const b = a + 1; { let c = b; log(c); } const keep = () => b; log(keep()); }\nf(1);';
    const { program } = testCompiler.compile([{ path: 'main.ts', text }], TEST_PROFILE);
    const names = program!.functions.find(({ name }) => name === 'f')!.locals.map(({ name }) => name);
    expect([...names].sort()).toEqual(['a', 'b', 'c', 'keep']);
  });
});
