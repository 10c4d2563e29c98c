/** A whole recording as columns for a graph. Layer: web/features/runs. */
import type { PlotPoint } from '../../state/telemetry-buffer.ts';
import { framesColumns, plotsColumns, seriesOf, type GraphColumns, type GraphGroup, type GraphSeries } from '../../state/graph-series.ts';
import type { OpenedRun } from '../../adapters/runs/run-rpc.ts';

const PLOT_NAMES_MAX = 16;
/** A screen has a few thousand pixels; more points are not seen. */
const PLOT_POINTS_MAX = 4000;

function plotsOf(run: OpenedRun): ReadonlyMap<string, readonly PlotPoint[]> {
  const plots = new Map<string, PlotPoint[]>();
  for (const { name, atMs, value } of run.plot) {
    const known = plots.get(name);
    if (known !== undefined) known.push({ atMs, value });
    else if (plots.size < PLOT_NAMES_MAX) plots.set(name, [{ atMs, value }]);
  }
  for (const [name, points] of plots) {
    const stride = Math.ceil(points.length / PLOT_POINTS_MAX);
    if (stride > 1)
      plots.set(
        name,
        points.filter((_, index) => index % stride === 0),
      );
  }
  return plots;
}

export interface ReplayGraph {
  readonly series: readonly GraphSeries[];
  readonly columns: GraphColumns;
}

export function graphOf(run: OpenedRun, group: GraphGroup): ReplayGraph {
  const plots = group === 'program' ? plotsOf(run) : new Map<string, readonly PlotPoint[]>();
  const series = seriesOf({ latest: run.telemetry.at(-1), plots }, group);
  return { series, columns: group === 'program' ? plotsColumns(plots, 0) : framesColumns(run.telemetry, series, 0) };
}
