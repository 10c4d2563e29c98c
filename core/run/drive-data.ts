/**
 * What a driver did, moment by moment, out of a recording: the data set of "learn to drive from me". Layer: run.
 * A moment is one write to the motors; its sensors are the last readings before it. The recording is the whole truth: nothing else is kept.
 */
import { fail, ok, type Result } from '../base/result.ts';
import { matrixOf, type Matrix } from '../learn/standardize.ts';
import { partOf } from '../robot/profile.ts';
import type { RunFile } from './run-file.ts';
import type { RunFileFaultCode } from './run-header.ts';

/** Fewer teach nothing: about five seconds. */
const DRIVE_MOMENTS_MIN = 250;
/** Half an hour; later ones are left out. */
const DRIVE_MOMENTS_MAX = 90_000;

export type DriveOwnFaultCode =
  | 'drive.too-short' // {moments, min}
  | 'drive.no-line-sensors' // {}
  | 'drive.learner-lost'; // {}: of the page's worker

export type DriveFaultCode = DriveOwnFaultCode | RunFileFaultCode;

export interface DriveData {
  /** One row a moment: the line sensors now, then the same at the moment before; 0 … 100. */
  readonly inputs: Matrix;
  /** One row a moment: left and right motor, percent. */
  readonly targets: Matrix;
  /** 'line 0', …, 'line 0 before', … */
  readonly inputNames: readonly string[];
  readonly labels: readonly ['left', 'right'];
}

/** Moments at which the car was asked to stand still are left out: they would teach the net to do the same. */
export function driveDataOf(run: RunFile): Result<DriveData, DriveFaultCode> {
  const sensors = partOf(run.header.profile, 'line')?.sensors.length ?? 0;
  if (sensors === 0) return fail('drive.no-line-sensors');
  const exact = run.exact();
  if (!exact.ok) return exact;
  const line: number[] = new Array<number>(sensors).fill(0);
  let before: readonly number[] | undefined;
  const inputs: number[][] = [];
  const targets: number[][] = [];
  for (const entry of exact.value) {
    if (entry.kind === 'read' && entry.input === 'line' && entry.index < sensors) line[entry.index] = Number(entry.value);
    if (entry.kind !== 'write' || entry.output !== 'motors' || inputs.length >= DRIVE_MOMENTS_MAX) continue;
    const now = [...line];
    const motors = entry.values.map(Number);
    if (motors.some((percent) => percent !== 0)) {
      inputs.push([...now, ...(before ?? now)]);
      targets.push(motors);
    }
    before = now;
  }
  if (inputs.length < DRIVE_MOMENTS_MIN) return fail('drive.too-short', { moments: inputs.length, min: DRIVE_MOMENTS_MIN });
  const names = line.map((_, i) => `line ${i}`);
  return ok({
    inputs: matrixOf(inputs),
    targets: matrixOf(targets),
    inputNames: [...names, ...names.map((name) => `${name} before`)],
    labels: ['left', 'right'],
  });
}
