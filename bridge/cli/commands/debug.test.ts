import { beforeAll, describe, expect, it } from 'vitest';
import { writeGuijiFile } from '../../../core/project/guiji-file.ts';
import { newProject } from '../../../core/project/new-project.ts';
import { runGuiji } from '../testing/run-guiji.ts';
import { useFolder } from '../testing/use-folder.ts';

const TEXT = `let total = 0;
function add(n: number): number {
  const twice = n * 2;
  total += twice;
  return total;
}
for (let i = 0; i < 3; i++) {
  add(i);
  wait(100);
}
log(total);
`;

interface Stop {
  readonly atS: number;
  readonly line: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly stack: readonly { readonly function: string; readonly line: number }[];
}

const { write } = useFolder();
let file = '';

beforeAll(() => {
  file = write('main.ts', TEXT);
});

const debug = async (...options: readonly string[]) => {
  const outcome = await runGuiji('debug', file, ...options, '--json', '--lang', 'en');
  return {
    exitCode: outcome.exitCode,
    json: outcome.json() as { stops: Stop[]; trace?: { line: number }[]; log: { text: string }[]; digest: string },
  };
};

describe('guiji debug', { timeout: 60_000 }, () => {
  it('pauses at a line each time, with the calls and the values, and is else the same run', async () => {
    const { exitCode, json } = await debug('--break', '4');
    expect(exitCode).toBe(0);
    expect(json.stops.map(({ atS, line, variables }) => [atS, line, variables['n']])).toEqual([
      [0, 4, '0'],
      [0.1, 4, '1'],
      [0.2, 4, '2'],
    ]);
    expect(json.stops[0]!.stack).toEqual([
      { function: 'add', line: 4 },
      { function: '', line: 8 },
    ]);
    const plain = (await runGuiji('run', file, '--json')).json() as { digest: string };
    expect(json.digest).toBe(plain.digest);
  });

  it('does the steps it is told: over, out, back, back in time, setting a variable', async () => {
    const { json } = await debug('--break', '4', '--do', 'set twice 10; over; out; back; rewind 0; continue', '--trace');
    expect(json.stops.map(({ line }) => line).slice(0, 5)).toEqual([4, 4, 5, 9, 5]);
    expect(json.log.map(({ text }) => text)).toEqual(['16']);
    expect(json.trace!.slice(0, 5).map(({ line }) => line)).toEqual([1, 7, 7, 8, 3]);
  });

  it('pauses in any file of a project, and says in which', async () => {
    const files = [
      { path: 'main.ts', text: "import { add } from './parts';\nlog(add(1));\n" },
      { path: 'parts.ts', text: 'export function add(n: number): number {\n  return n + 1;\n}\n' },
    ];
    const project = write('two.guiji', writeGuijiFile({ ...newProject({ id: '01JABCDEFGHJKMNPQRSTVWXYZ0', name: 'two' }), files }));
    const outcome = await runGuiji('debug', project, '--break', 'parts.ts:2', '--json');
    expect((outcome.json() as { stops: unknown[] }).stops).toMatchObject([
      {
        ...{ file: 'parts.ts', line: 2 },
        stack: [
          { function: 'add', file: 'parts.ts', line: 2 },
          { function: '', line: 2 },
        ],
      },
    ]);
    expect((await runGuiji('debug', project, '--break', 'none.ts:2', '--json')).exitCode).toBe(2);
  });

  it.each([
    ['--break', '99'],
    ['--break', 'x'],
    ['--do', 'fly'],
    ['--stops', '0'],
  ])('does not take %s %s', async (...wrong) => {
    const { exitCode, json } = await debug(...wrong);
    expect(exitCode).toBe(2);
    expect(json).toMatchObject({ error: { code: 'cli.usage' } });
  });
});
