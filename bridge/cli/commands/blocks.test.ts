import { describe, expect, it } from 'vitest';
import { writeGuijiFile } from '../../../core/project/guiji-file.ts';
import { newProject } from '../../../core/project/new-project.ts';
import { runGuiji } from '../testing/run-guiji.ts';
import { useFolder } from '../testing/use-folder.ts';

const { write: file } = useFolder();

const TEXT = `// 走一步
class Car {
  speed = 40;
}

try {
  car.forward(new Car().speed);
} catch {
  car.stop();
}
`;

describe('guiji blocks and guiji text', () => {
  it('make blocks of a program, and the program of its blocks', async () => {
    const blocks = await runGuiji('blocks', file('走.ts', TEXT), '--json');
    expect(blocks.exitCode).toBe(0);
    expect(blocks.json()).toMatchObject({ blocks: { blocks: [{ type: 'program_start' }] } });
    const path = file('走.json', blocks.stdout);
    expect((await runGuiji('text', path)).stdout).toBe(TEXT);
    expect((await runGuiji('text', path, '--json')).json()).toMatchObject({ text: TEXT, layout: { stacks: [{ items: 3 }] } });
  });

  it('print the same blocks for people, over many lines', async () => {
    const outcome = await runGuiji('blocks', file('一.ts', 'wait(1);'));
    expect(outcome.stdout.split('\n').length).toBeGreaterThan(5);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ blocks: { languageVersion: 0 } });
  });

  it('keep the places and the loose blocks of a project', async () => {
    const project = {
      ...newProject({ id: '01JABCDEFGHJKMNPQRSTVWXYZ0', name: 'a' }),
      files: [
        {
          path: 'main.ts',
          text: 'wait(1);\n',
          layout: {
            version: 1 as const,
            stacks: [{ x: 77, y: 5, items: 1 }],
            collapsed: [],
            detached: [{ type: 'api_car_stop', x: 300, y: 9 }],
          },
        },
      ],
    };
    const outcome = await runGuiji('blocks', file('a.guiji', writeGuijiFile(project)), '--json');
    expect(outcome.json()).toMatchObject({ blocks: { blocks: [{ x: 77 }, { type: 'api_car_stop', x: 300 }] } });
  });

  it.each([
    ['no JSON', '{'],
    ['not blocks', '[1]'],
    ['blocks of a wrong form', '{"blocks":{"blocks":[{"type":5}]}}'],
    [
      'blocks too deep',
      `{"blocks":{"blocks":[${'{"type":"not","inputs":{"A":{"block":'.repeat(4000)}{"type":"not"}${'}}}'.repeat(4000)}]}}`,
    ],
  ])('a file with %s is wrong input', async (_, content) => {
    const outcome = await runGuiji('text', file('bad.json', content), '--json', '--lang', 'en');
    expect(outcome.exitCode).toBe(2);
    expect(outcome.json()).toMatchObject({ error: { code: 'blocks.not-readable' } });
  });

  it('unknown blocks and odd fields become text that says so, never a crash', async () => {
    const odd = {
      blocks: {
        blocks: [{ type: 'program_start', next: { block: { type: 'constructor', fields: { NAME: {} }, data: '{"parens":-1}' } } }],
      },
    };
    const outcome = await runGuiji('text', file('odd.json', JSON.stringify(odd)));
    expect(outcome).toMatchObject({ exitCode: 0, stdout: '___;\n' });
  });
});
