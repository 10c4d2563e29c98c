/** From telemetry to what a graph takes: aligned columns, x in seconds. Layer: web/state. */
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import type { PlotPoint } from './telemetry-buffer.ts';

/** What the graph can show; 'program' is what the program plots itself. */
export type GraphGroup = 'line' | 'motors' | 'sonar' | 'program';

export interface GraphSeries {
  readonly key: string;
  /** For people where the program named it; else the page names it by `group` and `index`. */
  readonly name?: string;
  readonly group: GraphGroup;
  readonly index: number;
}

/** A run under way (TelemetryBuffer) or a recorded one. */
export interface GraphSource {
  readonly latest: TelemetryFrame | undefined;
  readonly plots: ReadonlyMap<string, readonly PlotPoint[]>;
}

export type GraphColumns = [times: number[], ...values: (number | null)[][]];

const POINTS_MAX = 600;

export function seriesOf(buffer: GraphSource, group: GraphGroup): readonly GraphSeries[] {
  if (group === 'line') return (buffer.latest?.line ?? []).map((_, index) => ({ key: `line-${index}`, group, index }));
  if (group === 'motors') return [0, 1].map((index) => ({ key: `motor-${index}`, group, index }));
  if (group === 'sonar') return [{ key: 'sonar', group, index: 0 }];
  return [...buffer.plots.keys()].map((name, index) => ({ key: `plot-${name}`, name, group, index }));
}

function valueOf(frame: TelemetryFrame, series: GraphSeries): number | null {
  if (series.group === 'line') return frame.line[series.index] ?? null;
  if (series.group === 'motors') return series.index === 0 ? frame.leftPercent : frame.rightPercent;
  return frame.sonarMm;
}

/** The frames since `sinceMs`, thinned so that a slow computer keeps up. */
export function framesColumns(frames: readonly TelemetryFrame[], series: readonly GraphSeries[], sinceMs: number): GraphColumns {
  let first = frames.length;
  while (first > 0 && frames[first - 1]!.atMs >= sinceMs) first -= 1;
  const stride = Math.max(1, Math.ceil((frames.length - first) / POINTS_MAX));
  const times: number[] = [];
  const columns = series.map((): (number | null)[] => []);
  // Counted from the start of the buffer, so that a thinned curve does not shimmer as it moves.
  for (let i = Math.ceil(first / stride) * stride; i < frames.length; i += stride) {
    const frame = frames[i]!;
    times.push(frame.atMs / 1000);
    series.forEach((one, column) => columns[column]!.push(valueOf(frame, one)));
  }
  return [times, ...columns];
}

/** Points of several plots come at times of their own: one row a time, null where a plot has none. */
export function plotsColumns(plots: ReadonlyMap<string, readonly PlotPoint[]>, sinceMs: number): GraphColumns {
  const rows = new Map<number, (number | null)[]>();
  [...plots.values()].forEach((points, column) => {
    for (let i = points.length - 1; i >= 0 && points[i]!.atMs >= sinceMs; i -= 1) {
      const { atMs, value } = points[i]!;
      const row = rows.get(atMs) ?? Array<number | null>(plots.size).fill(null);
      row[column] = value;
      rows.set(atMs, row);
    }
  });
  const times = [...rows.keys()].sort((a, b) => a - b);
  const columns = Array.from({ length: plots.size }, (_, column) => times.map((atMs) => rows.get(atMs)![column]!));
  return [times.map((atMs) => atMs / 1000), ...columns];
}
