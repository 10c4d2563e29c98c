import { readFile, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHIPPED_CONTEST_RULES } from '../../../core/contest/rules/index.ts';
import { runGuiji, type GuijiOutcome } from '../testing/run-guiji.ts';
import { useFolder } from '../testing/use-folder.ts';

/** Follows the oval's line; `log` marks a moment. */
const FOLLOWER = `log("出发");
forever(() => {
  const error = line.position();
  car.drive(45 + error * 0.6, 45 - error * 0.6);
  wait(5);
});
`;
const LIMIT_S = 20;

let recorded: GuijiOutcome;
const { at, write } = useFolder();
const guiji = (command: string, ...args: string[]) => runGuiji(command, ...args, '--data', at('data'), '--json', '--lang', 'en');

beforeAll(async () => {
  recorded = await guiji('run', write('follow.ts', FOLLOWER), '--track', 'oval', '--limit-s', String(LIMIT_S), '--record', at('run.mcap'));
});

/** The recording with one byte of its middle changed, or cut. */
async function spoilt(name: string, spoil: (bytes: Buffer) => Buffer): Promise<string> {
  await writeFile(at(name), spoil(await readFile(at('run.mcap'))));
  return at(name);
}

describe('a judge at the command line', () => {
  it('sees what a recording holds, and the state and the line that ran at a moment', async () => {
    expect(recorded.exitCode).toBe(0);
    const { laps, digest } = recorded.json();
    const shown = (await guiji('replay', at('run.mcap'), '--at', '3')).json();
    expect(shown).toMatchObject({ complete: true, durationS: LIMIT_S, summary: { laps, digest }, log: [{ atS: 0, text: '出发' }] });
    expect(shown['header']).toMatchObject({ robot: 'sim', track: 'oval', source: [{ path: 'follow.ts', text: FOLLOWER }] });
    expect(shown['at']).toMatchObject({
      atS: 3,
      state: { atMs: expect.closeTo(3000, -2) as number },
      place: { line: expect.any(Number) as number },
    });
    const said = await runGuiji('replay', at('run.mcap'), '--at', '3', '--data', at('data'), '--lang', 'zh-CN');
    expect(said.stdout).toMatch(/3\.\d{3} 秒：x -?\d+\.\d mm/);
  });

  it('is told that an untouched recording is the same, what was altered, and what is missing', async () => {
    const same = await guiji('verify', at('run.mcap'));
    expect([same.exitCode, same.json()]).toMatchObject([0, { result: 'same' }]);
    const changed = await spoilt('changed.mcap', (bytes) => {
      bytes[bytes.length >> 1]! ^= 1;
      return bytes;
    });
    const altered = await guiji('verify', changed);
    expect([altered.exitCode, altered.json()]).toMatchObject([1, { result: 'altered' }]);
    const half = await spoilt('half.mcap', (bytes) => bytes.subarray(0, bytes.length >> 1));
    const torn = await guiji('verify', half);
    expect([torn.exitCode, torn.json()]).toMatchObject([1, { result: 'incomplete' }]);
    expect((await guiji('replay', half)).json()).toMatchObject({ complete: false });
  });

  it('gets a score sheet in which each point names its moment', async () => {
    const [rules] = SHIPPED_CONTEST_RULES;
    const sheet = (await guiji('score', at('run.mcap'), '--rules', rules!.id)).json();
    expect(sheet).toMatchObject({
      isComplete: true,
      lines: expect.arrayContaining([expect.objectContaining({ atS: expect.any(Number) as number })]) as unknown,
    });
    await writeFile(at('rules.json'), JSON.stringify(rules));
    expect((await guiji('score', at('run.mcap'), '--rules', at('rules.json'))).json()).toEqual(sheet);
  });

  it('is refused what is no recording, no file, no rules and no time, each with its code', async () => {
    const refusals: [GuijiOutcome, string][] = [
      [await guiji('verify', at('follow.ts')), 'run-file.not-a-run'],
      [await guiji('replay', at('none.mcap')), 'cli.file-not-readable'],
      [await guiji('replay', at('run.mcap'), '--at', 'noon'), 'cli.usage'],
      [await guiji('score', at('run.mcap'), '--rules', 'nobody'), 'pack.not-found'],
      [await guiji('score', at('run.mcap'), '--rules', at('data.json')), 'cli.file-not-readable'],
    ];
    for (const [outcome, code] of refusals) expect([outcome.exitCode, outcome.json()]).toMatchObject([2, { error: { code } }]);
  });
});
