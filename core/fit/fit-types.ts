/**
 * The words of "fit my car": what is asked, what comes back, what can be wrong. Layer: fit. Specification: docs/protocols/fit.md.
 * Lengths in mm, times in ms, powers in percent, line sensors in percent of black − white as the program reads them (0 … 100).
 */
import type { CarCalibration } from '../robot/calibration.ts';
import type { RobotProfile } from '../robot/profile.ts';
import type { RunFileFaultCode } from '../run/run-header.ts';
import type { FitRun } from './fit-run.ts';

export type FitOwnFaultCode =
  | 'fit.no-runs' // {}
  | 'fit.too-many-runs' // {runs, max}
  | 'fit.altered' // {run}: its seal or a checksum is broken
  | 'fit.other-kit' // {run, kit, wanted}
  | 'fit.other-calibration' // {run}: it was calibrated in between
  | 'fit.ideal-car' // {run}: what is to be fitted was switched off
  | 'fit.kit-unnamed' // {run}: the car lacked what the fitted kit must have, so that its kit must be named
  | 'fit.uneven-floor' // {run}: ramps
  | 'fit.too-short' // {run, seconds, min}
  | 'fit.no-motion' // {run}: the motors were never switched on
  | 'fit.no-signals' // {run}: the program read no sensor that says how the car moved
  | 'fit.no-track' // {run}: it read line sensors alone, and nobody knows the floor
  | 'fit.does-not-follow' // {run, percent}: the car did something else than its program said
  | 'fit.nothing-observable'; // {}: no parameter can be told from these runs

export type FitFaultCode = FitOwnFaultCode | RunFileFaultCode;

/**
 * `leftTopMmPerS`, `rightTopMmPerS`: of each wheel at full power. `lineWhite`: reading over white, `lineContrast`: black − white, both in shares of
 * what the recording took for black − white (0 and 1 where that was right). `lineThreshold`: of a digital sensor, between white (0) and black (1).
 */
export type ParameterId =
  | 'motorLagMs'
  | 'deadZonePercent'
  | 'speedCurve'
  | 'leftTopMmPerS'
  | 'rightTopMmPerS'
  | 'casterDragMmPerS2'
  | 'lineDelayMs'
  | 'lineWhite'
  | 'lineContrast'
  | 'lineThreshold';

export type ParameterUnit = 'ms' | 'percent' | 'mm/s' | 'mm/s²' | 'share';

export interface FittedParameter {
  readonly id: ParameterId;
  /** Of which line sensor, from 0, leftmost first; absent for all others. */
  readonly sensor?: number;
  readonly unit: ParameterUnit;
  /** As the kit says. */
  readonly before: number;
  /** Absent where these runs do not tell it: the kit's value stands. */
  readonly fitted?: { readonly value: number; readonly standardError: number };
}

export type SignalKind = 'line' | 'encoder' | 'gyro' | 'sonar';

export interface SignalId {
  readonly kind: SignalKind;
  /** Line sensor, or 0 left and 1 right of encoders; else 0. */
  readonly index: number;
}

/** One sensor in one run; the lists are of one length. Lines in percent, encoders and sonar in mm, gyro in degrees. */
export interface FitCurve {
  readonly signal: SignalId;
  readonly atMs: Float64Array;
  readonly measured: Float64Array;
  /** By the kit as it was. */
  readonly before: Float64Array;
  /** By the fitted car. */
  readonly fitted: Float64Array;
  /** Root of the mean square of what is left, in the signal's unit. */
  readonly rmsBefore: number;
  readonly rms: number;
}

export interface PredictedRun {
  readonly name: string;
  readonly durationMs: number;
  /** Up to which it was used: until it touched something or was lifted. */
  readonly usedMs: number;
  readonly curves: readonly FitCurve[];
  /** How far the predicted car is from the recorded one; absent where no pose was recorded. */
  readonly pose?: { readonly meanMm: number; readonly endMm: number; readonly endMmBefore: number; readonly wayMm: number };
}

export interface FitRequest {
  /** To fit; 1 … 8, held out ones included. */
  readonly runs: readonly FitRun[];
  /** Not looked at by the fit; predicted afterwards. */
  readonly heldOut?: readonly FitRun[];
  /** The kit from which to start; absent: as the first recording has it. */
  readonly profile?: RobotProfile;
}

export interface FitProgress {
  /** `fit`: more and more of the runs is taken in · `judge`: what can be told from them · `predict`. */
  readonly stage: 'fit' | 'judge' | 'predict';
  /** 0 … 1, of all. */
  readonly share: number;
  /** Root mean square of what is left so far, in standard deviations of the sensors' noise. */
  readonly residual: number;
}

export interface FitResult {
  readonly parameters: readonly FittedParameter[];
  /** Over all runs that were fitted, in standard deviations of the sensors' noise. */
  readonly residualBefore: number;
  readonly residual: number;
  readonly runs: readonly PredictedRun[];
  readonly heldOut: readonly PredictedRun[];
  /** The kit with what all its cars may share: lag, dead zone, curve, top speed, drag, delay, mean black and white. */
  readonly kit: RobotProfile;
  /** The kit as this one car is, for simulating it: also each wheel's gain, each sensor's black and white. */
  readonly car: RobotProfile;
  /** The same as the car's own numbers, as calibrating measures them; absent where neither wheels nor sensors could be told. `measuredAt` is the caller's. */
  readonly calibration: Omit<CarCalibration, 'measuredAt'> | undefined;
}
