/** The channels of a run file. Layer: run. Specification: docs/protocols/run-file.md. */
import type { McapChannel } from './mcap-writer.ts';

export type ChannelName = 'exact' | 'telemetry' | 'log' | 'plot' | 'referee' | 'score';

const json = (topic: string, schemaName: string, properties: Readonly<Record<string, unknown>>): McapChannel => ({
  topic,
  messageEncoding: 'json',
  schemaName,
  schemaEncoding: 'jsonschema',
  schema: JSON.stringify({ type: 'object', properties }),
});

const number = { type: 'number' };
const text = { type: 'string' };
const pose = { type: 'object', properties: { xMm: number, yMm: number, headingDeg: number } };

export const CHANNELS: { readonly [N in ChannelName]: McapChannel } = {
  exact: { topic: '/guiji/exact', messageEncoding: 'guiji-exact-1', schemaName: '', schemaEncoding: '', schema: '' },
  telemetry: json('/guiji/telemetry', 'guiji.TelemetryFrame', {
    ...{ atMs: number, pose, leftPercent: number, rightPercent: number, speedMmPerS: number },
    ...{ line: { type: 'array', items: number }, sonarMm: { type: ['number', 'null'] }, led: text, toneHz: number },
    ...{ lap: number, lapStartedAtMs: number, lastLapMs: number, aiLabel: text },
    ...{ boxes: { type: 'array', items: pose }, others: { type: 'array', items: pose } },
  }),
  // Why this schema: viewers show a foxglove.Log in their log panel.
  log: json('/guiji/log', 'foxglove.Log', {
    timestamp: { type: 'object', properties: { sec: { type: 'integer' }, nsec: { type: 'integer' } } },
    ...{ level: { type: 'integer' }, message: text, name: text, file: text, line: { type: 'integer' } },
  }),
  plot: json('/guiji/plot', 'guiji.PlotPoint', { name: text, value: { type: ['number', 'string'] } }),
  referee: json('/guiji/referee', 'guiji.RefereeEvent', { kind: text, atMs: number, xMm: number, yMm: number, headingDeg: number }),
  score: json('/guiji/score', 'guiji.Score', { laps: number, lapTimesMs: { type: 'array', items: number }, collisions: number }),
};

export const CHANNEL_NAMES = Object.keys(CHANNELS) as readonly ChannelName[];
