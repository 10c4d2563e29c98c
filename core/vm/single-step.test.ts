import { describe, expect, it } from 'vitest';
import { verifyProgram } from '../bytecode/verifier.ts';
import { createCompiler } from '../language/compile.ts';
import { DEFAULT_PROFILE_ID, shippedProfile } from '../../firmware-profiles/index.ts';
import { createInterpreter } from './interpreter.ts';

const profile = shippedProfile(DEFAULT_PROFILE_ID)!;
const compiler = createCompiler();

function logged(text: string): readonly string[] {
  const { program, diagnostics } = compiler.compile([{ path: 'main.ts', text }], profile);
  if (program === undefined) throw new Error(JSON.stringify(diagnostics));
  const verified = verifyProgram(program);
  if (!verified.ok) throw new Error(JSON.stringify(verified.fault));
  const lines: string[] = [];
  const vm = createInterpreter({
    ...{ program: verified.value, seed: 1, numbers: 'single' },
    port: { profile, nowMs: () => 16_777_217, read: () => 0.1, write: () => {}, stopAll: () => {} },
    onEffect: (effect) => lines.push(effect.kind === 'log' ? effect.text : `${effect.value}`),
  });
  const pause = vm.run(1e6);
  return pause.kind === 'done' ? lines : [...lines, pause.kind];
}

describe('the machine in single precision', () => {
  it.each([
    ['sums', 'log(0.1 + 0.2, 1 / 3, 0.7 * 3)', '0.3 0.33333334 2.1'],
    ['whole numbers beyond 24 bits', 'let n = 16777216; n++; log(n, n + 2)', '16777216 16777218'],
    ['bits', 'let n = 16777217; log(n | 0, 123456789 ^ 1, -1 >>> 0)', '16777216 123456792 4294967296'],
    ['constants', 'const third = 0.1; log(third === 0.1, third)', 'true 0.1'],
    ['texts to numbers', "log(Number('0.1') === 0.1, parseFloat('16777217'))", 'true 16777216'],
    ['readings and time', 'log(sonar.mm() === 0.1, time())', 'true 16777216'],
    ['numbers in texts', 'const x = 0.1; log(`${x} ${[x]}`, String(x), x.toString(), [x])', '0.1 0.1 0.1 0.1 [0.1]'],
    ['JSON', "log(JSON.parse('[0.1]')[0] === 0.1)", 'true'],
    ['subnormal quotients', 'log(1e-38 / 1e3, -1e-38 / 1e3)', '0 -0'],
    ['overflow', 'log(3e38 * 10, -3e38 - 3e38)', 'Infinity -Infinity'],
    ['functions', 'log(Math.sqrt(2), Math.sin(1), 2 ** 0.5)', '1.4142135 0.84147096 1.4142135'],
  ])('rounds %s', (_, text, line) => {
    expect(logged(text)).toEqual([line]);
  });

  it('draws random numbers that are exact', () => {
    const lines = logged('for (let i = 0; i < 50; i++) { const r = Math.random(); log(r < 1 && r >= 0, random(1, 6) <= 6); }');
    expect(new Set(lines)).toEqual(new Set(['true true']));
  });
});
