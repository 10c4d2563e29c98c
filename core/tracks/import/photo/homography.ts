/** From the four corners of a floor in a photo to the floor itself. Layer: tracks. Source: Hartley & Zisserman, Multiple View Geometry, §4.1. */
import { fail, ok, type Result } from '../../../base/result.ts';
import type { ImportFaultCode } from '../import-faults.ts';

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

/** Row by row; the last is 1. */
export type Homography = readonly [number, number, number, number, number, number, number, number];

/** Upper left, upper right, lower right, lower left, as one looks at the floor. */
export type Corners = readonly [Pixel, Pixel, Pixel, Pixel];

/** Gauss with pivots; undefined: the corners lie on one line. */
function solved(rows: number[][]): number[] | undefined {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let row = column + 1; row < size; row++) if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row;
    if (Math.abs(rows[pivot]![column]!) < 1e-9) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    for (let row = 0; row < size; row++) {
      if (row === column) continue;
      const factor = rows[row]![column]! / rows[column]![column]!;
      for (let k = column; k <= size; k++) rows[row]![k]! -= factor * rows[column]![k]!;
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}

/** Twice the area of the triangle; its sign says which way it goes round. */
const turnOf = (a: Pixel, b: Pixel, c: Pixel): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Each corner turns the same way: no corner lies inside the others, none are crossed. */
function isQuadrangle(corners: Corners): boolean {
  const turns = corners.map((corner, i) => turnOf(corner, corners[(i + 1) % 4]!, corners[(i + 2) % 4]!));
  return turns.every((turn) => turn > 1) || turns.every((turn) => turn < -1);
}

/** Where on the photo a place of the picture of the floor is, `width` × `height` pixels large. Errors: `import.bad-corners`. */
export function homographyOf(corners: Corners, width: number, height: number): Result<Homography, ImportFaultCode> {
  if (!isQuadrangle(corners)) return fail('import.bad-corners');
  const targets: Corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
  const rows = targets.flatMap(({ x, y }, i) => {
    const { x: u, y: v } = corners[i]!;
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  const found = solved(rows);
  return found === undefined ? fail('import.bad-corners') : ok(found as unknown as Homography);
}

export function projected([a, b, c, d, e, f, g, h]: Homography, { x, y }: Pixel): Pixel {
  const w = g * x + h * y + 1;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}
