/** Areas on the floor: how deep a point lies within one. Layer: sim. Floor frame, mm. */
import { cos, RADIANS_PER_DEGREE, sin } from '../base/deterministic-math.ts';
import { distanceToSegmentMm } from './segment-distance.ts';
import type { TrackArea } from './track-schema.ts';

/** mm to the nearest edge: positive within, negative outside. */
export type Depth = (xMm: number, yMm: number) => number;

function rectangleDepth({ center, widthMm, heightMm, headingDeg }: Extract<TrackArea, { shape: 'rectangle' }>): Depth {
  const s = sin(headingDeg * RADIANS_PER_DEGREE);
  const c = cos(headingDeg * RADIANS_PER_DEGREE);
  return (xMm, yMm) => {
    const px = xMm - center.xMm;
    const py = yMm - center.yMm;
    const across = Math.abs(px * c - py * s) - widthMm / 2;
    const along = Math.abs(px * s + py * c) - heightMm / 2;
    if (across <= 0 && along <= 0) return -Math.max(across, along);
    const [dx, dy] = [Math.max(0, across), Math.max(0, along)];
    return -Math.sqrt(dx * dx + dy * dy);
  };
}

/** Source: even–odd rule for what is within. */
function polygonDepth({ points }: Extract<TrackArea, { shape: 'polygon' }>): Depth {
  return (xMm, yMm) => {
    let nearest = Infinity;
    let isWithin = false;
    for (const [i, b] of points.entries()) {
      const a = points[i === 0 ? points.length - 1 : i - 1]!;
      nearest = Math.min(nearest, distanceToSegmentMm(a, b, xMm, yMm));
      const isLeft = xMm < ((a.xMm - b.xMm) * (yMm - b.yMm)) / (a.yMm - b.yMm) + b.xMm;
      if (b.yMm > yMm !== a.yMm > yMm && isLeft) isWithin = !isWithin;
    }
    return isWithin ? nearest : -nearest;
  };
}

export function depthIn(area: TrackArea): Depth {
  if (area.shape === 'rectangle') return rectangleDepth(area);
  if (area.shape === 'polygon') return polygonDepth(area);
  const { center, radiusMm } = area;
  return (xMm, yMm) => {
    const dx = xMm - center.xMm;
    const dy = yMm - center.yMm;
    return radiusMm - Math.sqrt(dx * dx + dy * dy);
  };
}
