/**
 * How well a head does on pictures it was not trained on. Layer: learn.
 * Each picture is answered once, by a head trained on the others. Why neighbours are held out together: pictures taken in one burst are nearly the
 * same, and a head that has seen the one before knows the next by heart.
 */
import { evaluateNet, largestAt } from './net.ts';
import type { Matrix } from './standardize.ts';
import { trainHead, type HeadTraining } from './train-head.ts';

export interface HeldOutAnswer {
  /** Position of the class that the head answered. */
  readonly answered: number;
  /** Its share, 0 … 1. */
  readonly share: number;
}

const FOLDS = 5;

/** One answer a row of the features, in their order. @param onProgress 0 … 1 */
export function answerHeldOut(training: HeadTraining): readonly HeldOutAnswer[] {
  const { features, classOf, onProgress } = training;
  const foldOf = foldsInOrder(classOf);
  const answers: HeldOutAnswer[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = rowsWhere(foldOf, (of) => of !== fold);
    const heldOut = rowsWhere(foldOf, (of) => of === fold);
    const head = trainHead({
      ...training,
      features: pick(features, kept),
      classOf: kept.map((row) => classOf[row]!),
      onProgress: undefined,
    });
    for (const row of heldOut) {
      const shares = evaluateNet(head, rowOf(features, row));
      const answered = largestAt(shares);
      answers[row] = { answered, share: shares[answered]! };
    }
    onProgress?.((fold + 1) / FOLDS);
  }
  return answers;
}

/** Rows: what a picture is. Columns: what it was answered to be. Cells: how many. */
export function confusionOf(
  classOf: readonly number[],
  answers: readonly HeldOutAnswer[],
  classCount: number,
): readonly (readonly number[])[] {
  const counts = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  answers.forEach(({ answered }, row) => counts[classOf[row]!]![answered]!++);
  return counts;
}

/** Each class is cut into runs of neighbours, as equal as can be. */
function foldsInOrder(classOf: readonly number[]): readonly number[] {
  const sizes = new Map<number, number>();
  for (const at of classOf) sizes.set(at, (sizes.get(at) ?? 0) + 1);
  const seen = new Map<number, number>();
  return classOf.map((at) => {
    const place = seen.get(at) ?? 0;
    seen.set(at, place + 1);
    return Math.floor((place * FOLDS) / sizes.get(at)!);
  });
}

function rowsWhere(foldOf: readonly number[], matches: (fold: number) => boolean): readonly number[] {
  return foldOf.flatMap((fold, row) => (matches(fold) ? [row] : []));
}

function rowOf({ columns, values }: Matrix, row: number): Float32Array {
  return values.subarray(row * columns, (row + 1) * columns);
}

function pick(matrix: Matrix, rows: readonly number[]): Matrix {
  const values = new Float32Array(rows.length * matrix.columns);
  rows.forEach((row, at) => values.set(rowOf(matrix, row), at * matrix.columns));
  return { rows: rows.length, columns: matrix.columns, values };
}
