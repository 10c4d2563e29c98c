/** How graphs look: axes and curves from the tokens. Layer: web/ui. */
import { pixelsPerRem, readTokens } from './read-tokens.ts';

const PLOT_COLORS = ['plot-1', 'plot-2', 'plot-3', 'plot-4', 'plot-5', 'plot-6', 'plot-7', 'plot-8'] as const;

/** Of the vertical axis, in rem: whoever stands under a graph begins there too. */
const PLOT_AXIS_REM = 3;

export const plotColor = (index: number): string => `var(--${PLOT_COLORS[index % PLOT_COLORS.length]})`;

/** As they stand now; read again when the theme changes. */
export function plotLook() {
  const tokens = readTokens(['muted', 'line', 'font', ...PLOT_COLORS]);
  const rem = pixelsPerRem();
  const axis = {
    stroke: tokens.muted,
    grid: { stroke: tokens.line, width: 1 },
    ticks: { show: false },
    font: `${0.75 * rem}px ${tokens.font}`,
    gap: 4,
  };
  const curve = (index: number) => ({
    stroke: tokens[PLOT_COLORS[index % PLOT_COLORS.length]!],
    width: rem / 9,
    points: { show: false },
    spanGaps: true,
  });
  return {
    axes: [
      { ...axis, size: 1.5 * rem, values: (_: unknown, splits: readonly number[]) => splits.map((s) => `${s} s`) },
      { ...axis, size: PLOT_AXIS_REM * rem },
    ],
    curve,
  };
}
