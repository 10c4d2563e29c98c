/** Cars whose numbers a test knows and the fit does not, and what they recorded. */
import { assert } from '../../base/assert.ts';
import { Random } from '../../base/random.ts';
import { verifyProgram } from '../../bytecode/verifier.ts';
import { createCompiler } from '../../language/compile.ts';
import { partOf, type RobotProfile } from '../../robot/profile.ts';
import { openRun } from '../../run/run-file.ts';
import { MemorySink } from '../../run/run-sink.ts';
import { FileTape } from '../../run/run-tape.ts';
import { simulate } from '../../run/simulate.ts';
import { CALIBRATION_FLOOR_ID, shippedTrack } from '../../sim/tracks/index.ts';
import { trackOf } from '../../sim/testing/tracks.ts';
import type { Track } from '../../sim/track.ts';
import { World } from '../../sim/world.ts';
import { calibrationDrive } from '../calibration-drive.ts';
import { fitCar } from '../fit-car.ts';
import { openFitRun, type FitRun } from '../fit-run.ts';
import type { FitRequest, FitResult, ParameterId } from '../fit-types.ts';

const compiler = createCompiler();

/** Of the kit, with up to so much of everything else. @param seed of what is hidden */
export function hiddenCar(kit: RobotProfile, seed: number): RobotProfile {
  const random = new Random(seed);
  const between = (least: number, most: number): number => least + (most - least) * random.unit();
  const { dynamics, sensing } = kit;
  return {
    ...kit,
    dynamics: {
      ...dynamics,
      topSpeedMmPerS: dynamics.topSpeedMmPerS * between(0.75, 1.25),
      motorLagMs: dynamics.motorLagMs * between(0.6, 1.6),
      deadZonePercent: Math.max(3, dynamics.deadZonePercent + between(-6, 8)),
      speedCurve: dynamics.speedCurve + between(-0.1, 0.2),
      casterDragMmPerS2: dynamics.casterDragMmPerS2 * between(0.6, 1.5),
      gains: { left: between(0.93, 1.07), right: between(0.93, 1.07) },
    },
    sensing: { ...sensing, line: { ...sensing.line, delayMs: Math.round(between(1, 20)), spread: 0.06 } },
  };
}

/** What the fit should say. */
export function truthOf({ dynamics, sensing }: RobotProfile): { readonly [I in ParameterId]?: number } {
  const { topSpeedMmPerS: top, gains } = dynamics;
  return {
    motorLagMs: dynamics.motorLagMs,
    deadZonePercent: dynamics.deadZonePercent,
    speedCurve: dynamics.speedCurve,
    leftTopMmPerS: top * (gains?.left ?? 1),
    rightTopMmPerS: top * (gains?.right ?? 1),
    lineDelayMs: sensing.line.delayMs,
  };
}

/** Of each sensor: black − white, in the kit's own. */
export function contrastsOf(car: RobotProfile, seed: number): readonly number[] {
  const { line } = car.sensing;
  const profile = { ...car, sensing: { ...car.sensing, line: { ...line, noise: 0 } } };
  const world = new World({ profile, track: trackOf({ floor: { widthMm: 1000, heightMm: 1000, color: '#808080' }, start: CENTRE }), seed });
  const grey = 1 - 0x80 / 255;
  const { rawWhite, rawBlack, sensors } = partOf(car, 'line')!;
  return sensors.map((_, i) => (world.lineRaw(i) - rawWhite) / (rawBlack - rawWhite) / grey);
}

const CENTRE = { xMm: 500, yMm: 500, headingDeg: 0 };

export interface HiddenRun {
  readonly kit: RobotProfile;
  readonly car: RobotProfile;
  readonly text?: string;
  readonly track?: Track;
  readonly seed?: number;
  readonly limitMs?: number;
}

/** Noise on, as headless runs are recorded; its header says it was a car of the kit. */
export function recordHidden({ kit, car, text, track, seed = 1, limitMs = 60_000 }: HiddenRun): Uint8Array {
  const source = [{ path: 'main.ts', text: text ?? calibrationDrive(kit) }];
  const { program, diagnostics } = compiler.compile(source, kit);
  assert(program !== undefined, JSON.stringify(diagnostics));
  const verified = verifyProgram(program);
  assert(verified.ok, 'the compiler makes safe programs');
  const sink = new MemorySink();
  const floor = track ?? shippedTrack(CALIBRATION_FLOOR_ID)!;
  simulate({ program: verified.value, source, profile: car, track: floor, seed, limitMs, sink });
  const file = openRun(sink.bytes());
  assert(file.ok, 'a recording opens');
  const kept = new MemorySink();
  const tape = new FileTape({ sink: kept, header: { ...file.value.header, profile: kit } });
  for (const { channel, atMs, data } of file.value.messages) tape.message(channel, atMs, data);
  tape.finish(file.value.summary!);
  return kept.bytes();
}

export function hiddenRun(run: HiddenRun): FitRun {
  const opened = openFitRun('run', recordHidden(run));
  assert(opened.ok, JSON.stringify(opened));
  return opened.value;
}

/** To its end. */
export function fitted(request: FitRequest): FitResult {
  const result = fitResult(request);
  assert(result.ok, JSON.stringify(result));
  return result.value;
}

export function fitResult(request: FitRequest): ReturnType<typeof fitCar> extends Generator<unknown, infer R> ? R : never {
  const steps = fitCar(request);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
