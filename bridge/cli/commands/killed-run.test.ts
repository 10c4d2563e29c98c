import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkSeal } from '../../../core/run/check-seal.ts';
import { openRun } from '../../../core/run/run-file.ts';
import { verifyRun } from '../../../core/run/verify.ts';
import { nodeSha256 } from '../../runs/node-sha256.ts';

const GUIJI = fileURLToPath(new URL('../../../scripts/guiji.mjs', import.meta.url));
/** Says its own clock, so that the test need not know how quick this computer emulates the board. */
const CLOCK = 'forever(() => {\n  car.drive(40, 40);\n  log(time());\n  wait(50);\n});\n';
const KILLED_AFTER_MS = 4000;
/** A chunk is closed and flushed at least once a second of the robot's time; the next frame may be on its way. */
const LOST_MAX_MS = 1100;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-killed-'));
});
afterAll(async () => await rm(folder, { recursive: true }));

/** @returns the robot's clock when the process was killed, as it was last said */
async function killInMidRun(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [GUIJI, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise((resolve) => child.on('exit', resolve));
  let saidMs = 0;
  createInterface({ input: child.stderr }).on('line', (line) => {
    const said = /^\[(\d+\.\d+) s\]/.exec(line)?.[1];
    if (said === undefined) return;
    saidMs = Number(said) * 1000;
    if (saidMs >= KILLED_AFTER_MS) child.kill('SIGKILL');
  });
  await exited;
  return saidMs;
}

it('a process killed in the middle of a robot’s run has recorded all but the last second, sealed, and says that the end is missing', async () => {
  const program = join(folder, 'clock.ts');
  const recording = join(folder, 'run.mcap');
  await writeFile(program, CLOCK);
  const killedAtMs = await killInMidRun(['run', program, '--robot', 'virtual-car', '--record', recording, '--data', join(folder, 'data')]);
  expect(killedAtMs).toBeGreaterThanOrEqual(KILLED_AFTER_MS);

  const bytes = await readFile(recording);
  const opened = openRun(bytes);
  if (!opened.ok) throw new Error(opened.fault.code);
  expect(opened.value.isComplete).toBe(false);
  expect(opened.value.durationMs).toBeGreaterThanOrEqual(killedAtMs - LOST_MAX_MS);
  expect(opened.value.log.length).toBeGreaterThan(20);
  expect(checkSeal(bytes)).toMatchObject({ state: 'torn', publicKey: expect.any(String) as string });
  expect(verifyRun(bytes, { sha256: nodeSha256, trustedSealKeys: [] })).toMatchObject({ result: 'incomplete' });
});
