/** The product's motif drawn to measure: a line that curves from stop to stop. Layer: web/ui. */

export interface TrackStop {
  readonly x: number;
  readonly y: number;
}

export interface TrackBox {
  readonly width: number;
  readonly height: number;
  /** Kept free at each end, for the stops' own size. */
  readonly inset: number;
}

/** `count` stops from left to right, every other one at the top; a single one stands in the middle. */
export function trackStops(count: number, box: TrackBox): readonly TrackStop[] {
  const span = box.width - 2 * box.inset;
  const low = box.height - box.inset;
  if (count === 1) return [{ x: box.width / 2, y: box.height / 2 }];
  return Array.from({ length: count }, (_, index) => ({
    x: box.inset + (span * index) / (count - 1),
    y: index % 2 === 0 ? low : box.inset,
  }));
}

/** An SVG path through the stops; it leaves and reaches each of them level. Empty for fewer than two. */
export function trackPath(stops: readonly TrackStop[]): string {
  const [first, ...others] = stops;
  if (first === undefined || others.length === 0) return '';
  let from = first;
  let path = `M${figure(from.x)} ${figure(from.y)}`;
  for (const stop of others) {
    const middle = figure((from.x + stop.x) / 2);
    path += `C${middle} ${figure(from.y)} ${middle} ${figure(stop.y)} ${figure(stop.x)} ${figure(stop.y)}`;
    from = stop;
  }
  return path;
}

const figure = (value: number) => Math.round(value * 100) / 100;
