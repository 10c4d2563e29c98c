import { describe, expect, it } from 'vitest';
import { loadModels } from '../../../../core/run/loaded-models.ts';
import { driveDataOf } from '../../../../core/run/drive-data.ts';
import { SimulatedTime } from '../../../../core/run/robot-time.ts';
import { openRun, type RunFile } from '../../../../core/run/run-file.ts';
import { MemorySink } from '../../../../core/run/run-sink.ts';
import { setUpRun } from '../../../../core/run/run-setup.ts';
import { simulate } from '../../../../core/run/simulate.ts';
import { modelOf } from '../../../../core/run/testing/models.ts';
import { compiled } from '../../../../core/run/testing/programs.ts';
import { trainDriver } from '../../../../core/run/train-driver.ts';
import { SimRobot } from '../../../../core/sim/sim-robot.ts';
import { NOISY_KIT } from '../../../../core/sim/testing/tracks.ts';
import { shippedTrack } from '../../../../core/sim/tracks/index.ts';
import { World } from '../../../../core/sim/world.ts';
import { DRIVE_BY_HAND, DRIVE_BY_NET, DRIVER_MODEL } from './driving-programs.ts';
import { DriveHands, type DriveControl } from '../../../state/drive-hands.ts';

const REACTION_MS = 140;

/** −2 … 2, in sensors from the middle; undefined where no sensor sees the line. */
function lineOffset(world: World): number | undefined {
  let weight = 0;
  let moment = 0;
  for (let i = 0; i < world.lineCount; i++) {
    const dark = Math.max(0, world.line(i) - 10);
    weight += dark;
    moment += dark * (i - (world.lineCount - 1) / 2);
  }
  return weight > 20 ? moment / weight : undefined;
}

/** Somebody at the keys who sees where the line is, a moment late, and turns towards it. */
function driveByKeys(trackId: string, seconds: number, seed: number): RunFile {
  const { program, source } = compiled(DRIVE_BY_HAND);
  const world = new World({ profile: NOISY_KIT, track: shippedTrack(trackId)!, seed });
  const hands = new DriveHands();
  const sink = new MemorySink();
  const held: Set<DriveControl> = new Set(['forward']);
  let offset = 0;
  const time = new SimulatedTime(() => {
    world.step();
    if (world.timeMs % REACTION_MS === 0) {
      const line = lineOffset(world);
      if (line !== undefined) offset = line;
      held.delete('left');
      held.delete('right');
      if (offset > 0.2) held.add('right');
      if (offset < -0.2) held.add('left');
    }
    if (world.timeMs % 20 === 0) run.tell(hands.hold(held, 20));
  });
  const run = setUpRun({ program, source, robot: new SimRobot(world), time, seed, limitMs: seconds * 1000, world, sink });
  run.driver.start();
  run.driver.advance();
  const file = openRun(sink.bytes());
  if (!file.ok) throw new Error(file.fault.code);
  return file.value;
}

function learnedFrom(file: RunFile) {
  const data = driveDataOf(file);
  if (!data.ok) throw new Error(data.fault.code);
  return trainDriver(data.value, 1);
}

describe('learning to drive from a person at the keys', { timeout: 30_000 }, () => {
  const driven = driveByKeys('oval', 20, 1);

  it('brings the car round by the net alone, always on the line, though the person was late', () => {
    const fit = learnedFrom(driven);
    expect(fit.errorPercent).toBeLessThan(0.75 * fit.errorOfAveragePercent);
    expect(fit.reactionMoments).toBeGreaterThan(2);
    const models = loadModels([modelOf(fit.net, DRIVER_MODEL)]);
    if (!models.ok) throw new Error(models.fault.code);
    for (const seed of [1, 2]) {
      const world = { profile: NOISY_KIT, track: shippedTrack('oval')!, seed, limitMs: 40_000 };
      const { summary } = simulate({ ...compiled(DRIVE_BY_NET), ...world, models: models.value });
      expect(summary.laps).toBeGreaterThanOrEqual(1);
      expect(summary.offLine.count).toBe(0);
    }
  });

  it('gives the same net from the same recording: the one in the proof of the AI lab, which -u writes anew', async () => {
    const model = modelOf(learnedFrom(driven).net, DRIVER_MODEL);
    await expect(`${JSON.stringify(model, null, 2)}\n`).toMatchFileSnapshot(
      '../../../../curricula/ai-lab/lessons/drive-like-me/proof/driver.model.json',
    );
  });

  it('takes one row of sensors and wheels a moment, and leaves out standing still', () => {
    const data = driveDataOf(driven);
    if (!data.ok) throw new Error(data.fault.code);
    expect(data.value.inputs).toMatchObject({ rows: data.value.targets.rows, columns: 10 });
    expect(data.value.inputNames).toHaveLength(10);
    expect(data.value.inputs.rows).toBeGreaterThan(900);
    for (let row = 0; row < data.value.targets.rows; row++) {
      expect(data.value.targets.values[2 * row] !== 0 || data.value.targets.values[2 * row + 1] !== 0).toBe(true);
    }
  });

  it('says that a short drive is too short', () => {
    expect(driveDataOf(driveByKeys('oval', 2, 1))).toMatchObject({ fault: { code: 'drive.too-short', params: { min: 250 } } });
  });
});

describe('the hands on the keys', () => {
  it('turn further the longer a key is held, and back to the middle when it is let go', () => {
    const hands = new DriveHands();
    const hold = (ms: number, ...held: readonly DriveControl[]) => {
      let drive = hands.hold(new Set(held), 0);
      for (let at = 0; at < ms; at += 20) drive = hands.hold(new Set(held), 20);
      return drive;
    };
    const straight = hold(1000, 'forward');
    expect(straight.leftPercent).toBe(straight.rightPercent);
    const little = hold(100, 'forward', 'left');
    const much = hold(200, 'forward', 'left');
    expect(much.leftPercent).toBeLessThan(little.leftPercent);
    expect(much.rightPercent).toBe(straight.rightPercent);
    expect(hold(500, 'forward')).toEqual(straight);
    expect(hold(1000)).toMatchObject({ leftPercent: 0, rightPercent: 0 });
  });
});
