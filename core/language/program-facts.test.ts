import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { programFacts } from './program-facts.ts';

const factsOf = (text: string) => programFacts([{ path: 'main.ts', text }]);
const callsOf = (text: string, name: string) => factsOf(text).calls.filter((call) => call.name === name);

describe('the facts of a program', () => {
  it('count statements, constructs and calls', () => {
    const facts = factsOf(
      'let a = 1;\nfor (let i = 0; i < 4; i++) {\n  car.driveFor(100);\n  car.turnBy(90);\n}\nif (a > 1) stop();\nelse car.stop();',
    );
    expect(facts.statements).toBe(7);
    expect(facts.constructs).toMatchObject({ repeat: 1, variable: 1, if: 1, else: 1, function: 0 });
    expect(facts.calls.map(({ name }) => name)).toEqual(['car.driveFor', 'car.turnBy', 'stop', 'car.stop']);
    expect(facts.calls.map(({ inside }) => inside)).toEqual([['repeat'], ['repeat'], ['if'], ['else']]);
  });

  it('count an endless while as forever', () => {
    expect(factsOf('while (true) { wait(1); }').constructs).toMatchObject({ while: 1, forever: 1 });
    expect(factsOf('forever(() => {});').constructs).toMatchObject({ while: 0, forever: 1 });
  });

  it('find the loop around a function that is called in it', () => {
    const text = 'function go() { car.forward(); }\nconst twice = () => { go(); };\nforever(() => { twice(); wait(5); });';
    expect(callsOf(text, 'car.forward')[0]?.inside).toEqual(expect.arrayContaining(['function', 'forever']));
  });

  it('follow a reading through variables, parameters and functions to where it is used', () => {
    const text = [
      'function middle() { return line.read(2); }',
      'const steer = (share: number) => { car.drive(40 + share, 40 - share); };',
      'let turn = 0;',
      'forever(() => { if (sonar.mm() < 100) { turn = 5; } const now = middle(); steer(now * 0.2 + turn); });',
    ].join('\n');
    expect([...callsOf(text, 'car.drive')[0]!.reads].sort()).toEqual(['line.read', 'sonar.mm']);
  });

  it('tell what a decision hangs on', () => {
    expect(factsOf('const d = sonar.mm();\nif (d < 300) car.stop();').conditions).toEqual([{ reads: ['sonar.mm'] }]);
    expect(factsOf('while (!line.dark(2)) { wait(1); }').conditions).toEqual([{ reads: ['line.dark'] }]);
    expect(factsOf('if (time() > 3) stop();').conditions).toEqual([{ reads: ['time'] }]);
    expect(factsOf('wait(300); car.stop();').conditions).toEqual([]);
  });

  it('do not take a name of the program for one of the robot', () => {
    expect(factsOf('const log2 = 1;\nfunction f(stop: () => void) { stop(); }').calls).toEqual([]);
  });

  it('say how many mistakes of grammar there are, and nothing else', () => {
    const facts = factsOf('car.forward(;');
    expect(facts.syntaxErrors).toBeGreaterThan(0);
    expect(facts.calls).toEqual([]);
  });

  it('are there for any text', () => {
    const piece = fc.constantFrom(
      'if (',
      'line.dark(1)',
      ') {',
      '}',
      'forever(() => {',
      '});',
      'let a = ',
      'a',
      '= a;',
      'f(',
      'function f(x) {',
      '\n',
      ';',
      '`${',
      '[...',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 300 }),
          fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ')),
        ),
        (text) => {
          const facts = factsOf(text);
          return facts.statements >= 0 && facts.conditions.every(({ reads }) => Array.isArray(reads));
        },
      ),
      { verbose: true },
    );
  });

  it('are there for a text nested too deep and for a function that calls itself', () => {
    expect(factsOf('('.repeat(5000)).syntaxErrors).toBe(1);
    expect(factsOf('function f(n: number) { if (n > 0) f(n - line.read(0)); }\nf(3);').conditions).toEqual([{ reads: ['line.read'] }]);
  });
});

it('are of all files together', () => {
  const facts = programFacts([
    { path: 'main.ts', text: "import { go } from './parts';\nforever(() => {\n  go(line.position());\n});" },
    { path: 'parts.ts', text: 'export function go(error: number): void {\n  car.drive(40 + error, 40);\n}' },
  ]);
  expect(facts.calls.find(({ name }) => name === 'car.drive')).toEqual({
    name: 'car.drive',
    inside: ['function', 'forever'],
    reads: ['line.position'],
  });
  expect(facts.constructs).toMatchObject({ function: 1, forever: 1 });
  expect(
    programFacts([
      { path: 'main.ts', text: '' },
      { path: 'b.ts', text: 'let = ;' },
    ]).syntaxErrors,
  ).toBeGreaterThan(0);
});
