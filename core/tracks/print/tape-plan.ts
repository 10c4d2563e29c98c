/** What tape to lay on the floor: each line with its length, its bend and its ends. Layer: tracks. Floor frame, mm. */
import type { Point, Track, TrackLine } from '../../sim/track.ts';
import { endsOf, lengthMm, pathOf } from '../edit/geometry.ts';

export interface TapePiece {
  /** From 1, in the order of the file. */
  readonly number: number;
  readonly shape: 'segment' | 'arc' | 'circle' | 'curve';
  readonly from: Point;
  readonly to: Point;
  /** Along the line; with its gaps where it is dashed. */
  readonly lengthMm: number;
  /** Halfway along: where the number stands, and what a curve goes through. */
  readonly middle: Point;
  readonly bend?: { readonly radiusMm: number; readonly center: Point; readonly turnDeg: number };
  readonly dash?: TrackLine['dash'];
  readonly widthMm: number;
  readonly color: string;
}

export interface TapeTotal {
  readonly widthMm: number;
  readonly color: string;
  /** Tape that is laid: without the gaps of dashed lines. */
  readonly lengthMm: number;
}

export interface TapePlan {
  readonly pieces: readonly TapePiece[];
  readonly totals: readonly TapeTotal[];
}

function pieceOf(line: TrackLine, index: number): TapePiece {
  const points = pathOf(line);
  const middle = points[Math.floor(points.length / 2)]!;
  const ends = endsOf(line);
  const isArc = line.shape === 'arc';
  return {
    ...{ number: index + 1, shape: isArc && ends === undefined ? 'circle' : line.shape },
    ...{ from: ends?.from.at ?? points[0]!, to: ends?.to.at ?? points[0]!, lengthMm: lengthMm(line) },
    middle: line.shape === 'segment' ? { xMm: (line.from.xMm + line.to.xMm) / 2, yMm: (line.from.yMm + line.to.yMm) / 2 } : middle,
    ...(isArc ? { bend: { radiusMm: line.radiusMm, center: line.center, turnDeg: line.toDeg - line.fromDeg } } : {}),
    ...(line.dash === undefined ? {} : { dash: line.dash }),
    ...{ widthMm: line.widthMm, color: line.color },
  };
}

function laidMm({ lengthMm: whole, dash }: TapePiece): number {
  if (dash === undefined) return whole;
  const period = dash.onMm + dash.offMm;
  const full = Math.floor(whole / period);
  return full * dash.onMm + Math.min(dash.onMm, whole - full * period);
}

export function tapePlan({ lines }: Track): TapePlan {
  const pieces = lines.map(pieceOf);
  const totals = new Map<string, TapeTotal>();
  for (const piece of pieces) {
    const { widthMm, color } = piece;
    const key = `${widthMm} ${color}`;
    totals.set(key, { widthMm, color, lengthMm: (totals.get(key)?.lengthMm ?? 0) + laidMm(piece) });
  }
  return { pieces, totals: [...totals.values()].sort((a, b) => b.lengthMm - a.lengthMm) };
}
