import { describe, expect, it } from 'vitest';
import { FOLLOW_LINE } from '../../../core/run/testing/programs.ts';
import { runGuiji } from '../testing/run-guiji.ts';
import { useFolder } from '../testing/use-folder.ts';

const { at, write: file } = useFolder();

describe('guiji run with several cars', () => {
  it('drives them in one world, each with a result and a recording of its own that verifies', async () => {
    const [slow, quick] = [file('slow.ts', 'car.drive(30, 30); wait(2000);'), file('quick.ts', 'car.drive(90, 90); wait(2000);')];
    const out = at('race.mcap');
    const ran = await runGuiji('run', slow, quick, '--limit-s', '2', '--record', out, '--json');
    expect(ran.exitCode).toBe(0);
    const { cars } = ran.json() as unknown as { cars: { car: number; collisions: number; distanceMm: number }[] };
    expect(cars.map(({ car }) => car)).toEqual([1, 2]);
    expect(cars[1]!.collisions).toBeGreaterThan(0);
    for (const car of [1, 2]) {
      const verified = await runGuiji('verify', at(`race-${car}.mcap`), '--json');
      expect(verified.json()).toMatchObject({ result: 'same', evidence: 'recomputed' });
    }
  });

  it('says how many there is room for', async () => {
    const still = file('still.ts', 'wait(1);');
    expect(await runGuiji('run', still, '--cars', '9')).toMatchObject({ exitCode: 2 });
    const packed = await runGuiji('run', still, '--cars', '8', '--track', 'maze', '--json');
    expect(packed.json()).toMatchObject({ error: { code: 'run.no-room', params: { cars: 8 } } });
    expect(packed.exitCode).toBe(2);
  });
});

describe('guiji run --seeds', () => {
  it('tells mean, worst and histogram of many seeds, and which of them failed', async () => {
    const follow = file('follow.ts', FOLLOW_LINE);
    const ran = await runGuiji('run', follow, '--track', 'straight', '--seeds', '6', '--seed', '3', '--limit-s', '10', '--json');
    expect(ran.exitCode).toBe(0);
    expect(ran.json()).toMatchObject({ runs: 6, done: 6, failing: [], noise: 1, lapS: { count: 6 } });
    const { results } = ran.json() as unknown as { results: { seed: number; digest: string }[] };
    expect(results.map(({ seed }) => seed)).toEqual([3, 4, 5, 6, 7, 8]);
    const alone = await runGuiji('run', follow, '--track', 'straight', '--seed', '5', '--limit-s', '10', '--json');
    expect(results[2]!.digest).toBe(alone.json()['digest']);
  });

  it('has exit code 1 where a run failed, and shows the histogram to people', async () => {
    const still = file('still.ts', 'wait(10);');
    const ran = await runGuiji('run', still, '--seeds', '2', '--lang', 'en');
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toMatch(/0 of 2 cars did it\nSeeds that failed \(no lap\): 1, 2/);
  });

  it.each([
    ['--seeds', '0'],
    ['--seeds', '2', '--noise', '9'],
    ['--noise', '2'],
    ['--seeds', '2', '--cars', '2'],
  ])('refuses %s %s', async (...flags) => {
    // prettier-ignore
    expect(await runGuiji('run', file('still.ts', 'wait(1);'), ...flags)).toMatchObject({ exitCode: 2 });
  });
});
