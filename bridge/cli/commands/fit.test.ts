import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hiddenCar, recordHidden } from '../../../core/fit/testing/hidden-cars.ts';
import { parseRobotProfile } from '../../../core/robot/profile.ts';
import { NOISY_KIT } from '../../../core/sim/testing/tracks.ts';
import { shippedTrack } from '../../../core/sim/tracks/index.ts';
import { runGuiji } from '../testing/run-guiji.ts';

/** Four powers, so that all numbers can be told, in little time. */
const SHORT = [30, 60, 90]
  .flatMap((power) => [power, -power])
  .map((power) => `car.drive(${power}, ${power}); look(300); car.stop(); look(200);`)
  .join('\n');
const LOOK = 'function look(ms: number): void {\n  const until = time() + ms;\n  while (time() < until) {\n    for (let i = 0; i < line.count; i++) line.read(i);\n    wait(5);\n  }\n}\n'; // prettier-ignore

let folder = '';
const inFolder = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiji 量车 '));
  const car = hiddenCar(NOISY_KIT, 4);
  writeFileSync(inFolder('a.mcap'), recordHidden({ kit: NOISY_KIT, car, text: LOOK + SHORT }));
  writeFileSync(
    inFolder('b.mcap'),
    recordHidden({ kit: NOISY_KIT, car, text: `${LOOK}car.drive(50, 40);\nlook(1200);`, track: shippedTrack('oval')! }),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

it('fits a recording, predicts another, and writes the car as a profile that simulates', async () => {
  const outcome = await runGuiji('fit', inFolder('a.mcap'), '--holdout', inFolder('b.mcap'), '-o', inFolder('car.json'), '--json');
  expect(outcome).toMatchObject({ exitCode: 0 });
  const json = outcome.json() as Record<string, never>;
  expect(json['residual']).toBeLessThan(1.5);
  expect(json['parameters']).toEqual(expect.arrayContaining([expect.objectContaining({ id: 'motorLagMs', unit: 'ms', before: 60 })]));
  expect(json).toMatchObject({ runs: [{ pose: {} }], heldOut: [{ run: inFolder('b.mcap'), signals: expect.any(Array) }] });
  const profile: unknown = JSON.parse(readFileSync(inFolder('car.json'), 'utf8'));
  expect(parseRobotProfile(profile)).toMatchObject({ ok: true, value: { id: NOISY_KIT.id, dynamics: { gains: {} } } });
});

it('prints the drive for a kit', async () => {
  const outcome = await runGuiji('fit', '--drive', '--profile', 'mega-explorer', '--json');
  expect(outcome).toMatchObject({ exitCode: 0 });
  expect(outcome.json()).toMatchObject({ profile: 'mega-explorer', text: expect.stringContaining("encoder.mm('left')") });
});

it('says what is wrong with what it was given', async () => {
  const codeOf = async (...args: readonly string[]): Promise<unknown> => {
    const outcome = await runGuiji('fit', ...args, '--json');
    expect(outcome.exitCode).toBe(2);
    return (outcome.json()['error'] as { readonly code: string }).code;
  };
  expect(await codeOf()).toBe('fit.no-runs');
  expect(await codeOf(inFolder('missing.mcap'))).toBe('cli.file-not-readable');
  expect(await codeOf(inFolder('a.mcap'), '--profile', 'mbot')).toBe('fit.other-kit');
  expect(await codeOf(inFolder('a.mcap'), '--as', 'boat')).toBe('cli.usage');
});
