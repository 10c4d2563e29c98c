import { describe, expect, it } from 'vitest';
import type { TelemetryFrame } from '../../core/run/run-types.ts';
import { TelemetryBuffer } from './telemetry-buffer.ts';
import { framesColumns, plotsColumns, seriesOf } from './graph-series.ts';

function frameAt(atMs: number): TelemetryFrame {
  return { atMs, leftPercent: atMs, rightPercent: -atMs, line: [1, 2], sonarMm: null, led: 'off', toneHz: 0, lap: 0, lapStartedAtMs: 0 };
}

describe('framesColumns', () => {
  it('gives one column a series, times in seconds', () => {
    const buffer = new TelemetryBuffer();
    buffer.push([frameAt(0), frameAt(500)]);
    expect(framesColumns(buffer.frames, seriesOf(buffer, 'motors'), 0)).toEqual([
      [0, 0.5],
      [0, 500],
      [-0, -500],
    ]);
  });

  it('leaves out what is older than asked for', () => {
    expect(framesColumns([frameAt(0), frameAt(500), frameAt(1000)], [], 400)[0]).toEqual([0.5, 1]);
  });

  it('thins a long time to a bounded number of points', () => {
    const frames = Array.from({ length: 7000 }, (_, index) => frameAt(index));
    expect(framesColumns(frames, [], 0)[0].length).toBeLessThanOrEqual(600);
  });
});

describe('plotsColumns', () => {
  it('puts plots of different times into common rows with gaps', () => {
    const buffer = new TelemetryBuffer();
    buffer.plot([
      { atMs: 0, name: 'a', value: 1 },
      { atMs: 10, name: 'b', value: 2 },
      { atMs: 10, name: 'a', value: 3 },
    ]);
    expect(plotsColumns(buffer.plots, 0)).toEqual([
      [0, 0.01],
      [1, 3],
      [null, 2],
    ]);
  });
});
