/**
 * Opens a recording, finished or torn. Layer: run. Specification: docs/protocols/run-file.md.
 * It reads from the front and keeps what is whole, so a file that ends in the middle of a chunk, or in zeros after a power cut, gives
 * all that was flushed before.
 */
import { McapStreamReader, type McapTypes } from '@mcap/core';
import { z } from 'zod';
import { fail, ok, type Result } from '../base/result.ts';
import { refereeEventSchema, type RefereeEvent } from '../sim/referee-events.ts';
import { CHANNEL_NAMES, CHANNELS, type ChannelName } from './channels.ts';
import { decodeExact, type ExactEntry } from './exact-channel.ts';
import { decodeHeader, END_NAME, HEADER_NAME, type RunFileFaultCode, type RunHeader } from './run-header.ts';
import type { RunSummary, TelemetryFrame } from './run-types.ts';

const NS_PER_MS = 1e6;
/** Why: a promise in the footer must not make us ask for gigabytes. */
const FILE_BYTES_MAX = 1 << 30;

export interface RunStateAt {
  /** The last frame at or before the time asked for. */
  readonly frame: TelemetryFrame | undefined;
  readonly log: readonly { readonly atMs: number; readonly text: string }[];
  readonly events: readonly RefereeEvent[];
}

export interface RunFile {
  readonly header: RunHeader;
  /** The end was written: nothing is missing. */
  readonly isComplete: boolean;
  /** Absent in a torn file. `log` and `plots` are filled from their channels. */
  readonly summary?: RunSummary;
  readonly durationMs: number;
  readonly events: readonly RefereeEvent[];
  readonly telemetry: readonly TelemetryFrame[];
  readonly log: readonly { readonly atMs: number; readonly text: string }[];
  readonly plot: readonly { readonly atMs: number; readonly name: string; readonly value: number }[];
  /** What passed between program and robot, oldest first; decoded when asked for. Errors: `run-file.malformed-exact`. */
  exact(): Result<readonly ExactEntry[], RunFileFaultCode>;
  stateAt(atMs: number): RunStateAt;
}

const number = z.number();
const frameSchema = z.object({
  atMs: number,
  pose: z.object({ xMm: number, yMm: number, headingDeg: number }).optional(),
  leftPercent: number,
  rightPercent: number,
  speedMmPerS: number.optional(),
  line: z.array(number),
  sonarMm: number.nullable(),
  led: z.string(),
  toneHz: number,
  lap: number,
  lapStartedAtMs: number,
  lastLapMs: number.optional(),
});
const logSchema = z.object({ message: z.string() });
const plotSchema = z.object({ name: z.string(), value: z.union([number, z.string().transform(Number)]) });
const problemSchema = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), number, z.boolean()])),
  line: number.optional(),
  column: number.optional(),
  start: number.optional(),
  end: number.optional(),
});
const summarySchema = z.object({
  ended: z.enum(['finished', 'stopped', 'time-limit', 'error']),
  simTimeS: number,
  instructions: number,
  distanceMm: number,
  finalPose: z.object({ xMm: number, yMm: number, headingDeg: number }),
  laps: number,
  lapTimesS: z.array(number),
  checkpoints: z.array(z.object({ id: z.string(), atS: number })),
  offLine: z.object({ count: number, totalS: number }),
  collisions: number,
  digest: z.string(),
  error: problemSchema.optional(),
});

interface Found {
  readonly metadata: Map<string, ReadonlyMap<string, string>>;
  readonly messages: { readonly [N in ChannelName]: { readonly atMs: number; readonly data: Uint8Array }[] };
  durationMs: number;
}

/** Every whole record, up to the first that is not. */
function* recordsOf(bytes: Uint8Array): Generator<McapTypes.TypedMcapRecord> {
  const reader = new McapStreamReader();
  try {
    reader.append(bytes);
    for (let record = reader.nextRecord(); record !== undefined; record = reader.nextRecord()) yield record;
  } catch {
    // A torn or damaged record: what came before it stands.
  }
}

function collect(bytes: Uint8Array): Found {
  const messages = Object.fromEntries(CHANNEL_NAMES.map((name) => [name, []])) as unknown as Found['messages'];
  const found: Found = { metadata: new Map(), messages, durationMs: 0 };
  const channels = new Map<number, ChannelName>();
  for (const record of recordsOf(bytes)) {
    if (record.type === 'Metadata') found.metadata.set(record.name, record.metadata);
    else if (record.type === 'Channel') {
      const name = CHANNEL_NAMES.find((known) => CHANNELS[known].topic === record.topic);
      if (name !== undefined) channels.set(record.id, name);
    } else if (record.type === 'Message') {
      const name = channels.get(record.channelId);
      const atMs = Number(record.logTime) / NS_PER_MS;
      found.durationMs = Math.max(found.durationMs, atMs);
      if (name !== undefined) messages[name].push({ atMs, data: record.data });
    }
  }
  return found;
}

/** Entries that the schema refuses are left out: a viewer's channel may hold more than we know. */
function parseJson<T>(
  list: readonly { readonly atMs: number; readonly data: Uint8Array }[],
  schema: z.ZodType<T>,
): { atMs: number; value: T }[] {
  const decoder = new TextDecoder();
  return list.flatMap(({ atMs, data }) => {
    try {
      const parsed = schema.safeParse(JSON.parse(decoder.decode(data)));
      return parsed.success ? [{ atMs, value: parsed.data }] : [];
    } catch {
      return [];
    }
  });
}

function plotsByName(points: RunFile['plot']): Record<string, [number, number][]> {
  const plots: Record<string, [number, number][]> = {};
  for (const { name, atMs, value } of points) (plots[name] ??= []).push([atMs / 1000, value]);
  return plots;
}

function summaryOf(found: Found, log: RunFile['log'], plot: RunFile['plot']): RunSummary | undefined {
  const text = found.metadata.get(END_NAME)?.get('summary');
  if (text === undefined) return undefined;
  try {
    const parsed = summarySchema.safeParse(JSON.parse(text));
    if (!parsed.success) return undefined;
    const said = log.map(({ atMs, text: line }) => ({ atS: atMs / 1000, text: line }));
    return { ...parsed.data, log: said, plots: plotsByName(plot) } as RunSummary;
  } catch {
    return undefined;
  }
}

const notAfter = <T extends { readonly atMs: number }>(list: readonly T[], atMs: number): T[] => list.filter((item) => item.atMs <= atMs);

/** Errors: `run-file.not-a-run`, `run-file.newer-version`, `run-file.bad-header`. */
export function openRun(bytes: Uint8Array): Result<RunFile, RunFileFaultCode> {
  if (bytes.length > FILE_BYTES_MAX) return fail('run-file.not-a-run', {});
  const found = collect(bytes);
  const metadata = found.metadata.get(HEADER_NAME);
  if (metadata === undefined) return fail('run-file.not-a-run', {});
  const header = decodeHeader(metadata);
  if (!header.ok) return header;
  const telemetry = parseJson(found.messages.telemetry, frameSchema).map(({ value }) => value as TelemetryFrame);
  const events = parseJson(found.messages.referee, refereeEventSchema).map(({ value }) => value);
  const log = parseJson(found.messages.log, logSchema).map(({ atMs, value }) => ({ atMs, text: value.message }));
  const plot = parseJson(found.messages.plot, plotSchema).map(({ atMs, value }) => ({ atMs, ...value }));
  const summary = summaryOf(found, log, plot);
  return ok({
    ...{ header: header.value, isComplete: summary !== undefined, durationMs: found.durationMs, events, telemetry, log, plot },
    ...(summary === undefined ? {} : { summary }),
    exact: () => exactEntries(found.messages.exact),
    stateAt: (atMs) => ({
      frame: telemetry.findLast((frame) => frame.atMs <= atMs),
      log: notAfter(log, atMs),
      events: notAfter(events, atMs),
    }),
  });
}

function exactEntries(messages: readonly { readonly data: Uint8Array }[]): Result<readonly ExactEntry[], RunFileFaultCode> {
  const entries: ExactEntry[] = [];
  for (const { data } of messages) {
    const decoded = decodeExact(data);
    if (!decoded.ok) return decoded;
    for (const entry of decoded.value) entries.push(entry);
  }
  return ok(entries);
}
