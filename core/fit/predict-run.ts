/** What the kit and the fitted car say of a run, beside what was recorded. Layer: fit. */
import type { RobotProfile } from '../robot/profile.ts';
import { signalModels, Way, type AnyValueOf } from './car-model.ts';
import type { FitRun } from './fit-run.ts';
import type { FitCurve, PredictedRun } from './fit-types.ts';

function rmsBetween(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) * (a[i]! - b[i]!);
  return Math.sqrt(sum / Math.max(1, a.length));
}

/** @param before the kit as it was; @param fitted with the found values, and where the car was put down */
export function predictRun(
  run: FitRun,
  kit: RobotProfile,
  { before, fitted }: { readonly before: AnyValueOf; readonly fitted: AnyValueOf },
): PredictedRun {
  const [old, now] = [new Way(run, kit, before, run.usedMs), new Way(run, kit, fitted, run.usedMs)];
  const curves = signalModels(run, kit).map((model): FitCurve => {
    const { id, atMs, values } = model.signal;
    const read = (way: Way, valueOf: AnyValueOf): Float64Array => {
      const out = new Float64Array(values.length);
      model.read(way, valueOf, out, values.length);
      return out;
    };
    const curve = { signal: id, atMs, measured: values, before: read(old, before), fitted: read(now, fitted) };
    return { ...curve, rmsBefore: rmsBetween(curve.measured, curve.before), rms: rmsBetween(curve.measured, curve.fitted) };
  });
  const pose = poseError(run, old, now);
  return { name: run.name, durationMs: run.durationMs, usedMs: run.usedMs, curves, ...(pose === undefined ? {} : { pose }) };
}

function poseError({ poses, usedMs }: FitRun, old: Way, now: Way): PredictedRun['pose'] {
  const seen = poses.filter(({ atMs }) => atMs <= usedMs);
  const last = seen.at(-1);
  if (last === undefined) return undefined;
  const away = (way: Way, { atMs, xMm, yMm }: FitRun['poses'][number]): number => lengthOf(way.at(atMs, 0) - xMm, way.at(atMs, 1) - yMm);
  let wayMm = 0;
  for (let i = 1; i < seen.length; i++) wayMm += lengthOf(seen[i]!.xMm - seen[i - 1]!.xMm, seen[i]!.yMm - seen[i - 1]!.yMm);
  const meanMm = seen.reduce((sum, pose) => sum + away(now, pose), 0) / seen.length;
  return { meanMm, endMm: away(now, last), endMmBefore: away(old, last), wayMm };
}

const lengthOf = (x: number, y: number): number => Math.sqrt(x * x + y * y);
