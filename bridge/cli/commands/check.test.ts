import { describe, expect, it } from 'vitest';
import { runGuiji } from '../testing/run-guiji.ts';
import { useFolder } from '../testing/use-folder.ts';

const folder = useFolder();
const file = folder.write;

describe('guiji check', () => {
  it('is content with a program that compiles', async () => {
    const outcome = await runGuiji('check', file('good.ts', 'forever(() => { car.drive(45, 45); wait(5); });'), '--json');
    expect(outcome.exitCode).toBe(0);
    expect(outcome.json()).toEqual({ ok: true, diagnostics: [] });
  });

  it('lists what is wrong, where, and how to put it right', async () => {
    const path = file('bad.ts', 'let n = 1;\n  car.foward(n);\n');
    const outcome = await runGuiji('check', path, '--json', '--lang', 'en');
    expect(outcome.exitCode).toBe(1);
    expect(outcome.json()).toEqual({
      ok: false,
      diagnostics: [
        {
          code: 'ts.2551',
          severity: 'error',
          file: 'bad.ts',
          line: 2,
          column: 7,
          message: 'car has no “foward”. Did you mean “forward”?',
          fix: { message: 'Change to forward', edits: [{ start: 17, end: 23, newText: 'forward' }] },
        },
      ],
    });
    const said = await runGuiji('check', path, '--lang', 'zh-CN');
    expect(said.stdout).toContain(':2:7 car 没有“foward”。是不是想写“forward”？ [ts.2551] → 改成 forward');
  });

  it('a warning alone is no failure', async () => {
    const outcome = await runGuiji('check', file('warning.ts', 'let a = 1; if (a = 2) log(a);'), '--json');
    expect(outcome.exitCode).toBe(0);
    expect(outcome.json()).toMatchObject({ ok: true, diagnostics: [{ code: 'language.assignment-in-condition', severity: 'warning' }] });
  });

  it('a file that cannot be read is wrong input', async () => {
    for (const path of [folder.at('none.ts'), folder.path]) {
      const outcome = await runGuiji('check', path, '--json');
      expect(outcome.exitCode).toBe(2);
      expect(outcome.json()).toMatchObject({ error: { code: 'cli.file-not-readable' } });
    }
  });

  it('bytes that are no text get diagnostics', async () => {
    const noise = Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256);
    expect((await runGuiji('check', file('noise.ts', noise), '--json')).exitCode).toBe(1);
    expect((await runGuiji('check', file('long.ts', 'x'.repeat(999_999)), '--json')).json()).toMatchObject({
      diagnostics: [{ code: 'language.too-long' }],
    });
  });
});

describe('guiji check --board', () => {
  const PID = `const kp = 0.45;
const ki = 0.01;
const kd = 2.5;
let sum = 0;
let last = 0;
function limited(value: number, most = 100): number {
  return Math.max(-most, Math.min(most, value));
}
forever(() => {
  const error = line.position();
  sum = limited(sum + error, 500);
  const turn = kp * error + ki * sum + kd * (error - last);
  last = error;
  if (line.lost()) car.drive(-30, 30);
  else car.drive(limited(45 + turn), limited(45 - turn));
  wait(5);
});
`;

  it('says that a PID line follower fits, with room to spare, and what each function costs', async () => {
    const outcome = await runGuiji('check', file('pid.ts', PID), '--board', '--json');
    expect(outcome.exitCode).toBe(0);
    const { board } = outcome.json() as {
      board: {
        fits: boolean;
        codeBytes: number;
        constantBytes: number;
        ramBytes: number;
        functions: { name: string; line: number; bytes: number }[];
      };
    };
    expect(board.fits).toBe(true);
    expect(board.codeBytes + board.constantBytes).toBeLessThan(512);
    expect(board.ramBytes).toBeLessThan(250);
    expect(board.functions.find(({ name }) => name === 'limited')).toMatchObject({ line: 6 });
    const said = await runGuiji('check', file('pid.ts', PID), '--board', '--lang', 'zh-CN');
    expect(said.stdout).toContain('小板子放得下这个程序');
  });

  it('names the first thing in the text that does not fit, its place, and the cost of the rest', async () => {
    const text =
      'const speeds: number[] = [];\nfunction go(): void {\n  car.drive(30, 30);\n}\ngo();\nspeeds.push(1);\nlet word = "go";\nif (word.length > 1) log(1);\n';
    const outcome = await runGuiji('check', file('list.ts', text), '--board', '--json', '--lang', 'en');
    expect(outcome.exitCode).toBe(1);
    expect(outcome.json()).toMatchObject({
      ok: true,
      board: {
        fits: false,
        problem: { code: 'board.list-grows', file: 'list.ts', line: 1, message: expect.stringContaining('keeps its length') as string },
      },
    });
  });

  it('says by how much a program is too big', async () => {
    const text = Array.from({ length: 120 }, (_, i) => `log('line ${i}', sonar.mm() * ${i}.25);`).join('\n');
    const outcome = await runGuiji('check', file('big.ts', text), '--board', '--json');
    expect(outcome.exitCode).toBe(1);
    expect(outcome.json()).toMatchObject({ board: { fits: false, problem: { code: 'board.program-too-big', params: { limit: 1024 } } } });
  });

  it('has nothing to say of a program that does not compile', async () => {
    const outcome = await runGuiji('check', file('torn.ts', 'let x = ;'), '--board', '--json');
    expect(outcome.exitCode).toBe(1);
    expect(outcome.json()).not.toHaveProperty('board');
  });
});

describe('guiji check --listing', () => {
  it('shows the bytecode with the lines it came from', async () => {
    const path = file('listed.ts', 'const far = 3;\nlog(far);\n');
    const said = await runGuiji('check', path, '--listing');
    expect(said.stdout).toContain('; 2: log(far);');
    expect(said.stdout).toMatch(/CALL_NATIVE 0 1 +; log/);
    const { listing } = (await runGuiji('check', path, '--listing', '--json')).json() as { listing: string[] };
    expect(said.stdout.trimEnd().split('\n')).toEqual(listing);
  });
});
