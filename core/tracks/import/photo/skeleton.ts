/** The middle lines of dark pieces, and the ways along them. Layer: tracks. Source: Zhang & Suen 1984 (thinning). */
import type { Grid } from './floor-mask.ts';
import type { Pixel } from './homography.ts';

/** Rounds of thinning: half the widest line in cells, with room. */
const ROUNDS_MAX = 200;

/** N, NE, E, SE, S, SW, W, NW. */
const AROUND = [
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
] as const;

/** One cell wide; cells at the edge are cleared. */
export function thinned({ width, height, cells }: Grid): Grid {
  const thin = Uint8Array.from(cells);
  for (let x = 0; x < width; x++) thin[x] = thin[(height - 1) * width + x] = 0;
  for (let y = 0; y < height; y++) thin[y * width] = thin[y * width + width - 1] = 0;
  const offsets = AROUND.map(([dx, dy]) => dy * width + dx);
  for (let round = 0; round < ROUNDS_MAX; round++) {
    let isDone = true;
    for (const half of [0, 1] as const) {
      const gone: number[] = [];
      for (let i = width; i < thin.length - width; i++) if (thin[i] === 1 && mayGo(thin, i, offsets, half)) gone.push(i);
      for (const i of gone) thin[i] = 0;
      isDone &&= gone.length === 0;
    }
    if (isDone) break;
  }
  return { width, height, cells: thin };
}

function mayGo(cells: Uint8Array, i: number, offsets: readonly number[], half: 0 | 1): boolean {
  const around = offsets.map((offset) => cells[i + offset]!);
  const count = around.reduce((sum, cell) => sum + cell, 0);
  if (count < 2 || count > 6) return false;
  let changes = 0;
  for (let k = 0; k < 8; k++) if (around[k] === 0 && around[(k + 1) % 8] === 1) changes++;
  if (changes !== 1) return false;
  const [n, , e, , s, , w] = around as [number, number, number, number, number, number, number, number];
  return half === 0 ? n * e * s === 0 && e * s * w === 0 : n * e * w === 0 && n * s * w === 0;
}

/** Neighbours along the line: those at a corner only where no side leads there too. */
function neighboursOf({ width, cells }: Grid, i: number): number[] {
  const at = (k: number): number => i + AROUND[k]![1] * width + AROUND[k]![0];
  const isOn = (k: number): boolean => cells[at(k % 8)] === 1;
  const found: number[] = [];
  for (let k = 0; k < 8; k++) {
    const isCorner = k % 2 === 1;
    if (isOn(k) && !(isCorner && (isOn((k + 7) % 8) || isOn((k + 1) % 8)))) found.push(at(k));
  }
  return found;
}

/** Ways from end or crossing to end or crossing, and rings; each cell's centre. */
export function waysAlong(grid: Grid): readonly (readonly Pixel[])[] {
  const { width, cells } = grid;
  const links = new Map<number, number[]>();
  for (let i = 0; i < cells.length; i++) if (cells[i] === 1) links.set(i, neighboursOf(grid, i));
  const used = new Set<string>();
  const key = (a: number, b: number) => (a < b ? `${a} ${b}` : `${b} ${a}`);
  const follow = (from: number, first: number): readonly Pixel[] => {
    const way = [from, first];
    used.add(key(from, first));
    for (let [before, at] = [from, first]; links.get(at)!.length === 2 && at !== from;) {
      const next = links.get(at)!.find((cell) => cell !== before)!;
      used.add(key(at, next));
      way.push(next);
      [before, at] = [at, next];
    }
    return way.map((i) => ({ x: (i % width) + 0.5, y: Math.floor(i / width) + 0.5 }));
  };
  const ways: (readonly Pixel[])[] = [];
  const begin = (isFirst: (degree: number) => boolean) => {
    for (const [i, near] of links)
      if (isFirst(near.length)) for (const next of near) if (!used.has(key(i, next))) ways.push(follow(i, next));
  };
  begin((degree) => degree !== 2 && degree > 0);
  begin((degree) => degree === 2);
  return ways;
}
