/** Which places of a photographed floor are dark enough to be a line. Layer: tracks. */
import { projected, type Homography } from './homography.ts';

/** RGBA, four bytes a pixel, row by row from the top. */
export interface Photo {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray | Uint8Array;
}

/** One byte a place, row by row from the top. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
}

/** Brightness of the floor, seen straight from above. Between pixels it is mixed; outside the photo it is white. */
export function rectified(
  { width, height, data }: Photo,
  homography: Homography,
  size: { readonly width: number; readonly height: number },
): Grid {
  const cells = new Uint8Array(size.width * size.height);
  const lumaAt = (x: number, y: number): number => {
    if (x < 0 || y < 0 || x >= width || y >= height) return 255;
    const i = (y * width + x) * 4;
    return 0.2126 * data[i]! + 0.7152 * data[i + 1]! + 0.0722 * data[i + 2]!;
  };
  for (let row = 0; row < size.height; row++) {
    for (let column = 0; column < size.width; column++) {
      const { x, y } = projected(homography, { x: column + 0.5, y: row + 0.5 });
      const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
      const [tx, ty] = [x - 0.5 - left, y - 0.5 - top];
      const upper = lumaAt(left, top) * (1 - tx) + lumaAt(left + 1, top) * tx;
      const lower = lumaAt(left, top + 1) * (1 - tx) + lumaAt(left + 1, top + 1) * tx;
      cells[row * size.width + column] = Math.round(upper * (1 - ty) + lower * ty);
    }
  }
  return { ...size, cells };
}

/** Sums over rectangles from the upper left corner, one column and row larger. */
function summed({ width, height, cells }: Grid): Float64Array {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let row = 0; row < height; row++) {
    let line = 0;
    for (let column = 0; column < width; column++) {
      line += cells[row * width + column]!;
      sums[(row + 1) * (width + 1) + column + 1] = sums[row * (width + 1) + column + 1]! + line;
    }
  }
  return sums;
}

/**
 * 1 where a place is darker than what is around it by `share` of it. Why not one threshold for all: one half of a floor lies in the sun.
 * Source: Bradley & Roth 2007, adaptive thresholding by an integral image.
 */
export function darkerThanAround(grid: Grid, reach: number, share: number): Grid {
  const { width, height, cells } = grid;
  const sums = summed(grid);
  const dark = new Uint8Array(cells.length);
  for (let row = 0; row < height; row++) {
    const [top, bottom] = [Math.max(0, row - reach), Math.min(height, row + reach + 1)];
    for (let column = 0; column < width; column++) {
      const [left, right] = [Math.max(0, column - reach), Math.min(width, column + reach + 1)];
      const at = (y: number, x: number) => sums[y * (width + 1) + x]!;
      const mean = (at(bottom, right) - at(top, right) - at(bottom, left) + at(top, left)) / ((bottom - top) * (right - left));
      if (cells[row * width + column]! < mean * (1 - share)) dark[row * width + column] = 1;
    }
  }
  return { width, height, cells: dark };
}

/** Without specks: pieces of fewer cells than `least` are taken away. Neighbours touch by sides and corners. */
export function withoutSpecks({ width, height, cells }: Grid, least: number): Grid {
  const kept = new Uint8Array(cells.length);
  const seen = new Uint8Array(cells.length);
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] === 0 || seen[start] === 1) continue;
    const piece = [start];
    seen[start] = 1;
    for (let next = 0; next < piece.length; next++) {
      const [x, y] = [piece[next]! % width, Math.floor(piece[next]! / width)];
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          const i = ny * width + nx;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height || cells[i] === 0 || seen[i] === 1) continue;
          seen[i] = 1;
          piece.push(i);
        }
      }
    }
    if (piece.length >= least) for (const i of piece) kept[i] = 1;
  }
  return { width, height, cells: kept };
}
