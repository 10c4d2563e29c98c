/** A small net that drives as its driver did, and how well it learned that. Layer: run. */
import { evaluateNet, type NetSpec } from '../learn/net.ts';
import { matrixOf, type Matrix } from '../learn/standardize.ts';
import { trainMlp } from '../learn/train-mlp.ts';
import { reactionMomentsOf } from './reaction-time.ts';
import type { DriveData } from './drive-data.ts';

/** Every so many seconds of driving one is kept aside. */
const BLOCK_MOMENTS = 50;
const BLOCKS_A_ROUND = 5;
const HIDDEN = 12;
const EPOCHS = 30;
/** Points of the curves that a page draws. */
const CURVE_POINTS = 250;

export interface DriverFit {
  readonly net: NetSpec;
  /** How late the driver acted on what the car saw, in moments; the net is taught to be on time. */
  readonly reactionMoments: number;
  /** Mean distance between driver and net, percent of full speed, over moments that the net has not seen. */
  readonly errorPercent: number;
  /** The same for one who always drives as the driver did on average: what learning has to beat. */
  readonly errorOfAveragePercent: number;
  /** Turning of driver and net, right minus left in percent, over the first moments it has not seen. */
  readonly curve: readonly { readonly driver: number; readonly net: number }[];
}

interface Split {
  readonly learned: readonly number[];
  readonly aside: readonly number[];
}

/** Whole seconds, since neighbours in time are almost the same. */
function split(rows: number): Split {
  const learned: number[] = [];
  const aside: number[] = [];
  for (let row = 0; row < rows; row++) (Math.floor(row / BLOCK_MOMENTS) % BLOCKS_A_ROUND === 2 ? aside : learned).push(row);
  return { learned, aside };
}

function rowOf({ columns, values }: Matrix, row: number): Float32Array {
  return values.subarray(row * columns, (row + 1) * columns);
}

function rowsOf(matrix: Matrix, rows: readonly number[]): Matrix {
  return matrixOf(rows.map((row) => rowOf(matrix, row)));
}

function train(data: DriveData, rows: readonly number[], seed: number): NetSpec {
  const { inputNames, labels } = data;
  return trainMlp({
    inputs: rowsOf(data.inputs, rows),
    targets: rowsOf(data.targets, rows),
    inputNames,
    labels,
    seed,
    hidden: [HIDDEN],
    epochs: EPOCHS,
  }).net;
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return (Math.abs(a[0]! - b[0]!) + Math.abs(a[1]! - b[1]!)) / 2;
}

function averageOf(matrix: Matrix, rows: readonly number[]): readonly number[] {
  const sum = [0, 0];
  for (const row of rows) for (const at of [0, 1]) sum[at]! += rowOf(matrix, row)[at]! / rows.length;
  return sum;
}

/** What the car saw at each moment, with what the driver did so many moments later. */
function shifted(data: DriveData, moments: number): DriveData {
  const rows = Array.from({ length: data.inputs.rows - moments }, (_, row) => row);
  const later = rows.map((row) => row + moments);
  return { ...data, inputs: rowsOf(data.inputs, rows), targets: rowsOf(data.targets, later) };
}

/** Trains on four fifths to say how well it learned, then on everything. The same data and seed give the same net everywhere. */
export function trainDriver(data: DriveData, seed: number): DriverFit {
  const reaction = reactionMomentsOf(data);
  const meant = shifted(data, reaction);
  const { inputs, targets } = meant;
  const { learned, aside } = split(inputs.rows);
  const judged = train(meant, learned, seed);
  const average = averageOf(targets, learned);
  let error = 0;
  let errorOfAverage = 0;
  const curve: { driver: number; net: number }[] = [];
  for (const row of aside) {
    const driver = rowOf(targets, row);
    const net = evaluateNet(judged, rowOf(inputs, row));
    error += distance(driver, net) / aside.length;
    errorOfAverage += distance(driver, average) / aside.length;
    if (curve.length < CURVE_POINTS) curve.push({ driver: driver[1]! - driver[0]!, net: net[1]! - net[0]! });
  }
  const everything = Array.from({ length: inputs.rows }, (_, row) => row);
  return {
    reactionMoments: reaction,
    net: train(meant, everything, seed),
    errorPercent: error,
    errorOfAveragePercent: errorOfAverage,
    curve,
  };
}
